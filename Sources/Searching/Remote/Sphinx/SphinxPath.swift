/// Paths as words, by which patterns of paths are asked: each sign of a name with the depth of the name.
///
/// `*` does not cross a `/`: signs of one depth are of one name, so that two runs of signs, one behind the other, are
/// within it.
struct SphinxPath {
  /// How deep a file may lie.
  static let deepest = 64

  /// How many ways a pattern may lie in a path.
  private static let mostWays = 2_000

  /// A letter for the field.
  private let letter: String

  init(_ field: String) { letter = field == RemoteField.foldedID ? "i" : "p" }

  /// The words of a path in small letters, the first name at depth 0; `nil` if it is too deep.
  func words(of path: String) -> [String]? {
    if path.isEmpty { return [] }
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    guard names.count <= Self.deepest else { return nil }
    let words = names.enumerated().flatMap { depth, name in
      [start(depth)] + name.map { sign($0, depth) } + [end(depth)]
    }
    return words + [depth(names.count)]
  }

  /// What finds the paths that a pattern matches, as `PathPattern` says.
  ///
  /// - Throws: `RemoteRefusal` for a pattern that cannot be asked exactly.
  func query(_ pattern: String) throws -> String {
    let text = pattern.lowercased()
    let names = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let refusal = RemoteRefusal.pattern(pattern)
    guard names.count <= Self.deepest else { return SphinxCode.absent }
    if names.count == 1 {
      let globs = try (0..<Self.deepest).map { try glob(names[0], at: $0, refusal) }
      return "(\(globs.joined(separator: "|")))"
    }
    guard names.allSatisfy({ $0 == "**" || !$0.contains("**") }) else { throw refusal }
    var ways: [String] = []
    try place(names[...], at: 0, [], &ways, refusal)
    return ways.isEmpty ? SphinxCode.absent : "(\(ways.joined(separator: "|")))"
  }

  private func place(
    _ names: ArraySlice<String>, at depth: Int, _ before: [String], _ ways: inout [String],
    _ refusal: RemoteRefusal
  ) throws {
    guard let name = names.first else {
      return try add(before + [self.depth(depth)], &ways, refusal)
    }
    let rest = names.dropFirst()
    guard depth + names.count <= Self.deepest else { return }
    guard name == "**" else {
      let own = try glob(name, at: depth, refusal)
      return try place(rest, at: depth + 1, before + [own], &ways, refusal)
    }
    if rest.isEmpty { return try add(before + [start(depth)], &ways, refusal) }
    for next in (depth + 1)..<Self.deepest {
      try place(rest, at: next, before, &ways, refusal)
    }
  }

  private func add(_ parts: [String], _ ways: inout [String], _ refusal: RemoteRefusal) throws {
    guard ways.count < Self.mostWays else { throw refusal }
    ways.append("(\(parts.joined(separator: " ")))")
  }

  /// What finds paths with a name at a depth that a pattern of one name matches.
  private func glob(_ text: String, at depth: Int, _ refusal: RemoteRefusal) throws -> String {
    let runs = text.split(separator: "*", omittingEmptySubsequences: false)
    var phrases: [[String]] = []
    for (place, run) in runs.enumerated() {
      let isFirst = place == 0
      let isLast = place == runs.count - 1
      // In a phrase `*` stands for any one word.
      var words = run.map { $0 == "?" ? "*" : sign($0, depth) }
      // A sign of any kind at an end that is open may be one of another name.
      if !isFirst, run.first == "?" || !isLast && run.last == "?" { throw refusal }
      if isFirst, !isLast, run.last == "?" { throw refusal }
      if words.isEmpty, runs.count > 1 { continue }
      if isFirst { words.insert(start(depth), at: 0) }
      if isLast { words.append(end(depth)) }
      phrases.append(words)
    }
    if phrases.isEmpty { return start(depth) }
    guard phrases.count < 3 || Set(phrases).count == phrases.count else { throw refusal }
    return "(\(phrases.map { "\"\($0.joined(separator: " "))\"" }.joined(separator: " << ")))"
  }

  private func start(_ depth: Int) -> String { "_c\(letter)\(depth)s" }
  private func end(_ depth: Int) -> String { "_c\(letter)\(depth)t" }
  private func depth(_ count: Int) -> String { "_c\(letter)\(count)n" }

  private func sign(_ character: Character, _ depth: Int) -> String {
    let scalars = character.unicodeScalars
    let code =
      scalars.count == 1
      ? String(scalars[scalars.startIndex].value, radix: 16)
      : "g" + SphinxCode.sum(String(character))
    return "_c\(letter)\(depth)_\(code)"
  }
}

/// A pattern of gitignore's syntax: which files and folders it means.
///
/// A pattern with a slash before its end is of the path from the folder of its file, one without of a
/// name at any depth. `*` and `?` stop at slashes, `**` is any number of folders, `[a-z]` a set, `\` takes what
/// follows literally, `/` at the end means folders only, `!` at the front takes back what came before.
struct IgnorePattern: Sendable, Equatable {
  /// Whether it takes back what patterns before it left out.
  let isNegated: Bool

  /// Whether it means folders only.
  let isOfFolders: Bool

  /// Whether the case of A to Z counts.
  let isCaseSensitive: Bool

  /// The names of a path that must match one by one; `nil` stands for any number of folders.
  private let segments: [NamePattern?]

  /// A pattern of one line without its line end; `nil` for a blank line or a comment.
  init?(_ line: some Collection<UInt8>, isCaseSensitive: Bool = true) {
    var text = Self.withoutTrailingBlanks(Array(line))[...]
    guard let first = text.first, first != UInt8(ascii: "#") else { return nil }
    isNegated = first == UInt8(ascii: "!")
    if isNegated { text = text.dropFirst() }
    isOfFolders = text.last == UInt8(ascii: "/")
    if isOfFolders { text = text.dropLast() }
    let isAnchored = text.contains(UInt8(ascii: "/"))
    if text.first == UInt8(ascii: "/") { text = text.dropFirst() }
    guard !text.isEmpty else { return nil }
    self.isCaseSensitive = isCaseSensitive
    var segments = text.split(separator: UInt8(ascii: "/")).map { part -> NamePattern? in
      part.elementsEqual("**".utf8) ? nil : NamePattern(part, isCaseSensitive: isCaseSensitive)
    }
    if !isAnchored { segments.insert(nil, at: 0) }
    self.segments = segments
  }

  /// Whether a path below the folder of the pattern's file is meant.
  ///
  /// - Complexity: O(names × segments) comparisons of names.
  func matches(_ names: ArraySlice<[UInt8]>, isFolder: Bool) -> Bool {
    guard isFolder || !isOfFolders, let last = names.last else { return false }
    if segments.count == 2, segments[0] == nil, let name = segments[1] { return name.matches(last) }
    // How many segments may be used up after each name.
    var states = [Bool](repeating: false, count: segments.count + 1)
    states[0] = true
    skipFolders(&states)
    for name in names {
      var next = [Bool](repeating: false, count: states.count)
      for number in segments.indices where states[number] {
        guard let segment = segments[number] else {
          // At the end of a pattern ** is whatever lies below, else any folder.
          next[number + 1 == segments.count ? number + 1 : number] = true
          continue
        }
        if segment.matches(name) { next[number + 1] = true }
      }
      if states[segments.count], endsInAnything { next[segments.count] = true }
      states = next
      skipFolders(&states)
    }
    return states[segments.count]
  }

  private var endsInAnything: Bool {
    if case .some(nil) = segments.last { true } else { false }
  }

  /// Before the end of a pattern ** may stand for no folder.
  private func skipFolders(_ states: inout [Bool]) {
    for number in segments.indices.dropLast() where states[number] && segments[number] == nil {
      states[number + 1] = true
    }
  }

  /// Blanks at the end do not count unless a backslash stands before them.
  private static func withoutTrailingBlanks(_ line: [UInt8]) -> [UInt8] {
    var end = line.count
    if end > 0, line[end - 1] == 0x0D { end -= 1 }
    while end > 0, line[end - 1] == 0x20 || line[end - 1] == 0x09 {
      if end > 1, line[end - 2] == UInt8(ascii: "\\") { break }
      end -= 1
    }
    return Array(line[..<end])
  }
}

/// A pattern of one name of a path.
struct NamePattern: Sendable, Equatable {
  private enum Token: Equatable {
    case scalar(UInt32)
    case any
    case star
    case set([ClosedRange<UInt32>], isNegated: Bool)
  }

  private let tokens: [Token]
  private let isCaseSensitive: Bool

  /// The byte that every name ends with which is meant, if there is one: most names are told by it.
  private let lastByte: UInt8?

  /// A pattern of its text.
  init(_ text: some Collection<UInt8>, isCaseSensitive: Bool) {
    self.isCaseSensitive = isCaseSensitive
    var scalars = Self.scalars(of: text, isCaseSensitive: isCaseSensitive)[...]
    var tokens: [Token] = []
    while let scalar = scalars.popFirst() {
      switch scalar {
      case 0x2A: if tokens.last != .star { tokens.append(.star) }
      case 0x3F: tokens.append(.any)
      case 0x5C: tokens.append(.scalar(scalars.popFirst() ?? scalar))
      case 0x5B:
        if let set = Self.set(&scalars) {
          tokens.append(set)
        } else {
          tokens.append(.scalar(scalar))
        }
      default: tokens.append(.scalar(scalar))
      }
    }
    self.tokens = tokens
    if case .scalar(let scalar) = tokens.last, scalar < 0x80 {
      lastByte = UInt8(scalar)
    } else {
      lastByte = nil
    }
  }

  /// Whether a name is meant.
  ///
  /// - Complexity: O(name × pattern): of several stars only the last is tried again.
  func matches(_ name: [UInt8]) -> Bool {
    if let lastByte {
      guard let last = name.last else { return false }
      let folded = isCaseSensitive ? UInt32(last) : Self.folded(UInt32(last))
      guard folded == UInt32(lastByte) else { return false }
    }
    let scalars = Self.scalars(of: name, isCaseSensitive: isCaseSensitive)
    var (position, token) = (0, 0)
    var retry: (position: Int, token: Int)?
    while position < scalars.count {
      if token < tokens.count, tokens[token] == .star {
        retry = (position, token + 1)
        token += 1
      } else if token < tokens.count, Self.takes(tokens[token], scalars[position]) {
        position += 1
        token += 1
      } else if let last = retry {
        retry = (last.position + 1, last.token)
        (position, token) = (last.position + 1, last.token)
      } else {
        return false
      }
    }
    return tokens[token...].allSatisfy { $0 == .star }
  }

  private static func takes(_ token: Token, _ scalar: UInt32) -> Bool {
    switch token {
    case .scalar(let wanted): wanted == scalar
    case .any: true
    case .star: false
    case .set(let ranges, let isNegated): ranges.contains { $0 ~= scalar } != isNegated
    }
  }

  /// The set that begins here, its bracket read; `nil` and nothing read if it has no end.
  private static func set(_ scalars: inout ArraySlice<UInt32>) -> Token? {
    var rest = scalars
    let isNegated = rest.first == 0x21 || rest.first == 0x5E
    if isNegated { rest.removeFirst() }
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while let scalar = rest.popFirst() {
      if scalar == 0x5D, !isFirst {
        scalars = rest
        return .set(ranges, isNegated: isNegated)
      }
      isFirst = false
      let low = scalar == 0x5C ? rest.popFirst() ?? scalar : scalar
      guard rest.first == 0x2D, let high = rest.dropFirst().first, high != 0x5D else {
        ranges.append(low...low)
        continue
      }
      rest = rest.dropFirst(2)
      if low <= high { ranges.append(low...high) }
    }
    return nil
  }

  /// The characters of a name; bytes that are not UTF-8 stand for themselves, beyond all characters.
  private static func scalars(
    of bytes: some Collection<UInt8>, isCaseSensitive: Bool
  ) -> [UInt32] {
    if bytes.allSatisfy({ $0 < 0x80 }) {
      return bytes.map { isCaseSensitive ? UInt32($0) : folded(UInt32($0)) }
    }
    var result: [UInt32] = []
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    guard String(validating: bytes, as: UTF8.self) != nil else {
      return bytes.map { $0 < 0x80 ? UInt32($0) : 0x110000 + UInt32($0) }
    }
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      result.append(isCaseSensitive ? scalar.value : folded(scalar.value))
    }
    return result
  }

  private static func folded(_ scalar: UInt32) -> UInt32 {
    (0x41...0x5A).contains(scalar) ? scalar + 0x20 : scalar
  }
}

internal import Documents
internal import Model
internal import System
internal import Yams

/// A settings file as it is read: YAML whose every key is known, or an error with its line.
struct SettingsFile {
  /// The name of the files.
  static let name = "parlance.yaml"

  /// The largest file, in bytes.
  static let sizeLimit = 1 << 20

  private let path: String
  private let root: Node.Mapping?

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - owners: the accounts whose settings are followed.
  /// - Throws: `LocatedError`; `StorageError` if it cannot be read.
  init(_ path: String, ofOwners owners: Set<UInt32>) throws {
    self.path = path
    let bytes = try Self.bytes(of: path, owners)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LocatedError(path: path, line: 1, message: "the file is not UTF-8")
    }
    if let alias = YAMLAlias(in: bytes) {
      throw LocatedError(
        path: path, line: alias.line, column: alias.column,
        message: "aliases such as *\(alias.name) are not for settings",
        hint: "write out what &\(alias.name) stands for")
    }
    root = try Self.root(of: text, path)
  }

  /// The bytes of a regular file that somebody whose settings are followed has written.
  private static func bytes(of path: String, _ owners: Set<UInt32>) throws -> [UInt8] {
    let file = try OpenedFile(path)
    guard owners.contains(file.identity.owner), file.identity.mode & 0o002 == 0 else {
      throw LocatedError(
        path: path, line: 1,
        message: owners.contains(file.identity.owner)
          ? "everybody may write the file" : "the file belongs to another account",
        hint: "settings belong to root, to you, or to the owner of the workspace or the share, and "
          + "nobody else may write them")
    }
    let bytes = try file.bytes(atMost: sizeLimit + 1)
    guard bytes.count <= sizeLimit else {
      throw LocatedError(
        path: path, line: 1, message: "the file has more than \(sizeLimit) bytes",
        hint: "settings have \(sizeLimit) bytes at most")
    }
    return bytes
  }

  private static func root(of text: String, _ path: String) throws -> Node.Mapping? {
    do {
      guard let node = try Yams.compose(yaml: text) else { return nil }
      if case .scalar(let scalar) = node, scalar.string.isEmpty { return nil }
      guard let mapping = node.mapping else {
        throw LocatedError(
          path: path, line: node.mark?.line ?? 1, message: "settings are names and values",
          hint: "such as: write-to: documents")
      }
      return mapping
    } catch let error as YamlError {
      throw located(error, path)
    }
  }

  private static func located(_ error: YamlError, _ path: String) -> LocatedError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      LocatedError(
        path: path, line: mark.line, column: mark.column, message: "this is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      LocatedError(
        path: path, line: context.mark.line,
        message: "\"\(duplicates.first ?? "")\" stands there twice", hint: "delete one")
    default: LocatedError(path: path, line: 1, message: "this is not YAML: \(error)")
    }
  }

  /// Takes what the file says of all shares.
  func apply(to settings: inout ShareSettings) throws {
    if let root { try apply(root, isOfShare: false, to: &settings) }
  }

  /// Takes what the file says of one share.
  ///
  /// - Parameters:
  ///   - share: the root of the share.
  ///   - folder: the folder of the file, which paths begin at.
  ///   - settings: get what it says.
  /// - Throws: `LocatedError`.
  func apply(of share: String, from folder: String, to settings: inout ShareSettings) throws {
    guard let node = root.flatMap({ Self.value(SettingName.shares.rawValue, of: $0) }) else {
      return
    }
    for (key, value) in try mapping(node, "shares are folders and their settings") {
      let name = try string(key)
      let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
      let own = try mapping(value, "a share has settings of its own")
      // Parts on other shares are checked, too: a slip is told before its share is retagged.
      var checked = settings
      try apply(own, isOfShare: true, to: &checked)
      if Workspace.lexicalPath(path) == share { settings = checked }
    }
  }

  // MARK: Values

  private func apply(
    _ mapping: Node.Mapping, isOfShare: Bool, to settings: inout ShareSettings
  ) throws {
    for (key, value) in mapping {
      let text = try string(key)
      let names = SettingName.allCases.filter { !isOfShare || $0 != .shares }
      guard let name = names.first(where: { $0.rawValue == text }) else {
        throw error(
          key, "unknown setting \"\(text)\"",
          "the settings are \(names.map(\.rawValue).joined(separator: ", "))")
      }
      settings.sources[text] = place(key)
      try set(name, value, &settings)
    }
  }

  private func set(
    _ name: SettingName, _ value: Node, _ settings: inout ShareSettings
  ) throws {
    switch name {
    case .place:
      settings.place = try choice(value)
    case .inPlace: settings.writesInPlace = try truth(value)
    case .include: settings.include = try strings(value)
    case .exclude: settings.exclude = try strings(value)
    case .largestFile: settings.largestFile = try bytes(value)
    case .dateOrder:
      settings.dateOrder = try choice(value)
    case .recognition: settings.recognition = try choice(value)
    case .recognitionLanguages: settings.recognitionLanguages = try languages(value)
    case .recognitionMinutes: settings.recognitionMinutes = try minutes(value)
    case .thresholds:
      for (key, score) in try mapping(value, "thresholds are facets and scores") {
        let facet = try string(key)
        settings.thresholds[facet] = try threshold(score)
        settings.sources["\(name.rawValue).\(facet)"] = place(key)
      }
    case .folders: settings.folders = try folders(value)
    case .shares: _ = try mapping(value, "shares are folders and their settings")
    }
  }

  private func threshold(_ node: Node) throws -> TaggingPreferences.Threshold {
    func score(_ node: Node) throws -> Double {
      guard let score = node.float, (0...1).contains(score) else {
        throw error(node, "a score is a number from 0 to 1", "such as 0.6")
      }
      return score
    }
    guard let both = node.mapping else {
      let accept = try score(node)
      return TaggingPreferences.Threshold(accept: accept, review: min(accept, 0.5))
    }
    for (key, _) in both where !["accept", "review"].contains(key.string) {
      throw error(key, "a threshold has no \"\(key.string ?? "")\"", "it has accept and review")
    }
    guard let accept = Self.value("accept", of: both), let review = Self.value("review", of: both)
    else {
      throw error(node, "a threshold is one score, or accept and review", "such as 0.6")
    }
    let threshold = TaggingPreferences.Threshold(
      accept: try score(accept), review: try score(review))
    guard threshold.review <= threshold.accept else {
      throw error(
        node, "review (\(threshold.review)) is above accept (\(threshold.accept))",
        "what is below review is not proposed, what is below accept is for review")
    }
    return threshold
  }

  private func folders(_ node: Node) throws -> [ShareSettings.FolderTags] {
    guard let items = node.sequence else {
      throw error(
        node, "facets by folder are a list", "such as: - {below: contracts/, type: Contract}")
    }
    return try items.flatMap { item in
      let members = try mapping(item, "a folder has \"below\" and facets")
      guard let below = Self.value("below", of: members) else {
        throw error(item, "the folder is missing", "such as: below: contracts/")
      }
      let folder = try string(below).split(separator: "/").joined(separator: "/")
      return try members.filter { $0.key.string != "below" }.flatMap { key, value in
        let facet = try string(key)
        return try strings(value).map {
          ShareSettings.FolderTags(folder: folder, facet: facet, label: $0, source: place(key))
        }
      }
    }
  }

  private func bytes(_ node: Node) throws -> Int {
    let words = (node.scalar?.string ?? "").split(separator: " ")
    let units = ["B": 0, "KB": 10, "MB": 20, "GB": 30]
    guard (1...2).contains(words.count), let number = Int(words[0]), number > 0,
      let shift = units[words.count == 2 ? words[1].uppercased() : "B"],
      number <= (1 << 50) >> shift
    else { throw error(node, "a size is a number and B, KB, MB or GB", "such as 64 MB") }
    return number << shift
  }

  /// The names of languages, such as `eng`, `chi_sim` or `script/Latin`, joined as Tesseract takes them.
  private func languages(_ node: Node) throws -> String {
    let names = try strings(node)
    for name in names {
      let isName = name.utf8.allSatisfy {
        (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2F
      }
      guard isName, !name.hasPrefix("/") else {
        throw error(node, "\"\(name)\" is not the name of a language", "such as: [eng, deu]")
      }
    }
    return names.joined(separator: "+")
  }

  private func minutes(_ node: Node) throws -> Double {
    guard let minutes = node.float, (0.01...1440).contains(minutes) else {
      throw error(node, "minutes are a number from 0.01 to 1440", "such as 30")
    }
    return minutes
  }

  private func truth(_ node: Node) throws -> Bool {
    guard let truth = node.bool else {
      let text = node.scalar?.string ?? ""
      throw error(node, "\"\(text)\" is not among its values", "it is true, false")
    }
    return truth
  }

  /// The value of an enumeration that a text names.
  private func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ node: Node
  ) throws -> Choice {
    let text = node.scalar?.string ?? ""
    guard let choice = Choice(rawValue: text) else {
      let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(node, "\"\(text)\" is not among its values", "it is \(allowed)")
    }
    return choice
  }

  /// The texts of a list, or the one text that stands for a list.
  private func strings(_ node: Node) throws -> [String] {
    guard let items = node.sequence else { return [try string(node)] }
    return try items.map(string)
  }

  private func string(_ node: Node) throws -> String {
    guard let text = node.scalar?.string, !text.isEmpty else {
      throw error(node, "a text is expected here", nil)
    }
    return text
  }

  private func mapping(_ node: Node, _ expectation: String) throws -> Node.Mapping {
    guard let mapping = node.mapping else { throw error(node, expectation, nil) }
    return mapping
  }

  private static func value(_ key: String, of mapping: Node.Mapping) -> Node? {
    mapping.first { $0.key.scalar?.string == key }?.value
  }

  private func place(_ node: Node) -> ShareSettings.Place {
    ShareSettings.Place(path: path, line: node.mark?.line ?? 1)
  }

  private func error(_ node: Node, _ message: String, _ hint: String?) -> LocatedError {
    LocatedError(
      path: path, line: node.mark?.line ?? 1, column: node.mark?.column, message: message,
      hint: hint)
  }
}

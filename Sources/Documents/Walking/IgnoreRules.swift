/// What a walk leaves out of a share: the usual litter, and what `.parlanceignore` files name.
///
/// The files have gitignore's syntax. One in a folder is of what lies below it and goes before those further
/// up; within a file the last pattern that matches decides. What lies in a folder that is left out cannot
/// be taken back.
package struct IgnoreRules: Sendable {
  /// The name of the files.
  package static let fileName = ".parlanceignore"

  /// The largest file, in bytes.
  package static let sizeLimit = 1 << 20

  /// The most patterns of a file.
  package static let patternLimit = 10_000

  /// What servers, file managers, browsers and programs leave on shares, in any case of the letters.
  package static let usual = IgnoreRules(
    """
    ~snapshot/
    .snapshot/
    $RECYCLE.BIN/
    RECYCLER/
    System Volume Information/
    lost+found/
    \\#recycle/
    @eaDir/
    node_modules/
    *.tmp
    *.part
    *.partial
    *.crdownload
    desktop.ini
    Thumbs.db
    ehthumbs.db
    """)

  private struct File: Sendable {
    /// How many names deep its folder lies.
    let depth: Int
    let patterns: [IgnorePattern]
  }

  private var files: [File] = []

  /// What counts, if not everything does.
  private var included: [IgnorePattern] = []

  /// Rules that leave nothing out.
  package init() {}

  private init(_ text: String) {
    files = [File(depth: 0, patterns: Self.patterns(Array(text.utf8), isCaseSensitive: false))]
  }

  /// Adds the file of a folder that lies so many names deep.
  ///
  /// - Throws: `DocumentRefusal` if it has more patterns than the limit.
  mutating func add(_ bytes: [UInt8], depth: Int) throws(DocumentRefusal) {
    let patterns = Self.patterns(bytes, isCaseSensitive: true)
    guard patterns.count <= Self.patternLimit else {
      throw DocumentRefusal(
        .unreadable,
        "\(Self.fileName) has \(patterns.count) patterns; the limit is \(Self.patternLimit)")
    }
    files.append(File(depth: depth, patterns: patterns))
  }

  /// Leaves out what patterns name, from the share on.
  package mutating func exclude(_ patterns: [String]) {
    let patterns = patterns.compactMap { IgnorePattern(Array($0.utf8)[...], isCaseSensitive: true) }
    if !patterns.isEmpty { files.append(File(depth: 0, patterns: patterns)) }
  }

  /// Leaves out files that none of some patterns names, nor a folder that they lie in; without patterns none.
  package mutating func include(only patterns: [String]) {
    included = patterns.compactMap { IgnorePattern(Array($0.utf8)[...], isCaseSensitive: true) }
  }

  private func isIncluded(_ names: [[UInt8]]) -> Bool {
    included.contains { pattern in
      pattern.matches(names[...], isFolder: false)
        || names.indices.dropFirst().contains { pattern.matches(names[..<$0], isFolder: true) }
    }
  }

  /// Whether a file or folder is left out; its folders are not looked at.
  ///
  /// - Parameters:
  ///   - names: the names of the path from the share on.
  ///   - isFolder: whether it is a folder.
  /// - Returns: what the nearest pattern that matches says.
  func excludes(_ names: [[UInt8]], isFolder: Bool) -> Bool {
    if !isFolder, !included.isEmpty, !isIncluded(names) { return true }
    for file in files.reversed() {
      let below = names[file.depth...]
      if let last = file.patterns.last(where: { $0.matches(below, isFolder: isFolder) }) {
        return !last.isNegated
      }
    }
    return false
  }

  private static func patterns(_ bytes: [UInt8], isCaseSensitive: Bool) -> [IgnorePattern] {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return text.split(separator: 0x0A)
      .compactMap { IgnorePattern($0, isCaseSensitive: isCaseSensitive) }
  }
}

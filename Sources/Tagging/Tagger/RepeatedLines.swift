internal import System

/// The lines that many documents of a folder or of the share have: headers, footers, disclaimers.
///
/// What such a line names says nothing of one document. Lines are counted by hash in two tables of a
/// fixed size, of which the smaller count holds: one that seldom occurs may be taken for one that
/// repeats, never the other way round, and the more seldom the larger the tables are. The number of a page is no
/// part of a line, nor are dates, times and the file's own name where a document begins or ends with it, and any number
/// where it ends (`EdgeLines`).
package struct RepeatedLines: Sendable {
  private var documents = 0
  private var folders: [Substring: Int] = [:]
  private var counts: [UInt16]
  private let mask: UInt64

  /// The fewest documents that make a repetition, and the fewest of the folder or the share.
  ///
  /// A handful of documents of one kind have lines in common that say what they are.
  private static let fewest = 10
  private static let leastShare = 0.2

  /// The share of a folder's documents from which on a line is no document's own title.
  private static let headerShare = 0.5

  /// Shorter lines are labels of fields, brackets of code and the like; longer ones prose.
  private static let lengths = 8...600

  /// The counters for each document, and their smallest and largest number.
  private static let countersPerDocument = 128
  private static let sizes = 1 << 16...1 << 23

  /// No lines yet.
  ///
  /// - Parameter documentCount: about how many documents will be added.
  package init(documentCount: Int) {
    let wanted = documentCount.multipliedClamped(by: Self.countersPerDocument)
    var size = Self.sizes.lowerBound
    while size < wanted, size < Self.sizes.upperBound { size *= 2 }
    counts = [UInt16](repeating: 0, count: 2 * size)
    mask = UInt64(size - 1)
  }

  /// Adds a document; a line counts once for each.
  package mutating func add(path: String?, text: String) {
    documents += 1
    let folder = FolderAssignments.folder(of: path ?? "")
    folders[folder, default: 0] += 1
    let salt = Self.hash(folder.utf8)
    var seen: Set<UInt64> = []
    let bytes = Array(text.utf8)
    let edges = Edges(of: bytes)
    let name = EdgeLines.name(of: path)
    for line in bytes.split(separator: 0x0A) {
      guard let line = Self.trimmed(line) else { continue }
      if let edge = edges.edge(at: line.startIndex),
        let key = Self.hash(of: line, at: edge, name: name)
      {
        add(key, salt, &seen)
      }
      add(Self.hash(line), salt, &seen)
      // Both ways: lines of text are compared without numbers of pages, titles also with them.
      if let key = Self.hash(ofMarked: line) { add(key, salt, &seen) }
    }
  }

  /// Counts a line of a document for the share and for its folder, once.
  private mutating func add(_ key: UInt64, _ salt: UInt64, _ seen: inout Set<UInt64>) {
    guard seen.insert(key).inserted else { return }
    count(key)
    count(key ^ salt)
  }

  /// Tells the repeated lines of one document.
  struct Reader {
    fileprivate let lines: RepeatedLines
    fileprivate let salt: UInt64
    fileprivate let documentsHere: Int
    fileprivate let name: [UInt8]

    /// Whether enough documents of the folder, or of the share, have a line, whatever the number of its page.
    ///
    /// - Parameters:
    ///   - line: the line.
    ///   - edge: whether the document begins or ends with it; `nil` if neither.
    /// - Returns: whether it is repeated.
    func isRepeated(_ line: ArraySlice<UInt8>, at edge: EdgeLines.Edge? = nil) -> Bool {
      guard let line = RepeatedLines.trimmed(line) else { return false }
      if let edge, let key = RepeatedLines.hash(of: line, at: edge, name: name), isFrequent(key) {
        return true
      }
      return isFrequent(RepeatedLines.hash(ofMarked: line) ?? RepeatedLines.hash(line))
    }

    private func isFrequent(_ key: UInt64) -> Bool {
      lines.number(of: key) >= RepeatedLines.least(of: lines.documents, leastShare)
        || lines.number(of: key ^ salt) >= RepeatedLines.least(of: documentsHere, leastShare)
    }

    /// Whether a line is in so many documents of the folder that it is no document's own title.
    ///
    /// "Overview | 3/25" may be the title of the third part of a series: a number is left out only behind a word for a
    /// page.
    func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
      guard let line = RepeatedLines.trimmed(line) else { return false }
      let least = RepeatedLines.least(of: documentsHere, headerShare)
      let marked = RepeatedLines.hash(ofMarked: line, onlyNamed: true)
      return [RepeatedLines.hash(line), marked].contains { key in
        key.map { lines.number(of: $0 ^ salt) >= least } ?? false
      }
    }
  }

  /// What tells the repeated lines of a document with a path.
  func reader(path: String?) -> Reader {
    let folder = FolderAssignments.folder(of: path ?? "")
    return Reader(
      lines: self, salt: Self.hash(folder.utf8), documentsHere: folders[folder] ?? 0,
      name: EdgeLines.name(of: path))
  }

  private static func least(of documents: Int, _ share: Double) -> Int {
    max(fewest, Int((Double(documents) * share).rounded(.up)))
  }

  /// A line without the blanks around it; `nil` if it is too short or too long to count.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let isBlank: (UInt8) -> Bool = { $0 <= 0x20 }
    guard let first = line.firstIndex(where: { !isBlank($0) }),
      let last = line.lastIndex(where: { !isBlank($0) }), lengths.contains(last - first + 1)
    else { return nil }
    return line[first...last]
  }

  /// The hash of a line without the numbers of pages; `nil` if it has none.
  private static func hash(
    ofMarked line: ArraySlice<UInt8>, onlyNamed isNamed: Bool = false
  ) -> UInt64? {
    PageCounters.shared.marked(line, onlyNamed: isNamed).map { hash($0) }
  }

  /// The first and the last line of a text that are not blank.
  struct Edges {
    private let first: Int
    private let last: Int
    private let lastStart: Int
    private let firstEnd: Int
    private let isApart: Bool

    init(of bytes: [UInt8]) {
      first = bytes.firstIndex { $0 > 0x20 } ?? 0
      last = bytes.lastIndex { $0 > 0x20 } ?? 0
      firstEnd = bytes[first...].firstIndex(of: 0x0A) ?? bytes.count
      lastStart = bytes[..<last].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      isApart = lastStart > firstEnd && bytes[firstEnd..<lastStart].contains { $0 > 0x20 }
    }

    /// Which of them a place is in; `nil` if in neither, or if nothing stands between them.
    func edge(at place: Int) -> EdgeLines.Edge? {
      guard isApart else { return nil }
      if place >= lastStart { return .end }
      return place < firstEnd ? .beginning : nil
    }
  }

  /// The hash of a line with which a document begins or ends, without what differs there; `nil` if nothing does.
  private static func hash(
    of line: ArraySlice<UInt8>, at edge: EdgeLines.Edge, name: [UInt8]
  ) -> UInt64? {
    EdgeLines.shared.marked(line, at: edge, name: name).map { hash($0) }
  }

  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    // The low bits of the sum alone depend on the low bits of the bytes.
    hash ^= hash >> 32
    return hash &* 0x9E37_79B9_7F4A_7C15
  }

  private func places(of key: UInt64) -> (Int, Int) {
    (Int(key >> 20 & mask), Int(mask) + 1 + Int((key ^ key >> 41) & mask))
  }

  private mutating func count(_ key: UInt64) {
    let (first, second) = places(of: key)
    // They stay at the greatest number, at which any line is a repeated one.
    counts[first] = counts[first] == .max ? .max : counts[first] + 1
    counts[second] = counts[second] == .max ? .max : counts[second] + 1
  }

  private func number(of key: UInt64) -> Int {
    let (first, second) = places(of: key)
    return Int(min(counts[first], counts[second]))
  }
}

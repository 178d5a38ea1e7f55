package import System

/// What the catalog knows of every document of a share but its text, in flat arrays.
///
/// An unchanged share of a hundred thousand files is compared with it in a fraction of the time that
/// walking it takes: paths lie one behind the other in one array, found by a table of hashes.
package struct ShareStates: Sendable {
  /// The number of each document, sorted by path.
  package private(set) var documents: [Int64] = []

  /// The basis on which each was last tagged; see `CatalogEntry.taggedWith`.
  package private(set) var taggedWith: [UInt64] = []

  private var states: [FileStamp] = []
  private var flags: [UInt8] = []
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]
  private var table: [Int32] = []

  private static let isFile: UInt8 = 1
  private static let isRefused: UInt8 = 2
  private static let isMissing: UInt8 = 4

  /// The states of no documents.
  package init() {}

  /// The number of documents.
  package var count: Int { documents.count }

  /// The path of a document.
  package func path(_ index: Int) -> String {
    String(decoding: bytes[ends[index]..<ends[index + 1]], as: UTF8.self)
  }

  /// The UTF-8 of the path of a document's folder, empty for the share itself.
  ///
  /// - Complexity: O(length of the file's name).
  package func folder(_ index: Int) -> ArraySlice<UInt8> {
    let path = bytes[ends[index]..<ends[index + 1]]
    return path[..<(path.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex)]
  }

  /// The state of a document's file when it was read; `nil` if it is not a file.
  package func state(_ index: Int) -> FileStamp? {
    flags[index] & Self.isFile == 0 ? nil : states[index]
  }

  /// Whether a document could not be read.
  package func isRefused(_ index: Int) -> Bool { flags[index] & Self.isRefused != 0 }

  /// Whether a document was not in the share at the last look.
  package func isMissing(_ index: Int) -> Bool { flags[index] & Self.isMissing != 0 }

  /// What the catalog knows of a document.
  package func entry(_ index: Int, refusal: String? = nil) -> CatalogEntry {
    CatalogEntry(
      id: documents[index], path: path(index), state: state(index), refusal: refusal,
      taggedWith: taggedWith[index])
  }

  /// Where the document with this path is; `nil` if there is none.
  ///
  /// - Parameter path: the UTF-8 of the path as the catalog has it.
  /// - Returns: the index.
  /// - Complexity: O(length of the path).
  package func index(of path: [UInt8]) -> Int? {
    guard !table.isEmpty else { return nil }
    let mask = table.count - 1
    var slot = Self.hash(path[...]) & mask
    while table[slot] >= 0 {
      let index = Int(table[slot])
      if bytes[ends[index]..<ends[index + 1]].elementsEqual(path) { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  mutating func append(
    document: Int64, path: UnsafeRawBufferPointer, state: FileStamp?, isRefused: Bool,
    isMissing: Bool, taggedWith basis: UInt64
  ) {
    documents.append(document)
    taggedWith.append(basis)
    states.append(state ?? FileStamp(size: 0, modified: 0))
    flags.append(
      (state == nil ? 0 : Self.isFile) | (isRefused ? Self.isRefused : 0)
        | (isMissing ? Self.isMissing : 0))
    unsafe bytes.append(contentsOf: path)
    ends.append(bytes.count)
  }

  /// Makes the table that finds paths; called once all are there.
  mutating func finish() {
    var size = 16
    // At most half full, so that a search for what is not there ends soon.
    while size < 2 * count { size *= 2 }
    table = [Int32](repeating: -1, count: size)
    for index in 0..<count {
      var slot = Self.hash(bytes[ends[index]..<ends[index + 1]]) & (size - 1)
      while table[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      table[slot] = Int32(truncatingIfNeeded: index)
    }
  }

  /// A keyed hash: names in a share are anybody's.
  private static func hash(_ path: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    unsafe path.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}

internal import Cataloging
internal import Documents
internal import Model
internal import System

/// Which files that are new in a share are documents that were elsewhere in it.
///
/// A file is known again by what nobody can set (`FileOrigin`: it was renamed, and perhaps edited since); else by its
/// bytes (`FileDigest`: it was copied, and the first one deleted); else, and where nothing more was kept of the document,
/// by its size and the time of its last change, to the nanosecond. Where several are alike, as copies are, the name
/// decides; where that does not either, nothing is concluded.
///
/// A path that has a file keeps its document, whatever became of the file that was there: programs that save put the
/// new file in the place of the old one, and may leave that beside it under another name.
struct MovedFiles {
  private let gone: [Int]
  private let states: ShareStates
  private let new: [WalkedFile]
  private var takenDocuments: Set<Int> = []

  /// The moves: for each number of a new file the index of the document that it is.
  private(set) var pairs: [Int: Int] = [:]

  /// The numbers of those new files that are certainly the ones that were read.
  private(set) var same: Set<Int> = []

  /// Finds the moves.
  ///
  /// - Parameters:
  ///   - gone: the documents that are not where they were.
  ///   - states: what the catalog knows.
  ///   - new: the files at whose paths no document is known.
  ///   - known: by what the files of documents are known again, by the numbers of the documents.
  ///   - origin: tells which file a new one is; is asked of each if that is known of a document.
  ///   - digest: tells what its bytes come to; is asked only of files that have the size of a document gone.
  init(
    gone: [Int], in states: ShareStates, new: [WalkedFile], known: [Int64: KnownFile] = [:],
    origin: (WalkedFile) -> String? = { _ in nil }, digest: (WalkedFile) -> String? = { _ in nil }
  ) {
    // An empty file is like any other.
    self.gone = gone.filter { states.state($0).map { $0.size > 0 } ?? false }
    self.states = states
    self.new = new
    guard !self.gone.isEmpty, !new.isEmpty else { return }
    if known.contains(where: { $0.value.origin != nil }) {
      pair({ known[states.documents[$0]]?.origin }, { origin(new[$0]) })
      same = Set(pairs.filter { states.state($1) == new[$0].stamp }.keys)
    }
    let digests = restOfGone.compactMap { index -> (Int, String)? in
      known[states.documents[index]]?.digest.map { (index, $0) }
    }
    if !digests.isEmpty {
      // What has no size in common has no bytes in common, and is not read.
      let sizes = Set(digests.compactMap { states.state($0.0)?.size })
      let known = Dictionary(uniqueKeysWithValues: digests)
      pair({ known[$0] }, { sizes.contains(new[$0].stamp.size) ? digest(new[$0]) : nil })
    }
    pair({ states.state($0) }, { new[$0].stamp })
  }

  private var restOfGone: [Int] { gone.filter { !takenDocuments.contains($0) } }

  /// Pairs documents and files of which exactly one each have the same key, those first that kept their names: what is
  /// left is then less often one of several.
  private mutating func pair<Key: Hashable>(
    _ key: (_ document: Int) -> Key?, _ fileKey: (_ file: Int) -> Key?
  ) {
    let documents = Dictionary(
      grouping: restOfGone.compactMap { index in key(index).map { ($0, index) } }, by: \.0)
    guard !documents.isEmpty else { return }
    let files = Dictionary(
      grouping: new.indices.filter { pairs[$0] == nil }
        .compactMap { index in fileKey(index).map { ($0, index) } }, by: \.0)
    for (key, found) in files {
      guard let known = documents[key] else { continue }
      let names = Dictionary(grouping: known.map(\.1)) { Self.name(states.path($0).utf8) }
      for (name, candidates) in Dictionary(
        grouping: found.map(\.1), by: { Self.name(new[$0].path.stringBytes) })
      where candidates.count == 1 && names[name]?.count == 1 {
        if let document = names[name]?.first { take(candidates[0], document) }
      }
      let files = found.map(\.1).filter { pairs[$0] == nil }
      let rest = known.map(\.1).filter { !takenDocuments.contains($0) }
      // A copy that is long gone has the same bytes: what was there at the last look is the likelier one.
      let present = rest.filter { !states.isMissing($0) }
      let likely = present.isEmpty ? rest : present
      if files.count == 1, likely.count == 1 { take(files[0], likely[0]) }
    }
  }

  private mutating func take(_ file: Int, _ document: Int) {
    pairs[file] = document
    takenDocuments.insert(document)
  }

  private static func name(_ path: some BidirectionalCollection<UInt8>) -> [UInt8] {
    Array(
      path.suffix(from: path.lastIndex(of: 0x2F).map { path.index(after: $0) } ?? path.startIndex))
  }
}

extension ShareReading {
  /// Finds which new files are documents that were elsewhere.
  ///
  /// - Parameters:
  ///   - gone: the documents that are not where they were, by their indexes.
  ///   - states: what the catalog knows.
  ///   - new: the files at whose paths no document is known.
  ///   - folder: the share.
  /// - Returns: the moves.
  /// - Throws: `CatalogError`.
  /// - Complexity: of a plain move a call of the kernel for each new file; a file is read where it is no document's by
  ///   that and has the size of one, and is read anyway then.
  func movedFiles(
    _ gone: [Int], _ states: ShareStates, _ new: [WalkedFile], in folder: ShareFolder
  ) throws -> MovedFiles {
    let isAsked = !gone.isEmpty && !new.isEmpty
    return MovedFiles(
      gone: gone, in: states, new: new,
      known: isAsked ? try catalog.files(of: gone.map { states.documents[$0] }) : [:],
      origin: { folder.origin(of: $0.path)?.text },
      digest: { file in (try? folder.open(file.path)).flatMap { FileDigest.of($0.source) } })
  }

  /// A document whose file is elsewhere now.
  struct Move {
    let document: Int64
    let old: String
    let file: WalkedFile

    /// A name is evidence of what a document is, for titles and dates; with another one it is read again.
    var isRenamed: Bool {
      old.split(separator: "/").last != file.path.string.split(separator: "/").last
    }
  }

  /// How many documents are given other paths in one transaction.
  private static let moveBatch = 256

  /// Gives documents their new paths whose files are certainly the ones that were read; they are not read again.
  ///
  /// - Parameters:
  ///   - moves: what was moved.
  ///   - progress: is asked after each batch whether to go on.
  /// - Returns: the numbers of the documents that have what was read of them; what was not reached is among none.
  /// - Throws: `CatalogError`.
  func relocate(
    _ moves: [Move], progress: (Int, Int) -> Bool
  ) throws -> Set<Int64> {
    let candidates = moves.filter { !$0.isRenamed }
    var done: Set<Int64> = []
    for start in stride(from: 0, to: candidates.count, by: Self.moveBatch) {
      var contents: [Int64: Document] = [:]
      let batch = try candidates[start..<min(start + Self.moveBatch, candidates.count)].filter {
        guard let document = try catalog.document($0.document) else { return false }
        contents[$0.document] = document.relocated(to: $0.file.path.string)
        return true
      }
      try catalog.move(
        batch.map { ($0.document, $0.old, $0.file.path.string) }, in: share, contents: contents)
      done.formUnion(batch.map(\.document))
      guard progress(done.count, moves.count) else { break }
    }
    return done
  }
}

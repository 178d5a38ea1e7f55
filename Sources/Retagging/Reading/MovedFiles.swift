internal import Cataloging
internal import Documents
internal import Model
internal import System

/// Which files that are new in a share are documents that were elsewhere in it.
///
/// A file that was moved or renamed keeps its size and the time of its last change, to the nanosecond. Where
/// several have both, as copies do, the name decides; where that does not either, nothing is concluded.
/// The file is read anew, so that nobody is shown the text of one file for another, unless it is known by what
/// nobody can set to be the one that was read (`FileOrigin`), and keeps its name.
struct MovedFiles {
  private struct Key: Hashable {
    let state: FileStamp
    let name: [UInt8]?
  }

  private var documents: [Key: [Int]] = [:]
  private var files: [Key: [Int]] = [:]

  /// Finds the moves.
  ///
  /// - Parameters:
  ///   - gone: the documents that are not where they were.
  ///   - states: what the catalog knows.
  ///   - new: the files at whose paths no document is known.
  init(gone: [Int], in states: ShareStates, new: [WalkedFile]) {
    guard !gone.isEmpty, !new.isEmpty else { return }
    for index in gone {
      // An empty file is like any other.
      guard let state = states.state(index), state.size > 0 else { continue }
      let name = Array(states.path(index).utf8.reversed().prefix { $0 != 0x2F }.reversed())
      documents[Key(state: state, name: nil), default: []].append(index)
      documents[Key(state: state, name: name), default: []].append(index)
    }
    for (index, file) in new.enumerated() {
      let state = file.stamp
      let name = Array(file.path.stringBytes.reversed().prefix { $0 != 0x2F }.reversed())
      files[Key(state: state, name: nil), default: []].append(index)
      files[Key(state: state, name: name), default: []].append(index)
    }
  }

  /// The moves: for each number of a new file the index of the document that it is.
  var pairs: [Int: Int] {
    var result: [Int: Int] = [:]
    var taken: Set<Int> = []
    // Files that kept their names first: what is left is then less often one of several.
    for isNamed in [true, false] {
      for (key, found) in files where (key.name != nil) == isNamed {
        let rest = found.filter { result[$0] == nil }
        let known = documents[key, default: []].filter { !taken.contains($0) }
        guard rest.count == 1, known.count == 1 else { continue }
        result[rest[0]] = known[0]
        taken.insert(known[0])
      }
    }
    return result
  }
}

extension ShareReading {
  /// A document whose file is elsewhere now.
  struct Move {
    let document: Int64
    let old: String
    let file: WalkedFile

    var isRenamed: Bool {
      old.split(separator: "/").last != file.path.string.split(separator: "/").last
    }
  }

  /// How many documents are given other paths in one transaction.
  private static let moveBatch = 256

  /// Gives those documents their new paths whose files are certainly the ones that were read; they are not read
  /// again.
  ///
  /// - Parameters:
  ///   - moves: what was moved.
  ///   - folder: the share.
  ///   - progress: is asked after each batch whether to go on.
  /// - Returns: the numbers of the documents that have what was read of them; what was not reached is among none.
  /// - Throws: `CatalogError`.
  func relocate(
    _ moves: [Move], in folder: ShareFolder, progress: (Int, Int) -> Bool
  ) throws -> Set<Int64> {
    let candidates = moves.filter { !$0.isRenamed }
    let known = try catalog.origins(of: candidates.map(\.document))
    var done: Set<Int64> = []
    for start in stride(from: 0, to: candidates.count, by: Self.moveBatch) {
      var contents: [Int64: Document] = [:]
      let batch = try candidates[start..<min(start + Self.moveBatch, candidates.count)].filter {
        guard let origin = known[$0.document], folder.origin(of: $0.file.path)?.text == origin,
          let document = try catalog.document($0.document)
        else { return false }
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

internal import Cataloging
internal import Documents
internal import System

/// Which files that are new in a share are documents that were elsewhere in it.
///
/// A file that was moved or renamed keeps its size and the time of its last change, to the nanosecond. Where
/// several have both, as copies do, the name decides; where that does not either, nothing is concluded.
/// The file is read anew, so that nobody is shown the text of one file for another.
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

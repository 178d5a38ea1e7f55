package import Cataloging
package import Documents
internal import MappedStorage
package import System

/// What tells the bytes of a file from others', so that a document is known again wherever its file was copied to.
package enum FileDigest {
  /// Files up to this many bytes count whole: readers have them in memory anyway (`ByteSource`).
  private static let wholeLimit = 4 << 20

  /// How many bytes count at each end of a longer file.
  ///
  /// ZIP and PDF list their parts at the end, with sums or places of all of them: who changes the middle of a long file
  /// changes its end, or its length.
  private static let endBytes = 64 << 10

  /// The digest of a file: its length and a sum of 64 bits (XXH64); `nil` if it is empty, which is like any other,
  /// or cannot be read.
  ///
  /// - Complexity: O(4 MiB) at most.
  package static func of(_ source: ByteSource) -> String? {
    let count = source.count
    guard count > 0 else { return nil }
    if count <= wholeLimit {
      return (try? source.bytes(in: 0..<count)).map { text(count, Checksum.of($0)) }
    }
    guard let head = try? source.bytes(in: 0..<endBytes),
      let tail = try? source.bytes(in: (count - endBytes)..<count)
    else { return nil }
    return text(count, Checksum.combining(Checksum.of(head), Checksum.of(tail)))
  }

  private static func text(_ count: Int, _ sum: UInt64) -> String {
    "\(count) \(String(sum, radix: 16))"
  }
}

extension KnownFile {
  /// By what a file that was just written is known again where it is moved to; `nil` if it is another by now.
  ///
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - state: its size and time after writing.
  package init?(at path: SharePath, in state: FileStamp) {
    guard let folder = try? OpenFolder(withoutLinks: path.folder),
      let found = try? folder.open(SharePath(bytes: path.name)), found.stamp == state
    else { return nil }
    let source = try? ByteSource(found.file, count: state.size)
    self.init(
      origin: FileOrigin(found.file)?.text, digest: source.flatMap { FileDigest.of($0) })
  }
}

internal import Documents
package import System

/// The files by which office programs say that they have a document open.
package enum LockFiles {
  /// The name of a lock file beside the document, or `nil` if there is none.
  ///
  /// LibreOffice writes `.~lock.NAME#`; Microsoft Office writes `~$` and the name, whose first two
  /// letters fall away if it is long enough.
  package static func lock(of path: SharePath) -> String? {
    let name = path.name
    let stem = name.lastIndex(of: UInt8(ascii: ".")) ?? name.count
    var candidates = [Array(".~lock.".utf8) + name + Array("#".utf8), Array("~$".utf8) + name]
    if stem == 7 { candidates.append(Array("~$".utf8) + name.dropFirst()) }
    if stem > 7 { candidates.append(Array("~$".utf8) + name.dropFirst(2)) }
    // What hinders here hinders the change itself, which says why.
    guard let folder = try? OpenFolder(withoutLinks: path.folder) else { return nil }
    return candidates.first { candidate in
      candidate.count <= 255 && (try? folder.identity(of: candidate)) != nil
    }.map { String(decoding: $0, as: UTF8.self) }
  }
}

internal import MappedStorage
internal import System

/// Remembers of a large compiled file that its bytes were compared with their checksums.
///
/// A small file is compared each time it is opened, which takes microseconds. Of a large one a stamp
/// beside it says which state of the file was compared: inode, size, times of content and attributes. Every
/// change through the file system changes the stamp; what rots on the disk afterwards is not seen.
enum VerifiedFiles {
  /// Up to so many bytes a file is compared each time.
  private static let smallSize = 256 << 10

  /// Opens a compiled file, compared with its checksums now or before.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - open: opens it; compares it unless told that that was done.
  /// - Returns: what `open` returns.
  /// - Throws: what `open` throws.
  static func open<Value>(
    _ path: String, _ open: (_ path: String, _ isVerified: Bool) throws -> Value
  ) throws -> Value {
    guard let stamp = stamp(of: path) else { return try open(path, false) }
    let note = path + ".verified"
    // No note, or one of another state, costs a comparison.
    if let known = try? MappedBytes.contents(of: note), known == stamp {
      return try open(path, true)
    }
    let value = try open(path, false)
    // What was replaced while it was compared is not vouched for.
    // Who may not write here compares each time.
    if self.stamp(of: path) == stamp { try? AtomicFile.write(stamp, to: note) }
    return value
  }

  /// What changes with the file; `nil` for a small one and for none.
  private static func stamp(of path: String) -> [UInt8]? {
    guard let found = FileIdentity(followingLinks: path), found.size > smallSize else { return nil }
    func words(_ time: FileTime) -> String { "\(time.seconds).\(time.nanoseconds)" }
    let file = "\(found.device) \(found.inode) \(found.size)"
    let times = "\(words(found.modifiedTime)) \(words(found.changedTime))"
    return Array("\(file) \(times)\n".utf8)
  }
}

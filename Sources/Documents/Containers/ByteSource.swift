package import System

/// Bytes that can be read from any offset: a file, or an array such as an attachment's content.
///
/// A file is read with `pread`, never mapped: a file that shrinks meanwhile gives an error, where a
/// mapping would kill the process. Small files are read whole at once.
package final class ByteSource: Sendable {
  /// The number of bytes when it was opened.
  package let count: Int

  private let file: FileDescriptor?
  private let memory: [UInt8]?

  /// Files up to this size are read whole when opened, which saves a system call per part.
  private static let wholeFileLimit = 4 << 20

  /// Lends an array's bytes.
  package init(_ bytes: [UInt8]) {
    memory = bytes
    count = bytes.count
    file = nil
  }

  /// The bytes of a regular file, of which it had `count` when it was opened.
  ///
  /// - Throws: `DocumentRefusal` if a small file cannot be read.
  package init(_ file: FileDescriptor, count: Int) throws(DocumentRefusal) {
    if count <= Self.wholeFileLimit {
      let bytes = try Self.read(file, 0..<count)
      memory = bytes
      self.count = bytes.count
      self.file = nil
    } else {
      memory = nil
      self.count = count
      self.file = file
    }
  }

  /// The bytes of `range`, which is cut to the bytes there are.
  ///
  /// - Throws: `DocumentRefusal` if the file cannot be read or has become shorter.
  package func bytes(in range: Range<Int>) throws(DocumentRefusal) -> [UInt8] {
    let range = range.clamped(to: 0..<count)
    if let memory { return range.count == count ? memory : Array(memory[range]) }
    guard let file else { return [] }
    return try Self.read(file, range)
  }

  /// All bytes, of which there may be `limit`.
  ///
  /// Throws `DocumentRefusal` beyond the limit, or if the file cannot be read.
  package func allBytes(limit: Int) throws(DocumentRefusal) -> [UInt8] {
    guard count <= limit else {
      throw DocumentRefusal(.tooLarge, "\(count) bytes, allowed are \(limit)")
    }
    return try bytes(in: 0..<count)
  }

  /// A descriptor to hand to a child process, at offset 0: of the file itself, or of a copy in memory.
  ///
  /// - Throws: `DocumentRefusal` if the system has none left.
  func openDescriptor() throws(DocumentRefusal) -> FileDescriptor {
    do throws(SystemError) {
      guard let file else { return try FileDescriptor.memory(memory ?? []) }
      return try file.duplicate()
    } catch { throw DocumentRefusal(error) }
  }

  private static func read(_ file: FileDescriptor, _ range: Range<Int>) throws(DocumentRefusal)
    -> [UInt8]
  {
    let bytes: [UInt8]
    do { bytes = try file.bytes(in: range) } catch { throw DocumentRefusal(error) }
    guard bytes.count == range.count else {
      throw DocumentRefusal(.unreadable, "the file became shorter while it was read")
    }
    return bytes
  }
}

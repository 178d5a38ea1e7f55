internal import CPlatform
internal import Glibc

/// Bytes that can be read from any offset: a file, or an array such as an attachment's content.
///
/// A file is read with `pread`, never mapped: a file that shrinks meanwhile gives an error, where a
/// mapping would kill the process. Small files are read whole at once.
@safe package final class ByteSource: Sendable {
  /// The number of bytes when it was opened.
  package let count: Int

  private let descriptor: Int32
  private let memory: [UInt8]?

  /// Files up to this size are read whole when opened, which saves a system call per part.
  private static let wholeFileLimit = 4 << 20

  /// Lends an array's bytes.
  package init(_ bytes: [UInt8]) {
    memory = bytes
    count = bytes.count
    descriptor = -1
  }

  /// Takes over a descriptor of a regular file with `count` bytes and closes it in the end.
  ///
  /// - Throws: `DocumentRefusal` if a small file cannot be read.
  package init(adopting descriptor: Int32, count: Int) throws(DocumentRefusal) {
    if count <= Self.wholeFileLimit {
      defer { close(descriptor) }
      let bytes = try Self.read(descriptor, 0..<count)
      memory = bytes
      self.count = bytes.count
      self.descriptor = -1
    } else {
      memory = nil
      self.count = count
      self.descriptor = descriptor
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The bytes of `range`, which is cut to the bytes there are.
  ///
  /// - Throws: `DocumentRefusal` if the file cannot be read or has become shorter.
  package func bytes(in range: Range<Int>) throws(DocumentRefusal) -> [UInt8] {
    let range = range.clamped(to: 0..<count)
    if let memory { return range.count == count ? memory : Array(memory[range]) }
    return try Self.read(descriptor, range)
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
  func openDescriptor() throws(DocumentRefusal) -> Int32 {
    let copy: Int32
    if let memory {
      copy = unsafe memory.withUnsafeBytes { bytes in
        unsafe parlance_memory_file(bytes.baseAddress, bytes.count)
      }
    } else {
      copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    }
    guard copy >= 0 else { throw DocumentRefusal(.unreadable, SystemError.words(errno)) }
    return copy
  }

  private static func read(_ descriptor: Int32, _ range: Range<Int>) throws(DocumentRefusal)
    -> [UInt8]
  {
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      guard let base = buffer.baseAddress else { return }
      while filled < range.count {
        let got = unsafe pread(
          descriptor, base + filled, range.count - filled, off_t(range.lowerBound + filled))
        if got > 0 {
          filled += got
        } else if got == 0 {
          return
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    guard failure == 0 else {
      throw DocumentRefusal(.unreadable, SystemError.words(failure))
    }
    guard bytes.count == range.count else {
      throw DocumentRefusal(.unreadable, "the file became shorter while it was read")
    }
    return bytes
  }
}

/// The system's words for its error numbers.
package enum SystemError {
  /// What `number` means, such as `Permission denied`.
  package static func words(_ number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    return unsafe buffer.withUnsafeMutableBufferPointer { storage in
      guard let base = storage.baseAddress else { return "error \(number)" }
      return unsafe String(cString: parlance_error_words(number, base, storage.count))
    }
  }
}

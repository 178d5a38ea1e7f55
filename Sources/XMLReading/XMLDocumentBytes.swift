internal import Glibc

/// The bytes of a document that can be read at any place: of a regular file, or in memory.
@safe final class XMLDocumentBytes: Sendable {
  /// The number of bytes; a file may change meanwhile.
  let size: Int

  private let descriptor: Int32
  private let bytes: [UInt8]
  private let path: String

  /// The bytes in memory.
  init(_ bytes: [UInt8]) {
    size = bytes.count
    descriptor = -1
    self.bytes = bytes
    path = ""
  }

  /// Opens a file; nil if it cannot be opened or is not a regular one.
  init?(path: String) {
    var status = stat()
    // Without waiting: a pipe has a writer to wait for, and is refused below.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    bytes = []
    self.path = path
    let isRegular = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    size = isRegular ? Int(status.st_size) : 0
    guard isRegular else { return nil }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Hands the bytes of a range on in chunks, up to the end of the document at the latest.
  ///
  /// - Parameters:
  ///   - range: the offsets of the bytes.
  ///   - chunkSize: how many bytes are handed on at once.
  ///   - body: takes the next bytes; false ends the reading.
  /// - Throws: `XMLError` if the file cannot be read, or what `body` throws.
  func forEachChunk(
    in range: Range<Int>, of chunkSize: Int = 256 << 10,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool
  ) throws {
    guard descriptor >= 0 else {
      return unsafe try bytes.withUnsafeBufferPointer { all in
        let part = range.clamped(to: all.indices)
        _ = try unsafe body(UnsafeBufferPointer(rebasing: all[part]))
      }
    }
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: chunkSize)
    defer { unsafe buffer.deallocate() }
    var offset = range.lowerBound
    while offset < range.upperBound {
      let count = unsafe pread(
        descriptor, buffer, min(chunkSize, range.upperBound - offset), off_t(offset))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw XMLError(.unreadable(errno: errno), path: path) }
      if count == 0 { return }
      guard try unsafe body(UnsafeBufferPointer(start: buffer, count: count)) else { return }
      offset += count
    }
  }

  /// The bytes of a range, as far as there are any.
  func contents(of range: Range<Int>) throws -> [UInt8] {
    var result: [UInt8] = []
    try unsafe forEachChunk(in: range) { chunk in
      unsafe result.append(contentsOf: chunk)
      return true
    }
    return result
  }
}

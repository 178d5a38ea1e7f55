internal import System

/// The bytes of a document that can be read at any place: of a regular file, or in memory.
final class XMLDocumentBytes: Sendable {
  /// The number of bytes; a file may change meanwhile.
  let size: Int

  private let file: FileDescriptor?
  private let bytes: [UInt8]
  private let path: String

  /// The bytes in memory.
  init(_ bytes: [UInt8]) {
    size = bytes.count
    file = nil
    self.bytes = bytes
    path = ""
  }

  /// Opens a file; nil if it cannot be opened or is not a regular one.
  init?(path: String) {
    // Without waiting: a pipe has a writer to wait for, and is refused below.
    guard let file = try? FileDescriptor(reading: path, waits: false),
      let found = FileIdentity(of: file), found.isRegular
    else { return nil }
    self.file = file
    bytes = []
    self.path = path
    size = found.size
  }

  /// Hands the bytes of a range on in chunks, up to the end of the document at the latest.
  ///
  /// - Parameters:
  ///   - range: the offsets of the bytes.
  ///   - chunkSize: how many bytes are handed on at once.
  ///   - body: takes the next bytes; false ends the reading.
  /// - Throws: `XMLError` if the file cannot be read, or what `body` throws.
  func forEachChunk(
    in range: Range<Int>, of chunkSize: Int = 256 << 10, _ body: (Span<UInt8>) throws -> Bool
  ) throws {
    guard let file else {
      let bytes = bytes
      _ = try body(bytes.span.extracting(range.clamped(to: bytes.indices)))
      return
    }
    var offset = range.lowerBound
    while offset < range.upperBound {
      let chunk = try chunk(
        of: file, offset..<min(offset.addingClamped(chunkSize), range.upperBound))
      if chunk.isEmpty { return }
      guard try body(chunk.span) else { return }
      offset += chunk.count
    }
  }

  private func chunk(of file: FileDescriptor, _ range: Range<Int>) throws(XMLError) -> [UInt8] {
    do throws(SystemError) {
      return try file.bytes(in: range)
    } catch {
      throw XMLError(.unreadable(errno: error.number), path: path)
    }
  }

  /// The bytes of a range, as far as there are any.
  func contents(of range: Range<Int>) throws -> [UInt8] {
    var result: [UInt8] = []
    try forEachChunk(in: range) { chunk in
      chunk.append(to: &result)
      return true
    }
    return result
  }
}

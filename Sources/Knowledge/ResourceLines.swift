internal import System

/// The lines of a file that is compiled into a library, without comments, which begin with `#`, and empty ones.
package struct ResourceLines: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var position = 0

  /// The lines of a file.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next line, without its end.
  package mutating func next() -> ArraySlice<UInt8>? {
    while position < bytes.count {
      let start = position
      let end = lineEnd(from: start)
      position = end + 1
      if end > start, bytes[start] != UInt8(ascii: "#") { return bytes[start..<end] }
    }
    return nil
  }

  /// Where a line ends; half of a file is comments, which a search must not look through byte by byte.
  private func lineEnd(from start: Int) -> Int {
    BytePattern.first(UInt8(ascii: "\n"), in: bytes, start..<bytes.count) ?? bytes.count
  }
}

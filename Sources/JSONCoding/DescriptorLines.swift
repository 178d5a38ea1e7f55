internal import Glibc

/// Why reading lines from a descriptor failed.
package enum DescriptorLinesError: Error, Equatable, Sendable {
  /// The system refused to read.
  case unreadable(errno: Int32)
  /// A line is longer than the limit.
  case lineTooLong(line: Int, limit: Int)
}

/// Reads lines from an open file descriptor as they arrive, such as standard input of a worker.
package struct DescriptorLines {
  private let descriptor: Int32
  private let limit: Int
  private var buffer: [UInt8]
  private var start = 0
  private var end = 0
  private var isAtEnd = false

  /// The number of lines read so far.
  package private(set) var count = 0

  /// The lines of `descriptor`, which stays open; none may be longer than `limit` bytes.
  package init(_ descriptor: Int32, limit: Int = 256 << 20) {
    self.descriptor = descriptor
    self.limit = limit
    buffer = [UInt8](repeating: 0, count: 1 << 16)
  }

  /// The next line without its line break, or `nil` at the end.
  ///
  /// - Throws: `DescriptorLinesError`.
  package mutating func next() throws(DescriptorLinesError) -> [UInt8]? {
    var searched = start
    while true {
      if let lineEnd = buffer[searched..<end].firstIndex(of: 0x0A) { return line(to: lineEnd) }
      searched = end
      if isAtEnd { return start < end ? line(to: end) : nil }
      let moved = start
      try fill()
      searched -= moved - start
    }
  }

  /// Whether a whole further line is in memory already, so that `next` will not wait.
  package var hasBufferedLine: Bool { buffer[start..<end].contains(0x0A) }

  private mutating func line(to lineEnd: Int) -> [UInt8] {
    var stop = lineEnd
    if stop > start, buffer[stop - 1] == 0x0D { stop -= 1 }
    let line = Array(buffer[start..<stop])
    start = min(lineEnd + 1, end)
    count += 1
    return line
  }

  private mutating func fill() throws(DescriptorLinesError) {
    if start > 0 {
      buffer.replaceSubrange(0..<end - start, with: Array(buffer[start..<end]))
      end -= start
      start = 0
    }
    if end == buffer.count {
      guard end < limit else { throw .lineTooLong(line: count + 1, limit: limit) }
      buffer.append(contentsOf: repeatElement(0, count: buffer.count))
    }
    while true {
      let received = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(descriptor, bytes.baseAddress.map { unsafe $0 + end }, bytes.count - end)
      }
      if received > 0 {
        end += received
        return
      }
      if received == 0 {
        isAtEnd = true
        return
      }
      guard errno == EINTR else { throw .unreadable(errno: errno) }
    }
  }
}

internal import Glibc
internal import System

/// Why reading lines from a descriptor failed.
package enum DescriptorLinesError: Error, Equatable, Sendable {
  /// The system refused to read.
  case unreadable(errno: Int32)
  /// A line is longer than the limit.
  case lineTooLong(line: Int, limit: Int)
}

extension DescriptorLinesError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let errno):
      "the input cannot be read: \(SystemError.words(errno))"
    case .lineTooLong(let line, let limit):
      "line \(line) is longer than \(InputLimits.shown(limit))"
    }
  }

  /// The cause in words, where the line is named beside it.
  package var cause: String {
    switch self {
    case .unreadable: description
    case .lineTooLong(_, let limit): "the line is longer than \(InputLimits.shown(limit))"
    }
  }
}

/// Reads lines from an open file descriptor as they arrive, such as standard input of a worker.
package struct DescriptorLines {
  private let descriptor: Int32
  private let limit: Int
  private let terminator: UInt8
  private var buffer: [UInt8]
  private var start = 0
  private var end = 0
  private var isAtEnd = false

  /// Where reading began, if it can begin there again; `nil` for pipes and terminals.
  private let origin: off_t?

  /// The number of lines read so far.
  package private(set) var count = 0

  /// The lines of `descriptor`, which stays open; none may be longer than `limit` bytes.
  ///
  /// - Parameters:
  ///   - descriptor: where they are read.
  ///   - limit: the most bytes of a line.
  ///   - terminator: what ends a line; a line feed takes a carriage return before it along.
  package init(
    _ descriptor: Int32, limit: Int = InputLimits.lineLength, terminator: UInt8 = 0x0A
  ) {
    self.descriptor = descriptor
    self.terminator = terminator
    self.limit = limit
    buffer = [UInt8](repeating: 0, count: 1 << 16)
    let offset = lseek(descriptor, 0, SEEK_CUR)
    origin = offset < 0 ? nil : offset
  }

  /// Whether the lines can be read once more, as those of a file can.
  package var isRepeatable: Bool { origin != nil }

  /// Goes back to where reading began.
  ///
  /// - Throws: `DescriptorLinesError.unreadable` if the descriptor does not allow it.
  package mutating func restart() throws(DescriptorLinesError) {
    guard let origin, lseek(descriptor, origin, SEEK_SET) == origin else {
      throw .unreadable(errno: origin == nil ? ESPIPE : errno)
    }
    (start, end, isAtEnd, count) = (0, 0, false, 0)
  }

  /// The next line without its line break.
  ///
  /// - Parameter keepsReturn: whether a carriage return before the line feed stays: in UTF-16 neither need be one.
  /// - Returns: the line; `nil` at the end.
  /// - Throws: `DescriptorLinesError`.
  package mutating func next(
    keepsReturn: Bool = false
  ) throws(DescriptorLinesError) -> [UInt8]? {
    var searched = start
    while true {
      if let lineEnd = lineBreak(from: searched) { return try line(to: lineEnd, keepsReturn) }
      searched = end
      if isAtEnd { return start < end ? try line(to: end, keepsReturn) : nil }
      // Before more is read: a line beyond the limit is not to be held.
      try checkLength(to: end)
      // What was searched moves to the front with the rest.
      let moved = start
      try fill()
      searched -= moved - start
    }
  }

  /// Goes on behind a line that `next` found too long, without keeping it.
  ///
  /// - Throws: `DescriptorLinesError.unreadable`.
  package mutating func skipLine() throws(DescriptorLinesError) {
    while true {
      if let lineEnd = lineBreak(from: start) {
        start = lineEnd + 1
        break
      }
      start = end
      if isAtEnd { break }
      try fill()
    }
    count += 1
  }

  /// Whether a further line, or the end, can be had without waiting for whoever writes: a whole line
  /// is in memory, or the system has more bytes now.
  ///
  /// Of a line whose end has not been written yet only a part may be there.
  package var isReady: Bool {
    if isAtEnd || lineBreak(from: start) != nil { return true }
    while true {
      do throws(SystemError) {
        return try FileDescriptor.isReadable(descriptor, within: 0)
      } catch {
        // What is wrong is told by reading.
        if error.number != EINTR { return true }
      }
    }
  }

  /// The next end of a line in memory.
  private func lineBreak(from position: Int) -> Int? {
    position < end ? BytePattern.first(terminator, in: buffer, position..<end) : nil
  }

  private func checkLength(to lineEnd: Int) throws(DescriptorLinesError) {
    guard lineEnd - start <= limit else { throw .lineTooLong(line: count + 1, limit: limit) }
  }

  private mutating func line(
    to lineEnd: Int, _ keepsReturn: Bool
  ) throws(DescriptorLinesError) -> [UInt8] {
    try checkLength(to: lineEnd)
    var stop = lineEnd
    if !keepsReturn, terminator == 0x0A, stop > start, buffer[stop - 1] == 0x0D { stop -= 1 }
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
      // One byte more than the limit tells a line of just that length from a longer one.
      let wanted = min(buffer.count * 2, max(buffer.count, limit).addingClamped(1))
      buffer.append(contentsOf: repeatElement(0, count: wanted - buffer.count))
    }
    do throws(SystemError) {
      let received = try FileDescriptor.read(descriptor, into: &buffer, from: end)
      end += received
      isAtEnd = received == 0
    } catch {
      throw .unreadable(errno: error.number)
    }
  }
}

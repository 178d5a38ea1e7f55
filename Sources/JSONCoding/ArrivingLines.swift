internal import System

/// A line with its number, or why it could not be taken.
package struct NumberedLine: Sendable {
  /// The line, from 1.
  package let number: Int

  /// Its bytes without the line feed, or what is wrong.
  package let bytes: Result<[UInt8], DescriptorLinesError>

  /// A line.
  package init(_ number: Int, _ bytes: Result<[UInt8], DescriptorLinesError>) {
    self.number = number
    self.bytes = bytes
  }
}

/// Cuts bytes that arrive piece by piece into lines, and holds no more than those that nobody took yet.
///
/// Of a line that is longer than the limit nothing is held once that is known. Blank lines are passed over, and counted.
package struct ArrivingLines: Sendable {
  /// The most lines, and about the most bytes, that are taken at a time.
  private static let (mostLines, mostBytes) = (256, 1 << 20)

  private let limit: Int
  private var buffer: [UInt8] = []
  private var start = 0
  private var searched = 0
  private var isSkipping = false
  private var isAtEnd = false

  /// The number of lines so far, blank ones included.
  package private(set) var count = 0

  /// No lines yet; none may be longer than `limit` bytes.
  package init(limit: Int = InputLimits.lineLength) { self.limit = limit }

  /// How many bytes are held.
  package var byteCount: Int { buffer.count - start }

  /// Takes what has arrived.
  package mutating func add(_ bytes: some Collection<UInt8>) { buffer.append(contentsOf: bytes) }

  /// Nothing more will arrive: what stands after the last line feed is a line, too.
  package mutating func end() { isAtEnd = true }

  /// The next lines that are whole, in order.
  ///
  /// - Returns: as many as are worked on at a time; none if none is whole.
  package mutating func next() -> [NumberedLine] {
    var batch: [NumberedLine] = []
    var size = 0
    while batch.count < Self.mostLines, size < Self.mostBytes {
      let end = BytePattern.first(0x0A, in: buffer, searched..<buffer.count)
      guard let end = end ?? lastEnd else {
        searched = buffer.count
        if !isSkipping, byteCount > limit { batch.append(tooLong()) }
        if isSkipping { dropAll() }
        break
      }
      if let line = line(to: end) {
        batch.append(line)
        size += end - start
      }
      start = min(end + 1, buffer.count)
      searched = start
    }
    // Not for each batch: what is behind it would be moved again and again.
    if start > buffer.count / 2 { compact() }
    return batch
  }

  /// The end of a line that ends with the input.
  private var lastEnd: Int? { isAtEnd && start < buffer.count ? buffer.count : nil }

  private mutating func line(to end: Int) -> NumberedLine? {
    if isSkipping {
      isSkipping = false
      return nil
    }
    guard end - start <= limit else {
      defer { isSkipping = false }
      return tooLong()
    }
    count += 1
    // Windows writes a mark at the start of files.
    let mark = count == 1 && buffer[start..<end].starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let bytes = buffer[start + mark..<end]
    return JSONLines.isBlank(bytes) ? nil : NumberedLine(count, .success(Array(bytes)))
  }

  /// What is said of a line as soon as it is too long; the rest of it is not wanted.
  private mutating func tooLong() -> NumberedLine {
    count += 1
    isSkipping = true
    return NumberedLine(count, .failure(.lineTooLong(line: count, limit: limit)))
  }

  private mutating func dropAll() {
    buffer = []
    (start, searched) = (0, 0)
  }

  private mutating func compact() {
    buffer.removeFirst(start)
    searched -= start
    start = 0
  }
}

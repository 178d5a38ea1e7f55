internal import System

/// The text of a vocabulary while it is collected: pieces one behind the other.
///
/// Only the last piece grows. Those before it are complete: they neither change nor move, so that
/// another thread may write them out meanwhile.
struct TextArena: Sendable {
  /// The complete pieces.
  private(set) var pieces: [[UInt8]] = []

  /// What is behind the complete pieces.
  private(set) var tail: [UInt8] = []

  /// Whether a text was left out because there is no room for it.
  private(set) var isFull = false

  private var starts: [Int] = []
  private var tailStart = 0

  /// What is shorter is not worth a piece of its own.
  private static let shortestPiece = 1 << 20

  /// The number of bytes.
  var count: Int { tailStart + tail.count }

  /// Appends bytes.
  mutating func append(_ bytes: Span<UInt8>) -> StringReference {
    guard hasRoom(for: bytes.count) else { return .empty }
    let result = StringReference(offset: UInt32(count), length: UInt32(bytes.count))
    bytes.append(to: &tail)
    return result
  }

  /// Appends an array, uncopied if it is long.
  mutating func append(piece: [UInt8]) {
    guard hasRoom(for: piece.count) else { return }
    guard piece.count >= Self.shortestPiece else {
      tail.append(contentsOf: piece)
      return
    }
    if !tail.isEmpty { close(tail) }
    tail = []
    close(piece)
  }

  private mutating func hasRoom(for size: Int) -> Bool {
    if size > VocabularyLimits.texts - count { isFull = true }
    return !isFull
  }

  private mutating func close(_ piece: [UInt8]) {
    pieces.append(piece)
    starts.append(tailStart)
    tailStart += piece.count
  }

  /// Calls `body` with the bytes of a string, which is never spread over two pieces.
  ///
  /// - Complexity: O(log(number of pieces)).
  func withBytes<Result>(
    of text: StringReference, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    let offset = Int(text.offset)
    if offset >= tailStart {
      return Self.withBytes(of: tail, offset - tailStart, Int(text.length), body)
    }
    // The first piece begins at 0.
    let piece = (1..<max(1, starts.count)).partitioningIndex { starts[$0] > offset } - 1
    return Self.withBytes(
      of: pieces[piece], offset - starts[piece], Int(text.length), body)
  }

  private static func withBytes<Result>(
    of piece: [UInt8], _ start: Int, _ length: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    body(piece.span.extracting(start..<start + length))
  }

  /// A string.
  func string(_ text: StringReference) -> String {
    withBytes(of: text) { $0.text }
  }

  /// Whether two strings are the same.
  func isSame(_ left: StringReference, _ right: StringReference) -> Bool {
    guard left.length == right.length else { return false }
    return withBytes(of: left) { one in withBytes(of: right) { one.isSame(as: $0) } }
  }
}

internal import ParlanceKit
internal import Serving

/// A request whose lines are answered while it still comes, as far as it has got; for its event loop alone.
final class LineExchange {
  /// More bytes of answers than these may not wait to be taken before the next lines are answered.
  ///
  /// As many as a body may have: who writes all before reading anything need not know of this for what one body held.
  private static let mostWaiting = Service.mostBodyBytes

  /// Its place among the requests.
  let turn: RequestTurn

  /// What answers it; `nil` until it is known whether anything does.
  var answers: LineAnswers?

  private var lines = ArrivingLines(limit: Service.mostBodyBytes)

  /// Whether a worker has it.
  var isWorking = true

  /// Whether all of the request has come.
  private(set) var isWhole = false

  /// Whether the client waits to be asked for the body.
  let expectsContinue: Bool

  /// The bytes of the answers that wait to be taken.
  private(set) var waiting = 0

  /// Whether all connections together have so many answers waiting that this one's are to be taken first.
  private var isCrowded = false

  /// How often something of it was taken, and how often when time was last given to take more.
  private var taken = 0
  private var timed = (lines: -1, taken: -1)

  /// A request that has its turn.
  init(_ turn: RequestTurn, expectsContinue: Bool) {
    self.turn = turn
    self.expectsContinue = expectsContinue
  }

  /// How many bytes of lines are held.
  var byteCount: Int { lines.byteCount }

  /// Takes what has come.
  func add(_ bytes: some Collection<UInt8>) { lines.add(bytes) }

  /// All has come.
  func end() {
    lines.end()
    isWhole = true
  }

  /// The lines that are answered next; none if none is whole.
  func next() -> [NumberedLine] { lines.next() }

  /// Whether no more is answered before the client has taken what was.
  var waitsForClient: Bool { waiting > (isCrowded ? 0 : Self.mostWaiting) }

  /// Whether a line has come, or answers were taken, since this was asked last: then the client has time anew.
  ///
  /// Bytes of a line that never ends are none of these, so that a line must come in the time of a body.
  var hasProgressed: Bool {
    let now = (lines: lines.count, taken: taken)
    defer { timed = now }
    return now != timed
  }

  /// Answers were written.
  ///
  /// - Parameters:
  ///   - count: their bytes.
  ///   - hasRoom: whether there was room for them among those of all connections.
  func wrote(_ count: Int, hasRoom: Bool) {
    waiting += count
    if !hasRoom { isCrowded = true }
  }

  /// Answers were taken.
  func took(_ count: Int) {
    waiting -= count
    taken += 1
    if waiting == 0 { isCrowded = false }
  }
}

internal import Searching

/// Rows for one part of an index, sent in statements of a bounded size, and again where the part did not answer.
struct SphinxWriter {
  private let service: any SphinxService
  private let table: String
  private let pause: (Double) -> Void
  /// The longest statement that the part takes, in bytes.
  private let longest: Int
  private var pending: [(name: String, values: [UInt8])] = []
  private var size = 0

  /// What was not taken.
  private(set) var failures: [BulkFailure] = []

  /// The most bytes and rows of a statement that has more than one.
  private static let mostBytes = 4 << 20
  private static let mostRows = 1_000

  /// How many rows are removed by one statement.
  private static let removedAtOnce = 1_000

  /// What a statement has besides its rows, in bytes.
  private static let overhead = 1_000

  init(
    _ service: any SphinxService, _ table: String, longest: Int,
    pause: @escaping (Double) -> Void
  ) {
    self.service = service
    self.table = table
    self.longest = longest
    self.pause = pause
  }

  /// Whether it is time to send.
  var isFull: Bool { size >= Self.mostBytes || pending.count >= Self.mostRows }

  /// Adds a row, which is to take the place of one with its number.
  mutating func add(_ row: SphinxRow) {
    let values = row.values
    guard values.count <= longest - Self.overhead else {
      failures.append(
        BulkFailure(
          document: row.name, reason: "is longer than an engine takes at once (max_packet_size)"))
      return
    }
    pending.append((row.name, values))
    size += values.count + 1
  }

  /// Sends what there is.
  ///
  /// - Throws: `RemoteTransportFailure` if there is no answer after the last try.
  mutating func flush() throws {
    var rest = pending[...]
    pending = []
    size = 0
    while !rest.isEmpty {
      var count = 0
      var bytes = Self.overhead
      for row in rest.prefix(Self.mostRows) {
        bytes += row.values.count + 1
        // One row at least: whether the part takes a long one it says itself.
        if count > 0, bytes > min(Self.mostBytes, longest) { break }
        count += 1
      }
      try send(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
  }

  /// Sends rows; where the part refuses them, by halves, so that the one is named that it does not take.
  private mutating func send(_ rows: ArraySlice<(name: String, values: [UInt8])>) throws {
    var statement = Array("REPLACE INTO \(table) (\(SphinxRow.columns)) VALUES ".utf8)
    for (number, row) in rows.enumerated() {
      if number > 0 { statement.append(UInt8(ascii: ",")) }
      statement += row.values
    }
    do {
      try send(statement)
    } catch let error as RemoteFailure {
      guard rows.count > 1 else {
        failures.append(BulkFailure(document: rows[rows.startIndex].name, reason: "\(error)"))
        return
      }
      let middle = rows.startIndex + rows.count / 2
      try send(rows[..<middle])
      try send(rows[middle...])
    }
  }

  /// Removes rows by their numbers.
  ///
  /// - Throws: `RemoteFailure`, `RemoteTransportFailure`.
  func remove(_ numbers: [UInt64]) throws {
    for start in stride(from: 0, to: numbers.count, by: Self.removedAtOnce) {
      let some = numbers[start..<min(start + Self.removedAtOnce, numbers.count)].map(String.init)
      try send(Array("DELETE FROM \(table) WHERE id IN (\(some.joined(separator: ",")))".utf8))
    }
  }

  /// Sends a statement that may be said twice; without an answer again, after a while.
  ///
  /// - Throws: `RemoteFailure` if it is not taken; `RemoteTransportFailure` after the last try.
  func send(_ statement: [UInt8]) throws {
    var seconds = BulkWriter.firstPause
    for round in 1...BulkWriter.mostTries {
      do {
        _ = try service.rows(statement, atMost: 0)
        return
      } catch let error as RemoteTransportFailure {
        if round == BulkWriter.mostTries { throw error }
        pause(seconds)
        seconds *= 2
      }
    }
  }
}

import Foundation
import Searching
import Testing

@testable import ParlanceKit
@testable import Searching

/// Rows on their way to a part of an index: in statements that it takes, and again where it did not answer.
struct SphinxWriterTests {
  /// A part that keeps what it was sent.
  private final class Part: SphinxService {
    /// What to answer to a statement; an error instead of rows.
    var fault: (String) -> (any Error)? = { _ in nil }
    private(set) var statements: [String] = []

    func rows(_ statement: [UInt8], atMost limit: Int) throws -> [SphinxFields] {
      let text = String(decoding: statement, as: UTF8.self)
      statements.append(text)
      if let fault = fault(text) { throw fault }
      return []
    }

    /// The numbers of the rows that were taken, each statement's apart.
    var taken: [[UInt64]] {
      statements.filter { fault($0) == nil && $0.hasPrefix("REPLACE") }.map { text in
        text.components(separatedBy: "(").dropFirst(2).compactMap {
          UInt64($0.prefix { $0.isNumber })
        }
      }
    }
  }

  private static func row(_ number: UInt64, length: Int = 0) -> SphinxRow {
    var row = SphinxRow(number: number, name: "d\(number)")
    row.stems = String(repeating: "x", count: length)
    return row
  }

  private static func writer(
    _ part: Part, longest: Int = 8 << 20, pause: @escaping (Double) -> Void = { _ in }
  ) -> SphinxWriter {
    SphinxWriter(part, "docs_part", longest: longest, pause: pause)
  }

  @Test(arguments: [0, 1, 999, 1_000, 1_001, 2_500])
  func `each row is sent once, in order, so many at once`(
    count: Int
  ) throws {
    let part = Part()
    var writer = Self.writer(part)
    for number in 0..<count { writer.add(Self.row(UInt64(number))) }
    #expect(writer.isFull == (count >= 1_000))
    try writer.flush()
    #expect(part.taken.flatMap(\.self) == (0..<UInt64(count)).map { $0 })
    #expect(part.taken.allSatisfy { $0.count <= 1_000 })
    #expect(!writer.isFull && writer.failures.isEmpty)
    try writer.flush()
    #expect(part.taken.count == (count + 999) / 1_000, "nothing is sent twice")
  }

  @Test func `a statement is no longer than the part takes, and has a row at least`() throws {
    let part = Part()
    let longest = 10_000
    var writer = Self.writer(part, longest: longest)
    for number in 0..<50 { writer.add(Self.row(UInt64(number), length: 100 * number)) }
    try writer.flush()
    #expect(part.statements.allSatisfy { $0.utf8.count <= longest })
    #expect(part.taken.allSatisfy { !$0.isEmpty })
    #expect(part.taken.flatMap(\.self) == (0..<50).map { $0 })
    #expect(writer.failures.isEmpty)
  }

  @Test func `a row that no statement holds is named, and keeps none of the others back`() throws {
    let part = Part()
    var writer = Self.writer(part, longest: 5_000)
    for (number, length) in [(1, 10), (2, 9_000), (3, 10)] {
      writer.add(Self.row(UInt64(number), length: length))
    }
    try writer.flush()
    #expect(part.taken == [[1, 3]])
    #expect(writer.failures.map(\.document) == ["d2"])
    #expect(writer.failures.first?.reason.contains("max_packet_size") == true)
  }

  @Test(arguments: [[0], [7], [99], [0, 1], [3, 50, 98], Array(0..<100)])
  func `what is refused is found by halves, and named alone`(bad: [Int]) throws {
    let part = Part()
    part.fault = { text in
      bad.contains { text.contains("(\($0),") } ? RemoteFailure.refused("no such value") : nil
    }
    var writer = Self.writer(part)
    for number in 0..<100 { writer.add(Self.row(UInt64(number))) }
    try writer.flush()
    #expect(writer.failures.map(\.document) == bad.map { "d\($0)" })
    #expect(writer.failures.allSatisfy { $0.reason.contains("no such value") })
    #expect(part.taken.flatMap(\.self) == (0..<100).filter { !bad.contains($0) }.map { UInt64($0) })
    // Each bad one costs the way down to it, twice: no more than all of them alone.
    #expect(part.statements.count <= 2 * 7 * bad.count + 1)
  }

  @Test func `without an answer it is said again after longer and longer pauses`() throws {
    let part = Part()
    var tries = 0
    part.fault = { _ in
      tries += 1
      return tries <= 3 ? RemoteTransportFailure(description: "cut off") : nil
    }
    var pauses: [Double] = []
    var writer = Self.writer(part) { pauses.append($0) }
    writer.add(Self.row(1))
    try writer.flush()
    #expect(part.statements.count == 4)
    #expect(Set(part.statements).count == 1, "it is the same each time")
    #expect(pauses == [0.5, 1, 2])
  }

  @Test func `who never answers ends the run, and what is refused is not said again`() {
    let part = Part()
    part.fault = { _ in RemoteTransportFailure(description: "cut off") }
    var pauses = 0
    var writer = Self.writer(part) { _ in pauses += 1 }
    writer.add(Self.row(1))
    #expect(throws: RemoteTransportFailure.self) { try writer.flush() }
    #expect(part.statements.count == BulkWriter.mostTries && pauses == BulkWriter.mostTries - 1)
    let other = Part()
    other.fault = { _ in RemoteFailure.refused("no") }
    #expect(throws: RemoteFailure.refused("no")) {
      try Self.writer(other).send(Array("DELETE FROM x".utf8))
    }
    #expect(other.statements.count == 1)
  }

  @Test(arguments: [(0, 0), (1, 1), (1_000, 1), (1_001, 2), (3_000, 3)])
  func `rows are removed by their numbers, a thousand at once`(count: Int, statements: Int) throws {
    let part = Part()
    try Self.writer(part).remove((0..<count).map { UInt64($0) })
    #expect(part.statements.count == statements)
    #expect(part.statements.allSatisfy { $0.hasPrefix("DELETE FROM docs_part WHERE id IN (") })
    let numbers = part.statements.flatMap {
      $0.dropFirst("DELETE FROM docs_part WHERE id IN (".count).dropLast().split(separator: ",")
    }
    #expect(numbers == (0..<count).map { Substring("\($0)") })
  }
}

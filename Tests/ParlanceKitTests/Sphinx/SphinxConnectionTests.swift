import Searching
import Testing

@testable import ParlanceKit
@testable import System

/// The protocol by which SphinxQL is spoken.
struct SphinxConnectionTests {
  /// A stream whose other side says what it was told to, some bytes at a time.
  private final class ScriptedStream: ByteStream {
    private var rest: [UInt8]
    private(set) var sent: [UInt8] = []

    init(_ bytes: [UInt8]) { rest = bytes }

    func send(_ bytes: ArraySlice<UInt8>, until end: Double) { sent += bytes }

    func receive(atMost count: Int, until end: Double) throws(StreamConnection.Failure) -> [UInt8] {
      guard !rest.isEmpty else { throw .init(description: "the connection was closed") }
      let piece = rest.prefix(min(count, 7))
      rest.removeFirst(piece.count)
      return Array(piece)
    }
  }

  private static let server = SphinxAddress.Server(host: "here", port: 9306)

  private static func packet(_ payload: [UInt8], _ number: UInt8 = 0) -> [UInt8] {
    let size = payload.count
    return [UInt8(size & 0xFF), UInt8(size >> 8 & 0xFF), UInt8(size >> 16), number] + payload
  }

  private static let greeting = packet(
    [10] + Array("2.2.11\0".utf8) + [UInt8](repeating: 1, count: 30))
  private static let fine = packet([0, 0, 0, 2, 0, 0, 0], 2)
  private static let end = packet([0xFE, 0, 0, 0, 0])

  private static func text(_ text: String) -> [UInt8] {
    [UInt8(text.utf8.count)] + Array(text.utf8)
  }

  private static func column(_ name: String) -> [UInt8] {
    packet(text("def") + text("") + text("t") + text("t") + text(name) + text(name) + [12])
  }

  private static func connection(
    _ bytes: [UInt8]
  ) throws -> (connection: SphinxConnection, stream: ScriptedStream) {
    let stream = ScriptedStream(greeting + fine + bytes)
    return (try SphinxConnection(stream, to: server), stream)
  }

  @Test func `rows come by the names of their columns, whatever is in them`() throws {
    let long = String(repeating: "ü", count: 300)
    let value = "it's \t\n\\ 😀 %s -- "
    let row = Self.text(value) + [0xFB]
    let other = [0xFC, UInt8(600 & 0xFF), UInt8(600 >> 8)] + Array(long.utf8) + Self.text("")
    let (connection, stream) = try Self.connection(
      Self.packet([2]) + Self.column("a") + Self.column("b") + Self.end + Self.packet(row)
        + Self.packet(other) + Self.end)
    #expect(
      try connection.rows(Array("SELECT 1".utf8), atMost: 2) == [
        ["a": value], ["a": long, "b": ""],
      ])
    #expect(stream.sent.suffix(13) == [9, 0, 0, 0, 3] + Array("SELECT 1".utf8))
  }

  @Test func `what is longer than a packet is sent as several`() throws {
    let (connection, stream) = try Self.connection(Self.fine)
    let before = stream.sent.count
    #expect(try connection.rows([UInt8](repeating: 65, count: 0xFF_FFFE), atMost: 0).isEmpty)
    let sent = stream.sent[before...]
    #expect(sent.count == 4 + 0xFF_FFFF + 4)
    #expect(sent.prefix(5) == [0xFF, 0xFF, 0xFF, 0, 3])
    #expect(sent.suffix(4) == [0, 0, 0, 1])
  }

  @Test func `a refusal is told in its words, and the connection goes on`() throws {
    let error = Array("#42000no such index 'a\u{0}'".utf8)
    let (connection, _) = try Self.connection(
      Self.packet([0xFF, 0x28, 0x04] + error) + Self.packet([1]) + Self.column("a") + Self.end
        + Self.packet([0xFF, 0x28, 0x04] + Array("late".utf8)) + Self.fine)
    #expect(throws: RemoteFailure.refused("no such index 'a'")) {
      try connection.rows([65], atMost: 9)
    }
    #expect(throws: RemoteFailure.refused("late")) { try connection.rows([65], atMost: 9) }
    #expect(try connection.rows([65], atMost: 9).isEmpty)
  }

  @Test(
    arguments: [
      [], Array("HTTP/1.1 400 Bad Request\r\n\r\nxx".utf8), packet([0xFB, 1]),
      packet([0]).dropLast(),
      packet([2, 0]) + end, packet([0xFC, 0xFF, 0xFF]) + end,
      packet([1]) + column("a") + packet([1, 2]),
      packet([1]) + packet([200, 1]) + end, packet([1]) + packet([]) + end,
      packet([1]) + column("a") + end + packet([5, 65]),
      packet([1]) + column("a") + end + packet([1, 65, 1, 65]),
      packet([1]) + column("a") + end
        + packet([0xFE, 255, 255, 255, 255, 255, 255, 255, 255, 255]),
      packet([1]) + column("a") + end + packet([0xFD, 1]),
      packet([1]) + column("a") + end + packet([1, 65]),
      packet([1]) + column("a") + end + packet([]),
    ].map { Array($0) })
  func `garbage is told, and nothing is made of it`(bytes: [UInt8]) throws {
    let (connection, _) = try Self.connection(bytes)
    let error = #expect(throws: RemoteTransportFailure.self) {
      try connection.rows([65], atMost: 9)
    }
    #expect(error.map { "\($0)".hasPrefix("sphinxql://here:9306: ") } == true)
  }

  /// A server that goes on as long as somebody reads, and counts what it has sent.
  private final class EndlessStream: ByteStream {
    private var rest: [UInt8]
    private let again: [UInt8]
    private(set) var sent = 0

    init(_ first: [UInt8], then again: [UInt8]) {
      rest = first
      self.again = again
    }

    func send(_ bytes: ArraySlice<UInt8>, until end: Double) {}

    func receive(atMost count: Int, until end: Double) -> [UInt8] {
      if rest.isEmpty { rest = again }
      let piece = Array(rest.prefix(count))
      rest.removeFirst(piece.count)
      sent += piece.count
      return piece
    }
  }

  @Test func `as many rows as were asked for are taken, and not one more`() throws {
    let answer = Self.packet([1]) + Self.column("a") + Self.end
    let row = Self.packet(Self.text("x"))
    let (enough, _) = try Self.connection(answer + row + row + Self.end)
    #expect(try enough.rows([65], atMost: 2).count == 2)
    let endless = EndlessStream(Self.greeting + Self.fine + answer, then: row)
    let connection = try SphinxConnection(endless, to: Self.server)
    let error = #expect(throws: RemoteTransportFailure.self) {
      try connection.rows([65], atMost: 1_000)
    }
    #expect(error?.description.contains("more rows than were asked for, which were 1000") == true)
    #expect(endless.sent < 100_000)
  }

  @Test func `rows of nothing but empty values are bounded by what they take, not by their bytes`()
    throws
  {
    let columns = 1_000
    var answer = Self.packet([0xFC, UInt8(columns & 0xFF), UInt8(columns >> 8)])
    for number in 0..<columns { answer += Self.column("c\(number)") }
    let row = Self.packet([UInt8](repeating: 0, count: columns))
    let endless = EndlessStream(Self.greeting + Self.fine + answer + Self.end, then: row)
    let connection = try SphinxConnection(endless, to: Self.server)
    let error = #expect(throws: RemoteTransportFailure.self) {
      try connection.rows([65], atMost: .max)
    }
    #expect(error?.description.contains("takes more than 256 MB") == true)
    #expect(endless.sent < 8 << 20)
  }

  @Test func `what does not greet, has no room or asks for a password is told`() {
    for bytes in [[], Array("SSH-2.0-OpenSSH\r\n".utf8), Self.packet([9, 0]), Self.packet([])] {
      #expect(throws: RemoteTransportFailure.self) {
        try SphinxConnection(ScriptedStream(bytes), to: Self.server)
      }
    }
    let full = Self.packet([0xFF, 0x10, 0x04] + Array("maxed out, dismissing client".utf8))
    let error = #expect(throws: RemoteTransportFailure.self) {
      try SphinxConnection(ScriptedStream(full), to: Self.server)
    }
    #expect(error.map { "\($0)".contains("maxed out") } == true)
    for answer in [
      Self.packet([0xFE] + Array("mysql_native_password\0".utf8)), Self.packet([0xFF, 1, 1]),
    ] {
      #expect(throws: RemoteFailure.self) {
        try SphinxConnection(ScriptedStream(Self.greeting + answer), to: Self.server)
      }
    }
  }
}

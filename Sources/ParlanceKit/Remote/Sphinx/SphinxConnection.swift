internal import Searching
internal import System

/// What carries bytes to another program and back.
protocol ByteStream: AnyObject {
  /// Sends bytes until a time of `MonotonicClock`.
  func send(_ bytes: ArraySlice<UInt8>, until end: Double) throws(StreamConnection.Failure)

  /// Receives at least one byte until a time of `MonotonicClock`.
  func receive(atMost count: Int, until end: Double) throws(StreamConnection.Failure) -> [UInt8]
}

extension StreamConnection: ByteStream {}

/// A connection by the protocol of MySQL, as far as SphinxQL needs it: statements of text, and rows of text.
///
/// The protocol is documented (MySQL Internals Manual, "Text Protocol") and this part of it has not changed since MySQL
/// 4.1. The `mysql` client in a child process would write rows as lines, in which a tab, a line feed and NULL are told
/// from text by escapes alone, and would be another program to install.
final class SphinxConnection {
  private let stream: any ByteStream
  private let server: SphinxAddress.Server
  private var buffer: [UInt8] = []
  private var place = 0
  private var sequence: UInt8 = 0
  private var end = 0.0
  private var received = 0

  /// Seconds for a connection and for one statement.
  private static let connectSeconds = 10.0
  private static let seconds = 300.0

  /// The longest packet, the most bytes and columns of an answer.
  private static let longestPacket = 0xFF_FFFF
  private static let longestAnswer = 256 << 20
  private static let mostColumns = 1_000

  /// What a row, and a value of it, take in memory besides their bytes.
  ///
  /// Without it a gigabyte of empty values, a byte each, would take a hundred.
  private static let rowSize = 64
  private static let valueSize = 64

  /// Connects.
  ///
  /// - Throws: `RemoteTransportFailure`, `RemoteFailure.refused` if the engine asks for a password.
  convenience init(to server: SphinxAddress.Server) throws {
    let stream: StreamConnection
    do {
      stream = try StreamConnection(
        to: server.host, port: server.port,
        seconds: Deadline.seconds(atMost: Self.connectSeconds))
    } catch { throw RemoteTransportFailure(description: "\(server): \(error)") }
    try self.init(stream, to: server)
  }

  /// Greets a server over a stream that leads to it.
  init(_ stream: any ByteStream, to server: SphinxAddress.Server) throws {
    self.stream = stream
    self.server = server
    try greet()
  }

  /// The rows that a statement gives, by the names of their columns; NULL is not among them.
  ///
  /// - Throws: `RemoteFailure.refused` for a statement that is not taken, after which the connection goes on;
  ///   `RemoteTransportFailure` after which it is of no use, as after more rows than `limit`.
  func rows(_ statement: [UInt8], atMost limit: Int) throws -> [SphinxFields] {
    end = MonotonicClock.seconds + Deadline.seconds(atMost: Self.seconds)
    received = 0
    sequence = 0
    // COM_QUERY.
    try send([3] + statement)
    let first = try packet()
    // OK or an error; anything else is the number of columns.
    switch first.first {
    case 0x00?: return []
    case 0xFF?: throw Self.refusal(first)
    default: break
    }
    var reader = SphinxPacket(first)
    guard let count = reader.number(), (1...Self.mostColumns).contains(count), reader.isAtEnd
    else { throw garbled("it does not say how many columns it has") }
    let names = try (0..<count).map { _ in try columnName(try packet()) }
    guard Self.isEnd(try packet()) else { throw garbled("its columns do not end") }
    var rows: [SphinxFields] = []
    while true {
      let next = try packet()
      if Self.isEnd(next) { return rows }
      if next.first == 0xFF { throw Self.refusal(next) }
      guard rows.count < limit else {
        throw unbounded("has more rows than were asked for, which were \(limit)")
      }
      try take(room: Self.rowSize + names.count * Self.valueSize)
      rows.append(try row(next, names))
    }
  }

  private func columnName(_ bytes: [UInt8]) throws -> String {
    var reader = SphinxPacket(bytes)
    // Catalog, schema, table and its name before come first.
    for _ in 0..<4 where reader.text() == nil { throw garbled("a column has no name") }
    guard let name = reader.text() else { throw garbled("a column has no name") }
    return String(decoding: name, as: UTF8.self)
  }

  private func row(_ bytes: [UInt8], _ names: [String]) throws -> SphinxFields {
    var reader = SphinxPacket(bytes)
    var fields: SphinxFields = [:]
    for name in names {
      if reader.takesNull() { continue }
      guard let value = reader.text() else { throw garbled("a row is cut off") }
      fields[name] = String(decoding: value, as: UTF8.self)
    }
    guard reader.isAtEnd else { throw garbled("a row has more than its columns") }
    return fields
  }

  // A row may begin with 0xFE as well: with a first value so long that its length takes eight
  // bytes.
  private static func isEnd(_ bytes: [UInt8]) -> Bool { bytes.first == 0xFE && bytes.count < 9 }

  /// The reason in an error: behind its number, and behind a state that `#` announces.
  private static func refusal(_ bytes: [UInt8]) -> RemoteFailure {
    var words = bytes.dropFirst(3)
    if words.first == UInt8(ascii: "#") { words = words.dropFirst(6) }
    let text = String(decoding: words, as: UTF8.self).unicodeScalars
      .filter { $0.value >= 0x20 && $0.value != 0x7F }
    return .refused(RemoteFailure.words(of: .string(String(String.UnicodeScalarView(text)))))
  }

  private func unbounded(_ reason: String) -> RemoteTransportFailure {
    RemoteTransportFailure(
      description: "\(server): the answer \(reason), and was given up\n"
        + "Hint: ask for fewer hits (--limit), or look whether it is Sphinx or Manticore that listens there"
    )
  }

  private func garbled(_ reason: String) -> RemoteTransportFailure {
    RemoteTransportFailure(
      description: "\(server): the answer is not one of SphinxQL: \(reason)\n"
        + "Hint: name the port of 'listen = …:mysql41', which is 9306 usually")
  }
}

// MARK: - Packets

extension SphinxConnection {
  /// Reads what the server says first, and answers with no name and no password.
  private func greet() throws {
    end = MonotonicClock.seconds + Deadline.seconds(atMost: Self.connectSeconds)
    let greeting = try packet()
    if greeting.first == 0xFF {
      // Too many connections: there may be room later.
      throw RemoteTransportFailure(description: "\(server): \(Self.refusal(greeting))")
    }
    // The version of the protocol, the same since MySQL 3.21.
    guard greeting.first == 10 else { throw garbled("it does not greet") }
    // Protocol 4.1, long passwords, transactions, another way to check passwords; 16 MB, UTF-8.
    let capabilities: [UInt8] = [0x01, 0xA2, 0x00, 0x00]
    try send(
      capabilities + [0, 0, 0, 1, 33] + [UInt8](repeating: 0, count: 23) + [0, 0])
    let answer = try packet()
    switch answer.first {
    case 0x00?: return
    case 0xFF?: throw Self.refusal(answer)
    default: throw RemoteFailure.refused("\(server) asks for a password, which is not sent")
    }
  }

  private func send(_ payload: [UInt8]) throws {
    var rest = payload[...]
    var size: Int
    // A packet of the full length says that another one follows, be it empty.
    repeat {
      size = min(rest.count, Self.longestPacket)
      let header = [
        UInt8(size & 0xFF), UInt8(size >> 8 & 0xFF), UInt8(size >> 16), sequence,
      ]
      sequence &+= 1
      do {
        try stream.send((header + rest.prefix(size))[...], until: end)
      } catch { throw RemoteTransportFailure(description: "\(server): \(error)") }
      rest = rest.dropFirst(size)
    } while size == Self.longestPacket
  }

  private func packet() throws -> [UInt8] {
    var whole: [UInt8] = []
    while true {
      let header = try take(4)
      let size = Int(header[0]) | Int(header[1]) << 8 | Int(header[2]) << 16
      sequence = header[3] &+ 1
      whole += try take(size)
      if size < Self.longestPacket { return whole }
    }
  }

  /// Counts what an answer takes, up to a limit.
  private func take(room: Int) throws {
    received += room
    guard received <= Self.longestAnswer else {
      throw unbounded("takes more than \(Self.longestAnswer >> 20) MB")
    }
  }

  private func take(_ count: Int) throws -> [UInt8] {
    try take(room: count)
    while buffer.count - place < count {
      if place > 0 {
        buffer.removeFirst(place)
        place = 0
      }
      do {
        buffer += try stream.receive(atMost: 64 << 10, until: end)
      } catch { throw RemoteTransportFailure(description: "\(server): \(error)") }
    }
    defer { place += count }
    return Array(buffer[place..<place + count])
  }
}

/// Reads what stands in a packet.
struct SphinxPacket {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether all is read.
  var isAtEnd: Bool { place == bytes.count }

  /// A number of one to nine bytes; `nil` if there is none.
  mutating func number() -> Int? {
    guard place < bytes.count else { return nil }
    let first = bytes[place]
    let size: Int
    switch first {
    case 0...0xFA:
      place += 1
      return Int(first)
    case 0xFC: size = 2
    case 0xFD: size = 3
    case 0xFE: size = 8
    // 0xFB is NULL, 0xFF an error.
    default: return nil
    }
    guard bytes.count - place > size else { return nil }
    let value = bytes[place + 1...place + size].reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    place += size + 1
    return Int(exactly: value)
  }

  /// Bytes behind their number; `nil` if there are not as many.
  mutating func text() -> ArraySlice<UInt8>? {
    guard let count = number(), count <= bytes.count - place else { return nil }
    defer { place += count }
    return bytes[place..<place + count]
  }

  /// Whether the next value is NULL, which then is read.
  mutating func takesNull() -> Bool {
    guard place < bytes.count, bytes[place] == 0xFB else { return false }
    place += 1
    return true
  }
}

import Testing

@testable import parlance_server

/// Where a server listens, and who can reach it there.
@Suite struct `An address to listen at` {
  @Test(
    arguments: [
      ("127.0.0.1:7311", .network("127.0.0.1", 7311)), ("localhost:0", .network("localhost", 0)),
      ("example.com:65535", .network("example.com", 65_535)), ("[::1]:80", .network("::1", 80)),
      ("[::]:80", .network("::", 80)), ("0.0.0.0:1", .network("0.0.0.0", 1)),
      ("/run/parlance/socket", .socket("/run/parlance/socket")), ("./s", .socket("./s")),
      ("run/s:80", .socket("run/s:80")),
    ] as [(String, ListenAddress)])
  func `is a host and a port, or the path of a socket`(text: String, address: ListenAddress) throws
  {
    let found = try ListenAddress(text)
    #expect(found == address)
    #expect(found.description == text)
    #expect(try ListenAddress(found.description) == address)
  }

  @Test(arguments: [
    "", ":", ":80", "host", "host:", "host:x", "host:-1", "host:65536", "host: 80", "::1:80",
    "[]:80",
    "[::1]", "host:80:", "socket",
  ])
  func `that is none is told as it was given`(text: String) {
    let error = #expect(throws: ServeError.self) { try ListenAddress(text) }
    #expect(error?.description.hasPrefix("'\(text)' is not an address\nHint: ") == true)
  }

  @Test(arguments: [
    ("127.0.0.1:1", true), ("localhost:1", true), ("LOCALHOST:1", true), ("[::1]:1", true),
    ("/run/s", true),
    ("0.0.0.0:1", false), ("[::]:1", false), ("10.0.0.1:1", false),
    ("localhost.example.com:1", false),
    // Another number of the loopback network is not one that browsers are answered by.
    ("127.0.0.2:1", false),
  ])
  func `is of this machine alone only by a name that is known to be`(text: String, isOfThis: Bool)
    throws
  {
    #expect(try ListenAddress(text).isOfThisMachine == isOfThis)
  }

  @Test(
    arguments: [
      ("127.0.0.1:7311", "127.0.0.1", "http://127.0.0.1:7311/"),
      ("[::1]:80", "::1", "http://[::1]:80/"),
      ("0.0.0.0:80", nil, "http://0.0.0.0:80/"), ("[::]:80", nil, "http://[::]:80/"),
      ("/run/s", nil, "/run/s"),
    ] as [(String, String?, String)])
  func `is shown as a browser takes it, and stands for a host unless for all`(
    text: String, host: String?, shown: String
  ) throws {
    let address = try ListenAddress(text)
    #expect(address.host == host)
    #expect(address.shown(nil) == shown)
    #expect((address.place == nil) == text.contains(":"))
  }
}

/// What bodies and answers of all connections take together.
@Suite struct `Room that connections share` {
  @Test func `is given out up to its end, and again when it is given back`() {
    let room = SharedRoom(100)
    #expect(room.take(60) && room.take(40))
    #expect(!room.take(1))
    room.give(40)
    #expect(!room.take(41) && room.take(40))
  }

  @Test func `is enough for whoever is alone, whatever the length`() {
    let room = SharedRoom(10)
    #expect(room.take(1_000_000))
    #expect(!room.take(1), "beside it there is room for nobody")
    room.give(1_000_000)
    #expect(room.take(1) && room.take(9) && !room.take(1))
  }

  @Test(arguments: [
    (0, 0), (4, 8), (Int.max, 2), (2, Int.max), (1 << 40, 1 << 40),
  ])
  func `for many pieces is as much as can be counted`(count: Int, length: Int) {
    let room = SharedRoom(count, of: length)
    #expect(room.take(1))
    let (product, isTooLarge) = count.multipliedReportingOverflow(by: length)
    #expect(room.take(1) == (isTooLarge || product >= 2))
  }

  @Test func `is never given out twice at the same time`() async {
    let room = SharedRoom(50)
    let taken = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 { group.addTask { room.take(1) } }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(taken == 50)
  }
}

/// What failed, as a line of a journal.
@Suite struct `A line about what failed` {
  @Test(arguments: [
    ("plain, ä 字 😀", "plain, ä 字 😀"), ("a\nb\r\nc", "a\\u{A}b\\u{D}\\u{A}c"),
    ("\u{1B}[31mred", "\\u{1B}[31mred"),
    ("a\u{202E}b\u{2028}c\u{0}", "a\\u{202E}b\\u{2028}c\\u{0}"),
  ])
  func `is one line that no document's name can end`(text: String, line: String) {
    #expect(ErrorLines.line(text) == line)
  }

  @Test func `has an end`() {
    #expect(ErrorLines.line(String(repeating: "x", count: 10_000)).count == 2_000)
  }
}

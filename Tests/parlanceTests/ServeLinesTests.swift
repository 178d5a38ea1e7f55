import Foundation
import Glibc
import TestSupport
import Testing

/// Lines that the server answers while they still come, over its connections.
struct ServeLinesTests {
  private let tool: Tool

  init() throws { tool = try RetagShare.make() }

  /// A document that is answered at once, with its identifier: it has no text.
  private static func wrong(_ id: String) -> String { "{\"id\":\"\(id)\",\"text\":0}\n" }

  @Test func `the first answer comes before the last line is sent`() throws {
    let server = try RunningServer(tool)
    for target in ["/api/tag", "/api/normalize"] {
      let request = try OpenRequest.lines(to: target, of: server)
      #expect(request.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
      let line = target == "/api/tag" ? #"{"id":"one","text":"flyer"}"# : "\"flyer\""
      request.sendChunk(line + "\n" + line)
      let first = request.read(until: "}\n")
      #expect(first.lowercased().contains("transfer-encoding: chunked"))
      #expect(first.components(separatedBy: "}\n").count == 2, "half a line waits: \(first)")
      request.sendChunk("")
      // What is whole ends with the empty chunk, and the connection stays for the next.
      let all = request.read(until: "\r\n0\r\n\r\n")
      #expect(all.components(separatedBy: "}\n").count == 3, "\(all)")
      request.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      #expect(request.read(until: "ok\n").hasSuffix("ok\n"))
    }
  }

  @Test func `many lines are answered in memory with a bound`() throws {
    let server = try RunningServer(tool)
    let line = Self.wrong(String(repeating: "x", count: 1_000))
    let chunk = String(repeating: line, count: 100)
    let request = try OpenRequest.lines(
      to: "/api/tag", of: server, headers: "Connection: close\r\n")
    let counted = request.countingToEnd()
    for _ in 0..<20 { request.sendChunk(chunk) }
    let before = try server.mostMemory
    for _ in 0..<600 { request.sendChunk(chunk) }
    request.sendChunk("")
    #expect(counted() > 62_000 * 1_000)
    let growth = try server.mostMemory - before
    // What may wait for a connection to take it, and as much again for what the system and Swift make of it.
    #expect(growth < 40 << 20, "\(growth >> 20) MiB more for 60 MiB of lines")
  }

  @Test func `a client that reads nothing is held back, and one that reads at the end gets all`()
    throws
  {
    let server = try RunningServer(tool)
    let line = Array(Self.wrong(String(repeating: "x", count: 1_000)).utf8)
    let whole = 12_000
    let request = try OpenRequest(
      server,
      "POST /api/tag HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
        + "Connection: close\r\nContent-Length: \(line.count * whole)\r\n\r\n")
    // All that was a body may be written before anything is read.
    request.send(String(repeating: String(decoding: line, as: UTF8.self), count: whole))
    #expect(request.countingToEnd()() > whole * 1_000)
    let endless = try OpenRequest(
      server,
      "POST /api/tag HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
        + "Connection: close\r\nContent-Length: \(line.count * 1_000_000)\r\n\r\n")
    let held = endless.sendUntilHeldBack(line, atMost: 900 << 20)
    #expect(held.count < 100 << 20, "\(held.count >> 20) MiB were taken, and no answer was")
    #expect(try server.get("/healthz").contains("200 OK"))
  }

  @Test func `a line that is too long is answered, and the one behind it is, too`() throws {
    let server = try RunningServer(tool)
    let request = try OpenRequest.lines(to: "/api/tag", of: server)
    let piece = String(repeating: "x", count: 1 << 20)
    for _ in 0..<18 { request.sendChunk(piece) }
    #expect(request.read(until: "}\n").contains("line 1: the line is longer than 16 MiB"))
    request.sendChunk("\n" + Self.wrong("next"))
    request.sendChunk("")
    #expect(request.read(until: "\r\n0\r\n\r\n").contains("\"next\""))
  }

  @Test func `who goes away leaves the place to others, of which half are kept for short requests`()
    throws
  {
    let server = try RunningServer(tool, ["--listen", "127.0.0.1:0", "--max-requests", "2"])
    var gone: OpenRequest? = try OpenRequest.lines(to: "/api/tag", of: server)
    gone?.sendChunk(Self.wrong("a"))
    #expect(gone?.read(until: "}\n").contains("\"a\"") == true)
    #expect(
      try OpenRequest.lines(to: "/api/tag", of: server).read(until: "end").hasPrefix("HTTP/1.1 503")
    )
    #expect(try server.get("/metrics").contains("\nparlance_requests_running 2\n"))
    gone = nil
    #expect(
      try waitUntil { try server.get("/metrics").contains("\nparlance_requests_running 1\n") })
    let next = try OpenRequest.lines(to: "/api/tag", of: server)
    #expect(next.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200"))
  }

  @Test func `who waits to be asked for lines is asked if they are wanted, and told if not`() throws
  {
    let server = try RunningServer(tool)
    let expecting = "Expect: 100-continue\r\n"
    let wanted = try OpenRequest.lines(to: "/api/tag", of: server, headers: expecting)
    #expect(wanted.read(until: "200 OK").hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK"))
    let refused = try OpenRequest.lines(
      to: "/api/tag", of: server, headers: expecting, host: "evil.example")
    #expect(refused.read(until: "to the end").hasPrefix("HTTP/1.1 421 "))
    // Of HTTP/1.0 the answer ends with the connection, and there is no such question (RFC 9110, 10.1.1).
    let body = Self.wrong("a") + Self.wrong("b")
    let old = try server.send(
      "POST /api/tag HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
        + expecting + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    #expect(old.hasPrefix("HTTP/1.0 200 OK\r\n") || old.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(old)")
    #expect(!old.contains("chunked") && !old.contains("100 Continue"))
    #expect(
      old.components(separatedBy: "\r\n\r\n").last?.split(separator: "\n").count == 2, "\(old)")
  }

  @Test func `a server that ends tells who still sends lines, and does not call the answer whole`()
    throws
  {
    let server = try RunningServer(tool)
    let request = try OpenRequest.lines(to: "/api/tag", of: server)
    request.sendChunk(Self.wrong("a"))
    request.read(until: "}\n")
    server.process.terminate()
    let all = request.read(until: "until it is closed")
    #expect(all.contains("\"a\"") && all.contains("the server ends"), "\(all)")
    #expect(!all.hasSuffix("\r\n0\r\n\r\n"))
    server.process.waitUntilExit()
    #expect(server.process.terminationStatus == 0)
  }

  @Test func `a body that is refused before it is sent to its end is answered all the same`() throws
  {
    let server = try RunningServer(tool)
    let body = String(repeating: " ", count: 17 << 20)
    // The client sends all of it before it reads; a connection that was cut would lose the answer.
    let answer = try server.send(
      "POST /api/tag HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer.prefix(100))")
  }
}

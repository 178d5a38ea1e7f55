import Foundation
import Glibc
import TestSupport
import Testing

/// The server as it is run, and what comes over its connections.
struct ServeCommandTests {
  private let tool: Tool

  init() throws {
    tool = try RetagShare.make()
    let result = try tool.run("retag", "share", "--yes", "--write-to", "catalog")
    try #require(result.status == 3 || result.status == 0, "\(result.errors)")
  }

  @Test func `a search over HTTP is the one of the command line`() throws {
    let server = try RunningServer(tool)
    var answer = try object(try server.get("/api/search?q=acme+vault&explain=true"))
    var printed = try tool.run("search", "acme vault", "--explain", "--format", "json").object()
    answer["took_ms"] = nil
    printed["took_ms"] = nil
    #expect(answer as NSDictionary == printed as NSDictionary)
    #expect(try server.get("/").contains("200 OK"))
  }

  @Test func `what is tagged while the server runs is found`() throws {
    let server = try RunningServer(tool)
    #expect(try object(try server.get("/api/search?q=zebra"))["total"] as? Int == 0)
    try tool.write("---\ntitle: Zebra\n---\nzebra\n", to: "share/zebra.md")
    _ = try tool.run("retag", "share", "--yes", "--write-to", "catalog")
    #expect(
      try waitUntil {
        try object(try server.get("/api/search?q=zebra"))["total"] as? Int == 1
      })
  }

  @Test func `a signal lets what is being answered come to its end`() throws {
    let server = try RunningServer(tool)
    // The connection that stays open waits for a request and is closed at once.
    #expect(try server.get("/healthz").hasSuffix("ok\n"))
    server.process.terminate()
    server.process.waitUntilExit()
    #expect(server.process.terminationStatus == 0)
    #expect(server.process.terminationReason == .exit)
  }

  @Test func `a further workspace is served below its name, and what is none is refused`() throws {
    let folder = tool.folder.path
    let server = try RunningServer(tool, ["--listen", "127.0.0.1:0", "--with", "again=\(folder)"])
    #expect(try server.get("/again/healthz").contains("200 OK"))
    #expect(try object(try server.get("/again/api/search?q=acme+vault"))["total"] as? Int != 0)
    #expect(try server.get("/other/healthz").contains("404 Not Found"))
    for (value, status, words) in [
      ("search=\(folder)", 2, "is a page of the workspace at the root"),
      ("a b=\(folder)", 2, "is not a name for a workspace"),
      ("none=\(folder)/share", 2, "\(folder)/share"), ("again", 64, "name=folder"),
    ] as [(String, Int32, String)] {
      let refused = try tool.run("serve", "--listen", "127.0.0.1:0", "--with", value)
      #expect(refused.status == status && refused.errors.contains(words), "\(refused.errors)")
    }
    let hasty = try tool.run("serve", "--max-seconds", "0")
    #expect(hasty.status == 64 && hasty.errors.contains("from 1 to 3600"))
  }

  @Test func `curators are named for all workspaces or for one, and searches of all are kept`()
    throws
  {
    let folder = tool.folder.path
    let server = try RunningServer(
      tool,
      [
        "--listen", "127.0.0.1:0", "--with", "again=\(folder)", "--log-searches",
        "--curator", "again:nobody-at-all",
      ])
    // What was searched for in vain is for those alone who decide.
    #expect(try server.get("/insight/searches").contains("200 OK"))
    #expect(try server.get("/again/insight/searches").contains("403 Forbidden"))
    #expect(try server.get("/again/api/search?q=quokka").contains("200 OK"))
    #expect(try server.get("/api/search?q=wombat").contains("200 OK"))
    server.process.terminate()
    server.process.waitUntilExit()
    let kept = try String(
      contentsOf: tool.folder.appendingPathComponent(".parlance/searches.jsonl"), encoding: .utf8)
    #expect(kept.contains("quokka") && kept.contains("wombat"), "\(kept)")
    for (value, words) in [
      ("other:ada", "--curator other: names no workspace"), ("again:", "[name:]account"),
      ("a:b:c", "[name:]account"),
    ] {
      let refused = try tool.run("serve", "--with", "again=\(folder)", "--curator", value)
      #expect(refused.status == 64 && refused.errors.contains(words), "\(refused.errors)")
    }
  }

  @Test func `a request that never becomes whole keeps no server from its orderly end`() throws {
    let server = try RunningServer(tool)
    let half = try server.open(
      sending: "POST /api/tag HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{")
    defer { close(half) }
    // The server knows of it: what comes over a later connection is answered.
    #expect(try server.get("/healthz").hasSuffix("ok\n"))
    server.process.terminate()
    server.process.waitUntilExit()
    #expect(server.process.terminationStatus == 0)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "421"),
    ("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "421"),
    ("NONSENSE\r\n\r\n", "400"),
    ("POST /api/tag HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", "413"),
    (
      "POST /api/tag HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /file HTTP/1.1\r\n\r\n", "400"
    ),
    ("GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\nHost: localhost\r\n\r\n", "4"),
    ("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "200"),
    (
      "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
      "404"
    ),
    ("DELETE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "405"),
  ])
  func `a request that is not one is refused, and the server goes on`(
    request: String, status: String
  ) throws {
    let server = try RunningServer(tool)
    let answer = try server.send(request)
    #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 \(status)"), "\(answer.prefix(200))")
    if request.hasPrefix("HEAD") { #expect(answer.hasSuffix("\r\n\r\n")) }
    #expect(try server.get("/healthz").contains("200 OK"))
  }

  @Test func `bodies that never end take no more memory than those of as many requests`() throws {
    let server = try RunningServer(tool, ["--listen", "127.0.0.1:0", "--max-requests", "1"])
    let body = String(repeating: " ", count: 14 << 20)
    func request(announcing length: Int) -> String {
      "POST /api/tag HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Content-Length: \(length)\r\n\r\n\(body)"
    }
    let waiting = try server.open(sending: request(announcing: body.utf8.count + 1))
    defer { close(waiting) }
    let answer = try server.send(request(announcing: body.utf8.count))
    // Whichever came second was sent away.
    let isSecond = answer.isEmpty || answer.hasPrefix("HTTP/1.1 503")
    #expect(
      isSecond || server.received(waiting).hasPrefix("HTTP/1.1 503"), "\(answer.prefix(99))")
    #expect(try server.get("/healthz").contains("200 OK"))
  }

  @Test func `a server that others reach does not begin without telling them apart`() throws {
    let result = try tool.run("serve", "--listen", "0.0.0.0:0")
    #expect(result.status == 2)
    #expect(result.errors.contains("nothing says who asks"))
    #expect(try tool.run("serve", "--listen", "nowhere").status == 2)
    #expect(try tool.run("serve", "--user-header", "X-User").status == 64)
    #expect(try tool.run("serve", "--token-file", "none").status == 2)
  }

  @Test func `a socket that a server answers at is not taken from it`() throws {
    let path = tool.folder.appendingPathComponent("s").path
    let server = try RunningServer(tool, ["--listen", path])
    let second = try tool.run("serve", "--listen", path)
    #expect(second.status == 2)
    #expect(second.errors.contains("a server answers there"))
    // One that was killed leaves its socket to the next.
    server.kill()
    server.process.waitUntilExit()
    let next = try RunningServer(tool, ["--listen", path])
    // What is in its place at the end is not its own.
    try FileManager.default.removeItem(atPath: path)
    try tool.write("mine", to: "s")
    next.process.terminate()
    next.process.waitUntilExit()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    #expect(try tool.run("serve", "--listen", path).errors.contains("is not a socket"))
  }

  @Test func `a socket lies in no folder in which anybody may put another`() throws {
    let folder = tool.folder.appendingPathComponent("open")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    try #require(unsafe chmod(folder.path, 0o777) == 0)
    let result = try tool.run("serve", "--listen", folder.appendingPathComponent("s").path)
    #expect(result.status == 2)
    #expect(result.errors.contains("anybody may write in its folder"))
    try #require(unsafe chmod(folder.path, 0o1777) == 0)
    let path = folder.appendingPathComponent("s").path
    let server = try RunningServer(tool, ["--listen", path])
    #expect(FileManager.default.fileExists(atPath: path))
    server.process.terminate()
    server.process.waitUntilExit()
  }

  @Test func `answers that nobody takes have a bound`() throws {
    let path = tool.folder.appendingPathComponent("large.bin").path
    _ = FileManager.default.createFile(atPath: path, contents: Data(count: 48 << 20))
    try tool.write(#"{"id":"\#(path)","title":"Large","text":"large"}"#, to: "large.jsonl")
    try #require(try tool.run("index", "large.jsonl").status == 0)
    let server = try RunningServer(tool, ["--listen", "127.0.0.1:0", "--serve-files"])
    let request = "GET /file?id=\(path) HTTP/1.1\r\nHost: localhost\r\n\r\n"
    let waiting = try (0..<8).map { _ in try server.open(sending: request) }
    defer { for socket in waiting { close(socket) } }
    // Eight times 48 MiB are more than may wait; whoever comes then is sent away, and the server goes on.
    #expect(
      try waitUntil {
        try server.send(
          "GET /file?id=\(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        ).hasPrefix("HTTP/1.1 503")
      })
    #expect(try server.get("/healthz").contains("503") == false)
  }

  @Test func `a socket is for its account alone, and gone at the end`() throws {
    let path = tool.folder.appendingPathComponent("s").path
    let server = try RunningServer(tool, ["--listen", path])
    var status = stat()
    try #require(unsafe lstat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    server.process.terminate()
    server.process.waitUntilExit()
    #expect(unsafe lstat(path, &status) != 0)
  }
}

import Foundation
import Glibc
import TestSupport
import Testing

/// What is new for saved queries.
struct AlertTests {
  private let tool: Tool

  init() throws {
    tool = try Tool(vocabulary: ReviewTests.vocabulary)
    try tool.write(
      """
      #!/bin/sh
      [ ! -e "$0.fails" ] || { echo "no route" >&2; exit 75; }
      printf '%s\\n' "$@" >> "$0.arguments"
      cat >> "$0.mails"

      """, to: "sendmail")
    try #require(unsafe chmod(path("sendmail"), 0o755) == 0)
    try index(["one"])
    try #require(try tool.run("query", "save", "sheets", "zebra").status == 0)
  }

  private func path(_ name: String) -> String {
    tool.folder.appendingPathComponent(name).path
  }

  private func index(_ names: [String]) throws {
    let lines = names.map {
      #"{"id":"/share/\#($0) & more.md","title":"Sheet \#($0)\r\nBcc: x","text":"zebra","date":"2010"}"#
    }
    try tool.write(lines.joined(separator: "\n") + "\n", to: "\(names[0]).jsonl")
    try #require(try tool.run("index", "\(names[0]).jsonl").status == 0)
  }

  private func alert(_ more: String...) throws -> Tool.Result {
    try tool.run(
      ["alert", "sheets", "--to", "ada@example.org", "--sendmail", path("sendmail")] + more)
  }

  private func mails() -> String {
    (try? String(contentsOfFile: path("sendmail.mails"), encoding: .utf8)) ?? ""
  }

  /// The texts of the mails.
  private func texts() -> [String] {
    mails().components(separatedBy: "base64\r\n\r\n").dropFirst().map { part in
      let lines = part.components(separatedBy: "\r\n").prefix { !$0.hasPrefix("From:") }
      let data = Data(base64Encoded: lines.joined())
      return String(decoding: data ?? Data(), as: UTF8.self)
    }
  }

  @Test func `each document is told once, and none that was there before`() throws {
    let first = try alert()
    #expect(first.status == 1)
    #expect(first.output.contains("followed from now on, 1 documents"))
    #expect(mails().isEmpty)
    try index(["two", "three"])
    let second = try alert("--link", "https://search.example.org/")
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.output == "sheets → ada@example.org: 2 new documents\n")
    #expect(mails().contains("Subject: Parlance: 2 new documents for sheets\r\n"))
    #expect(mails().contains("To: <ada@example.org>\r\n"))
    // A title is no header, and no line of its own.
    #expect(!mails().contains("Bcc"))
    let text = try #require(texts().first)
    #expect(text.contains("Sheet two  Bcc: x (2010)\n"))
    #expect(text.contains("https://search.example.org/document?id=%2Fshare%2Ftwo%20%26%20more.md"))
    #expect(!text.contains("Sheet one"))
    #expect(try alert().status == 1)
    #expect(texts().count == 1)
    let arguments = try String(contentsOfFile: path("sendmail.arguments"), encoding: .utf8)
    #expect(arguments.hasSuffix("--\nada@example.org\n"))
  }

  @Test func `what could not be sent comes the next time`() throws {
    _ = try alert()
    try index(["two"])
    try tool.write("", to: "sendmail.fails")
    let failed = try alert()
    #expect(failed.status == 3)
    #expect(failed.errors.contains("no route"))
    try FileManager.default.removeItem(atPath: path("sendmail.fails"))
    #expect(try alert("--dry-run").output.contains("1 new document, not sent"))
    #expect(mails().isEmpty)
    #expect(try alert().status == 0)
    #expect(texts().count == 1)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "no curl"))
  func `a service gets JSON, and its address is no argument that others see`() throws {
    let listener = try Listener()
    let plain = "http://127.0.0.1:\(listener.port)/hook?secret=12"
    #expect(try tool.run(["alert", "sheets", "--to", plain]).status == 1)
    try index(["two"])
    let request = listener.answerOnce()
    let told = try tool.run(["alert", "sheets", "--to", plain])
    #expect(told.status == 0, "\(told.errors)")
    #expect(told.output.contains("sheets → 127.0.0.1:\(listener.port): 1 new document"))
    #expect(!told.output.contains("secret"))
    let kept = try String(contentsOfFile: path(".parlance/alerts.jsonl"), encoding: .utf8)
    #expect(kept.contains("sheets") && !kept.contains("secret") && !kept.contains("share"))
    let got = request()
    #expect(got.hasPrefix("POST /hook?secret=12 HTTP/1.1\r\n"))
    let body = got.components(separatedBy: "\r\n\r\n").last ?? ""
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
    #expect(object["query"] as? String == "sheets")
    let documents = object["documents"] as? [[String: Any]]
    #expect(documents?.first?["id"] as? String == "/share/two & more.md")
  }

  @Test(arguments: [
    "nobody", "a@b@c", "@x", "-f@x", "a b@x", "javascript:x", "x@y\r\nBcc: z", "\"a@b",
  ])
  func `what is no address is refused`(address: String) throws {
    #expect(try tool.run(["alert", "sheets", "--to=\(address)"]).status == 64)
    #expect(try tool.run(["alert", "sheets", "--to", "a@b", "--from=\(address)"]).status == 64)
  }

  @Test func `a query that was not saved, and an account that there is not, are named`() throws {
    let unknown = try tool.run(["alert", "sheet", "--to", "a@b"])
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("there are sheets"))
    #expect(
      try tool.run(["alert", "sheets", "--to", "a@b", "--for", "no-such-account"]).errors
        .contains("unknown account"))
    #expect(try tool.run(["alert", "sheets", "--to", "a@b", "--smtp", "x"]).status == 64)
  }
}

/// A socket that takes one request.
private final class Listener: Sendable {
  let port: UInt16
  private let socket: Int32

  init() throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (socket, size) = (socket, length)
    let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { place -> Int32 in
        unsafe bind(socket, place, size) == 0 && listen(socket, 4) == 0
          ? getsockname(socket, place, &length) : -1
      }
    }
    try #require(code == 0)
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(socket) }

  /// Takes a request on a thread of its own, and answers it.
  func answerOnce() -> () -> String {
    let socket = socket
    let box = Box()
    Thread {
      let connection = accept(socket, nil, nil)
      var got = ""
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while !got.hasSuffix("}") && !got.hasSuffix("}\n") {
        let count = unsafe recv(connection, &buffer, buffer.count, 0)
        if count <= 0 { break }
        got += String(decoding: buffer.prefix(count), as: UTF8.self)
      }
      let answer = Array("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".utf8)
      _ = unsafe send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
      close(connection)
      box.set(got)
    }.start()
    return {
      _ = waitUntil(seconds: 20) { box.text != nil }
      return box.text ?? ""
    }
  }

  private final class Box: @unchecked Sendable {
    private let lock = NSLock()
    private var value: String?
    var text: String? { lock.withLock { value } }
    func set(_ text: String) { lock.withLock { value = text } }
  }
}

import Foundation
import Glibc
import TestSupport
import Testing

/// A server on a free port; ended at the end of the test.
///
/// Nothing of it changes once it answers, so that requests may come from any thread.
final class RunningServer: @unchecked Sendable {
  let process: Process
  private let errors: URL
  private(set) var port: UInt16 = 0

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - tool: the program and its folder.
  ///   - arguments: the options of the server.
  ///   - trace: where strace writes its system calls, and the names of those, if any are wanted.
  ///   - end: the wait for the disk at which it is killed, counted on the thread that makes it.
  /// - Throws: if it does not begin.
  init(
    _ tool: Tool, _ arguments: [String] = ["--listen", "127.0.0.1:0"],
    trace: (file: URL, calls: [String])? = nil, end: SyncCall? = nil
  ) throws {
    process = tool.process(["serve"] + arguments)
    if let trace {
      let options = ["-f", "-y", "-qq", "-s", "24", "-o", trace.file.path, "-e"]
      process.executableURL = URL(fileURLWithPath: Strace.path)
      process.arguments =
        options + ["trace=" + trace.calls.joined(separator: ",")]
        + (end.map { ["-e", "inject=\($0.call):signal=SIGKILL:when=\($0.number)"] } ?? [])
        + [Tool.program.path, "serve"] + arguments
    }
    errors = tool.folder.appendingPathComponent(".serve.err")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    try #require(try waitUntil { try said.contains("Serving ") || !process.isRunning })
    let words = try said
    try #require(process.isRunning, "\(words)")
    let place = try said.components(separatedBy: "http://127.0.0.1:").last ?? ""
    port = UInt16(place.prefix { $0.isNumber }) ?? 0
  }

  var said: String { get throws { try String(contentsOf: errors, encoding: .utf8) } }

  deinit { if process.isRunning { _ = Glibc.kill(number, SIGTERM) } }

  /// The number of the server's process: that of strace's child where its calls are recorded.
  private var number: Int32 {
    let own = process.processIdentifier
    guard process.executableURL?.path == Strace.path else { return own }
    let children = try? String(contentsOfFile: "/proc/\(own)/task/\(own)/children", encoding: .utf8)
    return children?.split(separator: " ").first.flatMap { Int32($0) } ?? own
  }

  /// The most memory that it has had so far, in bytes.
  var mostMemory: Int {
    get throws {
      let status = try String(contentsOfFile: "/proc/\(number)/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
    }
  }

  /// Sends bytes and reads what comes until the server closes the connection.
  func send(_ text: String) throws -> String {
    let socket = try open(sending: text)
    defer { close(socket) }
    return received(socket)
  }

  /// A connection on which bytes were sent.
  func open(sending text: String) throws -> Int32 {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
    let code = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(code == 0)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
      if written <= 0 { break }
      rest = rest.dropFirst(written)
    }
    return socket
  }

  /// What comes until the server closes the connection.
  func received(_ socket: Int32) -> String {
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe recv(socket, &buffer, buffer.count, 0)
      if count <= 0 { return String(decoding: answer, as: UTF8.self) }
      answer += buffer.prefix(count)
    }
  }

  /// Gets a page.
  func get(_ target: String) throws -> String {
    try send("GET \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
  }

  /// Sends JSON.
  func post(_ target: String, _ body: String) throws -> String {
    try send(
      "POST \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  /// Ends it at once, whatever it does.
  func kill() {
    _ = Glibc.kill(number, SIGKILL)
    process.waitUntilExit()
  }
}

/// The object that an answer holds.
func object(_ answer: String) throws -> [String: Any] {
  let body = answer.components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "\r\n\r\n")
  return try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
}

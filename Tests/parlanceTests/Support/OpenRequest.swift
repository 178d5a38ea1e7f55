import Foundation
import Glibc
import Testing

/// A request whose body is sent piece by piece, and whose answer is read as it comes.
final class OpenRequest {
  private let socket: Int32
  private(set) var received = ""

  /// Sends the beginning of a request.
  init(_ server: RunningServer, _ text: String) throws {
    socket = try server.open(sending: text)
  }

  deinit { close(socket) }

  /// Sends lines by `Transfer-Encoding: chunked` to a path.
  static func lines(
    to target: String, of server: RunningServer, headers: String = "", host: String = "localhost"
  ) throws -> OpenRequest {
    try OpenRequest(
      server,
      "POST \(target) HTTP/1.1\r\nHost: \(host)\r\nContent-Type: application/x-ndjson\r\n"
        + "Transfer-Encoding: chunked\r\n\(headers)\r\n")
  }

  /// Sends all bytes, waiting for the server to take them.
  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = sent(rest, MSG_NOSIGNAL)
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends a piece of the body; the empty one ends it.
  func sendChunk(_ text: String) {
    send("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n")
  }

  /// Sends bytes again and again until the server has taken none for a second.
  ///
  /// - Returns: how many it has taken, at most a limit, and what of the last bytes is still to be sent.
  func sendUntilHeldBack(_ bytes: [UInt8], atMost limit: Int) -> (
    count: Int, rest: ArraySlice<UInt8>
  ) {
    var (total, rest) = (0, bytes[...])
    while total < limit {
      var place = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
      guard unsafe poll(&place, 1, 1_000) > 0 else { break }
      let count = sent(rest, MSG_NOSIGNAL, MSG_DONTWAIT)
      if count <= 0 { break }
      total += count
      rest = rest.dropFirst(count)
      if rest.isEmpty { rest = bytes[...] }
    }
    return (total, rest)
  }

  private func sent(_ bytes: ArraySlice<UInt8>, _ flags: Int...) -> Int {
    let flags = flags.reduce(Int32(0)) { $0 | Int32($1) }
    return unsafe bytes.withUnsafeBytes {
      unsafe Glibc.send(socket, $0.baseAddress, $0.count, flags)
    }
  }

  /// Reads until some words have come, or the connection has ended.
  @discardableResult func read(until words: String) -> String {
    while !received.contains(words), readMore() {}
    return received
  }

  /// Reads on another thread until the connection has ended.
  ///
  /// - Returns: what waits for that and gives the number of bytes.
  func countingToEnd() -> () -> Int {
    let socket = socket
    let count = Counted()
    Thread.detachNewThread {
      count.count(socket)
      count.isDone.signal()
    }
    return {
      count.isDone.wait()
      return count.total
    }
  }

  private func readMore() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe recv(socket, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    received += String(decoding: buffer.prefix(count), as: UTF8.self)
    return true
  }
}

/// The bytes of an answer; written before the semaphore is raised, and read behind it.
private final class Counted: @unchecked Sendable {
  let isDone = DispatchSemaphore(value: 0)
  private(set) var total = 0

  func count(_ socket: Int32) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = unsafe recv(socket, &buffer, buffer.count, 0), count > 0 {
      total += count
    }
  }
}

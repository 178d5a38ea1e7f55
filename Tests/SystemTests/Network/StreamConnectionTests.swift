import Foundation
import Glibc
import TestSupport
import Testing

@testable import System

/// Connections to other programs.
struct StreamConnectionTests {
  /// A socket that takes one connection.
  private final class Listener: Sendable {
    let port: Int
    private let socket: Int32

    init() throws {
      socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let (number, size) = (socket, length)
      let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
          unsafe bind(number, place, size) == 0 && listen(number, 4) == 0
            ? getsockname(number, place, &length) : -1
        }
      }
      try #require(isListening == 0)
      port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(socket) }

    /// Takes a connection.
    func accept() -> FileDescriptor {
      FileDescriptor(adopting: Glibc.accept(socket, nil, nil))
    }
  }

  private static var soon: Double { MonotonicClock.seconds + 30 }

  @Test func `bytes go both ways, and an end is told`() throws {
    let listener = try Listener()
    let connection = try StreamConnection(to: "127.0.0.1", port: listener.port, seconds: 30)
    let other = listener.accept()
    try connection.send([1, 2, 3], until: Self.soon)
    try other.write([4, 5])
    #expect(try connection.receive(atMost: 1, until: Self.soon) == [4])
    #expect(try connection.receive(atMost: 10, until: Self.soon) == [5])
    try other.close()
    // What was sent and never read makes the end a reset.
    #expect(throws: StreamConnection.Failure.self) {
      try connection.receive(atMost: 10, until: Self.soon)
    }
    #expect(throws: StreamConnection.Failure.self) {
      while true {
        try connection.send([UInt8](repeating: 0, count: 1 << 16)[...], until: Self.soon)
      }
    }
  }

  @Test func `a server that does not answer is not waited for beyond the time`() throws {
    let listener = try Listener()
    let connection = try StreamConnection(to: "localhost", port: listener.port, seconds: 30)
    let other = listener.accept()
    let past = MonotonicClock.seconds
    #expect(throws: StreamConnection.Failure(description: "no answer in time")) {
      try connection.receive(atMost: 10, until: past)
    }
    #expect(throws: StreamConnection.Failure(description: "no answer in time")) {
      while true { try connection.send([UInt8](repeating: 0, count: 1 << 16)[...], until: past) }
    }
    withExtendedLifetime(other) {}
  }

  @Test func `a port where nobody listens, and a host that is none, are told in words`() throws {
    var listener: Listener? = try Listener()
    let port = try #require(listener?.port)
    listener = nil
    #expect(throws: StreamConnection.Failure(description: "Connection refused")) {
      try StreamConnection(to: "127.0.0.1", port: port, seconds: 30)
    }
    #expect(throws: StreamConnection.Failure.self) {
      try StreamConnection(to: "a..b", port: port, seconds: 30)
    }
  }
}

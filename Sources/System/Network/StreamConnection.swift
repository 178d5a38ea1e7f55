internal import CPlatform
internal import Glibc

/// A connection to another program over TCP, closed with the last reference to it.
package final class StreamConnection {
  private let descriptor: FileDescriptor

  /// Why a connection cannot be had or used.
  package struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The cause in words.
    package let description: String
  }

  /// A connection to a port of a host.
  ///
  /// - Parameters:
  ///   - host: a name or an address.
  ///   - port: the port.
  ///   - seconds: how long to wait for it.
  /// - Throws: why there is none.
  package init(to host: String, port: Int, seconds: Double) throws(Failure) {
    var words = [CChar](repeating: 0, count: 256)
    var reason = ""
    let number = unsafe words.withUnsafeMutableBufferPointer { buffer in
      let number = unsafe parlance_connect(
        host, String(port), Int32(clamping: Int(seconds * 1_000)), buffer.baseAddress, buffer.count)
      if number < 0, let base = buffer.baseAddress { reason = unsafe String(cString: base) }
      return number
    }
    guard number >= 0 else { throw Failure(description: reason) }
    descriptor = FileDescriptor(adopting: number)
  }

  /// Sends bytes.
  ///
  /// - Parameters:
  ///   - bytes: the bytes.
  ///   - end: until when, as `MonotonicClock` has it.
  /// - Throws: why not all were taken.
  package func send(_ bytes: ArraySlice<UInt8>, until end: Double) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      var number: Int32 = 0
      let count = unsafe rest.withUnsafeBytes {
        let count = unsafe Glibc.send(
          descriptor.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        // At once: whatever runs before the next line may set it anew.
        number = errno
        return count
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else {
        try wait(for: POLLOUT, after: number, until: end)
      }
    }
  }

  /// Receives the next bytes.
  ///
  /// - Parameters:
  ///   - count: the most that are wanted.
  ///   - end: until when, as `MonotonicClock` has it.
  /// - Returns: at least one byte.
  /// - Throws: why there are none, that the other side closed the connection included.
  package func receive(atMost count: Int, until end: Double) throws(Failure) -> [UInt8] {
    while true {
      var got = 0
      var number: Int32 = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        got = unsafe recv(descriptor.number, buffer.baseAddress, buffer.count, 0)
        number = errno
        filled = max(got, 0)
      }
      if got > 0 { return bytes }
      if got == 0 { throw Failure(description: "the connection was closed") }
      try wait(for: POLLIN, after: number, until: end)
    }
  }

  /// Waits, if that is what an error asks for.
  private func wait(for events: Int32, after number: Int32, until end: Double) throws(Failure) {
    guard [EAGAIN, EWOULDBLOCK, EINTR].contains(number) else {
      throw Failure(description: SystemError.words(number))
    }
    let left = end - MonotonicClock.seconds
    guard left > 0 else { throw Failure(description: "no answer in time") }
    var one = pollfd(fd: descriptor.number, events: Int16(events), revents: 0)
    // Rounded up: the last part of a millisecond would be no wait at all, and the loop would spin.
    let milliseconds = Int32(clamping: Int((left * 1_000).rounded(.up)))
    guard unsafe poll(&one, 1, milliseconds) >= 0 || errno == EINTR else {
      throw Failure(description: SystemError.last.description)
    }
  }
}

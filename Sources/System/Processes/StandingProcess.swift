internal import CPlatform
internal import Glibc

/// A foreign program that is kept for many requests: each is answered up to a mark at the end of the answer.
///
/// It is used by one thread, the one that started it: the kernel ends the program with that thread. After a
/// failure it is over, and another one is to be started.
package final class StandingProcess {
  private let child: ChildProcess
  private let process: pid_t
  private let input: FileDescriptor
  private let output: FileDescriptor
  private let errors: FileDescriptor

  /// Starts a program, whose limits of time and output are those of one answer.
  ///
  /// - Parameter child: the program; its processor seconds are for all answers together.
  /// - Throws: that it cannot be started.
  package init(_ child: ChildProcess) throws(ChildProcess.Failure) {
    var ends: [Int32] = [-1, -1]
    // A socket, not a pipe: only to sockets can be sent without waiting and without SIGPIPE, call
    // by call.
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw .exhausted("\(child.program): \(SystemError.last)")
    }
    input = FileDescriptor(adopting: ends[0])
    let started = try child.start(FileDescriptor(adopting: ends[1]))
    self.child = child
    process = started.process
    output = FileDescriptor(adopting: started.child.output)
    errors = FileDescriptor(adopting: started.child.error)
  }

  deinit {
    kill(-process, SIGKILL)
    ChildProcess.wait(process, seconds: 60)
  }

  /// Sends a request and takes the answer, without the mark that ends it.
  ///
  /// - Parameters:
  ///   - request: the bytes of the request.
  ///   - mark: what the program writes behind each answer, and nowhere else.
  ///   - isCancelled: is asked ten times a second whether to give up.
  /// - Returns: the answer.
  /// - Throws: why there is none; the program is over then.
  package func answer(
    to request: [UInt8], endingWith mark: [UInt8], isCancelled: () -> Bool = { false }
  ) throws(ChildProcess.Failure) -> [UInt8] {
    var rest = request[...]
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16 << 10)
    var complains = true
    let deadline = MonotonicClock.seconds + child.limits.seconds
    while true {
      if isCancelled() { throw .cancelled }
      if MonotonicClock.seconds > deadline {
        throw .late("\(child.name) took more than \(child.limits.seconds) s")
      }
      var ends = [
        pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: complains ? errors.number : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: rest.isEmpty ? -1 : input.number, events: Int16(POLLOUT), revents: 0),
      ]
      guard unsafe poll(&ends, 3, 100) > 0 else { continue }
      if ends[2].revents != 0 { rest = try send(rest) }
      // What it complains of is in the answer, too, or of no use to anybody.
      if ends[1].revents != 0 { complains = try receive(errors, &piece) > 0 }
      guard ends[0].revents != 0 else { continue }
      let count = try receive(output, &piece)
      guard count > 0 else { throw .unstartable("\(child.name) ended") }
      answer += piece[..<count]
      if rest.isEmpty, answer.suffix(mark.count).elementsEqual(mark) {
        return answer.dropLast(mark.count)
      }
      guard answer.count <= child.limits.output else {
        throw .late("\(child.name) wrote more than \(child.limits.output) bytes")
      }
    }
  }

  /// Sends what there is room for; returns what is left.
  private func send(_ bytes: ArraySlice<UInt8>) throws(ChildProcess.Failure) -> ArraySlice<UInt8> {
    let sent = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.send(
        input.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    }
    if sent >= 0 { return bytes.dropFirst(sent) }
    guard errno == EINTR || errno == EAGAIN else { throw .unstartable("\(child.name) ended") }
    return bytes
  }

  private func receive(
    _ end: FileDescriptor, _ piece: inout [UInt8]
  ) throws(ChildProcess.Failure) -> Int {
    while true {
      let count = unsafe piece.withUnsafeMutableBytes {
        unsafe Glibc.read(end.number, $0.baseAddress, $0.count)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw .unstartable("\(child.name): \(SystemError.last)") }
    }
  }
}

extension FileDescriptor {
  /// A path under which other processes of this account open the same file, at its beginning.
  package var pathForOthers: String { "/proc/\(getpid())/fd/\(number)" }
}

internal import CPlatform
internal import Glibc

/// A foreign program run over one document, within limits of time, processor, memory and output.
package struct ChildProcess: Sendable {
  /// What one run may take.
  package struct Limits: Sendable {
    /// Wall-clock seconds.
    package var seconds = 30.0
    /// Processor seconds.
    package var processorSeconds = 20
    /// Address space in bytes; 0 for no limit.
    package var memory = 1 << 30
    /// The size of a file it may write.
    package var fileSize = 256 << 20
    /// How many bytes of its output are taken; beyond, it is ended.
    package var output = 64 << 20

    /// The usual limits.
    package init() {}
  }

  /// Why a run did not come to its end.
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The program cannot be started, for this reason.
    case unstartable(String)
    /// No process, memory or descriptor is left; the program itself has done nothing.
    case exhausted(String)
    /// It took longer than allowed.
    case late(String)
    /// The caller gave up.
    case cancelled

    /// What happened, in words.
    package var description: String {
      switch self {
      case .unstartable(let words), .exhausted(let words), .late(let words): words
      case .cancelled: "cancelled"
      }
    }
  }

  /// How a run ended.
  package struct Outcome: Sendable {
    /// What it wrote to standard output.
    package var output: [UInt8]
    /// The beginning of what it wrote to standard error.
    package var errors: [UInt8]
    /// The exit status, or 128 and the signal's number.
    package var status: Int32
    /// Whether the output was cut at the limit.
    package var isCut: Bool

    /// The first line of standard error.
    package var message: String {
      String(decoding: errors.prefix { $0 != 10 }.prefix(200), as: UTF8.self)
    }
  }

  /// The program's full path.
  package var program: String

  /// The arguments, without the program's name.
  package var arguments: [String]

  /// The environment; nothing is taken over from the caller's.
  package var environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent"]

  /// The limits.
  package var limits = Limits()

  /// A run of a program.
  package init(_ program: String, _ arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  /// Runs the program and waits for it.
  ///
  /// - Parameters:
  ///   - input: what the program reads from standard input, as a file that it may seek in.
  ///   - isCancelled: is asked ten times a second whether to give up.
  /// - Returns: what it wrote and how it ended.
  /// - Throws: why it did not come to its end.
  package func run(_ input: FileDescriptor? = nil, isCancelled: () -> Bool = { false })
    throws(Failure) -> Outcome
  {
    let (process, child) = try start(input)
    var drain = PipeDrain(child.output, child.error, limit: limits.output)
    let ending = drain.run(seconds: limits.seconds, isCancelled: isCancelled)
    // The whole group: what the program has started holds the pipes open, too.
    if ending != .closed { kill(-process, SIGKILL) }
    let status = Self.wait(process, seconds: ending == .closed ? limits.seconds : 60)
    // Whatever the program has started dies with it.
    kill(-process, SIGKILL)
    switch ending {
    case .late: throw .late("\(name) took more than \(limits.seconds) s")
    case .cancelled: throw .cancelled
    case .closed, .full: break
    }
    // The kernel sends SIGXCPU at the soft limit, and SIGKILL at the hard one to whoever ignores
    // it.
    if status == 128 + SIGXCPU || status == 128 + SIGKILL && ending == .closed {
      throw .late("\(name) took more than \(limits.processorSeconds) s of processor time")
    }
    // What the child ends with that could not execute the program, as in a shell.
    if status == 127 { throw .unstartable("\(program) cannot be started") }
    return Outcome(
      output: drain.output, errors: drain.errors, status: status, isCut: ending == .full)
  }

  /// Starts the program; who does waits for it.
  ///
  /// - Throws: that it cannot be started.
  func start(_ input: FileDescriptor?) throws(Failure) -> (process: pid_t, child: parlance_child) {
    var child = parlance_child()
    child.input = input?.number ?? -1
    child.cpu_seconds = UInt64(max(limits.processorSeconds, 1))
    child.memory_bytes = UInt64(max(limits.memory, 0))
    child.file_bytes = UInt64(max(limits.fileSize, 1))
    let process = withExtendedLifetime(input) { start(&child) }
    guard process > 0 else { throw .exhausted("\(program): \(SystemError.last)") }
    return (process, child)
  }

  /// The program's name without its folder.
  var name: String {
    String(
      program[(program.lastIndex(of: "/").map(program.index(after:)) ?? program.startIndex)...])
  }

  private func start(_ child: inout parlance_child) -> pid_t {
    let words = unsafe ([program] + arguments).map { unsafe strdup($0) }
    let variables = unsafe environment.map { unsafe strdup($0) }
    defer {
      unsafe words.forEach { unsafe free($0) }
      unsafe variables.forEach { unsafe free($0) }
    }
    let argumentList = unsafe words.map { unsafe UnsafePointer($0) } + [nil]
    let variableList = unsafe variables.map { unsafe UnsafePointer($0) } + [nil]
    return unsafe parlance_start_child(program, argumentList, variableList, "/", &child)
  }

  /// Waits for the end; what does not end in time after closing its output is killed.
  @discardableResult
  static func wait(_ process: pid_t, seconds: Double) -> Int32 {
    var status: Int32 = 0
    let deadline = MonotonicClock.seconds + seconds
    // Asked for again and again: `waitpid` has no deadline. Most children end at once, so the first
    // pauses are short.
    var pause: UInt32 = 50
    while true {
      let result = unsafe waitpid(process, &status, WNOHANG)
      if result == process { break }
      if result < 0 && errno != EINTR { return 126 }
      if MonotonicClock.seconds > deadline { kill(-process, SIGKILL) }
      usleep(pause)
      pause = min(pause * 2, 5000)
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}

/// Takes what a child writes until both pipes are closed.
private struct PipeDrain {
  enum Ending { case closed, full, late, cancelled }

  var output: [UInt8] = []
  var errors: [UInt8] = []
  private let outputPipe: Int32
  private let errorPipe: Int32
  private let limit: Int
  // Of the complaints the first line is shown; a program that complains of each byte fills no memory.
  private static let errorLimit = 4096

  init(_ output: Int32, _ error: Int32, limit: Int) {
    outputPipe = output
    errorPipe = error
    self.limit = limit
  }

  mutating func run(seconds: Double, isCancelled: () -> Bool) -> Ending {
    defer {
      close(outputPipe)
      close(errorPipe)
    }
    let deadline = MonotonicClock.seconds + seconds
    var pipes = [
      pollfd(fd: outputPipe, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errorPipe, events: Int16(POLLIN), revents: 0),
    ]
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while pipes[0].fd >= 0 || pipes[1].fd >= 0 {
      if isCancelled() { return .cancelled }
      if MonotonicClock.seconds > deadline { return .late }
      // A tenth of a second is as long as somebody who cancels may be kept waiting.
      guard unsafe poll(&pipes, 2, 100) > 0 else { continue }
      for index in 0..<2 where pipes[index].fd >= 0 && pipes[index].revents != 0 {
        let got = unsafe read(pipes[index].fd, &buffer, buffer.count)
        if got > 0 {
          if index == 0 {
            output += buffer[..<min(got, limit - output.count)]
            if output.count >= limit { return .full }
          } else {
            errors += buffer[..<min(got, Self.errorLimit - errors.count)]
          }
        } else if got == 0 || errno != EINTR && errno != EAGAIN {
          pipes[index].fd = -1
        }
      }
    }
    return .closed
  }
}

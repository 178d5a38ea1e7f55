import ArgumentParser
import Glibc
import ParlanceKit
import System

/// Parses the arguments, runs the command and turns what it throws into a message and a status.
@main
enum Main {
  static func main() {
    Interrupts.catchAll()
    occupyStandardDescriptors()
    do {
      let arguments = try ProgramArguments.all()
      if arguments.dropFirst().first != "search" { BorrowedRights.giveUp() }
      if let job = SearchJob(quickly: arguments) {
        try run { try job.run() }
      } else {
        let rest = Array(arguments.dropFirst())
        var command = try Parlance.parseAsRoot(QueryArguments.separated(rest))
        if !(command is SearchCommand) { BorrowedRights.giveUp() }
        try run { try command.run() }
      }
    } catch {
      endParsing(error)
    }
    exit(finish(.done))
  }

  /// Opens those of the three standard descriptors that the caller closed, each the wrong way.
  ///
  /// Otherwise a file that is opened later would take their place, and be written into.
  private static func occupyStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Ends with what the argument parser says: help on standard output, or what is wrong on standard error.
  private static func endParsing(_ error: any Error) -> Never {
    let code = Parlance.exitCode(for: error)
    let message = Parlance.fullMessage(for: error)
    if code.isSuccess {
      if !message.isEmpty { StandardOutput.shared.writeLine(message) }
      exit(finish(.done))
    }
    StandardOutput.shared.flush()
    if !message.isEmpty { Diagnostics.usage(message) }
    exit(code.rawValue)
  }

  private static func run(_ command: () throws -> Void) throws {
    do {
      try command()
    } catch let status as ExitStatus {
      exit(finish(status))
    } catch is ClosedPipe {
      _exit(ExitStatus.done.rawValue)
    } catch let error as RequestError {
      StandardOutput.shared.flush()
      throw ValidationError(error.message)
    } catch let error where isForArgumentParser(error) {
      StandardOutput.shared.flush()
      throw error
    } catch {
      StandardOutput.shared.flush()
      Diagnostics.report(error)
      exit(ExitStatus.failure.rawValue)
    }
  }

  /// Whether the argument parser threw the error: a request for help or wrong usage.
  private static func isForArgumentParser(_ error: any Error) -> Bool {
    String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }

  private static func finish(_ status: ExitStatus) -> Int32 {
    StandardOutput.shared.flush()
    return status.rawValue
  }
}

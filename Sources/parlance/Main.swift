import ArgumentParser
import Glibc
import ParlanceKit
import System

/// Parses the arguments, runs the command and turns what it throws into a message and a status.
@main
enum Main {
  static func main() {
    Interrupts.catchAll()
    // Before anything is opened: a file in the place of a closed standard stream would get the
    // output.
    FileDescriptor.occupyStandard()
    do {
      let arguments = try ProgramArguments.all()
      // All but `search` goes without borrowed rights, the parsing of arguments included.
      if arguments.dropFirst().first != "search" { BorrowedRights.giveUp() }
      if let job = SearchJob(quickly: arguments) {
        try run { try job.run() }
      } else {
        let rest = Array(arguments.dropFirst())
        if VersionReport.isAsked(by: rest) {
          for line in VersionReport.lines { StandardOutput.shared.writeLine(line) }
          exit(finish(.done))
        }
        var command = try Parlance.parseAsRoot(QueryArguments.marked(rest))
        // What looked like a search may be a request for help.
        if !(command is SearchCommand) { BorrowedRights.giveUp() }
        try run { try command.run() }
      }
    } catch {
      endParsing(error)
    }
    exit(finish(.done))
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
      // Without flushing, which would meet the closed pipe again.
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
    // Most of its error types are not public.
    String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }

  private static func finish(_ status: ExitStatus) -> Int32 {
    StandardOutput.shared.flush()
    return status.rawValue
  }
}

internal import System

/// ExifTool in a child process that is kept for many files, since it starts slowly.
final class ExifTool {
  private let program: String
  private let limits: ChildProcess.Limits
  private var process: StandingProcess?
  private var answers = 0

  /// After so many answers another process is started: what a hostile file did to it does not last.
  private static let answerLimit = 500

  /// The processor seconds of all answers of a process together.
  private static let processorSeconds = 300

  private static let mark = Array("{ready}\n".utf8)

  init(_ program: String, limits: ChildProcess.Limits) {
    self.program = program
    self.limits = limits
  }

  /// What ExifTool says of a file, as JSON.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - tags: the names of the tags asked for.
  ///   - includesXMP: whether those of XMP are among them.
  ///   - isCancelled: is asked ten times a second whether to give up.
  /// - Returns: an array of one object.
  /// - Throws: why there is no answer.
  func answer(
    of file: FileDescriptor, tags: [String], includesXMP: Bool, isCancelled: () -> Bool
  ) throws(ChildProcess.Failure) -> [UInt8] {
    var words = ["-j", "-fast", "-d", "%Y-%m-%d", "-charset", "filename=utf8"]
    if !includesXMP { words.append("--XMP:all") }
    words += tags.map { "-\($0)" } + [file.pathForOthers]
    return try answer(to: words, isCancelled: isCancelled)
  }

  /// What ExifTool answers to a command line.
  ///
  /// - Parameters:
  ///   - words: its arguments.
  ///   - isCancelled: is asked ten times a second whether to give up.
  /// - Returns: its output.
  /// - Throws: why there is no answer.
  func answer(
    to words: [String], isCancelled: () -> Bool = { false }
  ) throws(ChildProcess.Failure) -> [UInt8] {
    let words = words + ["-execute", ""]
    do throws(ChildProcess.Failure) {
      let process = try running()
      answers += 1
      return try process.answer(
        to: Array(words.joined(separator: "\n").utf8), endingWith: Self.mark,
        isCancelled: isCancelled)
    } catch {
      process = nil
      throw error
    }
  }

  private func running() throws(ChildProcess.Failure) -> StandingProcess {
    if let process, answers < Self.answerLimit { return process }
    process = nil
    answers = 0
    // No configuration of anybody: it is a program.
    var child = ChildProcess(program, ["-config", "", "-stay_open", "True", "-@", "-"])
    child.limits = limits
    child.limits.processorSeconds = Self.processorSeconds
    let started = try StandingProcess(child)
    process = started
    return started
  }
}

import BenchmarkSupport
import Glibc

/// Measures whole processes, from their start to their end.
enum ProcessTimer {
  /// Starts a command several times, its output thrown away, and prints the median and the best time.
  static func measure(_ command: [String], runs: Int) throws {
    var times: [Double] = []
    for _ in 0..<max(1, runs) {
      let begin = wallSeconds()
      let status = try run(command)
      times.append(wallSeconds() - begin)
      guard status == 0 else { throw BenchmarkError.failed(command[0], status: status) }
    }
    times.sort()
    let usage = children()
    print(
      "median \(VocabularyBenchmark.milliseconds(times[times.count / 2])) ms, best "
        + "\(VocabularyBenchmark.milliseconds(times[0])) ms of \(times.count) starts, peak "
        + "\(usage.ru_maxrss / 1024) MB: \(command.joined(separator: " "))")
  }

  private static func children() -> rusage {
    var usage = rusage()
    // RUSAGE_CHILDREN, which Glibc's overlay has as a type of its own.
    unsafe getrusage(-1, &usage)
    return usage
  }

  private static func run(_ command: [String]) throws -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) }
    unsafe arguments.append(nil)
    defer {
      for index in unsafe arguments.indices { unsafe free(arguments[index]) }
    }
    var process: pid_t = 0
    guard unsafe posix_spawnp(&process, command[0], &actions, nil, &arguments, environ) == 0 else {
      throw BenchmarkError.cannotStart(command[0])
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status >> 8 & 0xFF
  }
}

import Foundation
import System
import Testing

@Suite struct `Child process` {
  private func shell(_ script: String, _ change: (inout ChildProcess) -> Void = { _ in })
    -> ChildProcess
  {
    var child = ChildProcess("/bin/sh", ["-c", script])
    change(&child)
    return child
  }

  @Test func `reads its input and returns output, messages and status`() throws {
    let outcome = try shell("cat; echo oops >&2; exit 3").run(
      .memory(Array("hello".utf8)))
    #expect(outcome.output == Array("hello".utf8))
    #expect(outcome.message == "oops")
    #expect(outcome.status == 3)
  }

  @Test func `may seek in its input by name`() throws {
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
    let outcome = try shell("tail -c 3 /dev/stdin; head -c 2 /dev/stdin").run(.memory(bytes))
    #expect(outcome.output == Array(bytes.suffix(3)) + Array(bytes.prefix(2)))
  }

  @Test func `is ended when it takes too long, with what it started`() throws {
    let start = Date()
    #expect {
      try shell("sleep 60 & sleep 60") { $0.limits.seconds = 0.3 }.run()
    } throws: { if case .late? = $0 as? ChildProcess.Failure { true } else { false } }
    #expect(Date().timeIntervalSince(start) < 10)
  }

  @Test func `is ended when it uses too much of the processor`() throws {
    #expect {
      try shell("while :; do :; done") { $0.limits.processorSeconds = 1 }.run()
    } throws: { if case .late? = $0 as? ChildProcess.Failure { true } else { false } }
  }

  @Test func `is ended when its output is full`() throws {
    let outcome = try shell("yes") { $0.limits.output = 1000 }.run()
    #expect(outcome.isCut)
    #expect(outcome.output.count == 1000)
  }

  @Test func `cannot take more memory than allowed`() throws {
    let outcome = try shell("head -c 400000000 /dev/zero | tail -c 400000000 | wc -c") {
      $0.limits.memory = 100 << 20
    }.run()
    #expect(String(decoding: outcome.output, as: UTF8.self).contains("400000000") == false)
  }

  @Test func `sees nothing of the caller's environment and files`() throws {
    let outcome = try shell(
      "env | sort | grep -v '^PWD\\|^_\\|^SHLVL\\|^OLDPWD'; ls /proc/self/fd | wc -l"
    ).run()
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.dropLast() == ["HOME=/nonexistent", "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"])
    // Input, output, error, and the folder that `ls` reads.
    #expect(lines.last == "4")
  }

  @Test func `is ended when cancelled`() throws {
    #expect {
      try shell("sleep 60").run { true }
    } throws: { $0 as? ChildProcess.Failure == .cancelled }
  }

  @Test func `a program that is not there cannot be started`() throws {
    #expect {
      try ChildProcess("/nonexistent/program", []).run()
    } throws: { if case .unstartable? = $0 as? ChildProcess.Failure { true } else { false } }
  }
}

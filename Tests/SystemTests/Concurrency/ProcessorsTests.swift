import Foundation
import Synchronization
import Testing

@testable import System

struct ProcessorsTests {
  private static let taskset = "/usr/bin/taskset"

  /// A line of what the kernel says of the calling thread.
  private static func status(_ name: String) throws -> String {
    let text = try String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name + ":") })
    return line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
  }

  @Test func `as many are there as the kernel lets this thread run on`() throws {
    let digits = try Self.status("Cpus_allowed").filter { $0 != "," }
    let count = digits.reduce(0) { $0 + (Int(String($1), radix: 16)?.nonzeroBitCount ?? 0) }
    #expect(Processors.allowed() == count)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: taskset), "taskset is missing"))
  func `a thread that is bound to one processor has one`() throws {
    let found = Mutex<Result<Int, any Error>?>(nil)
    let thread = try #require(
      WorkerThread.start {
        let result = Result {
          let number = try Self.status("Pid")
          let first = try Self.status("Cpus_allowed_list").prefix { $0.isNumber }
          let binding = Process()
          binding.executableURL = URL(filePath: Self.taskset)
          binding.arguments = ["-c", "-p", String(first), number]
          binding.standardOutput = FileHandle.nullDevice
          try binding.run()
          binding.waitUntilExit()
          return Processors.allowed()
        }
        found.withLock { $0 = result }
      })
    thread.join()
    #expect(try found.withLock { try $0?.get() } == 1)
  }
}

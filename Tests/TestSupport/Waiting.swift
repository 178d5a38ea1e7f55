import Foundation
import Glibc

/// Waits until something holds that another process brings about.
///
/// - Parameters:
///   - seconds: after how long it is given up.
///   - condition: looked at again and again.
/// - Returns: whether it came to hold.
package func waitUntil(
  seconds: Double = 60, _ condition: () throws -> Bool
) rethrows -> Bool {
  let deadline = Date(timeIntervalSinceNow: seconds)
  while try !condition() {
    guard Date() < deadline else { return false }
    // A moment for the other process: the machine may have one core.
    _ = poll(nil, 0, 1)
  }
  return true
}

/// Whether a process, or one that it started, stands in a system call: its number and that of the call.
package func isStanding(inCall number: Int, below process: Int32) -> Bool {
  let tasks = "/proc/\(process)/task"
  for task in (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? [] {
    let call = try? String(contentsOfFile: "\(tasks)/\(task)/syscall", encoding: .utf8)
    if call?.hasPrefix("\(number) ") == true { return true }
    let children = try? String(contentsOfFile: "\(tasks)/\(task)/children", encoding: .utf8)
    for child in (children ?? "").split(separator: " ").compactMap({ Int32($0) }) {
      if isStanding(inCall: number, below: child) { return true }
    }
  }
  return false
}

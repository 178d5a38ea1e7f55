import Foundation

/// The program that records and ends the system calls of another.
enum Strace {
  static let path = "/usr/bin/strace"

  /// Whether it is installed and may trace here, which containers often forbid.
  static let mayTrace: Bool = {
    guard FileManager.default.isExecutableFile(atPath: path) else { return false }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-o", "/dev/null", "-e", "trace=none", "/bin/true"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}

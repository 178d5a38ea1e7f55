import Foundation
import Glibc

/// An account without a name, known to the kernel by its numbers alone.
struct TestAccount {
  /// Whether other accounts can be taken on, which needs root and a program that they can reach.
  static let canBeTakenOn =
    geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")
    && isReachable(Tool.program.path)

  /// Why a test with accounts does not run.
  static let reason =
    "other accounts can be taken on by root only, with setpriv, and below folders that they may pass"

  private static func isReachable(_ path: String) -> Bool {
    var folder = URL(fileURLWithPath: path).deletingLastPathComponent().standardized
    while folder.path != "/" {
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder.path)
      guard let mode = attributes?[.posixPermissions] as? Int, mode & 0o001 != 0 else {
        return false
      }
      folder.deleteLastPathComponent()
    }
    return true
  }

  var user: uid_t
  var group: gid_t
  /// Groups beside its own.
  var groups: [gid_t] = []
}

extension Tool {
  /// Runs the tool as another account.
  ///
  /// - Parameters:
  ///   - account: the account.
  ///   - program: the program, if not the one as built.
  ///   - arguments: the tool's arguments.
  /// - Returns: its status and what it printed.
  /// - Throws: if it cannot be started.
  func run(
    as account: TestAccount, program: String = Tool.program.path, _ arguments: String...
  ) throws -> Result {
    try run(as: account, program: program, arguments)
  }

  /// Runs the tool as another account with a list of arguments.
  func run(
    as account: TestAccount, program: String = Tool.program.path, _ arguments: [String]
  ) throws -> Result {
    let words = [program] + arguments
    return try shell(setpriv(account) + words.map { " '\($0)'" }.joined())
  }

  /// Runs a script of the Bash as another account; `$0` is the program.
  func shell(as account: TestAccount, _ script: String) throws -> Result {
    try shell(setpriv(account) + " /bin/bash -c '\(script)' \"$0\"")
  }

  private func setpriv(_ account: TestAccount) -> String {
    let groups =
      account.groups.isEmpty
      ? "--clear-groups" : "--groups " + account.groups.map { "\($0)" }.joined(separator: ",")
    return "exec setpriv --reuid \(account.user) --regid \(account.group) \(groups)"
  }

  /// The mode of each file and folder at and below a path, by its path.
  func modes(at name: String) throws -> [String: mode_t] {
    let root = folder.appendingPathComponent(name).path
    let names = try FileManager.default.subpathsOfDirectory(atPath: root)
    var modes: [String: mode_t] = [:]
    for path in [root] + names.map({ "\(root)/\($0)" }) {
      var status = stat()
      if unsafe lstat(path, &status) == 0 {
        modes[String(path.dropFirst(folder.path.count + 1))] = status.st_mode & 0o7777
      }
    }
    return modes
  }
}

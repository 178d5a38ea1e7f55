import Foundation
import Glibc
import TestSupport
import Testing

/// A status of 0 always means that the command ran.
struct ArgumentTests {
  /// Whether this user may mount an empty folder over `/proc` in a namespace of its own.
  private static let canHideProc: Bool = {
    guard let tool = try? Tool() else { return false }
    let probe = try? tool.shell("unshare -m mount -t tmpfs none /proc")
    return probe?.status == 0
  }()

  @Test(.enabled(if: canHideProc))
  func `a command runs without /proc`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let result = try tool.shell(
      "unshare -m sh -c 'mount -t tmpfs none /proc && exec \"$0\" log' \"$0\"")
    #expect(result.status == 2)
    #expect(result.errors.contains("no workspace at or above"))
    let version = try tool.shell(
      "unshare -m sh -c 'mount -t tmpfs none /proc && exec \"$0\" --version' \"$0\"")
    #expect(version.status == 0)
    #expect(version.output == "0.2.0\n")
  }

  @Test(arguments: [["--version", "--verbose"], ["--verbose", "--version"]])
  func `the versions of all that is linked are told`(arguments: [String]) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let result = try tool.run(arguments)
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.first == "parlance 0.2.0")
    for library in ["libxml2", "liblzma", "zlib", "SQLite"] {
      #expect(
        lines.contains { $0.hasPrefix("\(library) ") && $0.last?.isNumber == true }, "\(library)")
    }
    let manifest = try String(contentsOfFile: repositoryFile("Package.swift"), encoding: .utf8)
    let packages = manifest.matches(of: /\/([A-Za-z.-]+)", exact: "([0-9.]+)"/)
    #expect(packages.count > 2)
    // The server alone is made of SwiftNIO.
    for package in packages where package.1 != "swift-nio" {
      #expect(lines.contains("\(package.1) \(package.2)"))
    }
  }

  @Test(arguments: ["2300-01-01", "1500", "9999", "0001-01-01"])
  func `a day that no file can have is wrong usage`(day: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let result = try tool.run("retag", "share", "--since", day)
    #expect(result.status == 64)
    #expect(result.errors.contains("1678 to 2261"))
  }
}

import Documents
import Foundation
import Glibc
import Model
import System
import TestSupport
import Testing

@testable import ParlanceKit

@Suite struct `Settings files` {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    for name in ["w", "srv/share/contracts", "srv/other"] {
      try FileManager.default.createDirectory(
        at: folder.url(of: name), withIntermediateDirectories: true)
    }
    workspace = try Workspace(root: folder.path + "/w")
  }

  private var share: String { workspace.root.dropLast(1) + "srv/share" }

  private func write(_ text: String, to name: String = "w/parlance.yaml") throws {
    try folder.write(name, text)
  }

  @Test func `say nothing where there are none`() throws {
    #expect(try workspace.settings(ofShare: share) == ShareSettings())
  }

  @Test func `have every setting, each with its line`() throws {
    try write(
      """
      # of the company
      write-to: sidecar
      include: ["*.docx", contracts/]
      exclude: old/
      largest-file: 64 MB
      date-order: day-month
      thresholds:
        type: 0.7
        product: {accept: 0.5, review: 0.25}
      facets:
        - below: /contracts/
          type: Contract
          product: [Harbor Archive, Jetty]
      """)
    let settings = try workspace.settings(ofShare: share)
    #expect(settings.place == .sidecar && settings.include == ["*.docx", "contracts/"])
    #expect(settings.exclude == ["old/"] && settings.largestFile == 64 << 20)
    #expect(settings.dateOrder == .dayMonth)
    #expect(settings.thresholds["type"] == .init(accept: 0.7, review: 0.5))
    #expect(settings.thresholds["product"] == .init(accept: 0.5, review: 0.25))
    #expect(settings.folders.map(\.folder) == ["contracts", "contracts", "contracts"])
    #expect(settings.folders.map(\.label) == ["Contract", "Harbor Archive", "Jetty"])
    #expect(settings.folders.map(\.source.line) == [12, 13, 13])
    #expect(settings.sources["write-to"]?.line == 2)
    #expect(settings.sources["thresholds.product"]?.line == 9)
  }

  @Test func `beside a share go before the workspace's, a part on the share before both`() throws {
    try write(
      "write-to: sidecar\ndate-order: day-month\nshares:\n  ../srv/share:\n    exclude: a\n")
    try write("write-to: documents\nexclude: [b, c]\n", to: "srv/parlance.yaml")
    let settings = try workspace.settings(ofShare: share)
    #expect(settings.place == .documents && settings.dateOrder == .dayMonth)
    #expect(settings.exclude == ["a"])
    let source = try #require(settings.sources["exclude"])
    #expect(source.path.hasSuffix("w/parlance.yaml") && source.line == 5)
    let other = try workspace.settings(ofShare: share.dropLast(5) + "other")
    #expect(other.exclude == ["b", "c"])
    let all = try workspace.settings(ofShare: nil)
    #expect(all.place == .sidecar && all.exclude.isEmpty)
  }

  @Test(arguments: [
    ("write-too: catalog", 1, "unknown setting \"write-too\""),
    ("\nwrite-to: paper", 2, "\"paper\" is not among its values"),
    ("largest-file: many", 1, "a size is a number"),
    ("largest-file: 99999999999 GB", 1, "a size is a number"),
    ("date-order: ymd", 1, "\"ymd\" is not among its values"),
    ("thresholds:\n  type: 2", 2, "a score is a number from 0 to 1"),
    ("thresholds:\n  type: {accept: 0.5, lower: 0.2}", 2, "a threshold has no \"lower\""),
    ("facets:\n  - type: Contract", 2, "the folder is missing"),
    ("facets: contracts", 1, "facets by folder are a list"),
    ("include: {a: b}", 1, "a text is expected here"),
    ("exclude: a\nexclude: b", 1, "\"exclude\" stands there twice"),
    ("write-to: [catalog", 2, "this is not YAML"), ("- a", 1, "settings are names and values"),
    ("shares:\n  /srv:\n    shares: {}", 3, "unknown setting \"shares\""),
    ("thresholds:\n  type: {accept: 0.2, review: 0.9}", 2, "review (0.9) is above accept (0.2)"),
    ("include: &a [x]\nexclude: *a", 2, "aliases such as *a are not for settings"),
  ])
  func `are refused with the line of what cannot be meant`(
    text: String, line: Int, message: String
  ) throws {
    try write(text)
    let error = try #require(throws: LocatedError.self) {
      try workspace.settings(ofShare: share)
    }
    #expect(error.line == line, "\(error)")
    #expect(error.message.hasPrefix(message), "\(error)")
    #expect(error.path.hasSuffix("/w/parlance.yaml"))
  }

  /// Aliases of aliases: a billion values that the library would compare one by one.
  @Test func `may not stand for more than they say`() throws {
    let bomb = (2..<12).map { level in
      "k\(level): &x\(level) [\(Array(repeating: "*x\(level - 1)", count: 9).joined(separator: ", "))]\n"
    }
    try write("exclude: &x0 [a]\ninclude: &x1 [*x0, *x0]\n\(bomb.joined())? *x11\n: 1\n")
    let error = try #require(throws: LocatedError.self) {
      try workspace.settings(ofShare: share)
    }
    #expect(error.line == 2 && error.column == 15)
    try write("exclude: [\"*.tmp\", \"R&D/*\", \"Research & *\"]\n")
    #expect(try workspace.settings(ofShare: share).exclude == ["*.tmp", "R&D/*", "Research & *"])
  }

  @Test func `are read of regular files alone, and no further than they may be long`() throws {
    let path = workspace.root + "/parlance.yaml"
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/zero")
    #expect(throws: StorageError.self) { try workspace.settings(ofShare: share) }
    try FileManager.default.removeItem(atPath: path)
    try #require(unsafe mkfifo(path, 0o600) == 0)
    #expect(throws: StorageError.self) { try workspace.settings(ofShare: share) }
    try FileManager.default.removeItem(atPath: path)
    try write(String(repeating: "#", count: 1 << 20) + "#")
    let error = try #require(throws: LocatedError.self) {
      try workspace.settings(ofShare: share)
    }
    #expect(error.message == "the file has more than 1048576 bytes")
  }

  @Test func `are followed if nobody else can have written them`() throws {
    try write("write-to: sidecar\n", to: "srv/parlance.yaml")
    let path = folder.path + "/srv/parlance.yaml"
    try #require(unsafe chmod(path, 0o666) == 0)
    let open = try #require(throws: LocatedError.self) { try workspace.settings(ofShare: share) }
    #expect(open.message == "everybody may write the file")
    try #require(unsafe chmod(path, 0o644) == 0)
    #expect(try workspace.settings(ofShare: share).place == .sidecar)
  }

  @Test(.enabled(if: geteuid() == 0, "only root gives files to others"))
  func `of another account are not followed`() throws {
    try write("write-to: sidecar\n", to: "srv/parlance.yaml")
    try #require(unsafe chown(folder.path + "/srv/parlance.yaml", 12345, 12345) == 0)
    let foreign = try #require(throws: LocatedError.self) {
      try workspace.settings(ofShare: share)
    }
    #expect(foreign.message == "the file belongs to another account")
    // The owner of a share says how it is to be tagged.
    try #require(unsafe chown(share, 12345, 12345) == 0)
    #expect(try workspace.settings(ofShare: share).place == .sidecar)
  }

  @Test func `may be empty`() throws {
    for text in ["", "# nothing\n", "---\n"] {
      try write(text)
      #expect(try workspace.settings(ofShare: share) == ShareSettings())
    }
  }
}

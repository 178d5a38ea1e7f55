import Documents
import Foundation
import System
import TestSupport
import Testing

@testable import ParlanceKit

/// Paths that `extract` is given, within a root and without one.
struct ExtractionRootTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("share/in/a.md", "words")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: "share")
  }

  private func name(_ path: String, beneath root: String? = "share") throws -> String {
    try ExtractionRoot(root.map { "\(folder.path)/\($0)" })
      .file(at: SharePath(path.replacingOccurrences(of: "ROOT", with: folder.path))).name
  }

  @Test(arguments: [
    ("in/a.md", "in/a.md"), ("./in//a.md", "in/a.md"), ("in/./a.md", "in/a.md"),
    ("ROOT/share/in/a.md", "in/a.md"), ("ROOT/share//in/a.md", "in/a.md"), ("..a/b..", "..a/b.."),
  ])
  func `files beneath a root are called by their paths from there`(path: String, expected: String)
    throws
  {
    #expect(try name(path) == expected)
  }

  @Test func `a root that is a link may be named by both names`() throws {
    #expect(try name("ROOT/link/in/a.md", beneath: "link") == "in/a.md")
    let resolved = try #require(SharePath(folder.path + "/share").resolved())
    #expect(try name("\(resolved)/in/a.md", beneath: "link") == "in/a.md")
  }

  @Test(arguments: [
    ("../x.md", "its path goes up by '..'"), ("in/../../x.md", "its path goes up by '..'"),
    ("ROOT/share/../x.md", "its path goes up by '..'"), ("ROOT/x.md", "it is not beneath"),
    ("ROOT/sharer/x.md", "it is not beneath"), ("ROOT/share", "it is not beneath"),
    ("", "it is a folder"), (".", "it is a folder"), ("in/", "it is a folder"),
    ("in/..", "it is a folder"), ("a\0b", "the path has a NUL"),
  ])
  func `what is not beneath it is refused`(path: String, detail: String) {
    let refusal = #expect(throws: DocumentRefusal.self) { try name(path) }
    #expect(refusal?.detail.hasPrefix(detail) == true, "\(refusal?.detail ?? "")")
  }

  @Test func `without a root a file is called as it was named`() throws {
    #expect(try name("ROOT/link/in/a.md", beneath: nil) == folder.path + "/link/in/a.md")
    let file = try ExtractionRoot(nil).file(at: SharePath(folder.path + "/link/in/a.md"))
    // Links on the way are followed, since nobody beneath a root put them there.
    #expect(file.path.string == folder.url(of: "share/in/a.md").path.dropFirst().description)
    #expect(throws: DocumentRefusal.self) { try name("ROOT/none/a.md", beneath: nil) }
    #expect(throws: DocumentRefusal.self) { try name("x.md", beneath: "none") }
  }
}

/// Lists of files that `retag --files-from` is given.
struct FileListTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("share/in/a.md", "words")
    try folder.write("other/b.md", "words")
  }

  private func paths(_ names: [String]) throws -> Set<String> {
    let root = try #require(SharePath(folder.path + "/share").resolved()).string
    let list = names.map { "\(folder.path)/\($0)\0" }.joined()
    return try FileList.paths(in: Array(list.utf8), share: root)
  }

  @Test func `files are named by their paths within the share, there or not`() throws {
    #expect(try paths([]).isEmpty)
    #expect(
      try paths(["share/in/a.md", "share/in/../gone.md", "share//in/a.md"])
        == ["in/a.md", "gone.md"])
    // Two ends are the end of one name.
    let twice = Array("\(folder.path)/share/x\0\0".utf8)
    let root = try #require(SharePath(folder.path + "/share").resolved()).string
    #expect(try FileList.paths(in: twice, share: root) == ["x"])
  }

  @Test(arguments: ["other/b.md", "share/../other/b.md", "none/c.md", "sharer", "share"])
  func `a file elsewhere is named`(name: String) throws {
    let error = #expect(throws: FileListError.self) { try paths([name]) }
    #expect(error?.description.hasPrefix("\(folder.path)/\(name): is not in the share ") == true)
  }
}

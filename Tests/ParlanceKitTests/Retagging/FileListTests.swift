import Foundation
import System
import TestSupport
import Testing

@testable import ParlanceKit

/// Lists of files as `find -print0` gives them.
@Suite struct `A list of files` {
  @Test func `names those of the share, by any path that leads there`() throws {
    let folder = try TemporaryFolder()
    for name in ["share/a.md", "share/b/c.md", "share/\u{FC}.md", "other/a.md"] {
      try folder.write(name, "x")
    }
    try FileManager.default.createSymbolicLink(
      at: folder.url(of: "link"), withDestinationURL: folder.url(of: "share"))
    let share = try #require(SharePath(folder.path + "/share").resolved()?.string)
    func paths(_ names: String...) throws -> Set<String> {
      try FileList.paths(
        in: names.flatMap { Array("\(folder.path)/\($0)".utf8) + [0] }, share: share)
    }
    #expect(try paths("share/a.md", "share/b/c.md") == ["a.md", "b/c.md"])
    #expect(try paths("link/a.md", "share/b/../a.md", "share//a.md") == ["a.md"])
    #expect(try paths("share/\u{FC}.md") == ["\u{FC}.md"])
    // What is gone has a folder still; the catalog knows it.
    #expect(try paths("share/gone.md") == ["gone.md"])
    #expect(try paths().isEmpty)
    for outside in ["other/a.md", "share", "share2/a.md", "nowhere/b.md"] {
      #expect(throws: FileListError.self, "\(outside)") { try paths(outside) }
    }
  }

  @Test func `may name files by bytes that are no text`() throws {
    let folder = try TemporaryFolder()
    try folder.write("share/a", "x")
    let share = try #require(SharePath(folder.path + "/share").resolved()?.string)
    let name = Array(share.utf8) + Array("/".utf8) + [0xFF, 0xFE]
    let found = try FileList.paths(in: name + [0] + name, share: share)
    #expect(found.count == 1 && found.first.map { SharePath($0).bytes } == [0xFF, 0xFE])
  }
}

import Foundation
import System
import TestSupport
import Testing

@Suite struct `Folder watch` {
  private let folder: TemporaryFolder
  private let watch: FolderWatch

  init() throws {
    folder = try TemporaryFolder()
    watch = try FolderWatch()
    try watch.add(OpenFolder(SharePath(folder.path)))
  }

  @Test func `tells that a file was written, once`() throws {
    #expect(!watch.wait(seconds: 0))
    try folder.write("a.txt", "words")
    #expect(watch.wait(seconds: 30))
    #expect(!watch.wait(seconds: 0))
  }

  @Test func `tells of folders that come, go and move`() throws {
    let inner = folder.url(of: "inner")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: false)
    #expect(watch.wait(seconds: 30))
    try FileManager.default.moveItem(at: inner, to: folder.url(of: "other"))
    #expect(watch.wait(seconds: 30))
    try FileManager.default.removeItem(at: folder.url(of: "other"))
    #expect(watch.wait(seconds: 30))
  }

  @Test func `reading a file is no change`() throws {
    try folder.write("a.txt", "words")
    #expect(watch.wait(seconds: 30))
    _ = try Data(contentsOf: folder.url(of: "a.txt"))
    #expect(!watch.wait(seconds: 0))
  }

  @Test func `a folder that is watched stays so when it is added again`() throws {
    try watch.add(OpenFolder(SharePath(folder.path)))
    try folder.write("a.txt", "words")
    #expect(watch.wait(seconds: 30))
    #expect(!watch.wait(seconds: 0))
  }
}

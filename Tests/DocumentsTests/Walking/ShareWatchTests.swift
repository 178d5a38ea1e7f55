import Foundation
import System
import TestSupport
import Testing

@testable import Documents

struct ShareWatchTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("sales/quotes/a.md", "words")
    try folder.write(".hidden/b.md", "words")
    try folder.write("node_modules/c.md", "words")
  }

  @Test func `watches the folders that a walk enters`() throws {
    var watch = ShareWatch(SharePath(folder.path))
    try watch.follow(folder.share(), rules: .usual)
    #expect(watch.blindness == nil && watch.folders == 3)
    try folder.write("node_modules/d.md", "words")
    try folder.write(".hidden/d.md", "words")
    #expect(!watch.wait(seconds: 0))
    try folder.write("sales/quotes/d.md", "words")
    #expect(watch.wait(seconds: 30))
  }

  @Test func `a folder that comes is watched after it was followed`() throws {
    var watch = ShareWatch(SharePath(folder.path))
    try watch.follow(folder.share(), rules: .usual)
    try folder.write("new/e.md", "words")
    #expect(watch.wait(seconds: 30))
    try watch.follow(folder.share(), rules: .usual)
    #expect(watch.folders == 4)
    _ = watch.wait(seconds: 0)
    try folder.write("new/f.md", "words")
    #expect(watch.wait(seconds: 30))
  }

  @Test func `without enough watches it says so and tells of nothing`() throws {
    var watch = ShareWatch(SharePath(folder.path), mostFolders: 2)
    try watch.follow(folder.share(), rules: .usual)
    let words = "no inotify watches are left after 2 folders (fs.inotify.max_user_watches)"
    #expect(watch.blindness == words)
    try folder.write("sales/f.md", "words")
    #expect(!watch.wait(seconds: 0))
    #expect(throws: Never.self) { try watch.follow(folder.share(), rules: .usual) }
  }
}

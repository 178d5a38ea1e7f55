import Documents
import Foundation
import System
import TestSupport
import Testing

@Suite struct `Share walk` {
  @Test func `files come in the order of their names with size and time`() throws {
    let folder = try TemporaryFolder()
    for name in ["b.txt", "a/2.txt", "a/1.txt", "a.txt", "ä.txt"] { try folder.write(name, name) }
    let (files, skips) = try ShareWalk().files(in: folder.share())
    #expect(files.map(\.path.string) == ["a/1.txt", "a/2.txt", "a.txt", "b.txt", "ä.txt"])
    #expect(files.map(\.path) == files.map(\.path).sorted())
    #expect(files.map(\.stamp.size) == [7, 7, 5, 5, 6])
    #expect(files.allSatisfy { $0.stamp.modified > 1_600_000_000_000_000_000 })
    #expect(skips.isEmpty)
  }

  @Test func `links, special files and hidden folders are passed over by name`() throws {
    let folder = try TemporaryFolder()
    try folder.write("real.txt", "x")
    try folder.write(".git/config", "x")
    let path = folder.url.path
    #expect(unsafe symlink("real.txt", path + "/link.txt") == 0)
    #expect(unsafe symlink("..", path + "/loop") == 0)
    #expect(unsafe symlink("nowhere", path + "/dangling") == 0)
    #expect(unsafe mkfifo(path + "/pipe", 0o600) == 0)
    let (files, skips) = try ShareWalk().files(in: folder.share())
    #expect(files.map(\.path.string) == ["real.txt"])
    let reasons = Dictionary(uniqueKeysWithValues: skips.map { ($0.path.string, $0.reason) })
    #expect(
      reasons == [
        ".git": .hidden, "link.txt": .symbolicLink, "loop": .symbolicLink,
        "dangling": .symbolicLink, "pipe": .special,
      ])
    var walk = ShareWalk()
    walk.includesHidden = true
    #expect(
      try walk.files(in: folder.share()).files.map(\.path.string) == [".git/config", "real.txt"])
  }

  @Test func `folders side by side give what they give one after the other`() throws {
    try withTemporaryFolder { folder in
      let names = "b.txt a/1.txt a/.hidden a/b/2.txt c/3.txt d.tmp e/x.tmp z.txt"
      for name in names.split(separator: " ") {
        let file = URL(fileURLWithPath: folder + "/" + name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("x".utf8).write(to: file)
      }
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/e/link", withDestinationPath: "x.tmp")
      let share = try ShareFolder(SharePath(folder))
      var files: [WalkedFile] = []
      var skips: [WalkSkip] = []
      try ShareWalk().walk(share, onFile: { files.append($0) }, onSkip: { skips.append($0) })
      let found = try ShareWalk().files(in: share)
      #expect(found.files == files && found.skips == skips)
      let paths = files.map { $0.path.string }
      #expect(paths == ["a/1.txt", "a/b/2.txt", "b.txt", "c/3.txt", "z.txt"])
      #expect(skips.count == 4)
    }
  }

  @Test func `lock files mark the documents they stand for`() throws {
    let folder = try TemporaryFolder()
    for name in [
      "Offer.odt", ".~lock.Offer.odt#", "Contract draft.docx", "~$ntract draft.docx", "plan.xlsx",
      "~$plan.xlsx", "free.docx",
    ] { try folder.write(name, "x") }
    let (files, skips) = try ShareWalk().files(in: folder.share())
    let locked = files.filter(\.isLocked).map(\.path.string)
    #expect(locked == ["Contract draft.docx", "Offer.odt", "plan.xlsx"])
    #expect(files.count == 4)
    #expect(skips.count { $0.reason == .lock } == 3)
  }

  @Test func `names that are no UTF-8 are walked and opened`() throws {
    let folder = try TemporaryFolder()
    let name: [UInt8] = Array("caf".utf8) + [0xE9, 10, 0x2D]
    let path = SharePath(bytes: Array(folder.url.path.utf8)).appending(name)
    let file = unsafe open(path.cString, O_CREAT | O_WRONLY, 0o644)
    #expect(unsafe write(file, "hello", 5) == 5)
    close(file)
    let share = try folder.share()
    let files = try ShareWalk().files(in: share).files
    #expect(files.map(\.path.bytes) == [name])
    let (source, state) = try share.open(SharePath(files[0].path.string))
    #expect(try source.allBytes(limit: 10) == Array("hello".utf8))
    #expect(state == files[0].stamp)
  }

  @Test func `an unreadable folder is reported and the walk goes on`() throws {
    // Root may read everything, so a folder that is too deep stands for one that may not be read.
    let folder = try TemporaryFolder()
    let deep = String(repeating: "d/", count: ShareWalk.depthLimit + 1)
    try folder.write(deep + "lost.txt", "x")
    try folder.write("z.txt", "x")
    let (files, skips) = try ShareWalk().files(in: folder.share())
    #expect(files.map(\.path.string) == ["z.txt"])
    #expect(skips.map(\.reason) == [.failed])
  }

  @Test func `a link, a pipe and a path out of the share are not opened`() throws {
    let folder = try TemporaryFolder()
    try folder.write("sub/real.txt", "x")
    let path = folder.url.path
    #expect(unsafe symlink("sub", path + "/linked") == 0)
    #expect(unsafe symlink("sub/real.txt", path + "/link.txt") == 0)
    #expect(unsafe mkfifo(path + "/pipe", 0o600) == 0)
    let share = try folder.share()
    for name in ["linked/real.txt", "link.txt", "pipe", "sub", "../x", "sub/../sub/real.txt", ""] {
      #expect(throws: DocumentRefusal.self, "\(name)") { try share.open(SharePath(name)) }
    }
    #expect(throws: Never.self) { try share.open(SharePath("sub/real.txt")) }
  }

  @Test func `a changed file has another state`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", "one")
    let share = try folder.share()
    let before = try ShareWalk().files(in: share).files[0].stamp
    #expect(try ShareWalk().files(in: share).files[0].stamp == before)
    try folder.write("a.txt", "two")
    #expect(try ShareWalk().files(in: share).files[0].stamp != before)
  }
}

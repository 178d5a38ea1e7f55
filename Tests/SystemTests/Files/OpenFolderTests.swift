import Foundation
import Glibc
import System
import TestSupport
import Testing

struct OpenFolderTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private func error(_ body: () throws -> Void) -> Int32? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SystemError)?.number
    }
  }

  @Test func `lists every kind of entry without following or opening it`() throws {
    let folder = try TemporaryFolder()
    try folder.write("b.txt", "words")
    try folder.write("a/inner.txt", "")
    #expect(unsafe symlink("b.txt", "\(folder.path)/link") == 0)
    #expect(unsafe symlink("nowhere", "\(folder.path)/broken") == 0)
    #expect(unsafe mkfifo("\(folder.path)/pipe", 0o600) == 0)
    let entries = try OpenFolder(SharePath(folder.path)).entries()
    #expect(
      entries.map { String(decoding: $0.name, as: UTF8.self) }
        == ["a", "b.txt", "broken", "link", "pipe"])
    let kinds = entries.map { entry in
      switch entry.kind {
      case .file(let stamp): "file of \(stamp.size)"
      case .folder: "folder"
      case .symbolicLink: "link"
      case .special: "special"
      case .failed: "failed"
      }
    }
    #expect(kinds == ["folder", "file of 5", "link", "link", "special"])
  }

  @Test func `opens regular files beneath it and nothing else`() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/b.txt", "words")
    #expect(unsafe symlink("in", "\(folder.path)/link") == 0)
    #expect(unsafe symlink("b.txt", "\(folder.path)/in/alias") == 0)
    #expect(unsafe mkfifo("\(folder.path)/pipe", 0o600) == 0)
    let place = try OpenFolder(SharePath(folder.path))
    let (file, stamp) = try place.open(SharePath("in/b.txt"))
    #expect(stamp.size == 5)
    #expect(try file.bytes(in: 1..<3) == bytes("or"))
    #expect(try file.bytes(in: 3..<99) == bytes("ds"))
    #expect(try file.bytes(in: 9..<99) == [])
    for (path, number) in [
      ("link/b.txt", ELOOP), ("in/alias", ELOOP), ("in", EINVAL), ("pipe", EINVAL),
      ("in/none", ENOENT),
    ] {
      #expect(error { _ = try place.open(SharePath(path)) } == number, "\(path)")
    }
  }

  @Test func `no name of a held path may be a link`() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/deep/b.txt", "words")
    #expect(unsafe symlink("in", "\(folder.path)/link") == 0)
    #expect(error { _ = try OpenFolder(withoutLinks: SharePath("\(folder.path)/in/deep")) } == nil)
    let behind = SharePath("\(folder.path)/link/deep")
    #expect(error { _ = try OpenFolder(withoutLinks: behind) } == ELOOP)
    #expect(error { _ = try OpenFolder(behind) } == nil)
    let place = try OpenFolder(SharePath(folder.path))
    #expect(error { _ = try place.folder(bytes("link")) } != nil)
    #expect(try place.folder(bytes("in")).entries().count == 1)
  }

  @Test func `a folder that is held stays the same when another takes its name`() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/b.txt", "mine")
    let place = try OpenFolder(withoutLinks: SharePath("\(folder.path)/in"))
    #expect(unsafe rename("\(folder.path)/in", "\(folder.path)/old") == 0)
    try folder.write("in/b.txt", "another's")
    #expect(try place.contents(of: bytes("b.txt"), limit: 100) == bytes("mine"))
    try place.delete(bytes("b.txt"))
    #expect(try String(contentsOf: folder.url(of: "in/b.txt"), encoding: .utf8) == "another's")
  }

  @Test func `reads as much as is allowed`() throws {
    let folder = try TemporaryFolder()
    try folder.write("b.txt", "words")
    let place = try OpenFolder(withoutLinks: SharePath(folder.path))
    #expect(try place.contents(of: bytes("b.txt"), limit: 5) == bytes("words"))
    #expect(error { _ = try place.contents(of: bytes("b.txt"), limit: 4) } == EFBIG)
  }

  @Test func `names are given once, and exchanged in one step`() throws {
    let folder = try TemporaryFolder()
    let place = try OpenFolder(withoutLinks: SharePath(folder.path))
    let (one, two, three) = (bytes("one"), bytes("two"), bytes("three"))
    for name in [one, two] { try place.create(name).write(name) }
    #expect(error { _ = try place.create(one) } == EEXIST)
    #expect(error { try place.renameExclusively(one, to: two) } == EEXIST)
    try place.exchange(one, two)
    #expect(try place.contents(of: one, limit: 9) == two)
    #expect(try place.contents(of: two, limit: 9) == one)
    #expect(error { try place.exchange(one, three) } == ENOENT)
    try place.renameExclusively(one, to: three)
    try place.rename(two, to: three)
    #expect(try OpenFolder.names(in: folder.path) == ["three"])
    #expect(try place.contents(of: three, limit: 9) == one)
  }

  @Test func `a renamed file is the same, a changed one is not`() throws {
    let folder = try TemporaryFolder()
    let place = try OpenFolder(withoutLinks: SharePath(folder.path))
    try place.create(bytes("one")).write(bytes("words"))
    let before = try place.identity(of: bytes("one"))
    try place.rename(bytes("one"), to: bytes("two"))
    let renamed = try place.identity(of: bytes("two"))
    #expect(renamed.isSame(as: before) && renamed.isRegular && !renamed.isFolder)
    try place.openForWriting(bytes("two")).write(bytes("sword"))
    var changed = try place.identity(of: bytes("two"))
    #expect(changed.size == before.size)
    // A clock of 4 ms may not have moved between the two writes.
    changed.modifiedTime = FileTime(seconds: 1)
    #expect(!changed.isSame(as: before))
  }
}

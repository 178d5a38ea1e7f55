import Glibc
import TestSupport
import Testing

@testable import System

struct FileStampTests {
  @Test(arguments: [Int64(0), 1_600_000_000, 9_000_000_000, 10_413_792_000])
  func `a walk, a path and an open file say the same of a file of any year`(seconds: Int64) throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", "words")
    let time = timespec(tv_sec: Int(seconds), tv_nsec: 7)
    var times = [time, time]
    #expect(unsafe utimensat(AT_FDCWD, "\(folder.path)/a.txt", &times, 0) == 0)
    let open = try OpenFolder(SharePath(folder.path))
    guard case .file(let listed)? = try open.entries().first?.kind else {
      Issue.record("the file is not listed")
      return
    }
    #expect(listed.size == 5)
    #expect(listed.modified == FileTime(seconds: seconds, nanoseconds: 7).nanosecondsSince1970)
    #expect(listed == FileStamp(of: "\(folder.path)/a.txt"))
    #expect(try open.open(SharePath("a.txt")).stamp == listed)
    #expect(try open.identity(of: Array("a.txt".utf8)).stamp == listed)
  }

  @Test func `what is not there has no stamp`() throws {
    let folder = try TemporaryFolder()
    #expect(FileStamp(of: "\(folder.path)/a.txt") == nil)
    #expect(SharePath("\(folder.path)/a.txt").resolved() == nil)
    #expect(try OpenFolder.names(in: "\(folder.path)/b").isEmpty)
  }

  @Test func `what is there and cannot be listed is not an empty folder`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", "")
    let path = "\(folder.path)/a.txt"
    #expect(throws: StorageError.unreadable(path: path, errno: ENOTDIR)) {
      try OpenFolder.names(in: path)
    }
  }

  @Test func `only what can be read to its end has content`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: StorageError.unreadable(path: folder.path, errno: EISDIR)) {
      try FileIdentity(ofContentAt: folder.path)
    }
    #expect(throws: StorageError.unreadable(path: "/dev/null", errno: EINVAL)) {
      try FileIdentity(ofContentAt: "/dev/null")
    }
    try folder.write("a", "one")
    let before = try FileIdentity(ofContentAt: "\(folder.path)/a")
    #expect(before.isSame(as: try FileIdentity(ofContentAt: "\(folder.path)/a")))
    try folder.write("a", "two!")
    #expect(!before.isSame(as: try FileIdentity(ofContentAt: "\(folder.path)/a")))
  }

  @Test(arguments: [1, 3, 4096])
  func `pieces make the whole, and links lead to it`(size: Int) throws {
    let folder = try TemporaryFolder()
    try folder.write("a", "0123456789")
    #expect(unsafe symlink("a", "\(folder.path)/b") == 0)
    var pieces: [[UInt8]] = []
    try FileDescriptor(reading: "\(folder.path)/b").forEachPiece(ofSize: size) {
      pieces.append(Array($0))
    }
    #expect(pieces.allSatisfy { $0.count <= size })
    #expect(Array(pieces.joined()) == Array("0123456789".utf8))
    let resolved = SharePath("\(folder.path)/b").resolved()
    #expect(resolved?.name == Array("a".utf8))
    #expect(resolved == SharePath("\(folder.path)/a").resolved())
    #expect(try OpenFolder.names(in: folder.path) == ["a", "b"])
  }
}

import Foundation
import Glibc
import System
import TestSupport
import Testing

struct AtomicFileTests {
  private func append(_ text: String, to stream: AtomicFileStream) {
    stream.append(Array(text.utf8).span.memory)
  }

  @Test func `a file is replaced whole, and nothing else is left`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", "old")
    try AtomicFile.write(Array("new".utf8), to: "\(folder.path)/a")
    #expect(try MappedBytes.contents(of: "\(folder.path)/a") == Array("new".utf8))
    try AtomicFile.write(MappedBytes(Array("newer".utf8)), to: "\(folder.path)/a")
    #expect(try MappedBytes.contents(of: "\(folder.path)/a") == Array("newer".utf8))
    try AtomicFile.write([], to: "\(folder.path)/a")
    #expect(try MappedBytes.contents(of: "\(folder.path)/a") == [])
    #expect(try OpenFolder.names(in: folder.path) == ["a"])
  }

  @Test func `where no file can be made, the error names the path`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/none/a"
    #expect(throws: StorageError.unwritable(path: path, errno: ENOENT)) {
      try AtomicFile.write([1], to: path)
    }
    #expect(throws: StorageError.unwritable(path: path, errno: ENOENT)) {
      try AtomicFileStream(path: path)
    }
  }

  @Test func `a stream is there when it is committed, and gone when it is not`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", "old")
    var stream: AtomicFileStream? = try AtomicFileStream(path: "\(folder.path)/a")
    append("half", to: try #require(stream))
    #expect(try MappedBytes.contents(of: "\(folder.path)/a") == Array("old".utf8))
    stream = nil
    #expect(try OpenFolder.names(in: folder.path) == ["a"])
    let whole = try AtomicFileStream(path: "\(folder.path)/a")
    whole.pad(3)
    append("body", to: whole)
    whole.overwrite(Array("abc".utf8).span.memory)
    try whole.commit()
    #expect(try MappedBytes.contents(of: "\(folder.path)/a") == Array("abcbody".utf8))
    let elsewhere = try AtomicFileStream(path: "\(folder.path)/incoming")
    append("x", to: elsewhere)
    try elsewhere.commit(as: "\(folder.path)/b")
    #expect(try OpenFolder.names(in: folder.path) == ["a", "b"])
  }
}

struct MappedBytesTests {
  @Test
  func `what is mapped is what the file has, and a part of it stays when the whole is let go`()
    throws
  {
    let folder = try TemporaryFolder()
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
    try folder.write("a", bytes)
    var part: MappedBytes?
    do {
      let whole = try MappedBytes(mapping: "\(folder.path)/a")
      #expect(whole.count == bytes.count)
      part = MappedBytes(100..<200, of: whole)
    }
    let kept = try #require(part)
    #expect(try #require(MappedBytes(10..<20, of: kept)).count == 10)
    let found = (0..<100).map { unsafe kept.baseAddress.load(fromByteOffset: $0, as: UInt8.self) }
    #expect(found == Array(bytes[100..<200]))
  }

  @Test(arguments: [0..<11, -1..<2, 11..<11, -5 ..< -3, Int.max - 1..<Int.max])
  func `a part that would leave the bytes is none`(range: Range<Int>) {
    #expect(MappedBytes(range, of: MappedBytes([UInt8](repeating: 1, count: 10))) == nil)
  }

  @Test func `an empty file has contents and cannot be mapped`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", "")
    #expect(try MappedBytes.contents(of: "\(folder.path)/a") == [])
    #expect(throws: StorageError.unreadable(path: "\(folder.path)/a", errno: 0)) {
      try MappedBytes(mapping: "\(folder.path)/a")
    }
    #expect(throws: StorageError.unreadable(path: "\(folder.path)/b", errno: ENOENT)) {
      try MappedBytes.contents(of: "\(folder.path)/b")
    }
  }
}

struct ScratchFolderTests {
  @Test func `goes with all it holds, and with nothing that links lead to`() throws {
    let folder = try TemporaryFolder()
    try folder.write("kept/a", "words")
    var scratch: ScratchFolder? = ScratchFolder(in: folder.path)
    let path = try #require(scratch?.path)
    #expect(scratch?.errorNumber == 0)
    try FileManager.default.createDirectory(
      atPath: "\(path)/deep/er", withIntermediateDirectories: true)
    #expect(unsafe symlink("\(folder.path)/kept", "\(path)/deep/link") == 0)
    scratch = nil
    #expect(try OpenFolder.names(in: folder.path) == ["kept"])
    #expect(try OpenFolder.names(in: "\(folder.path)/kept") == ["a"])
  }

  @Test func `says why none could be made`() {
    let scratch = ScratchFolder(in: "/nowhere")
    #expect(scratch.path == nil && scratch.errorNumber == ENOENT)
  }
}

struct FileSystemFactsTests {
  @Test func `tells of the file system that holds a path, and of none where nothing is`() throws {
    let folder = try TemporaryFolder()
    let facts = try #require(FileSystemFacts(holding: folder.path))
    #expect(facts.available > 0 && !facts.isReadOnly && !facts.isRemote)
    #expect(FileSystemFacts(holding: "\(folder.path)/none") == nil)
  }
}

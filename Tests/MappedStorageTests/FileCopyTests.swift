import Glibc
import MappedStorage
import System
import TestSupport
import Testing

struct FileCopyTests {
  @Test(arguments: [0, 1, 300_000]) func `a copy is named after its content`(size: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try folder.write("a", bytes)
    try folder.write("copies/other", "")
    let name = try FileCopy.copy("\(folder.path)/a", into: "\(folder.path)/copies") {
      "\(String($0, radix: 16)).xml"
    }
    #expect(name == "\(String(Checksum.of(bytes), radix: 16)).xml")
    #expect(try MappedBytes.contents(of: "\(folder.path)/copies/\(name)") == bytes)
    #expect(try Set(OpenFolder.names(in: "\(folder.path)/copies")) == ["other", name])
  }

  @Test func `a file that cannot be read leaves nothing behind`() throws {
    let folder = try TemporaryFolder()
    try folder.write("copies/other", "")
    #expect(throws: StorageError.unreadable(path: "\(folder.path)/none", errno: ENOENT)) {
      try FileCopy.copy("\(folder.path)/none", into: "\(folder.path)/copies") { "\($0)" }
    }
    #expect(throws: StorageError.unreadable(path: folder.path, errno: EISDIR)) {
      try FileCopy.copy(folder.path, into: "\(folder.path)/copies") { "\($0)" }
    }
    #expect(try OpenFolder.names(in: "\(folder.path)/copies") == ["other"])
  }
}

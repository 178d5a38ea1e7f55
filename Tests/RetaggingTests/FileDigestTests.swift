import Documents
import System
import TestSupport
import Testing

@testable import Retagging

/// By what a document is known again where its file was copied to.
@Suite struct `The digest of a file` {
  private func digest(_ bytes: [UInt8]) throws -> String? {
    let folder = try TemporaryFolder()
    try folder.write("file", bytes)
    let share = try ShareFolder(SharePath(folder.path))
    return FileDigest.of(try share.open(SharePath("file")).source)
  }

  private static let mebibyte = 1 << 20

  private static func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  }

  @Test(arguments: [1, 2, 4_096, 4 << 20])
  func `tells every byte of a file that is read whole`(count: Int) throws {
    let bytes = Self.bytes(count)
    let whole = try #require(try digest(bytes))
    for index in Set([0, count / 2, count - 1]) {
      var changed = bytes
      changed[index] ^= 1
      #expect(try digest(changed) != whole, "byte \(index) of \(count)")
    }
    #expect(try digest(bytes + [0]) != whole)
    #expect(try digest(bytes) == whole)
    #expect(FileDigest.of(ByteSource(bytes)) == whole, "where it stands does not count")
  }

  @Test func `tells a long file by its length and its ends, and reads no more of it`() throws {
    let bytes = Self.bytes(4 * Self.mebibyte + 1)
    let whole = try #require(try digest(bytes))
    func changed(_ index: Int) throws -> String? {
      var changed = bytes
      changed[index] ^= 1
      return try digest(changed)
    }
    let end = 64 << 10
    for index in [0, end - 1, bytes.count - end, bytes.count - 1] {
      #expect(try changed(index) != whole, "byte \(index)")
    }
    #expect(try changed(end) == whole)
    #expect(try changed(bytes.count - end - 1) == whole)
    #expect(try digest(bytes + [1]) != whole)
  }

  @Test func `says nothing of an empty file, which is like any other`() throws {
    #expect(try digest([]) == nil)
  }
}

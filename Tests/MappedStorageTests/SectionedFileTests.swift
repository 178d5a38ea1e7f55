import System
import Testing

@testable import MappedStorage

struct SectionedFileTests {
  private static let kind = FileKind("TEST", version: 3)

  private func makeFile() -> [UInt8] {
    var writer = SectionedFileWriter(kind: Self.kind, userVersion: 42)
    writer.add(1, [UInt32](0..<1000))
    writer.add(7, [UInt8]("Harbor Archive".utf8))
    return writer.makeBytes()
  }

  @Test func `gives back the sections that were added`() throws {
    let file = try SectionedFile(MappedBytes(makeFile()), kind: Self.kind, path: "a")
    try file.verify()
    #expect(file.userVersion == 42)
    #expect(Array(try file.array(1, of: UInt32.self)) == Array(0..<1000))
    #expect(try file.array(7, of: UInt8.self).string(0..<6) == "Harbor")
    #expect(throws: StorageError.damaged(path: "a", reason: "section 2 is missing")) {
      try file.array(2, of: UInt8.self)
    }
  }

  @Test func `refuses another kind and another version`() {
    #expect(throws: StorageError.damaged(path: "a", reason: "not a file of this kind")) {
      try SectionedFile(MappedBytes(makeFile()), kind: FileKind("OTHR", version: 3), path: "a")
    }
    #expect(throws: StorageError.otherVersion(path: "a", found: 3, expected: 4)) {
      try SectionedFile(MappedBytes(makeFile()), kind: FileKind("TEST", version: 4), path: "a")
    }
  }

  @Test func `detects every flipped bit of header, directory and sections`() throws {
    let bytes = makeFile()
    let padding = Set(40..<64)
    var undetected: [Int] = []
    for index in bytes.indices where !padding.contains(index) {
      var damaged = bytes
      damaged[index] ^= 1 << UInt8(index % 8)
      do {
        let file = try SectionedFile(MappedBytes(damaged), kind: Self.kind, path: "a")
        try file.verify()
        undetected.append(index)
      } catch is StorageError {
      }
    }
    // Bytes between two sections belong to none and are never read.
    #expect(undetected.allSatisfy { bytes[$0] == 0 })
    #expect(undetected.count < 192)
  }

  @Test func `detects a file cut at any length`() {
    let bytes = makeFile()
    for length in stride(from: 1, to: bytes.count, by: 13) {
      #expect(throws: StorageError.self) {
        try SectionedFile(MappedBytes(Array(bytes[..<length])), kind: Self.kind, path: "a")
      }
    }
  }

  @Test(
    arguments: [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B),
      ("abc", 0x44BC_2CF5_AD77_0999),
      (
        "xxhash is an extremely fast non-cryptographic hash algorithm",
        0x4286_57C5_B9B3_92F8
      ),
    ] as [(String, UInt64)])
  func `the checksum is the published XXH64`(text: String, expected: UInt64) {
    #expect(Checksum.of(Array(text.utf8)) == expected)
  }
}

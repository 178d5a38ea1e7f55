import RandomNumbers
import System
import TestSupport
import Testing

@testable import MappedStorage

struct SectionedFileStreamTests {
  private static let kind = FileKind("TEST", version: 1)

  @Test(arguments: 1...5)
  func `a file written piece by piece is the one that is written at once`(seed: UInt64) throws {
    var numbers = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a"
    let sections = (0..<numbers.next(below: 5)).map { index in
      (
        identifier: UInt32(index * 3 + 1),
        pieces: (0..<numbers.next(below: 4)).map { _ in
          (0..<numbers.next(below: 100)).map { _ in UInt16(truncatingIfNeeded: numbers.next()) }
        }
      )
    }
    var writer = SectionedFileWriter(kind: Self.kind, userVersion: seed)
    for section in sections { writer.add(section.identifier, pieces: section.pieces) }
    let stream = try SectionedFileStream(
      path: path, kind: Self.kind, userVersion: seed, sectionCount: sections.count)
    for section in sections {
      stream.beginSection(section.identifier)
      for piece in section.pieces { stream.append(piece) }
    }
    try stream.commit()
    let bytes = try MappedBytes.contents(of: path)
    #expect(bytes == writer.makeBytes())
    try writer.write(to: path)
    #expect(try MappedBytes.contents(of: path) == bytes)
    let file = try SectionedFile(MappedBytes(bytes), kind: Self.kind, path: path)
    try file.verify()
    for section in sections {
      #expect(file.holds(section.identifier) && !file.holds(section.identifier + 1))
      let array: MappedArray<UInt16> = try file.array(section.identifier)
      #expect(Array(array) == section.pieces.flatMap(\.self))
    }
  }

  @Test func `a stream that is not committed changes nothing`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", "old")
    do {
      let stream = try SectionedFileStream(
        path: "\(folder.path)/a", kind: Self.kind, sectionCount: 1)
      stream.beginSection(1)
      stream.append([UInt8](repeating: 7, count: 1 << 20))
    }
    #expect(try MappedBytes.contents(of: "\(folder.path)/a") == Array("old".utf8))
    #expect(try OpenFolder.names(in: folder.path) == ["a"])
  }

  @Test func `a section that is not of whole elements is damage`() throws {
    var writer = SectionedFileWriter(kind: Self.kind)
    writer.add(1, [UInt8](repeating: 1, count: 6))
    writer.add(2, pieces: [[UInt8(9)]], isFirst: true)
    let file = try SectionedFile(MappedBytes(writer.makeBytes()), kind: Self.kind, path: "a")
    #expect(throws: StorageError.damaged(path: "a", reason: "section 1 is missing")) {
      try file.array(1, of: UInt32.self)
    }
    #expect(Array(try file.array(1, of: UInt16.self)) == [0x101, 0x101, 0x101])
    #expect(try file.bytes(of: 2).count == 1)
    #expect(throws: StorageError.self) { try file.bytes(of: 3) }
  }

  /// Directories of which the checksum is right and what they say is not.
  @Test(
    arguments: [
      (offset: 0, length: 1), (63, 1), (65, 1), (128, -1), (128, 129), (256, 1), (.max, 1),
      (128, .max), (-64, 64), (192, 65),
    ] as [(offset: Int, length: Int)])
  func `a section outside of the file is damage, whatever the numbers`(offset: Int, length: Int) {
    let entry = SectionedFile.Entry(identifier: 1, checksum: 0, offset: 0, length: 0)
    var head = SectionedFile.head(
      kind: Self.kind, userVersion: 0, entries: [entry], fileLength: 256)
    for (place, number) in [(64 + 16, offset), (64 + 24, length)] {
      let word = UInt64(bitPattern: Int64(number))
      for byte in 0..<8 { head[place + byte] = UInt8(truncatingIfNeeded: word >> (8 * byte)) }
    }
    let sum = Checksum.combining(
      Checksum.of(Array(head[..<32])), Checksum.of(Array(head[64...])))
    for byte in 0..<8 { head[32 + byte] = UInt8(truncatingIfNeeded: sum >> (8 * byte)) }
    let bytes = head + [UInt8](repeating: 0, count: 256 - head.count)
    #expect(throws: StorageError.damaged(path: "a", reason: "a section lies outside the file")) {
      try SectionedFile(MappedBytes(bytes), kind: Self.kind, path: "a")
    }
  }

  @Test(arguments: [UInt32.max, 7, 0])
  func `more sections than the file has room for are damage`(count: UInt32) {
    var bytes = SectionedFile.head(
      kind: Self.kind, userVersion: 0,
      entries: [SectionedFile.Entry(identifier: 1, checksum: 0, offset: 128, length: 0)],
      fileLength: 128)
    bytes += [UInt8](repeating: 0, count: 128 - bytes.count)
    for byte in 0..<4 { bytes[12 + byte] = UInt8(truncatingIfNeeded: count >> UInt32(8 * byte)) }
    #expect(throws: StorageError.self) {
      try SectionedFile(MappedBytes(bytes), kind: Self.kind, path: "a")
    }
  }
}

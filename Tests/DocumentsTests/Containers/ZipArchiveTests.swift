import Compressing
import Documents
import RandomNumbers
import Testing

@Suite struct `Zip archive` {
  private let text = Array(String(repeating: "All words of a document. ", count: 300).utf8)

  private func contents(_ bytes: [UInt8]) throws -> [[UInt8]] {
    let archive = try ZipArchive(ByteSource(bytes))
    let inflater = Inflater()
    return try archive.directory.entries.map { try archive.contents(of: $0, using: inflater) }
  }

  @Test func `stored and deflated entries come back`() throws {
    var builder = ZipBuilder()
    builder.add("mimetype", Array("application/epub+zip".utf8), deflated: false)
    builder.add("content/text.xml", text)
    builder.add("empty", [])
    let archive = try ZipArchive(ByteSource(builder.build()))
    #expect(archive.directory.entries.map(\.name) == ["mimetype", "content/text.xml", "empty"])
    #expect(try contents(builder.build()) == [Array("application/epub+zip".utf8), text, []])
  }

  @Test func `zip64 numbers, data descriptors, comment and prefix are understood`() throws {
    for variant in 0..<16 {
      var builder = ZipBuilder()
      builder.isZip64 = variant & 1 != 0
      builder.prefix = variant & 2 != 0 ? Array("#!/bin/sh\n".utf8) : []
      builder.comment = variant & 4 != 0 ? Array("PK comment".utf8) : []
      builder.add("a.xml", text)
      builder.add("b.xml", text, deflated: false)
      builder.entries[0].hasDescriptor = variant & 8 != 0
      builder.entries[1].isZip64 = builder.isZip64
      let bytes = builder.build()
      let directory = try ZipDirectory(ByteSource(bytes))
      #expect(directory.prefixLength == builder.prefix.count)
      #expect(directory.comment.count == builder.comment.count)
      #expect(try contents(bytes) == [text, text], "variant \(variant)")
      #expect(throws: Never.self) { try directory.checkOverlaps() }
    }
  }

  @Test func `parts are found as Office tolerates them`() throws {
    let bytes = ZipBuilder.archive([("Word\\Document.xml", "a"), ("/docProps/core.xml", "b")])
    let directory = try ZipDirectory(ByteSource(bytes))
    #expect(directory.entry(part: "word/document.xml")?.name == "Word\\Document.xml")
    #expect(directory.entry(part: "docProps/core.xml") != nil)
    #expect(directory.entry(named: "word/document.xml") == nil)
    #expect(directory.entry(part: "word/styles.xml") == nil)
  }

  @Test func `a wrong checksum is damage`() throws {
    var builder = ZipBuilder()
    builder.add("a", text)
    builder.entries[0].checksum = 7
    #expect(throws: ZipError.wrongChecksum("a")) { try contents(builder.build()) }
  }

  @Test func `an encrypted entry is refused`() throws {
    var builder = ZipBuilder()
    builder.add("a", text)
    builder.entries[0].flags = 1
    #expect(throws: ZipError.encrypted("a")) { try contents(builder.build()) }
  }

  @Test func `a bomb is refused by ratio whatever size it states`() throws {
    let zeros = [UInt8](repeating: 0, count: 8 << 20)
    for stated in [nil, 100] {
      var builder = ZipBuilder()
      builder.add("bomb", zeros)
      builder.entries[0].statedSize = stated
      #expect(throws: ZipError.ratio("bomb", limit: 400)) { try contents(builder.build()) }
    }
  }

  @Test func `an entry beyond the size limit is refused`() throws {
    var limits = ZipArchive.Limits()
    limits.entrySize = text.count - 1
    var builder = ZipBuilder()
    builder.add("a", text)
    let archive = try ZipArchive(ByteSource(builder.build()), limits: limits)
    #expect(throws: ZipError.tooLarge("a", limit: text.count - 1)) {
      try archive.contents(of: archive.directory.entries[0], using: Inflater())
    }
  }

  @Test func `entries that share bytes are found`() throws {
    var builder = ZipBuilder()
    builder.add("a", text, deflated: false)
    builder.add("b", text, deflated: false)
    var bytes = builder.build()
    let directory = try ZipDirectory(ByteSource(bytes))
    // Both directory records now point to the first local header.
    let record = directory.entries[1].directoryRecord
    for index in 42..<46 { bytes[record.lowerBound + index] = 0 }
    #expect(throws: ZipError.overlappingEntries("a", "b")) {
      try ZipDirectory(ByteSource(bytes)).checkOverlaps()
    }
  }

  @Test func `every truncation is refused or read, never a crash`() throws {
    var builder = ZipBuilder()
    builder.add("a", text)
    builder.add("b", Array(text.prefix(40)), deflated: false)
    let bytes = builder.build()
    for length in 0..<bytes.count {
      #expect(throws: (any Error).self) { try contents(Array(bytes.prefix(length))) }
    }
  }

  @Test(arguments: 1...4) func `mutated archives never crash`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var builder = ZipBuilder()
    builder.isZip64 = seed % 2 == 0
    builder.add("a", text)
    builder.add("b", text, deflated: false)
    let original = builder.build()
    var intact = 0
    for _ in 0..<2000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let tail = Bool.random(using: &generator) ? bytes.count - 200 : 0
        let index = Int.random(in: max(0, tail)..<bytes.count, using: &generator)
        bytes[index] =
          [0, 0xFF, 0x7F, 0x80, UInt8.random(in: 0...255, using: &generator)]
          .randomElement(using: &generator) ?? 0
      }
      if let found = try? contents(bytes), found == [text, text] { intact += 1 }
      _ = try? ZipDirectory(ByteSource(bytes)).checkOverlaps()
    }
    #expect(intact < 2000)
  }

  @Test func `bytes after the end record are tolerated`() throws {
    var bytes = ZipBuilder.archive([("a", "x")])
    bytes += Array("trailing".utf8)
    #expect(try contents(bytes) == [[UInt8(ascii: "x")]])
  }

  @Test func `an inflated stream may end exactly at the limit`() throws {
    let stream = ZipBuilder.deflate(text)
    let inflater = Inflater()
    #expect(
      try inflater.inflate(stream[...], expectedSize: 1, limit: text.count) == text)
    #expect(throws: InflateError.tooLarge) {
      try inflater.inflate(stream[...], expectedSize: 1, limit: text.count - 1)
    }
    #expect(throws: InflateError.cutOff) {
      try inflater.inflate(stream.dropLast(5), expectedSize: text.count, limit: 1 << 20)
    }
    #expect(throws: InflateError.badData) {
      try inflater.inflate([0xFF, 0xFF, 0xFF], expectedSize: 10, limit: 1 << 20)
    }
  }
}

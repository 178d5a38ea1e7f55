import RandomNumbers
import Testing

@testable import Documents

struct ZipSpliceTests {
  private func archive(_ seed: UInt64) -> ZipBuilder {
    var numbers = SeededGenerator(seed: seed)
    var builder = ZipBuilder()
    builder.isZip64 = Bool.random(using: &numbers)
    if Bool.random(using: &numbers) { builder.prefix = Array("#!/bin/sh\n".utf8) }
    if Bool.random(using: &numbers) { builder.comment = Array("a comment".utf8) }
    for index in 0..<Int.random(in: 2...9, using: &numbers) {
      let length = Int.random(in: 0...400, using: &numbers)
      let content = (0..<length).map { _ in UInt8.random(in: 97...102, using: &numbers) }
      var entry = ZipBuilder.Entry(name: Array("part\(index).xml".utf8), content: content)
      entry.isDeflated = Bool.random(using: &numbers)
      entry.hasDescriptor = Bool.random(using: &numbers)
      entry.isZip64 = builder.isZip64 && builder.prefix.isEmpty && Bool.random(using: &numbers)
      builder.entries.append(entry)
    }
    return builder
  }

  @Test(arguments: 1...40)
  func `replaced and added parts read back, every other record keeps its bytes`(seed: UInt64) throws
  {
    let builder = archive(seed)
    let bytes = builder.build()
    let old = try ZipArchive(ByteSource(bytes))
    let parts = [
      ZipSplice.Part(name: "part1.xml", content: Array("something new, longer or not".utf8)),
      ZipSplice.Part(name: "new/é.xml", content: Array(repeating: 65, count: 500)),
    ]
    let edits = try ZipSplice.edits(writing: parts, into: old, bytes: bytes)
    let result = try #require(edits.applied(to: bytes))
    let new = try ZipArchive(ByteSource(result))
    try new.directory.checkOverlaps()
    #expect(new.directory.entries.map(\.name) == old.directory.entries.map(\.name) + ["new/é.xml"])
    #expect(try WritingSamples.part("part1.xml", of: result) == "something new, longer or not")
    #expect(try WritingSamples.part("new/é.xml", of: result).count == 500)
    for (before, after) in zip(old.directory.entries, new.directory.entries)
    where before.name != "part1.xml" {
      let from = before.localHeaderOffset..<(try old.dataRange(of: before)).upperBound
      let to = after.localHeaderOffset..<(try new.dataRange(of: after)).upperBound
      #expect(Array(bytes[from]) == Array(result[to]))
      #expect(before.flags == after.flags)
    }
    #expect(result.starts(with: builder.prefix))
    #expect(Array(result[new.directory.comment]) == builder.comment)
    #expect(edits.inverse(of: bytes)?.applied(to: result) == bytes)
  }

  @Test
  func `the inverse holds little more than the replaced entries and the changed offsets`() throws {
    var builder = ZipBuilder()
    builder.add("a.xml", "short")
    for index in 0..<200 {
      builder.add("media/image\(index).png", String(repeating: "x", count: 900), deflated: false)
    }
    let bytes = builder.build()
    let part = ZipSplice.Part(name: "a.xml", content: Array("a little longer".utf8))
    let edits = try ZipSplice.edits(
      writing: [part], into: ZipArchive(ByteSource(bytes)), bytes: bytes)
    let inverse = try #require(edits.inverse(of: bytes))
    let stored = inverse.replacements.reduce(0) { $0 + $1.bytes.count }
    #expect(stored < bytes.count / 100)
  }

  @Test
  func `two entries of one name are refused, overlapping entries too`() throws {
    var twice = ZipBuilder()
    twice.add("a.xml", "1")
    twice.add("a.xml", "2")
    let bytes = twice.build()
    #expect(throws: ZipError.self) {
      try ZipSplice.edits(
        writing: [ZipSplice.Part(name: "a.xml", content: [1])], into: ZipArchive(ByteSource(bytes)),
        bytes: bytes)
    }
    // The second directory record is made to point to the first local header.
    var overlapping = ZipBuilder.archive([("a.xml", "11111"), ("b.xml", "22222")])
    let directory = try ZipArchive(ByteSource(overlapping)).directory
    for index in 0..<4 {
      overlapping[directory.entries[1].directoryRecord.lowerBound + 42 + index] = 0
    }
    let damaged = overlapping
    #expect(throws: (any Error).self) {
      try ZipSplice.edits(
        writing: [ZipSplice.Part(name: "c.xml", content: [1])],
        into: ZipArchive(ByteSource(damaged)), bytes: damaged)
    }
  }

  @Test
  func `an archive of more entries than 16 bits count is read and changed`() throws {
    var builder = ZipBuilder()
    builder.isZip64 = true
    for index in 0..<65_600 { builder.add("\(index)", [], deflated: false) }
    builder.add("last.xml", "old")
    let bytes = builder.build()
    let old = try ZipArchive(ByteSource(bytes))
    #expect(old.directory.entries.count == 65_601)
    let parts = [
      ZipSplice.Part(name: "0", content: Array("new".utf8)),
      ZipSplice.Part(name: "added.xml", content: Array("added".utf8)),
    ]
    let edits = try ZipSplice.edits(writing: parts, into: old, bytes: bytes)
    let result = try #require(edits.applied(to: bytes))
    let new = try ZipArchive(ByteSource(result))
    #expect(new.directory.entries.count == 65_602)
    #expect(try WritingSamples.part("0", of: result) == "new")
    #expect(try WritingSamples.part("last.xml", of: result) == "old")
    #expect(try WritingSamples.part("added.xml", of: result) == "added")
    #expect(edits.inverse(of: bytes)?.applied(to: result) == bytes)
  }

  @Test
  func `one entry more than 16 bits count is refused where the archive has no room for it`() throws
  {
    var builder = ZipBuilder()
    for index in 0..<65_534 { builder.add("\(index)", [], deflated: false) }
    let bytes = builder.build()
    let refusal = #expect(throws: DocumentRefusal.self) {
      try ZipSplice.edits(
        writing: [ZipSplice.Part(name: "added.xml", content: [1])],
        into: ZipArchive(ByteSource(bytes)), bytes: bytes)
    }
    #expect(refusal?.reason == .tooLarge)
  }

  @Test(arguments: ["../../etc/passwd", "/etc/passwd", "word\\document.xml", "C:\\x", "a\u{0}b"])
  func `entries of dangerous names, encrypted ones and wrong checksums keep their bytes`(
    name: String
  ) throws {
    var builder = ZipBuilder.init()
    builder.add("a.xml", "old")
    builder.add(name, "content of a name that nobody opens", deflated: false)
    var secret = ZipBuilder.Entry(name: Array("secret".utf8), content: [1, 2, 3])
    secret.flags = 1
    var wrong = ZipBuilder.Entry(name: Array("wrong".utf8), content: [4, 5, 6])
    wrong.checksum = 7
    builder.entries += [secret, wrong]
    let bytes = builder.build()
    let old = try ZipArchive(ByteSource(bytes))
    let edits = try ZipSplice.edits(
      writing: [ZipSplice.Part(name: "a.xml", content: Array("newer".utf8))], into: old,
      bytes: bytes)
    let result = try #require(edits.applied(to: bytes))
    let new = try ZipArchive(ByteSource(result))
    #expect(new.directory.entries.map(\.nameBytes) == old.directory.entries.map(\.nameBytes))
    for (before, after) in zip(old.directory.entries, new.directory.entries).dropFirst() {
      #expect(
        Array(bytes[try old.dataRange(of: before)]) == Array(result[try new.dataRange(of: after)]))
    }
    #expect(edits.inverse(of: bytes)?.applied(to: result) == bytes)
  }
}

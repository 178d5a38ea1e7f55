import Documents
import Foundation
import Model
import RandomNumbers
import Synchronization
import System
import TestSupport
import Testing

@Suite struct `Hostile documents` {
  @Test(arguments: SampleDocuments.all.indices) func `mutated bytes never crash a reader`(
    index: Int
  ) {
    let sample = SampleDocuments.all[index]
    var generator = SeededGenerator(seed: UInt64(index + 1))
    var readable = 0
    for _ in 0..<400 {
      var bytes = sample.bytes
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 20))
        }
        if bytes.isEmpty { bytes = [0] }
      }
      if case .success = DocumentReader().read(bytes, name: sample.name) { readable += 1 }
    }
    // Text survives nearly any change; archives notice by their checksums.
    #expect(readable < 400 || !["docx", "odt"].contains(SharePath(sample.name).pathExtension))
  }

  @Test(arguments: SampleDocuments.all.indices) func `every truncation is read or refused`(
    index: Int
  ) {
    let sample = SampleDocuments.all[index]
    let step = max(1, sample.bytes.count / 150)
    for length in stride(from: 0, to: sample.bytes.count, by: step) {
      _ = DocumentReader().read(Array(sample.bytes.prefix(length)), name: sample.name)
    }
    #expect(throws: Never.self) { try DocumentReader().read(sample.bytes, name: sample.name).get() }
  }

  @Test func `a DOCTYPE in the shared strings of a workbook is damage, and expands nothing`() {
    let lol = (1...9).map {
      "<!ENTITY l\($0) \"&l\($0 - 1);&l\($0 - 1);&l\($0 - 1);&l\($0 - 1);\">"
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let bytes = ZipBuilder.archive([
      ("[Content_Types].xml", SampleDocuments.types("spreadsheetml.sheet.main+xml")),
      ("_rels/.rels", SampleDocuments.rels([("r1", "officeDocument", "xl/workbook.xml")])),
      ("xl/workbook.xml", "<workbook xmlns=\"\(main)\"><sheets/></workbook>"),
      (
        "xl/_rels/workbook.xml.rels",
        SampleDocuments.rels([("z", "sharedStrings", "sharedStrings.xml")])
      ),
      (
        "xl/sharedStrings.xml",
        "<!DOCTYPE sst [<!ENTITY l0 \"lol\">\(lol.joined())]><sst xmlns=\"\(main)\"><si><t>&l9;</t></si></sst>"
      ),
    ])
    #expect(refusal(bytes, "a.xlsx") == .damaged)
  }

  @Test func `mutated compound files never crash or loop`() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<300 {
      var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
      bytes += [UInt8](repeating: 0, count: 504)
      bytes[30] = 9
      bytes += (0..<4096).map { _ in
        [0, 0, 0, 1, 2, 3, 5, 0xFE, 0xFF].randomElement(using: &generator) ?? 0
      }
      for offset in [48, 60, 68, 76, 80] {
        bytes[offset] = UInt8.random(in: 0...8, using: &generator)
      }
      #expect(refusal(bytes, "a.doc") != nil)
    }
  }
}

@Suite struct `Reading in parallel` {
  private func share(_ count: Int) throws -> (TemporaryFolder, ShareFolder, [WalkedFile]) {
    let folder = try TemporaryFolder()
    for number in 0..<count {
      try folder.write("f\(number % 7)/\(number).txt", number % 10 == 3 ? "" : "text \(number)")
    }
    let share = try folder.share()
    return (folder, share, try ShareWalk().files(in: share).files)
  }

  @Test(arguments: [1, 2, 5]) func `results come in the order of the files`(concurrency: Int) throws
  {
    let (folder, share, files) = try share(300)
    defer { withExtendedLifetime(folder) {} }
    let reader = DocumentReader()
    let expected = files.map { reader.read($0, in: share) }
    var found: [Result<Document, DocumentRefusal>] = []
    let isComplete = try reader.readAll(files, in: share, concurrency: concurrency) {
      index, result in
      #expect(index == found.count)
      found.append(result)
    }
    #expect(isComplete)
    #expect(found == expected)
    #expect(found.count { (try? $0.get()) == nil } == 30)
    #expect(try found[0].get().dates(.file).count == 1)
  }

  @Test func `what the consumer throws ends the reading`() throws {
    struct Enough: Error {}
    let (folder, share, files) = try share(100)
    defer { withExtendedLifetime(folder) {} }
    var count = 0
    #expect(throws: Enough.self) {
      try DocumentReader().readAll(files, in: share, concurrency: 2) { _, _ in
        count += 1
        if count == 10 { throw Enough() }
      }
    }
    #expect(count == 10)
  }

  @Test func `a cancelled reading says so`() throws {
    let (folder, share, files) = try share(100)
    defer { withExtendedLifetime(folder) {} }
    let isCancelled = Atomic(false)
    var count = 0
    let isComplete = try DocumentReader().readAll(
      files, in: share, concurrency: 2, isCancelled: { isCancelled.load(ordering: .relaxed) }
    ) { _, _ in
      count += 1
      if count == 5 { isCancelled.store(true, ordering: .relaxed) }
    }
    #expect(!isComplete || count == 100)
    #expect(count >= 5)
  }

  @Test func `a file gone since the walk is a refusal`() throws {
    let (folder, share, files) = try share(3)
    try FileManager.default.removeItem(at: folder.url.appending(path: files[1].path.string))
    var reasons: [DocumentRefusal.Reason?] = []
    try DocumentReader().readAll(files, in: share, concurrency: 2) { _, result in
      if case .failure(let refusal) = result {
        reasons.append(refusal.reason)
      } else {
        reasons.append(nil)
      }
    }
    #expect(reasons == [nil, .unreadable, nil])
  }

  @Test func `no files are read at once`() throws {
    let (folder, share, _) = try share(1)
    defer { withExtendedLifetime(folder) {} }
    #expect(try DocumentReader().readAll([WalkedFile](), in: share, concurrency: 2) { _, _ in })
  }
}

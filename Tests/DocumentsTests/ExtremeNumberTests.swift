import HardeningSupport
import RandomNumbers
import Testing

@testable import Documents

@Suite struct `Numbers from a file never trap` {
  @Test(arguments: ["9223372036854775807", "2147483647", "-9223372036854775808", "1e9", "2"])
  func `a custom property gets a number that is free, whatever stands there`(number: String) throws
  {
    let custom =
      "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\">"
      + "<property fmtid=\"{0}\" pid=\"\(number)\" name=\"Owner\"><a/></property></Properties>"
    let new = try WritingSamples.changed(WritingSamples.docx(custom: custom), .officeOpenXML)
    let text = try WritingSamples.part("docProps/custom.xml", of: new)
    let identifiers = text.split(separator: " pid=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(identifiers.count == 3)
    #expect(Set(identifiers).count == 3)
    for added in identifiers.dropFirst() {
      #expect(Int32(added).map { $0 >= 2 } ?? false, "\(added)")
    }
  }

  @Test(arguments: ["9223372036854775807", "8388607", "4294967296"])
  func `a PDF that states more objects than there may be is refused`(size: String) {
    let bytes = PDFBuilder(trailer: "/Size \(size)").build()
    #expect(throws: DocumentRefusal.self) {
      try TagWriting.edits(bytes, format: .pdf, request: WritingSamples.request)
    }
  }

  @Test(arguments: [1, 3]) func `hybrid streams count for the limit of all sections`(count: Int) {
    var bytes = PDFBuilder().build()
    let packed = ZipBuilder.zlib([UInt8](repeating: 0, count: 60 << 20))
    var previous = ByteSearch.last(Array("xref\n0 1".utf8), in: bytes, 0..<bytes.count) ?? 0
    for _ in 0..<count {
      let hybrid = bytes.count
      let head = "9 0 obj\n<< /Type /XRef /W [1 2 1] /Size 0 /Index [0 0] /Filter /FlateDecode"
      bytes += Array("\(head) /Length \(packed.count) >>\nstream\n".utf8) + packed
      bytes += Array("\nendstream\nendobj\n".utf8)
      let table = bytes.count
      bytes += Array(
        "xref\n0 0\ntrailer\n<< /Size 7 /Root 1 0 R /Prev \(previous) /XRefStm \(hybrid) >>\n".utf8)
      bytes += Array("startxref\n\(table)\n%%EOF\n".utf8)
      previous = table
    }
    #expect(refusal(bytes) == (count == 1 ? nil : .limit))
  }

  private func refusal(_ bytes: [UInt8]) -> DocumentRefusal.Reason? {
    do {
      _ = try PDFFile(bytes)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test(arguments: SampleDocuments.all.map { NamedDocument($0.name, $0.bytes) })
  func `extreme numbers in every place are read or refused`(sample: NamedDocument) {
    var numbers = SeededGenerator(seed: 12)
    var trial = DocumentTrial(reader: DocumentReader())
    trial.run(sample.bytes, name: sample.name, atMost: 200, &numbers)
    #expect(trial.counts.mutants == min(200, ExtremeDocuments(sample.bytes).count))
    #expect(trial.counts.hangs == 0 && trial.counts.broken == 0)
  }

  @Test(arguments: WritingSamples.all)
  func `extreme numbers in every place are written around or refused`(sample: WritingSample) {
    var numbers = SeededGenerator(seed: 13)
    var trial = DocumentTrial(reader: DocumentReader(tools: ForeignTools(folders: [])))
    let name =
      "document." + (sample.format == .xmp ? "xmp" : sample.testDescription.prefix { $0 != "," })
    trial.run(sample.bytes, name: name, atMost: 300, &numbers)
    #expect(trial.counts.mutants == min(300, ExtremeDocuments(sample.bytes).count))
    #expect(trial.counts.hangs == 0 && trial.counts.broken == 0)
  }

  @Test func `extreme numbers in a compound file are read or refused`() {
    var numbers = SeededGenerator(seed: 14)
    var trial = DocumentTrial(reader: DocumentReader(tools: ForeignTools(folders: [])))
    trial.run(message, name: "a.msg", atMost: 1_000, &numbers)
    trial.run(word, name: "a.doc", atMost: 1_000, &numbers)
    #expect(trial.counts.mutants == 2_000)
    #expect(trial.counts.hangs == 0)
  }

  private var message: [UInt8] {
    var builder = CompoundBuilder()
    builder.add("__properties_version1.0", [UInt8](repeating: 1, count: 64))
    builder.add("__substg1.0_1000001F", [UInt8](repeating: 0x41, count: 5_000))
    let attachment = builder.addStorage("__attach_version1.0_#00000000")
    builder.add("__substg1.0_3707001E", Array("a.txt".utf8), in: attachment)
    builder.add("__substg1.0_37010102", Array("attached".utf8), in: attachment)
    return builder.build()
  }

  private var word: [UInt8] {
    func little(_ value: Int) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    // A property set with a code page, a title and a time (MS-OLEPS).
    let values =
      little(2) + little(1252) + little(30) + little(4) + Array("Abc\0".utf8) + little(64)
      + little(0) + little(0x01CA_0000)
    let section =
      little(8 + 24 + values.count) + little(3) + little(1) + little(32) + little(2) + little(40)
      + little(12) + little(52) + values
    var set: [UInt8] = [0xFE, 0xFF] + [UInt8](repeating: 0, count: 22) + little(1)
    set += little(0xF29F_85E0) + [UInt8](repeating: 0, count: 12) + little(48) + section
    var builder = CompoundBuilder()
    builder.add("WordDocument", [UInt8](repeating: 0, count: 100))
    builder.add("\u{5}SummaryInformation", set)
    return builder.build()
  }

  @Test func `half of the mutants of a package are read, so that the numbers are reached`() {
    var numbers = SeededGenerator(seed: 15)
    var trial = DocumentTrial(reader: DocumentReader())
    trial.run(SampleDocuments.spreadsheet, name: "a.xlsx", atMost: 300, &numbers)
    #expect(trial.counts.read * 2 > trial.counts.mutants)
  }
}

/// A document for a test, shown by its name only.
struct NamedDocument: CustomTestStringConvertible, Sendable {
  let name: String
  let bytes: [UInt8]
  var testDescription: String { name }

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

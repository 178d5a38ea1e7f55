import RandomNumbers
import Testing

@testable import Documents

struct PDFWritingTests {
  private func keywords(_ bytes: [UInt8]) throws -> String {
    let file = try PDFFile(bytes)
    let info = try #require(try file.resolved(file.trailer["Info"])?.dictionary)
    guard case .string(let text) = info["Keywords"] else { return "" }
    return PDFText.decoded(text)
  }

  private func metadata(_ bytes: [UInt8]) throws -> String {
    let file = try PDFFile(bytes)
    let root = try #require(try file.resolved(file.trailer["Root"])?.dictionary)
    let reference = try #require(root["Metadata"]?.reference)
    let object = try #require(try file.object(reference.number))
    return String(decoding: try file.content(of: object), as: UTF8.self)
  }

  static let variants: [(String, PDFBuilder)] = [
    ("table", PDFBuilder()), ("streams", PDFBuilder(usesStreams: true)),
    ("hybrid", PDFBuilder(isHybrid: true)), ("metadata", PDFBuilder(xmp: WritingSamples.xmp)),
    ("several ends", PDFBuilder(tail: "%%EOF\n%%EOF\r\n\n")), ("no end", PDFBuilder(tail: "")),
    ("no line end", PDFBuilder(tail: "%%EOF")),
  ]

  @Test(arguments: variants)
  func `everything before stays, so undo is a truncation`(name: String, builder: PDFBuilder) throws
  {
    let old = builder.build()
    let new = try WritingSamples.changed(old, .pdf)
    #expect(Array(new.prefix(old.count)) == old)
    #expect(try keywords(new) == "theirs, Data Sheet, Häfen & <Archive>")
    let xmp = try metadata(new)
    #expect(xmp.contains("<rdf:li>Data Sheet</rdf:li>"))
    #expect(xmp.contains(">Data Sheet</parlance:documentType>"))
    #expect(xmp.contains(">theirs, Data Sheet, Häfen &amp; &lt;Archive&gt;</pdf:Keywords>"))
    // The catalog keeps null and boolean values as they were.
    let file = try PDFFile(new)
    let root = try #require(try file.resolved(file.trailer["Root"])?.dictionary)
    #expect(root["Lang"] == .null && root["Flag"] == .boolean(true))
    #expect(try file.object(4)?.value.dictionary?["Nothing"] == .null)
  }

  @Test
  func `a compressed XMP packet is read, and written uncompressed`() throws {
    let packed = ZipBuilder.zlib(Array(WritingSamples.xmp.utf8))
    let builder = PDFBuilder(packedXMP: packed)
    let old = builder.build()
    #expect(try metadata(old) == WritingSamples.xmp)
    let new = try WritingSamples.changed(old, .pdf)
    #expect(Array(new.prefix(old.count)) == old)
    let xmp = try metadata(new)
    #expect(xmp.contains("<rdf:li>theirs</rdf:li>") && xmp.contains("<rdf:li>Data Sheet</rdf:li>"))
    #expect(ByteSearch.first(Array("<rdf:li>Data Sheet".utf8), in: new, 0..<new.count) != nil)
  }

  @Test(arguments: 1...8)
  func `mutated PDFs are appended to and read back, or refused with their bytes`(seed: UInt64)
    throws
  {
    var numbers = SeededGenerator(seed: seed)
    for (name, builder) in Self.variants {
      let bytes = builder.build()
      for _ in 0..<60 {
        var mutant = bytes
        for _ in 0...Int.random(in: 0...3, using: &numbers) {
          let place = Int.random(in: 0..<mutant.count, using: &numbers)
          switch Int.random(in: 0..<4, using: &numbers) {
          case 0: mutant[place] = UInt8.random(in: 0x30...0x39, using: &numbers)
          case 1: mutant.remove(at: place)
          case 2: mutant.insert(mutant[place], at: place)
          default: mutant[place] = UInt8.random(in: 0...255, using: &numbers)
          }
        }
        let change = try? TagWriting.change(
          mutant, format: .pdf, request: WritingSamples.request)
        guard let change else { continue }
        #expect(Array(change.bytes.prefix(mutant.count)) == mutant, "\(name)")
        // Read from its end without what is known of the old file, it says the same.
        let whole = try PDFFile(change.bytes)
        let appended = try PDFFile(change.bytes, appendedTo: try PDFFile(mutant))
        for number in 0...whole.places.highest {
          #expect(whole.places[number] == appended.places[number], "\(name) \(number)")
        }
        #expect(try keywords(change.bytes).contains("Data Sheet"), "\(name)")
      }
    }
  }

  @Test
  func `updates pile up, each taking the section before as its predecessor`() throws {
    var bytes = PDFBuilder(usesStreams: true).build()
    var previous = TagValues()
    for type in ["A", "B", "C"] {
      let values = TagValues(facets: ["type": [type]], keywords: [type])
      bytes = try WritingSamples.changed(bytes, .pdf, TagRequest(values, previous: previous))
      previous = values
    }
    #expect(try keywords(bytes) == "theirs, C")
    #expect(try metadata(bytes).contains(">C</parlance:documentType>"))
  }

  @Test
  func `an information dictionary is made where there is none`() throws {
    let new = try WritingSamples.changed(PDFBuilder(info: "null").build(), .pdf)
    #expect(try keywords(new) == "Data Sheet, Häfen & <Archive>")
  }

  /// A linearized file: the section of the first page stands in front and names the other one, which
  /// stands behind, as its predecessor.
  private func linearized() -> [UInt8] {
    let objects = [
      1: "<< /Type /Catalog /Pages 2 0 R /Lang null /Flag true >>",
      2: "<< /Type /Pages /Kids [] /Count 0 >>", 3: "<< /Title (T) /Keywords (theirs) >>",
      4: "<< /Unused true /Nothing null >>", 7: "<< /Linearized 1 /N 0 /O 1 >>",
    ]
    var places: [String: Int] = [:]
    var text = ""
    func digits(_ place: String) -> String {
      let number = String(places[place] ?? 0)
      return String(repeating: "0", count: 10 - number.count) + number
    }
    func put(_ number: Int) {
      places["\(number)"] = text.utf8.count
      text += "\(number) 0 obj\n\(objects[number] ?? "")\nendobj\n"
    }
    func section(_ name: String, _ numbers: [Int], _ trailer: String) {
      places[name] = text.utf8.count
      text += "xref\n" + (name == "main" ? "0 1\n0000000000 65535 f \n" : "")
      for number in numbers { text += "\(number) 1\n\(digits("\(number)")) 00000 n \n" }
      text += "trailer\n<< /Size 8 \(trailer) >>\n"
    }
    // Numbers have a fixed width, so the second time all places are known.
    for _ in 0..<2 {
      text = "%PDF-1.5\n"
      put(7)
      section(
        "first", [1, 3, 7],
        "/Root 1 0 R /Info 3 0 R /ID [<01><02>] /Prev \(digits("main"))")
      text += "startxref\n0\n%%EOF\n"
      for number in [1, 3, 2, 4] { put(number) }
      section("main", [2, 4], "/Root 1 0 R")
      text += "startxref\n\(digits("first"))\n%%EOF\n"
    }
    return Array(text.utf8)
  }

  @Test
  func `a linearized file gets its update behind both sections`() throws {
    let old = linearized()
    let new = try WritingSamples.changed(old, .pdf)
    #expect(Array(new.prefix(old.count)) == old)
    #expect(try keywords(new) == "theirs, Data Sheet, Häfen & <Archive>")
    #expect(try PDFFile(new).object(4)?.value.dictionary?["Nothing"] == .null)
  }

  @Test
  func `PDF/A gets what the standard predefines, and nothing else`() throws {
    let mark = "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" pdfaid:part=\"1\" rdf:about=\"\""
    let xmp = WritingSamples.xmp.replacingOccurrence(of: "rdf:about=\"\"", with: mark)
    let new = try WritingSamples.changed(PDFBuilder(xmp: xmp).build(), .pdf)
    let written = try metadata(new)
    #expect(written.contains("Data Sheet</rdf:li>"))
    #expect(written.contains("theirs, Data Sheet"))
    #expect(!written.contains("parlance"))
  }

  @Test(arguments: [
    (PDFBuilder(trailer: "/Encrypt 4 0 R"), "encrypted"),
    (PDFBuilder(catalog: "/AcroForm << /SigFlags 3 >>"), "signed"),
    (PDFBuilder(catalog: "/Perms << /DocMDP 4 0 R >>"), "signed"),
    (PDFBuilder(info: "<< /Type /Sig /ByteRange [0 1 2 3] >>"), "signed"),
    (PDFBuilder(prefix: "junk\n"), "unsupportedFormat"),
    (PDFBuilder(xmp: "<not xmp>"), "damaged"),
    (PDFBuilder(trailer: "/Prev 12"), "damaged"),
    (PDFBuilder(catalog: "/Pages 99 0 R"), "damaged"),
  ])
  func `refuses with a reason`(builder: PDFBuilder, reason: String) {
    do {
      _ = try TagWriting.edits(builder.build(), format: .pdf, request: WritingSamples.request)
      Issue.record("not refused: \(reason)")
    } catch {
      #expect(error.reason.rawValue == reason)
    }
  }

  @Test
  func `a cross-reference that is off by a byte is damage`() {
    var bytes = PDFBuilder().build()
    let place = ByteSearch.first(Array("2 0 obj".utf8), in: bytes, 0..<bytes.count) ?? 0
    bytes.insert(UInt8(ascii: "9"), at: place)
    #expect(throws: DocumentRefusal.self) {
      try TagWriting.edits(bytes, format: .pdf, request: WritingSamples.request)
    }
  }

  @Test(
    arguments: [
      ([0xFE, 0xFF, 0x00, 0xE4], "ä"), ([0xFF, 0xFE, 0xE4, 0x00], "ä"),
      ([0xEF, 0xBB, 0xBF, 0xC3, 0xA4], "ä"), ([0xE4, 0x80, 0x8D], "ä\u{2022}\u{201C}"),
    ] as [([UInt8], String)])
  func `text strings are read in every encoding`(bytes: [UInt8], text: String) {
    #expect(PDFText.decoded(bytes) == text)
  }

  @Test(arguments: ["(a) \\ b", "Häfen", "日本 – \u{1F4C4}"])
  func `strings survive being written and read`(text: String) {
    var lexer = PDFLexer(PDFText.encoded(text))
    guard case .string(let bytes) = lexer.value() else {
      Issue.record("no string")
      return
    }
    #expect(PDFText.decoded(bytes) == text)
  }

  @Test(arguments: 1...4)
  func `predictors are undone, as a naive encoder applies them`(type: UInt8) throws {
    var numbers = SeededGenerator(seed: UInt64(type))
    let columns = 5
    let plain = (0..<(columns * 7)).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    var encoded: [UInt8] = []
    for row in 0..<7 {
      encoded.append(type)
      for column in 0..<columns {
        func at(_ row: Int, _ column: Int) -> Int {
          row < 0 || column < 0 ? 0 : Int(plain[row * columns + column])
        }
        let (left, up, corner) = (at(row, column - 1), at(row - 1, column), at(row - 1, column - 1))
        let estimate = left + up - corner
        let paeth = [left, up, corner].min { abs(estimate - $0) < abs(estimate - $1) } ?? 0
        let predicted = [0, left, up, (left + up) / 2, paeth][Int(type)]
        encoded.append(UInt8(truncatingIfNeeded: at(row, column) - predicted))
      }
    }
    var lexer = PDFLexer(Array("<< /Predictor 12 /Columns 5 >>".utf8))
    let parameters = lexer.value()?.dictionary
    #expect(try PDFPredictor.undone(encoded, parameters) == plain)
  }
}

import Model
import RandomNumbers
import Testing

@testable import Documents

struct FormatWritingTests {
  @Test(arguments: WritingSamples.all)
  func `the values are there afterwards, others' keywords stay`(sample: WritingSample) throws {
    let (format, bytes) = (sample.format, sample.bytes)
    let new = try WritingSamples.changed(bytes, format)
    #expect(new != bytes)
    // Taking them out again leaves no term of ours and all of theirs.
    let back = TagRequest(TagValues(), previous: WritingSamples.request.values)
    let cleaned = try WritingSamples.changed(new, format, back)
    let again = try TagWriting.edits(cleaned, format: format, request: back)
    #expect(again.isEmpty)
    for text in [readable(new, format), readable(cleaned, format)] {
      #expect(text.contains("theirs"))
    }
    #expect(readable(new, format).contains("Data Sheet"))
    #expect(!readable(cleaned, format).contains("Data Sheet"))
  }

  /// Sidecars belong to the file they lie beside, and are not read alone.
  @Test(arguments: WritingSamples.all.filter { $0.format != .xmp })
  func `the reader finds what was written`(sample: WritingSample) throws {
    let new = try WritingSamples.changed(sample.bytes, sample.format)
    let name = "document." + sample.testDescription.prefix { $0 != "," }
    let document: Document
    do {
      document = try DocumentReader().read(new, name: name).get()
    } catch {
      // Without the programs that read PDF there is nothing to compare.
      #expect(sample.format == .pdf, "\(error)")
      return
    }
    func values(_ facet: String) -> [String] {
      document.metadata.filter { $0.facet == facet }.map(\.value)
    }
    #expect(values("type").contains("Data Sheet"))
    #expect(values("product").contains("Häfen & <Archive>") && values("product").contains("B"))
    let keywords = document.metadata.filter { $0.role == .keyword }.map(\.value)
    #expect(keywords.contains("theirs"))
    #expect(keywords.contains("Data Sheet"))
  }

  @Test(arguments: WritingSamples.all)
  func `a request for nothing changes nothing`(sample: WritingSample) throws {
    let (format, bytes) = (sample.format, sample.bytes)
    #expect(try TagWriting.edits(bytes, format: format, request: TagRequest(TagValues())).isEmpty)
  }

  @Test(arguments: WritingSamples.all)
  func `a new value replaces the old one`(sample: WritingSample) throws {
    let (format, bytes) = (sample.format, sample.bytes)
    let first = try WritingSamples.changed(bytes, format)
    let values = TagValues(facets: ["type": ["Brochure"]], keywords: ["Brochure"])
    let request = TagRequest(values, previous: WritingSamples.request.values)
    let second = try WritingSamples.changed(first, format, request)
    let text = readable(second, format)
    #expect(text.contains("Brochure"))
    #expect(!text.contains("Data Sheet"))
    #expect(!text.contains("Archive"))
    #expect(text.contains("theirs"))
  }

  @Test(arguments: WritingSamples.all)
  func `a value of others stays, unless overwriting or joined by more`(sample: WritingSample) throws
  {
    let format = sample.format
    let others = TagRequest(TagValues(facets: ["product": ["Their Archive"]]))
    let bytes = try WritingSamples.changed(sample.bytes, format, others)
    #expect(readable(bytes, format).contains("Their Archive"))
    var own = TagRequest(TagValues(facets: ["product": ["Own Archive"]]))
    #expect(try TagWriting.edits(bytes, format: format, request: own).isEmpty)
    own.overwritesOthers = true
    let overwritten = readable(try WritingSamples.changed(bytes, format, own), format)
    #expect(!overwritten.contains("Their Archive") && overwritten.contains("Own Archive"))
    let both = TagRequest(TagValues(facets: ["product": ["Own Archive", "Their Archive"]]))
    let joined = readable(try WritingSamples.changed(bytes, format, both), format)
    #expect(joined.contains("Own Archive") && joined.contains("Their Archive"))
  }

  @Test(arguments: 1...6)
  func `mutated documents are changed and verified, or refused; never a crash`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for sample in WritingSamples.all {
      let (format, bytes) = (sample.format, sample.bytes)
      for _ in 0..<40 {
        var mutant = bytes
        for _ in 0...Int.random(in: 0...6, using: &numbers) {
          let place = Int.random(in: 0..<mutant.count, using: &numbers)
          mutant[place] = UInt8.random(in: 0...255, using: &numbers)
        }
        if Int.random(in: 0..<4, using: &numbers) == 0 {
          mutant.removeLast(Int.random(in: 0..<mutant.count, using: &numbers))
        }
        guard
          let edits = try? TagWriting.edits(
            mutant, format: format, request: WritingSamples.request)
        else { continue }
        let new = edits.applied(to: mutant)
        #expect(new.flatMap { edits.inverse(of: mutant)?.applied(to: $0) } == mutant)
      }
    }
  }

  @Test
  func `user.xdg.tags keeps others' terms, in order`() {
    let value = TagWriting.attributeValue(
      changing: Array("theirs, red".utf8), request: WritingSamples.request)
    #expect(
      value.map { String(decoding: $0, as: UTF8.self) } == "theirs,red,Data Sheet,Häfen & <Archive>"
    )
    let cleaned = TagWriting.attributeValue(
      changing: value, request: TagRequest(TagValues(), previous: WritingSamples.request.values))
    #expect(cleaned.map { String(decoding: $0, as: UTF8.self) } == "theirs,red")
    let own = TagWriting.attributeValue(changing: nil, request: WritingSamples.request)
    #expect(
      TagWriting.attributeValue(
        changing: own, request: TagRequest(TagValues(), previous: WritingSamples.request.values))
        == nil)
  }

  /// The places where tags stand, as one text: the whole file, or the metadata parts of a package.
  private func readable(_ bytes: [UInt8], _ format: DocumentFormat) -> String {
    switch format {
    case .officeOpenXML, .openDocument, .epub:
      let names = ["docProps/core.xml", "docProps/custom.xml", "meta.xml", "OPS/book.opf"]
      return names.compactMap { try? WritingSamples.part($0, of: bytes) }.joined()
    case .pdf: return newestPDF(bytes)
    default: return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Information and metadata as the newest cross-reference section finds them.
  private func newestPDF(_ bytes: [UInt8]) -> String {
    guard let file = try? PDFFile(bytes),
      let root = try? file.resolved(file.trailer["Root"])?.dictionary,
      let info = try? file.resolved(file.trailer["Info"])?.dictionary
    else { return "" }
    var text = ""
    if case .string(let keywords) = info["Keywords"] { text += PDFText.decoded(keywords) }
    if let reference = root["Metadata"]?.reference,
      let object = try? file.object(reference.number), let content = try? file.content(of: object)
    {
      text += String(decoding: content, as: UTF8.self)
    }
    return text
  }
}

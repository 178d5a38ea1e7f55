import System
import TestSupport
import Testing

@testable import XMLReading

/// Where a document may be cut in two, and where it may not.
struct XMLDocumentCutTests {
  private func cut(_ text: String, at offset: Int? = nil, bytes limit: Int = 1 << 20)
    -> XMLDocumentCut?
  {
    var parts = XMLParts()
    parts.minimumSize = 0
    parts.cut = offset
    var limits = XMLLimits.vocabulary
    limits.bytes = limit
    return XMLDocumentCut(XMLDocumentBytes(Array(text.utf8)), parts: parts, limits: limits)
  }

  private let document = "<r a='>'>\n<x>\n<y/>\n</x>\n<x>\n<y/>\n</x>\n</r>"

  @Test func `the head is all up to the end of the root's start tag`() throws {
    let found = try #require(cut(document))
    #expect(String(decoding: found.head, as: UTF8.self) == "<r a='>'>")
    // The line of the later part begins where no fewer elements are open than anywhere.
    #expect(document.utf8.dropFirst(found.offset).starts(with: "<x>".utf8))
  }

  @Test(arguments: [
    "<?xml version='1.0' encoding='UTF-8'?>\n", "<?xml version=\"1.0\" encoding = \"utf-8\" ?>\n",
    "<?xml version='1.0'?>\n", "<!-- <r> -->\n", "<!DOCTYPE r [<!ENTITY e 'v'>]>\n",
  ])
  func `what may stand before the root does not hinder it`(before: String) throws {
    let found = try #require(cut(before + document))
    #expect(String(decoding: found.head, as: UTF8.self) == before + "<r a='>'>")
  }

  @Test(arguments: [
    "<?xml version='1.0' encoding='ISO-8859-1'?>\n", "<?xml version='1.0' encoding='UTF-16'?>\n",
    "<?xml version='1.0' encoding=''?>\n",
  ])
  func `a document that declares another encoding is not cut`(before: String) {
    #expect(cut(before + document) == nil)
  }

  @Test(arguments: [
    "", "<r/>", "<r", "<r a='", "no markup", "<r>text only</r>", "<r>\n</r>", "<r><x/></r>",
  ])
  func `where nothing begins on a line of its own there is no cut`(text: String) {
    #expect(cut(text) == nil)
  }

  @Test func `a given cut stands behind a line feed, behind the head and in the document`() {
    let lines = document.utf8.indices.filter { document.utf8[$0] == 10 }
    let offsets = lines.map { document.utf8.distance(from: document.utf8.startIndex, to: $0) + 1 }
    for offset in 0...document.utf8.count + 5 {
      let isCut = cut(document, at: offset)?.offset == offset
      #expect(isCut == offsets.contains(offset), "\(offset)")
    }
  }

  @Test func `too small or too large a document is read in one piece`() {
    #expect(cut(document, bytes: document.utf8.count - 1) == nil)
    let whole = XMLDocumentBytes(Array(document.utf8))
    #expect(XMLDocumentCut(whole, parts: XMLParts(), limits: .vocabulary) == nil)
    #expect(XMLDocumentCut(whole, parts: .none, limits: .vocabulary) == nil)
  }

  // MARK: Bytes

  @Test(arguments: [1, 3, 7, 100]) func `a file gives the bytes of any range, as does memory`(
    chunk: Int
  )
    throws
  {
    let folder = try TemporaryFolder()
    let bytes = Array("0123456789".utf8)
    try folder.write("a", bytes)
    let file = try #require(XMLDocumentBytes(path: "\(folder.path)/a"))
    for document in [file, XMLDocumentBytes(bytes)] {
      #expect(document.size == 10)
      for range in [0..<10, 2..<5, 8..<99, 3..<3] {
        #expect(try document.contents(of: range) == Array(bytes[range.clamped(to: 0..<10)]))
      }
    }
    var pieces: [[UInt8]] = []
    try file.forEachChunk(in: 1..<9, of: chunk) { piece in
      pieces.append(piece.array)
      return true
    }
    #expect(
      pieces.allSatisfy { $0.count <= chunk } && Array(pieces.joined()) == Array(bytes[1..<9]))
    var count = 0
    try file.forEachChunk(in: 0..<10, of: 2) { _ in
      count += 1
      return count < 3
    }
    #expect(count == 3)
  }

  @Test func `what is no regular file is not one that can be cut`() throws {
    let folder = try TemporaryFolder()
    #expect(XMLDocumentBytes(path: folder.path) == nil)
    #expect(XMLDocumentBytes(path: "\(folder.path)/none") == nil)
    #expect(XMLDocumentBytes(path: "/dev/null") == nil)
  }
}

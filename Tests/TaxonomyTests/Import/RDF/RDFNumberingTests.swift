import Testing
import XMLReading

@testable import Taxonomy

@Suite struct `Blank nodes and languages of RDF` {
  @Test func `a label is one node, and what has none is one of its own`() {
    var blanks = BlankNodes()
    let names = ["a", "b", nil, "a", nil, "b"].map { name in
      name.map { blanks.node(named: Array($0.utf8)) } ?? blanks.make()
    }
    #expect(names.map(\.number) == [0, 1, 2, 0, 3, 1])
    #expect(!names.contains { !$0.isBlank })
    #expect(blanks.count == 4)
    let labels = blanks.labels.map { label in label.map { String(decoding: $0, as: UTF8.self) } }
    #expect(labels == ["a", "b", nil, nil])
  }

  @Test func `number 0 is no language, others have theirs as they come up`() {
    var languages = LanguageTags()
    let numbers = ["de", "", "en", "de", "DE"].map { languages.number(of: Array($0.utf8)) }
    #expect(numbers == [1, 0, 2, 1, 3])
    #expect(languages.tags == [[], Array("de".utf8), Array("en".utf8), Array("DE".utf8)])
  }

  @Test func `an rdf:ID is one name, that of the document with it`() throws {
    let rdf = """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">
        <rdf:Description rdf:ID="one"><e:is rdf:ID="two">1</e:is></rdf:Description>
      </rdf:RDF>
      """
    let base = "https://id.example/doc"
    var parser = RDFXMLParser(sink: TripleList(), resources: ByteInterner(), base: base)
    try XMLReader(names: RDFName.names, limits: .vocabulary)
      .read(Array(rdf.utf8), handler: &parser)
    let names = (0..<parser.resources.count).map { parser.resources.string(of: UInt32($0)) }
    #expect(
      names.filter { $0.hasPrefix(base) || !$0.contains(":") } == ["\(base)#one", "\(base)#two"])
    #expect(parser.documentBaseLine != nil)
  }
}

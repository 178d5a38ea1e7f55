import RandomNumbers
import Testing
import XMLReading

@testable import Taxonomy

/// A vocabulary read in two parts is, to the last byte of its snapshot, that read in one.
struct SKOSPartsTests {
  /// Nodes that depend on what another part says: identifiers, blank nodes, languages, classes.
  private static let nodes = [
    "<skos:Concept rdf:about='a'><skos:prefLabel xml:lang='en'>One  thing</skos:prefLabel>\n"
      + "<skos:broader rdf:resource='b'/></skos:Concept>",
    "<skos:Concept rdf:about='b'><skos:prefLabel xml:lang='fr'>&name; \n two</skos:prefLabel>\n"
      + "</skos:Concept>",
    "<rdf:Description rdf:about='a'>\n<skos:altLabel>no language</skos:altLabel>\n"
      + "<x:unknown>left out</x:unknown></rdf:Description>",
    "<rdf:Description rdf:nodeID='n1'><xl:literalForm xml:lang='pt-BR'>shared</xl:literalForm>\n"
      + "</rdf:Description>",
    "<skos:Concept rdf:about='c'>\n<xl:prefLabel rdf:nodeID='n1'/>\n</skos:Concept>",
    "<skos:Concept rdf:about='d'>\n<xl:altLabel><xl:Label>\n<xl:literalForm xml:lang='DE'>x"
      + "</xl:literalForm></xl:Label></xl:altLabel>\n</skos:Concept>",
    "<x:Thing rdf:about='e'><skos:prefLabel>typed elsewhere</skos:prefLabel></x:Thing>",
    "<rdf:Description rdf:about='http://x.example/ns#Thing'>\n"
      + "<rdfs:subClassOf rdf:resource='http://www.w3.org/2004/02/skos/core#Concept'/>"
      + "</rdf:Description>",
    "<skos:Collection rdf:about='f'><skos:member>\n<skos:Concept rdf:about='g'>\n"
      + "<skos:prefLabel xml:lang='en'>inner</skos:prefLabel></skos:Concept>\n</skos:member>"
      + "</skos:Collection>",
    "<!-- <skos:Concept rdf:about='h'>\n</skos:Concept>\n -->",
    "<skos:Concept rdf:about='i'><skos:definition><![CDATA[</skos:Concept>\n<skos:Concept>\n]]>"
      + "</skos:definition>\n<skos:prefLabel xml:lang='en'/></skos:Concept>",
    "<skos:Concept rdf:about='j'>\n<skos:broader rdf:resource='undefined'/>\n"
      + "<skos:notation rdf:datatype='http://x.example/type'>4711</skos:notation></skos:Concept>",
  ]

  private func document(seed: Int, _ more: [String] = []) -> [UInt8] {
    var random = SeededGenerator(seed: UInt64(seed))
    var body: [String] = []
    for _ in 0..<12 {
      body.append(Self.nodes[random.next(below: Self.nodes.count)])
    }
    let document = skosDocument(
      (body + more).joined(separator: "\n"), attributes: "xml:lang='nl'")
    return [UInt8]("<!DOCTYPE rdf:RDF [\n<!ENTITY name 'entity'>\n]>\n".utf8) + document
  }

  private struct Outcome: Equatable {
    var snapshot: [UInt8] = []
    var findings: [VocabularyFinding] = []
    var error = ""
  }

  private func read(_ documents: [[UInt8]], _ parts: XMLParts) -> Outcome {
    do {
      var builder = VocabularyBuilder()
      for bytes in documents {
        var input = XMLInput(path: "test.rdf", bytes: bytes)
        input.parts = parts
        let given = builder
        builder = try VocabularyFormat.skos.read(input, into: given, checksStatements: true)
      }
      let (snapshot, findings) = builder.compile()
      return Outcome(snapshot: snapshot, findings: findings)
    } catch {
      return Outcome(error: "\(error)")
    }
  }

  @Test(arguments: 0..<15)
  func `the snapshot is the same wherever the document is cut`(seed: Int) {
    let documents = [document(seed: seed + 100), document(seed: seed)]
    let whole = read(documents, .none)
    #expect(!whole.snapshot.isEmpty)
    for cut in cuts(documents[1]) {
      #expect(read(documents, XMLParts(cut: cut)) == whole, "cut at \(cut)")
    }
  }

  @Test
  func `an identifier given twice is an error across the cut`() {
    let node = "<skos:Concept rdf:ID='twice'>\n<skos:prefLabel>x</skos:prefLabel></skos:Concept>"
    let bytes = document(seed: 1, [node, node])
    let whole = read([bytes], .none)
    #expect(whole.error.contains("twice"))
    for cut in cuts(bytes) { #expect(read([bytes], XMLParts(cut: cut)) == whole) }
  }

  @Test
  func `statements that are not RDF are the same error wherever the document is cut`() {
    let bytes = document(seed: 2, ["<skos:Concept rdf:about='z' rdf:ID='z'/>\n", "stray text"])
    let whole = read([bytes], .none)
    #expect(!whole.error.isEmpty)
    for cut in cuts(bytes) { #expect(read([bytes], XMLParts(cut: cut)) == whole) }
  }

  private func cuts(_ bytes: [UInt8]) -> [Int] {
    bytes.indices.filter { $0 > 0 && bytes[$0 - 1] == UInt8(ascii: "\n") }
  }
}

import Model
import Taxonomy
import Testing

@testable import Tagging

/// Which of people's tags contradict each other.
struct ExampleContradictionsTests {
  private static let vocabulary = Result { () throws -> Vocabulary in
    var importer = VocabularyImporter()
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="type" assign="one">
        <concept id="letter"><name>Letter</name>
          <concept id="offer"><name>Offer</name></concept>
        </concept>
        <concept id="invoice"><name>Invoice</name></concept>
      </scheme>
      <scheme id="product"><concept id="pump"><name>Pump</name></concept>
        <concept id="valve"><name>Valve</name></concept></scheme>
      </vocabulary>
      """
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    return try importer.finish().vocabulary
  }

  private func found(
    _ examples: [(id: String, title: String, text: String, concepts: [String])]
  ) throws -> ExampleContradictions {
    ExampleContradictions(
      examples.map { example in
        TaggingExample(
          Document(id: example.id, title: example.title, text: example.text),
          concepts: example.concepts.map { "urn:x:\($0)" })
      }, in: try Self.vocabulary.get())
  }

  @Test func `two types of one document are one too many, two products are not`() throws {
    let found = try found([
      ("a", "A", "one", ["letter", "invoice"]), ("b", "B", "two", ["pump", "valve", "letter"]),
      ("c", "C", "three", ["offer", "letter"]), ("d", "D", "four", ["invoice", "invoice"]),
      ("e", "E", "five", []),
    ])
    #expect(found.several.map(\.document) == ["a"])
    #expect(found.differing.isEmpty)
    #expect(
      found.lines == [
        "1 document has several values of a scheme that gives each one, such as “a” of type"
      ])
  }

  @Test func `copies that are tagged otherwise are told, each once`() throws {
    let found = try found([
      ("a", "T", "same words", ["letter"]), ("b", "T", "same words", ["letter", "pump"]),
      ("c", "T", "same words", ["invoice"]), ("d", "T", "same words", ["offer"]),
      ("e", "U", "same words", ["invoice"]), ("f", "T", "other words", ["invoice"]),
    ])
    #expect(found.several.isEmpty)
    #expect(found.differing.map(\.document) == ["c", "d"])
    #expect(
      found.lines == [
        "2 documents have the words of another one that is tagged otherwise, such as “c” in type"
      ])
  }

  @Test func `what says nothing contradicts nothing`() throws {
    #expect(try found([]).lines.isEmpty)
    // Without a text only the titles are alike.
    #expect(
      try found([("a", "Report", "", ["letter"]), ("b", "Report", "", ["invoice"])]).lines.isEmpty)
    // Silence in a scheme is no other tag.
    #expect(
      try found([("a", "T", "same", ["letter"]), ("b", "T", "same", ["pump"])]).lines.isEmpty)
    #expect(try found([("a", "T", "same", ["unknown"])]).lines.isEmpty)
  }
}

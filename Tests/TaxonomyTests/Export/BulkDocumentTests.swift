import JSONCoding
import Model
import Testing

@testable import Taxonomy

/// The bulk file of a search engine: an action and a document for each concept, whatever its names hold.
struct BulkDocumentTests {
  private func pairs(_ vocabulary: Vocabulary) throws -> [(action: JSONValue, document: JSONValue)]
  {
    let lines = String(decoding: try vocabulary.exported(as: .json), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.last?.isEmpty == true, "the last line has its end, or the engine refuses the file")
    let values = try lines.dropLast().map { try JSONReader.value(of: Array($0.utf8)) }
    #expect(values.count.isMultiple(of: 2))
    return stride(from: 0, to: values.count, by: 2).map { (values[$0], values[$0 + 1]) }
  }

  @Test(arguments: 1...12)
  func `each concept is one document that says what the vocabulary says`(seed: UInt64) throws {
    var random = RandomVocabulary(seed: seed)
    let vocabulary = random.make()
    let pairs = try pairs(vocabulary)
    #expect(pairs.count == vocabulary.conceptCount)
    for (concept, (action, document)) in zip(vocabulary.concepts, pairs) {
      let uri = vocabulary.uri(of: concept)
      #expect(action["index"]?["_id"]?.string == uri)
      #expect(document["uri"]?.string == uri)
      #expect(document["label"]?.string == vocabulary.preferredLabel(of: concept, language: "en"))
      let labels = vocabulary.labels(of: concept).map(vocabulary.label)
      #expect(document["labels"]?.array?.map { $0["text"]?.string } == labels.map(\.text))
      #expect(document["labels"]?.array?.map { $0["kind"]?.string } == labels.map(\.kind.wireName))
      #expect(
        document["broader"]?.strings
          == vocabulary.broader(of: concept).map { vocabulary.uri(of: $0) })
      #expect(document["path"]?.strings?.last == uri)
      #expect((document["deprecated"]?.bool ?? false) == vocabulary.isDeprecated(concept))
      #expect((document["compound"]?.bool ?? false) == vocabulary.isCompound(concept))
      #expect(
        document["deprecated_since"]?.string
          == (vocabulary.isDeprecated(concept)
            ? vocabulary.deprecationDate(of: concept)?.description : nil))
      #expect(
        document["scheme"]?.string
          == vocabulary.schemes(of: concept).first.map { vocabulary.key(of: $0) })
    }
  }

  @Test func `a concept that will be given up says when and for what, and is not out of use`()
    throws
  {
    let vocabulary = try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en"><scheme id="s"><title>S</title>
      <concept id="a" deprecated="9999-12-31"><name>A</name><successor ref="b"/></concept>
      <concept id="b"><name>B</name></concept></scheme></vocabulary>
      """
    ).vocabulary
    let document = try pairs(vocabulary)[0].document
    #expect(document["deprecated"] == nil)
    #expect(document["deprecated_from"]?.string == "9999-12-31")
    #expect(document["successors"]?.strings == ["urn:x:b"])
  }

  @Test func `of several definitions the first is the document's`() throws {
    let vocabulary = try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:"><concept id="a"><name>A</name><note>N.</note>
      <definition>First "one".</definition><definition>Second.</definition></concept></vocabulary>
      """
    ).vocabulary
    let document = try pairs(vocabulary)[0].document
    #expect(document["definition"]?.string == "First \"one\".")
  }
}

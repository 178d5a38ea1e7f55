import JSONCoding
import Model
import Taxonomy
import Testing

@testable import Searching

/// What an engine stores of a document is read; what is missing there, or of another kind, is left out.
struct RemoteStoredTests {
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:type")
    builder.declareScheme(scheme, key: "type")
    let concept = builder.entity("urn:flyer")
    builder.declareConcept(concept)
    builder.addRelation(.scheme, from: concept, to: scheme)
    builder.addLabel(Label("Flyer", language: "en"), to: concept)
    return builder.build().vocabulary
  }()

  private func stored(
    _ json: String, keys: [String] = ["type", "product", "year"], knows: Bool = true
  ) throws -> StoredDocument {
    try RemoteStored(
      source: JSONReader.value(of: Array(json.utf8)), facetKeys: keys,
      vocabulary: knows ? Self.vocabulary : nil
    ).document()
  }

  @Test func `an identifier is all that is needed`() throws {
    let document = try stored(#"{"id":"d"}"#)
    #expect(document.id == "d")
    #expect(document.path.isEmpty && document.title.isEmpty && document.text.isEmpty)
    #expect(document.date == nil && document.language.isEmpty && document.headings.isEmpty)
    #expect(document.tags.isEmpty)
  }

  @Test(arguments: ["{}", #"{"id":7}"#, #"{"id":null}"#, #"{"ID":"d"}"#, "[]", "null"])
  func `without one there is no document`(json: String) {
    #expect(throws: RemoteFailure.self) { try stored(json) }
  }

  @Test func `everything else is what was published`() throws {
    let document = try stored(
      #"{"id":"a/ä.md","path":"a/ä.md","title":"Größe <1>","language":"de","text":{"de":"Wörter\nund Zeilen"}}"#
    )
    #expect(document.id == "a/ä.md" && document.path == "a/ä.md" && document.title == "Größe <1>")
    #expect(document.language == "de" && document.text == "Wörter\nund Zeilen")
  }

  @Test(arguments: [
    #"{"id":"d","title":7,"path":[],"language":{},"text":"x"}"#,
    #"{"id":"d","title":null,"path":null,"text":{}}"#, #"{"id":"d","text":{"en":7}}"#,
    #"{"id":"d","tags":"x"}"#, #"{"id":"d","tags":{"type":7}}"#, #"{"id":"d","tags":[]}"#,
  ])
  func `a value of another kind is none`(json: String) throws {
    let document = try stored(json)
    #expect(document.title.isEmpty && document.path.isEmpty && document.text.isEmpty)
    #expect(document.tags.isEmpty)
  }

  @Test(arguments: ["2010", "2010-03", "2010-03-12"])
  func `a date is the number that the index has for it`(text: String) throws {
    let date = try #require(CalendarDate(text))
    #expect(try stored(#"{"id":"d","date_raw":\#(date.rawValue)}"#).date == date)
  }

  @Test(arguments: [
    "9223372036854775807", "-9223372036854775808", "2147483648", "\"2010\"", "1e300",
  ])
  func `a number that no date has is none`(number: String) throws {
    #expect(try stored(#"{"id":"d","date_raw":\#(number)}"#).date == nil)
  }

  @Test func `tags are named by the vocabulary, in the order of the facets`() throws {
    let name = RemoteField.name(of: "type")
    let other = RemoteField.name(of: "product")
    let year = RemoteField.name(of: "year")
    let json =
      #"{"id":"d","tags":{"\#(other)":["urn:gone","plain"],"\#(name)":["urn:flyer"],"\#(year)":["2010"]}}"#
    let document = try stored(json)
    #expect(document.tags.map(\.key) == ["type", "product"], "the year is no tag")
    #expect(document.tags[0].values == [FacetValue(label: "Flyer", concept: "urn:flyer")])
    #expect(document.tags[1].values == [FacetValue(label: "urn:gone"), FacetValue(label: "plain")])
    #expect(try stored(json, keys: ["product"]).tags.map(\.key) == ["product"])
    #expect(try stored(json, knows: false).tags[0].values == [FacetValue(label: "urn:flyer")])
    #expect(try stored(json, keys: []).tags.isEmpty)
  }

  @Test func `a facet without values is none`() throws {
    let name = RemoteField.name(of: "type")
    #expect(try stored(#"{"id":"d","tags":{"\#(name)":[]}}"#).tags.isEmpty)
  }
}

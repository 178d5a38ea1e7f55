import JSONCoding
import Model
import Testing

@testable import Tagging

struct TaggingRecordTests {
  private func document(_ members: JSONValue) throws -> Document {
    try TaggingRecord(members).document
  }

  @Test func `headings of a text in Markdown are found`() throws {
    let text = """
      ---
      title: Set up
      ---
      # Set up the vault

      Text

      ## Prerequisites
      ```
      # no
      ```
      """
    let found = try document(["id": "a", "path": "x/a.md", "text": .string(text)])
    #expect(found.headings == ["Set up the vault", "Prerequisites"])
    #expect(found.title == "Set up")
    #expect(found.text == text, "places are told in the text as given")
  }

  @Test func `what a line says of title and headings holds`() throws {
    let found = try document([
      "id": "a", "path": "a.md", "title": "T", "headings": ["H"], "text": "# Other",
    ])
    #expect(found.headings == ["H"])
    #expect(found.title == "T")
  }

  @Test func `a number sign is no heading in other text`() throws {
    let text: JSONValue = "# Other"
    #expect(try document(["id": "a", "path": "a.txt", "text": text]).headings.isEmpty)
    #expect(try document(["id": "a", "text": text]).headings.isEmpty)
  }

  @Test func `a document that was read before has the headings that were found`() throws {
    let read = try document(["id": "a", "path": "a.md", "dates": [], "text": "# in a listing"])
    #expect(read.headings.isEmpty)
  }

  // MARK: What is refused

  /// What is said of a line.
  private func message(_ text: String) -> String? {
    do {
      _ = try TaggingRecord(try JSONReader.value(of: text))
      return nil
    } catch let defect as TaggingRecord.Defect {
      return defect.message
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    ("[1]", "the line is not a JSON object"), ("\"a\"", "the line is not a JSON object"),
    (#"{"text":"x"}"#, #"the object has no "id""#),
    (#"{"id":["a"],"text":"x"}"#, #"the object has no "id""#),
    (#"{"id":"a"}"#, #"the object has no "text""#),
    (#"{"id":"a","text":7}"#, #"the object has no "text""#),
  ])
  func `what every line must have is named`(text: String, words: String) {
    #expect(message(text) == words)
  }

  @Test(arguments: [
    (#""title":["T"]"#, #"the member "title" must be a string"#),
    (#""path":true"#, #"the member "path" must be a string"#),
    (#""language":{}"#, #"the member "language" must be a string"#),
    (#""format":[]"#, #"the member "format" must be a string"#),
    (#""headings":7"#, #"the member "headings" must be an array of strings"#),
    (#""tags":[{"concept":"urn:a"}]"#, #"the member "tags" must be an array of strings"#),
    (#""remarks":[1]"#, #"the member "remarks" must be an array of strings"#),
    (#""metadata":"x""#, #"the member "metadata" must be an array of objects"#),
    (#""mentions":{}"#, #"the member "mentions" must be an array of objects"#),
    (#""dates":"2010""#, #"the member "dates" must be an array of objects"#),
    (#""date":["2010"]"#, #"the member "date" must be a string"#),
    (#""date":"never""#, #""never" is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD"#),
    (#""date":"2010-02-30""#, #""2010-02-30" is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD"#),
    (#""date":99999999"#, #""99999999" is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD"#),
    (
      #""metadata":[{"name":"a","value":"b"},{"name":"a"}]"#,
      #"entry 2 of "metadata" is not a field: it has "name" and "value""#
    ),
    (
      #""mentions":[{"start":3,"end":3,"concept":"urn:a"}]"#,
      #"entry 1 of "mentions" is not a mention: it has "start", "end" behind it, and "concept""#
    ),
  ])
  func `a member that is something else is named with what it must be`(
    member: String, words: String
  ) {
    #expect(message(#"{"id":"a","text":"x",\#(member)}"#) == words)
  }

  @Test(arguments: [
    #"{"date":"2010-13-01","source":"content"}"#, #"{"date":"2010","source":"elsewhere"}"#,
    #""2010""#,
  ])
  func `an entry of the dates that is none is told with its number`(entry: String) {
    let good = #"{"date":"2010-03-01","source":"content"}"#
    let told = message(#"{"id":"a","text":"x","dates":[\#(good),\#(entry)]}"#)
    #expect(told?.hasPrefix("entry 2 of \"dates\" is not a date: it has \"date\", such as") == true)
    #expect(told?.hasSuffix("one of content, metadata, path, file") == true, "\(told ?? "")")
  }

  @Test(arguments: ["headings", "tags", "remarks", "mentions", "dates", "metadata"])
  func `a list has a bound`(name: String) {
    let values = [String](repeating: "\"a\"", count: InputLimits.documentValues + 1)
    let told = message(#"{"id":"a","text":"x","\#(name)":[\#(values.joined(separator: ","))]}"#)
    #expect(told == "the member \"\(name)\" has more than \(InputLimits.documentValues) values")
  }

  @Test func `what is null is not there, and numbers stand for their digits`() throws {
    let nothing = #""title":null,"path":null,"date":null,"dates":null,"metadata":null,"tags":null"#
    let read = try TaggingRecord(
      try JSONReader.value(of: #"{"id":7,"text":"x",\#(nothing),"mentions":null,"headings":null}"#))
    #expect(read.document == Document(id: "7", text: "x"))
    #expect(read.tags.isEmpty && read.marks.isEmpty)
    let numbers = try document(["id": 1.5, "text": "x", "title": 1984, "date": 2010])
    #expect(numbers.id == "1.5" && numbers.title == "1984")
    #expect(numbers.dates.map { $0.date.description } == ["2010"])
    #expect(try document(["id": "a", "text": "x", "date": ""]).dates.isEmpty)
  }

  @Test func `the names of other people's fields tell their roles, and their shapes do not matter`()
    throws
  {
    let metadata: JSONValue = [
      "Document-Type": "Flyer", "keywords": ["a", 7, true, ["x"]], "nested": ["deep": "x"],
      "Author": .null,
    ]
    let fields = try document(["id": "a", "text": "x", "metadata": metadata]).metadata
    #expect(fields.map { $0.name } == ["Document-Type", "keywords", "keywords"])
    #expect(fields.map { $0.value } == ["Flyer", "a", "7"])
    #expect(fields.map { $0.role } == [.category, .keyword, .keyword])
  }

  @Test func `mentions outside text and title are left out`() throws {
    let record = try TaggingRecord([
      "id": "a", "text": "words",
      "mentions": [
        ["start": 0, "end": 2, "concept": "urn:a"],
        ["start": 1, "end": 2, "concept": "urn:b", "field": "title"],
        ["start": 1, "end": 2, "concept": "urn:c", "field": "heading"],
      ],
    ])
    #expect(record.marks.map { $0.concept } == ["urn:a", "urn:b"])
    #expect(record.marks.map { $0.field } == [.text, .title])
    #expect(record.marks.map { $0.range } == [0..<2, 1..<2])
  }
}

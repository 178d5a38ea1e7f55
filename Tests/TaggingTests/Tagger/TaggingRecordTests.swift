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
}

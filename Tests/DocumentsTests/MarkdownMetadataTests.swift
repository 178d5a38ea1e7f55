import Model
import Testing

@testable import Documents

@Suite struct `Metadata at the beginning of a Markdown file` {
  private let request = TagRequest(
    TagValues(facets: ["type": ["Data Sheet"]], keywords: ["Data Sheet", "Café \"x\""]))

  private func written(_ text: String) throws -> String {
    String(
      decoding: try WritingSamples.changed(Array(text.utf8), .markdown, request), as: UTF8.self)
  }

  private func refusal(_ text: String) -> DocumentRefusal? {
    do {
      _ = try TagWriting.edits(Array(text.utf8), format: .markdown, request: request)
      return nil
    } catch {
      return error
    }
  }

  static let tags = "tags = [\"a\", \"Data Sheet\", \"Café \\\"x\\\"\"]\n"
  static let type = "documentType = \"Data Sheet\"\n"

  @Test(arguments: [
    (
      "+++\ntitle = \"T\"\ntags = [\"a\"]\n+++\nBody\n",
      "+++\ntitle = \"T\"\n\(tags)\(type)+++\nBody\n"
    ),
    (
      "+++\ntags = [\n  'a', # first\n]\n[params]\nx = 1\n+++\nBody",
      "+++\n\(tags)\(type)[params]\nx = 1\n+++\nBody"
    ),
    (
      "+++\ntitle = 'T'\n[taxonomies]\ntags = [\"a\"]\n+++\n",
      "+++\ntitle = 'T'\n\(type)[taxonomies]\n\(tags)+++\n"
    ),
    (
      "+++\ntext = \"\"\"\nno = [\n\"\"\"\nmap = { a = \"]\", b = [1, 2] }\ntags=\"a\"\ndocumentType = \"Old\"\n+++\n",
      "+++\ntext = \"\"\"\nno = [\n\"\"\"\nmap = { a = \"]\", b = [1, 2] }\n\(tags)documentType = \"Old\"\n+++\n"
    ),
  ])
  func `in TOML are written as TOML`(before: String, after: String) throws {
    #expect(try written(before) == after)
  }

  @Test(arguments: [
    (
      "Title: T\nAuthor: Me\n\nBody\n",
      "Title: T\nAuthor: Me\nKeywords: Data Sheet, Café \"x\"\nDocumentType: Data Sheet\n\nBody\n"
    ),
    (
      "title: T\ncategory: c\ntags: a,\n    b\n\nBody",
      "title: T\ncategory: c\ntags: a, b, Data Sheet, Café \"x\"\nDocumentType: Data Sheet\n\nBody"
    ),
    (
      "Title: T\r\n\r\nBody",
      "Title: T\r\nKeywords: Data Sheet, Café \"x\"\r\nDocumentType: Data Sheet\r\n\r\nBody"
    ),
  ])
  func `of MultiMarkdown and Pelican are written as theirs`(before: String, after: String) throws {
    #expect(try written(before) == after)
  }

  @Test(arguments: [
    "---\n\nBody begins with a rule\n\n---\n", "----\nA longer rule\n----\n",
    "{% include head %}\nBody",
    "{{< figure >}}\nBody", "%matplotlib\nBody", "<!-- n -->\nBody",
    "\"Quoted\": prose\nBody", "---json without an end\nBody",
    "---\nProse between rules.\n---\nMore prose.\n",
    "---\n- a list\n- between rules\n---\n", "Note: this is no metadata\n\nBody",
    "http://example.com/\n\nBody", "+++\nno equation\n+++\nBody", "# T\n\nTitle: later\n",
  ])
  func `are put in front of a text that has none, which stays the text`(text: String) throws {
    let front = "---\ntags: [Data Sheet, \"Café \\\"x\\\"\"]\ndocumentType: Data Sheet\n---\n\n"
    #expect(try written(text) == front + text)
    let document = try readDocument(text, "a.md")
    let words = text.split { !$0.isLetter }.filter { $0.count > 3 && $0 != "http" }
    for word in words { #expect(document.text.contains(word), "\(word)") }
    #expect(document.metadata.isEmpty)
    #expect(try readDocument(front + text, "a.md").text == document.text)
  }

  @Test(arguments: [
    ("---\ntitle: T\nno key here\n---\nBody", "line 3"),
    ("+++\ntitle = \"T\nx = 1\n+++\n", "line 2"),
    ("---\ntitle: T\ntags: &x [a]\n---\n", "'tags'"),
    // YAML, and none of the flat one: what is put in front of it would hide it from other programs.
    ("---\n? complex\n: v\ntitle: T\n---\nBody", "line 2"),
    ("---\n?\n  - a\n: v\n---\nBody", "line 2"),
    ("---\ntitle: T\n--- # end\nBody\n---\n", "line 3"),
    ("---\ntitle: T\n... # end\nBody", "line 3"),
    // Other programs take the last of two, or none.
    ("---\ntags: [a]\ntitle: T\ntags: [b]\n---\n", "'tags' twice"),
    ("---\nkeywords: a\nkeywords: b\n---\n", "'keywords' twice"),
    ("---\ndocumentType: A\ndocumentType: B\n---\n", "'documentType' twice"),
  ])
  func `that cannot be read are refused with their place`(text: String, place: String) {
    let refusal = refusal(text)
    #expect(refusal?.reason == .damaged)
    #expect(refusal?.detail.contains(place) ?? false, "\(refusal?.detail ?? "written")")
  }

  @Test(arguments: [
    "{\n \"title\": \"T\",\n \"tags\": [\"a\"]\n}\n\nBody", "{ \"title\": \"T\" }\nBody",
    ";;;\n{\"title\": \"T\"}\n;;;\nBody", "\"title\": \"T\",\n\"tags\": []\n;;;\nBody",
    "---json\n{\"title\": \"T\"}\n---\nBody", "---toml\ntitle = \"T\"\n---\nBody",
    "--- # settings\ntitle: T\n---\nBody", "+++ toml\ntitle = \"T\"\n+++\nBody",
    "% Title\n% Author\n% 2010-01-02\n\nBody", "<!--\n.. title: T\n.. tags: a\n-->\n\nBody",
    "title: T\ntags: [a]\n---\nBody", "\u{FEFF}{\"title\": \"T\"}\nBody",
  ])
  func `of other programs are left alone, and read as text`(text: String) throws {
    let refusal = refusal(text)
    #expect(refusal?.reason == .unsupportedFormat)
    #expect(refusal?.detail.contains("begins with metadata") ?? false)
    #expect(refusal?.hint != nil)
    #expect(try readDocument(text, "a.md").text.contains("Body"))
  }

  @Test(arguments: [
    "---\n\nNote: prose between rules\n\n---\nBody", "---\n \nTitle: T\n---\nBody",
  ])
  func `below an empty line may be prose between rules, and stay as they are`(text: String) throws {
    #expect(refusal(text)?.detail.contains("line 2") ?? false)
    #expect(try readDocument(text, "a.md").text.contains(text.contains("Note") ? "prose" : "Body"))
  }

  @Test func `that may be text are read as both`() throws {
    let document = try readDocument("---\nTitle: T\nnot a key\n---\nBody", "a.md")
    #expect(document.title == "T")
    #expect(document.text.contains("not a key") && document.text.contains("Body"))
  }

  @Test(arguments: [
    "+++\ntitle = \"The \\u00e9t\\u00E9\"\ntags = ['a b', \"c\"]\ndate = 2010-03-12T00:00:00Z\n[extra]\naudience = 'Engineers'\n+++\nBody",
    "Title: The été\nTags: a b, c\nDate: 2010-03-12\naudience: Engineers\n\nBody",
    "---\ntitle: The été\ntags: [\n a b,\nc]\ndate: 2010-03-12\naudience: Engineers\n...\nBody",
  ])
  func `are read in each notation`(text: String) throws {
    let document = try readDocument(text, "a.md")
    #expect(document.title == "The été")
    #expect(document.text == "Body")
    #expect(document.values(facet: "audience") == ["Engineers"])
    #expect(document.dates(.metadata) == ["2010-03-12"])
    if !text.hasPrefix("---") { #expect(document.values(.keyword) == ["a b", "c"]) }
  }

  @Test func `are not written beyond ASCII into a file of another encoding`() {
    let bytes = Array("# Gr".utf8) + [0xFC] + Array("n\n".utf8)
    #expect(throws: DocumentRefusal.self) {
      try TagWriting.edits(bytes, format: .markdown, request: request)
    }
    let plain = TagRequest(TagValues(keywords: ["Data Sheet"]))
    #expect(throws: Never.self) {
      try TagWriting.edits(bytes, format: .markdown, request: plain)
    }
  }
}

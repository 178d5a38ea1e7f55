import Model
import Testing

@testable import Documents

/// Tags in the TOML at the head of a Markdown file, where Hugo and Zola look for them.
@Suite struct `Tags in TOML front matter` {
  private static let values = TagValues(
    facets: ["type": ["Brochure"]], keywords: ["Brochure", "Say \"hi\""])

  private func written(
    _ matter: String, _ values: TagValues = values, previous: TagValues = TagValues()
  ) throws -> String {
    let bytes = Array("+++\n\(matter)+++\nText\n".utf8)
    let edits = try TagWriting.edits(
      bytes, format: try #require(DocumentFormat.writable(pathExtension: "md")),
      request: TagRequest(values, previous: previous))
    let text = String(decoding: try #require(edits.applied(to: bytes)), as: UTF8.self)
    #expect(text.hasPrefix("+++\n") && text.hasSuffix("+++\nText\n"))
    return String(text.dropFirst(4).dropLast(9))
  }

  private static let tags = "tags = [\"Brochure\", \"Say \\\"hi\\\"\"]\n"

  @Test func `stand at the top, and before the first table`() throws {
    let new = try written("title = \"A\"\n[params]\nx = 1\n")
    #expect(new.hasPrefix("title = \"A\"\n") && new.hasSuffix("[params]\nx = 1\n"), "\(new)")
    #expect(new.contains(Self.tags) && new.contains("documentType = \"Brochure\"\n"))
  }

  @Test func `stand where the site generator has them`() throws {
    let zola = try written("title = \"A\"\n[taxonomies]\ntags = [\"theirs\"]\n")
    #expect(
      zola.contains("[taxonomies]\ntags = [\"theirs\", \"Brochure\", \"Say \\\"hi\\\"\"]\n"))
    let params = try written("[params]\ndocumentType = \"Brochure\"\n")
    #expect(params.contains("[params]\ndocumentType = \"Brochure\"\n"))
    #expect(params.split(separator: "documentType").count == 2, "it stands there once")
  }

  @Test func `go without a trace, and leave what is others'`() throws {
    for matter in ["title = \"A\"\n", "tags = [\"theirs\"]\n[params]\nx = 1\n"] {
      let new = try written(matter)
      #expect(try written(new, TagValues(), previous: Self.values) == matter)
      #expect(try written(new, Self.values, previous: Self.values) == new)
    }
  }

  @Test func `do not pass over what they cannot read`() throws {
    #expect(throws: DocumentRefusal.self) { try written("tags = 5\n") }
    #expect(throws: DocumentRefusal.self) { try written("tags = [\n") }
  }
}

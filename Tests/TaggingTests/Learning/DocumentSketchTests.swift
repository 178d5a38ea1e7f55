import Documents
import JSONCoding
import Model
import Testing

@testable import Tagging

/// What is counted of a document is the same in whatever way its text came.
struct DocumentSketchTests {
  private static let markdown = """
    ---
    title: Set up Acme Vault
    description: What to do first
    ---
    Quick start

    # Set up [Acme Vault](vault.md)

    Do **this** with `acme` first:

    * Open the *console*
    - See [the list](list.md) and <b>that</b>
    1. Count to three
    > Is it done?

    | Name | Meaning |
    | --- | --- |
    | a | b |

    ```shell
    # no heading
    acme --all
    ```

    ## Next steps
    """

  /// A document as reading a file gives it.
  private func file(_ text: String, _ name: String) throws -> Document {
    try DocumentReader().read(Array(text.utf8), name: name).get()
  }

  /// A document as a line of JSON Lines with the text of the file gives it.
  private func line(_ text: String, _ name: String) throws -> Document {
    var writer = JSONWriter()
    writer.beginObject()
    for (member, value) in [("id", name), ("path", name), ("text", text)] {
      writer.name(member)
      writer.value(value)
    }
    writer.endObject()
    return try TaggingRecord(try JSONReader.value(of: writer.bytes)).document
  }

  private func features(_ document: Document) -> [String: Float] {
    let found = TypeFeatures(document)
    return Dictionary(
      found.features.map { (found.name(of: $0), $0.value) }, uniquingKeysWith: +)
  }

  private static let texts = [
    markdown, String(markdown.drop { $0 != "Q" }), "# A\n\n* one\n* two", "no heading\n- [a](b)",
    "Title line\n\nSome text.\n", "```\n# no\n```",
  ]

  @Test(arguments: texts)
  func `a file of Markdown and a line with its text have the same features`(text: String) throws {
    for name in ["folder/a.md", "folder/a.markdown"] {
      let (file, line) = (try file(text, name), try line(text, name))
      #expect(features(file) == features(line))
      #expect(file.headings == line.headings && file.title == line.title)
      #expect(!file.hasMarkup && line.hasMarkup && line.text == text)
    }
  }

  @Test func `marks of lists, links and code are nothing that a page has and its copy has not`()
    throws
  {
    let lines = ["See the list.", "Open it first", "Then close it", "acme --all"]
    let page =
      "<p>See <a href='x'>the list</a>.</p><ul><li>Open it first</li><li>Then close it</li></ul>"
      + "<pre>acme --all</pre>"
    let markdown =
      "See [the list](x).\n\n* Open it first\n* Then close it\n\n```\nacme --all\n```\n"
    let sketches = [
      DocumentSketch(try file(page, "a.html")), DocumentSketch(try file(markdown, "a.md")),
      DocumentSketch(try line(markdown, "a.md").withoutMarkup()),
      DocumentSketch(Document(id: "a", text: lines.joined(separator: "\n"))),
    ]
    for sketch in sketches {
      #expect(sketch.layout.map { $0.value } == sketches[0].layout.map { $0.value })
      #expect(sketch.body == sketches[0].body)
    }
  }

  @Test(arguments: [
    ("a.html", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"),
    ("a.md", "| a | b |\n| --- | --- |\n| c | d |"), ("a.txt", "| a | b |\n| c | d |"),
  ])
  func `rows of tables are counted in the text of every format`(name: String, text: String) throws {
    let layout = DocumentSketch(try file(text, name)).layout
    #expect(layout.first { $0.name == "table" }?.value == 1)
  }
}

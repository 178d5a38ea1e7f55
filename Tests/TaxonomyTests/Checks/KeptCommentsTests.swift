import Testing

@testable import Taxonomy

struct KeptCommentsTests {
  private static let source = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- the head -->
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">
    <!-- kinds -->
    <scheme id="t"><title>T</title>
      <!-- about boats -->
      <concept id="t/boat"><name>Boat</name><!-- of the name --><alias>Boat</alias>
        <!-- about tugs --><concept id="https://id.example/t/tug"><name>Tug</name></concept>
        <!-- at the end of boats -->
      </concept>
    </scheme></vocabulary>
    """

  @Test func `each comment stands before what it stood before`() throws {
    let comments = try KeptComments(of: Array(Self.source.utf8))
    #expect(comments.count == 6)
    let vocabulary = try imported(Self.source).vocabulary
    let text = String(
      decoding: comments.merged(into: try vocabulary.exported(as: .parlance)), as: UTF8.self)
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
    func place(_ beginning: String) throws -> Int {
      try #require(lines.firstIndex { $0.hasPrefix(beginning) }, "\(beginning)")
    }
    #expect(try place("<!-- the head") < place("<vocabulary"))
    #expect(try place("<!-- kinds") == place("<scheme") - 1)
    #expect(try place("<!-- about boats") < place("<concept id=\"t/boat\""))
    #expect(try place("<!-- about boats") > place("<scheme"))
    #expect(try place("<!-- about tugs") == place("<concept id=\"t/tug\"") - 1)
    #expect(try place("<!-- at the end of boats") < place("<concept id=\"t/boat\""))
    let again = try imported(text, accepting: false).vocabulary
    #expect(
      VocabularyStatements(again).differences(from: VocabularyStatements(vocabulary)) == [])
  }

  @Test func `comments of what is gone go to the head`() throws {
    let comments = try KeptComments(of: Array(Self.source.utf8))
    let other = try imported(
      Self.source.replacing("t/boat", with: "t/ship").replacing("<!--", with: "<!-- x")
    ).vocabulary
    let text = String(
      decoding: comments.merged(into: try other.exported(as: .parlance)), as: UTF8.self)
    #expect(text.contains("<!-- about boats -->"))
    #expect(try KeptComments(of: Array(text.utf8)).count == 6)
  }

  @Test func `other dialects have none to keep`() throws {
    let comments = try KeptComments(of: Array("<Zthes><!-- x --></Zthes>".utf8))
    #expect(comments.count == 0)
  }
}

import Testing
import XMLReading

@Suite struct RelaxNGSchemaTests {
  static let schema = """
    <grammar xmlns="http://relaxng.org/ns/structure/1.0">
      <start><element name="list"><oneOrMore><element name="item">
        <attribute name="id"/><text/>
      </element></oneOrMore></element></start>
    </grammar>
    """

  @Test func `finds what breaks the schema, with its line`() throws {
    let schema = try RelaxNGSchema([UInt8](Self.schema.utf8))
    #expect(try schema.validate([UInt8]("<list><item id='1'>a</item></list>".utf8)) == [])
    let wrong = "<list>\n<item id='1'>a</item>\n\n<item>b</item></list>"
    let errors = try schema.validate([UInt8](wrong.utf8), path: "list.xml")
    #expect(errors.contains { $0.position?.line == 4 && $0.message.contains("id") })
    #expect(errors.allSatisfy { $0.path == "list.xml" })
  }

  @Test func `refuses a wrong schema, a malformed document and a DOCTYPE`() throws {
    #expect(throws: XMLError.self) { try RelaxNGSchema([UInt8]("<grammar>".utf8)) }
    let schema = try RelaxNGSchema([UInt8](Self.schema.utf8))
    #expect(throws: XMLError.self) { try schema.validate([UInt8]("<list><item>".utf8)) }
    #expect(throws: XMLError.self) {
      try schema.validate([UInt8]("<!DOCTYPE list []><list><item id='1'/></list>".utf8))
    }
  }
}

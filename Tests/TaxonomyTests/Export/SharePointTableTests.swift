import JSONCoding
import Model
import Testing

@testable import Taxonomy

/// The term set that SharePoint imports: what its term store cannot take is changed as it does itself.
struct SharePointTableTests {
  /// The records of the export, each with its cells.
  private func rows(
    _ body: String, options: ExportOptions = ExportOptions()
  ) throws -> [[String]] {
    let vocabulary = try imported(
      "<vocabulary xmlns='urn:parlance:vocabulary:1' base='urn:x:' xml:lang='en'>\(body)</vocabulary>"
    ).vocabulary
    let bytes = try vocabulary.exported(as: .sharepoint, options: options)
    return try DelimitedTextReader.records(of: bytes).map {
      $0.fields.map(DelimitedText.withoutGuard)
    }
  }

  /// Concepts nested in each other, as many as there are names, each below the one before.
  private func nested(_ names: [String]) -> String {
    names.reversed().reduce("") { "<concept id='\($1)'><name>\($1)</name>\($0)</concept>" }
  }

  private func path(_ row: [String]) -> [String] { row.dropFirst(5).filter { !$0.isEmpty } }

  @Test(arguments: 1...9)
  func `seven levels are written, and what lies deeper stands on the seventh`(depth: Int) throws {
    let names = (1...depth).map { "N\($0)" }
    let rows = try rows("<scheme id='s'><title>S</title>\(nested(names))</scheme>")
    #expect(rows.count == 2 + depth)
    #expect(rows.allSatisfy { $0.count == 12 })
    for (level, row) in rows.dropFirst(2).enumerated() {
      let expected = level < 7 ? Array(names[...level]) : Array(names[..<6]) + [names[level]]
      #expect(path(row) == expected)
    }
  }

  @Test(arguments: [
    ("R&amp;D", "R＆D"), ("a;b", "a b"), ("a&lt;b&gt;c", "a b c"), ("a|b", "a b"), ("a\tb", "a b"),
    ("\"q\"", "＂q＂"), (" a  b ", "a b"), ("; a ;", "a"), ("=SUM(1)", "=SUM(1)"), ("Größe", "Größe"),
    ("a,b", "a,b"), ("👩‍💻", "👩‍💻"),
  ])
  func `a name is written as the term store takes it`(name: String, expected: String) throws {
    let rows = try rows(
      "<scheme id='s'><title>S</title><concept id='c'><name>\(name)</name></concept></scheme>")
    #expect(path(rows[2]) == [expected])
  }

  @Test func `a way that leads through a replaced concept goes on without it`() throws {
    let rows = try rows(
      """
      <scheme id='s'><title>S</title><concept id='a'><name>A</name>
      <concept id='b' deprecated='2009'><name>B</name><concept id='c'><name>C</name></concept></concept>
      </concept></scheme>
      """)
    #expect(rows.dropFirst(2).map(path) == [["A"], ["A", "C"]])
  }

  @Test func `a concept that will be given up is still a term`() throws {
    let rows = try rows(
      "<scheme id='s'><title>S</title><concept id='a' deprecated='9999'><name>A</name></concept></scheme>"
    )
    #expect(rows.dropFirst(2).map(path) == [["A"]])
  }

  @Test func `title, description and names are those of the language, else the first`() throws {
    let body = """
      <scheme id='s'><title>Types</title><title xml:lang='de'>Arten</title>
      <description>All of them.</description><description xml:lang='de'>Alle.</description>
      <concept id='a'><name>Offer</name><name xml:lang='de'>Angebot</name></concept>
      <concept id='b'><name>Memo</name></concept></scheme>
      """
    let german = try rows(body, options: ExportOptions(language: "de"))
    #expect(Array(german[1].prefix(2)) == ["Arten", "Alle."])
    #expect(german.dropFirst(2).map(path) == [["Angebot"], ["Memo"]])
    let french = try rows(body, options: ExportOptions(language: "fr"))
    #expect(Array(french[1].prefix(2)) == ["Types", "All of them."])
  }

  @Test func `the definition is the description of a term, and no other note is`() throws {
    let rows = try rows(
      """
      <scheme id='s'><title>S</title><concept id='a'><name>A</name><scope>No.</scope>
      <definition>First,
      in two lines.</definition><definition>Second.</definition></concept>
      <concept id='b'><name>B</name><note>No.</note></concept></scheme>
      """)
    #expect(rows.dropFirst(2).map { $0[4] } == ["First, in two lines.", ""])
  }

  @Test func `a scheme without concepts is a term set without terms`() throws {
    #expect(try rows("<scheme id='s'><title>S</title></scheme>").count == 2)
  }

  @Test(arguments: 1...8)
  func `what was exported is imported again as the same tree`(seed: UInt64) throws {
    var random = RandomVocabulary(seed: seed, hasOddSpaces: false)
    let original = random.make()
    for scheme in original.schemes {
      let options = ExportOptions(scheme: scheme, language: "en")
      let bytes = try original.exported(as: .sharepoint, options: options)
      let again = try imported(bytes, as: .table).vocabulary
      // Names that are the same beside each other are one term, as in the term store.
      let names = Set(
        original.concepts(in: scheme).filter { !original.isDeprecated($0) }
          .map { original.preferredLabel(of: $0, language: "en") })
      let found = Set(again.concepts.map { again.preferredLabel(of: $0) })
      // A name of nothing but what is taken out leaves a blank.
      #expect(found.count <= names.count)
      for name in names where !name.contains(where: { "&\"<>".contains($0) }) {
        #expect(found.contains(name), "\(name) of \(found)")
      }
    }
  }
}

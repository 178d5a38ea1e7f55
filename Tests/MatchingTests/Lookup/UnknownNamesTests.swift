import Taxonomy
import Testing

@testable import Matching

/// What stands in texts as a name and is no label.
struct UnknownNamesTests {
  private func index() throws -> LabelIndex {
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en"><scheme id="product">
      <concept id="archive"><name>Harbor Archive</name></concept>
      <concept id="crm"><name>CRM</name></concept></scheme></vocabulary>
      """
    var importer = VocabularyImporter()
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    return try LabelIndex.compile(try importer.finish().vocabulary)
  }

  @Test(
    arguments: [
      ("We use Ocean Gate now.", ["Ocean Gate"]), ("we use Harbor Archive now", []),
      ("They sold the New Harbor Archive Server last year.", []),
      ("Ocean Gate is old.", []), ("Today Ocean Gate is old.", ["Ocean Gate"]),
      ("Getting Started", []), ("See the DataVault, the CRM and the ERP.", ["DataVault", "ERP"]),
      ("an IT firm", []), ("the Ocean, Gate", []), ("at A B C D E once", []),
      ("in Ocean Gate\n\nOcean View", ["Ocean Gate"]), ("", []),
    ] as [(String, [String])])
  func `names are told from the beginning of sentences, headings and labels`(
    text: String, names: [String]
  ) throws {
    let unknown = UnknownNames(beside: try index())
    #expect(unknown.names(in: text).sorted() == names)
  }

  @Test func `a document counts once for each name`() throws {
    var unknown = UnknownNames(beside: try index())
    unknown.add("at Ocean Gate and Ocean Gate; at Blue Hill.")
    unknown.add("at Ocean Gate.")
    let found = unknown.counts.found(inAtLeast: 1)
    #expect(found.map(\.term) == ["Ocean Gate", "Blue Hill"])
    #expect(found.map(\.documents) == [2, 1])
    #expect(unknown.counts.found(inAtLeast: 2).map(\.term) == ["Ocean Gate"])
  }
}

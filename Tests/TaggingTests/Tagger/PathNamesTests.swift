import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// A type's name in paths counts by how often what lies there is plainly something else.
struct PathNamesTests {
  private static let fixture = Result { () throws -> (Vocabulary, LabelIndex) in
    var importer = VocabularyImporter()
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="t" assign="one">
        <concept id="marketing"><name>Marketing material</name>
          <concept id="brochure"><name>Brochure</name><alias>leporello</alias></concept></concept>
        <concept id="price"><name>Price list</name></concept>
        <concept id="report"><name>Annual report</name></concept>
      </scheme></vocabulary>
      """
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    let vocabulary = try importer.finish().vocabulary
    return (vocabulary, try LabelIndex.compile(vocabulary))
  }

  /// What lies in a folder "leporello" is assigned, and what a document there that says nothing itself is then.
  private func answer(
    _ assigned: [String]
  ) throws -> (type: String?, score: Double, remark: String) {
    let (vocabulary, index) = try Self.fixture.get()
    var settings = TaggerSettings()
    settings.thresholds = TaggerSettings.Thresholds(accept: 0.7, review: 0.01)
    let tagger = Tagger(vocabulary: vocabulary, labelIndex: index, settings: settings)
    var assignments = FolderAssignments(ConceptTables(vocabulary))
    for (number, name) in assigned.enumerated() {
      let concept = try #require(vocabulary.concept(uri: "urn:x:\(name)"))
      assignments.add(path: "share/leporello/\(number).txt", concepts: [concept])
    }
    assignments.finish(namesInPath: tagger.namesInPath)
    var context = TaggingContext()
    context.names = assignments.names
    let document = Document(id: "n", path: "share/leporello/new.txt", text: "Eggs, milk.")
    let found = tagger.tag(document, context: context).first
    return (
      found.map { String(vocabulary.uri(of: $0.concept).dropFirst(6)) }, found?.score ?? 0,
      found?.evidence.first?.remark ?? ""
    )
  }

  @Test func `a folder's name counts less where what lies in it is of other types`() throws {
    let alone = try answer([])
    #expect(alone.type == "brochure")
    #expect(alone.score > 0.7)
    let other = try answer(Array(repeating: "price", count: 8) + ["brochure", "brochure"])
    #expect(other.score < 0.3)
    #expect(
      other.remark.hasSuffix("8 of the 10 documents with it in their path are of another type"))
  }

  @Test(arguments: [
    ["brochure", "brochure", "brochure", "brochure", "brochure", "brochure"],
    ["marketing", "marketing", "marketing", "marketing", "marketing", "marketing"],
    ["price", "report", "price"], ["price", "price", "brochure", "brochure", "brochure"],
  ])
  func `a name keeps its weight where nothing contradicts it, or too few documents do`(
    assigned: [String]
  ) throws {
    #expect(try answer(assigned).score == (try answer([])).score)
  }

  @Test func `names of several words, and of what a document may have several of, are not counted`()
    throws
  {
    let (vocabulary, index) = try Self.fixture.get()
    let tagger = Tagger(vocabulary: vocabulary, labelIndex: index)
    let names = tagger.namesInPath("leporello/price list/brochure of a leporello.txt")
    let label = names.map { vocabulary.label($0.label).text }
    #expect(label == ["leporello", "Brochure"])
  }
}

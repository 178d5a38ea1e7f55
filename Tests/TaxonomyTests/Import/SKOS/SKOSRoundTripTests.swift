import TestSupport
import Testing

@testable import Taxonomy

struct SKOSRoundTripTests {
  @Test func `SKOS gives back the enterprise vocabulary as it is`() throws {
    var importer = VocabularyImporter()
    try importer.read(path: repositoryFile("Vocabularies/enterprise.xml"))
    let original = try importer.finish().vocabulary
    let again = try imported(original.exported(as: .skos), accepting: false)
    let before = VocabularyStatements(original)
    #expect(VocabularyStatements(again.vocabulary).differences(from: before) == [])
  }
}

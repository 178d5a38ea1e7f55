import MappedStorage
import System
import TestSupport
import Testing

@testable import Taxonomy

struct EnterpriseExportTests {
  @Test func `Vocabularies/enterprise.rdf is what export makes of enterprise.xml`() throws {
    var importer = VocabularyImporter()
    try importer.read(path: repositoryFile("Vocabularies/enterprise.xml"))
    let exported = try importer.finish().vocabulary.exported(as: .skos)
    let file = try MappedBytes.contents(of: repositoryFile("Vocabularies/enterprise.rdf"))
    let firstDifference = zip(exported, file).enumerated().first { $1.0 != $1.1 }?.offset
    #expect(
      firstDifference == nil && exported.count == file.count,
      """
      enterprise.xml was changed; run: parlance export Vocabularies/enterprise.xml --to skos \
      --output Vocabularies/enterprise.rdf
      """)
  }
}

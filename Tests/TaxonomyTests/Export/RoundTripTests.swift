import TestSupport
import Testing

@testable import Taxonomy

struct RoundTripTests {
  private static let formats: [ExportFormat] = [
    .parlance, .skos, .turtle, .ntriples, .jsonld,
  ]

  @Test(arguments: formats)
  func `gives back the enterprise vocabulary as it is`(format: ExportFormat) throws {
    var importer = VocabularyImporter()
    try importer.read(path: repositoryFile("Vocabularies/enterprise.xml"))
    let original = try importer.finish()
    #expect(original.vocabulary.conceptCount > 300)
    #expect(original.findings.filter { $0.severity != .note } == [])
    let again = try imported(original.vocabulary.exported(as: format), accepting: false)
    let before = VocabularyStatements(original.vocabulary)
    #expect(VocabularyStatements(again.vocabulary).differences(from: before) == [])
  }

  @Test(arguments: formats, 1...20)
  func `gives back any vocabulary`(format: ExportFormat, seed: UInt64) throws {
    // SKOS labels are read with white space collapsed, whoever wrote them.
    var random = RandomVocabulary(seed: seed, hasOddSpaces: format == .parlance)
    let original = random.make()
    let bytes = try original.exported(as: format)
    let again = try imported(bytes, accepting: false, completing: false)
    let before = VocabularyStatements(original)
    #expect(VocabularyStatements(again.vocabulary).differences(from: before) == [])
  }

  /// Not as Turtle and the like: two of its matches are no IRIs, which these syntaxes cannot hold.
  @Test(arguments: [ExportFormat.parlance, .skos])
  func `gives back the COAR resource types as published`(format: ExportFormat) throws {
    var importer = VocabularyImporter()
    try importer.read(path: repositoryFile("Vocabularies/resource-types.rdf"))
    let original = try importer.finish().vocabulary
    let again = try imported(original.exported(as: format), accepting: false)
    let before = VocabularyStatements(original)
    #expect(VocabularyStatements(again.vocabulary).differences(from: before) == [])
  }
}

import Testing

@testable import Taxonomy

struct RoundTripTests {
  @Test func `Parlance XML gives back the enterprise vocabulary as it is`() throws {
    var importer = VocabularyImporter()
    try importer.read(path: repositoryFile("Vocabularies/enterprise.xml"))
    let original = try importer.finish()
    #expect(original.vocabulary.conceptCount > 300)
    #expect(original.findings.filter { $0.severity != .note } == [])
    let again = try imported(original.vocabulary.exported(as: .parlance), accepting: false)
    let before = VocabularyStatements(original.vocabulary)
    #expect(VocabularyStatements(again.vocabulary).differences(from: before) == [])
  }

  @Test(arguments: 1...20)
  func `Parlance XML gives back any vocabulary`(seed: UInt64) throws {
    var random = RandomVocabulary(seed: seed)
    let original = random.make()
    let bytes = try original.exported(as: .parlance)
    let again = try imported(bytes, accepting: false, completing: false)
    #expect(again.findings == [])
    let before = VocabularyStatements(original)
    #expect(VocabularyStatements(again.vocabulary).differences(from: before) == [])
  }
}

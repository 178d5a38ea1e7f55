import MappedStorage
import System
import TestSupport
import Testing

@testable import Taxonomy

/// The RELAX NG schema and the importer agree on what the format is.
struct ParlanceSchemaTests {
  private func makeSchema() throws -> RelaxNGSchema {
    let path = repositoryFile("Vocabularies/parlance-vocabulary.rng")
    return try RelaxNGSchema(try MappedBytes.contents(of: path))
  }

  @Test func `the enterprise vocabulary is valid`() throws {
    let path = repositoryFile("Vocabularies/enterprise.xml")
    #expect(try makeSchema().violations(of: try MappedBytes.contents(of: path)) == [])
  }

  @Test(arguments: 1...10)
  func `what is exported is valid`(seed: UInt64) throws {
    var random = RandomVocabulary(seed: seed)
    let bytes = try random.make().exported(as: .parlance)
    #expect(try makeSchema().violations(of: bytes) == [])
  }

  @Test(arguments: [
    "<scheme/>", "<scheme id='s' assign='few'/>", "<scheme id='s'><concept/></scheme>",
    "<member ref='c'/>", "<scheme id='s'><concept id='c'><nam>X</nam></concept></scheme>",
    "<scheme id='s'><concept id='c'><former until='June'>X</former></concept></scheme>",
    "<scheme id='s'><concept id='c'><cue in='body'>X</cue></concept></scheme>",
    "<scheme id='s'><concept id='c'><successor/></concept></scheme>",
    "<scheme id='s'><concept id='c'><match type='same' href='urn:x'/></concept></scheme>",
    "<scheme id='s' color='red'/>", "<scheme id='s'>loose</scheme>",
    "<collection/>", "<collection id='c' ordered='maybe'/>",
    "<collection id='c'>loose</collection>",
    "<collection id='c'><name from='2001'>X</name></collection>",
    "<collection id='c'><concept id='d'/></collection>",
    "<scheme id='s'><collection id='c'><in ref='t' top='true'/></collection></scheme>",
    "<scheme id='s'><collection id='c'><member/></collection></scheme>",
  ])
  func `schema and importer refuse the same documents, and name the same line`(
    body: String
  ) throws {
    let document =
      "<vocabulary xmlns='urn:parlance:vocabulary:1' base='urn:x:'>\n\(body)</vocabulary>"
    let found = try makeSchema().violations(of: Array(document.utf8))
    #expect(found.first?.line == 2)
    let error = #expect(throws: VocabularyImportError.self) {
      try imported(document, accepting: false)
    }
    guard case .invalid(_, _, let findings) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(findings.first?.line == 2)
  }
}

import Model

@testable import Taxonomy

/// Everything that a vocabulary says, as lines of text; positions and ordinals apart.
struct VocabularyStatements {
  let lines: Set<String>

  init(_ vocabulary: Vocabulary) {
    var lines: Set<String> = []
    for title in vocabulary.titles { lines.insert("title \(title)") }
    for text in vocabulary.descriptions { lines.insert("description \(text)") }
    lines.insert("version \(vocabulary.version)")
    for said in vocabulary.provenance { lines.insert("\(said)") }
    for ordinal in vocabulary.collections {
      var collection = vocabulary.collection(ordinal)
      let members = collection.members.map { vocabulary.uri(of: $0) }
      let schemes = collection.schemes.map { vocabulary.key(of: $0) }
      collection.members = []
      collection.schemes = []
      lines.insert("\(collection) \(schemes) \(members)")
    }
    for ordinal in vocabulary.schemes { lines.insert("\(vocabulary.scheme(ordinal))") }
    for concept in vocabulary.concepts {
      let uri = vocabulary.uri(of: concept)
      let deprecation =
        vocabulary.isDeprecated(concept)
        ? vocabulary.deprecationDate(of: concept)?.description ?? "true" : "false"
      lines.insert("\(uri) deprecated \(deprecation)")
      lines.insert("\(uri) compound \(vocabulary.isCompound(concept))")
      lines.insert("\(uri) status \(vocabulary.status(of: concept)?.wireName ?? "-")")
      lines.insert("\(uri) shown as \(vocabulary.preferredLabel(of: concept))")
      for label in vocabulary.labels(of: concept) {
        lines.insert("\(uri) label \(vocabulary.label(label))")
      }
      for relation in ConceptRelation.allCases where relation != .scheme && relation != .topOf {
        for other in vocabulary.related(relation, to: concept) {
          lines.insert("\(uri) \(relation) \(vocabulary.uri(of: other))")
        }
      }
      for other in vocabulary.broader(of: concept) {
        let kind = vocabulary.hierarchyKind(from: concept, to: other)
        lines.insert("\(uri) below \(vocabulary.uri(of: other)) by \(kind)")
      }
      for outside in vocabulary.outsideRelations(of: concept) {
        lines.insert("\(uri) \(outside)")
      }
      for (index, scheme) in vocabulary.schemes(of: concept).enumerated() {
        lines.insert("\(uri) scheme \(index == 0) \(vocabulary.key(of: scheme))")
      }
      for scheme in vocabulary.topSchemes(of: concept) {
        lines.insert("\(uri) top of \(vocabulary.key(of: scheme))")
      }
      for var successor in vocabulary.successors(of: concept) {
        successor.concept = nil
        lines.insert("\(uri) successor \(successor)")
      }
      for note in vocabulary.notes(of: concept) { lines.insert("\(uri) note \(note)") }
      for mapping in vocabulary.mappings(of: concept) { lines.insert("\(uri) \(mapping)") }
      for said in vocabulary.provenance(of: concept) { lines.insert("\(uri) \(said)") }
      for cue in vocabulary.cues(of: concept) { lines.insert("\(uri) \(cue)") }
    }
    self.lines = lines
  }

  /// What one of two vocabularies says and the other does not, at most ten lines.
  func differences(from other: VocabularyStatements) -> [String] {
    let lost = other.lines.subtracting(lines).sorted().map { "- " + $0 }
    let gained = lines.subtracting(other.lines).sorted().map { "+ " + $0 }
    return Array((lost + gained).prefix(10))
  }
}

/// Imports a document in memory.
func imported(
  _ text: String, as format: VocabularyFormat? = nil, accepting: Bool = true,
  completing: Bool = true
) throws -> VocabularyImport {
  try imported(Array(text.utf8), as: format, accepting: accepting, completing: completing)
}

/// Imports a document in memory.
func imported(
  _ bytes: [UInt8], as format: VocabularyFormat? = nil, accepting: Bool = true,
  completing: Bool = true
) throws -> VocabularyImport {
  var importer = VocabularyImporter()
  importer.acceptsInvalidDocuments = accepting
  importer.completesHistory = completing
  try importer.read(bytes: bytes, path: "test.xml", as: format)
  return try importer.finish()
}

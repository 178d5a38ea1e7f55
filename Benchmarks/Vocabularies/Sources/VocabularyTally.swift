import Taxonomy

/// What a vocabulary file holds, in the terms of rdflib's counts.
struct VocabularyTally {
  private var counts: [(String, Int)] = []

  /// Imports a file and counts.
  init(path: String) throws {
    var importer = VocabularyImporter()
    try importer.read(path: path)
    let result = try importer.finish()
    let vocabulary = result.vocabulary
    counts = [
      ("concepts", vocabulary.conceptCount), ("schemes", vocabulary.schemeCount),
      ("deprecated", vocabulary.concepts.count { vocabulary.isDeprecated($0) }),
    ]
    addLabels(vocabulary)
    for (name, relation) in [
      ("broader", ConceptRelation.broader), ("narrower", .narrower), ("related", .related),
    ] {
      counts.append(
        (name, vocabulary.concepts.reduce(0) { $0 + vocabulary.related(relation, to: $1).count }))
    }
    counts.append(
      ("topConceptOf", vocabulary.concepts.reduce(0) { $0 + vocabulary.topSchemes(of: $1).count }))
    for (name, origin) in [("isReplacedBy", Successor.Origin.stated), ("suggested", .suggested)] {
      let number = vocabulary.concepts.reduce(0) { sum, concept in
        sum + vocabulary.successors(of: concept).count { $0.origin == origin }
      }
      counts.append((name, number))
    }
    let notes = vocabulary.concepts.flatMap { vocabulary.notes(of: $0) }
    for kind in ConceptNote.Kind.allCases {
      counts.append(("\(kind) notes", notes.count { $0.kind == kind }))
    }
    let mappings = vocabulary.concepts.flatMap { vocabulary.mappings(of: $0) }
    for kind in ConceptMapping.Kind.allCases {
      counts.append(("\(kind)Match", mappings.count { $0.kind == kind }))
    }
    let rules = Dictionary(grouping: result.findings, by: \.rule).mapValues(\.count)
    for (rule, number) in rules.sorted(by: { $0.key < $1.key }) {
      counts.append(("finding \(rule)", number))
    }
  }

  private mutating func addLabels(_ vocabulary: Vocabulary) {
    for (name, kind) in [
      ("pref", Label.Kind.preferred), ("alt", .alternative), ("hidden", .hidden),
    ] {
      let number = vocabulary.labels.count {
        vocabulary.kind(of: $0) == kind && vocabulary.role(of: $0) != .code
          && vocabulary.role(of: $0) != .formerName
      }
      counts.append((name, number))
    }
    for (name, role) in [("notation", Label.Role.code), ("former names", .formerName)] {
      counts.append((name, vocabulary.labels.count { vocabulary.role(of: $0) == role }))
    }
    counts.append(("languages", vocabulary.languages.count))
  }

  /// The counts as a JSON object.
  var json: String {
    "{" + counts.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
  }
}

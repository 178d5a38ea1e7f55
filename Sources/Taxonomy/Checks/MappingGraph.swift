/// Hierarchy, association and equality of concepts with what mappings entail (SKOS S41 to S45),
/// concepts of other vocabularies included.
struct MappingGraph: Sendable {
  /// A statement that joins two members.
  struct Edge: Sendable {
    /// The concept that states it.
    var concept: ConceptOrdinal
    var from: UInt32
    var to: UInt32
    var kind: ConceptMapping.Kind

    /// What is said, from whichever side.
    fileprivate var statement: Statement {
      switch kind {
      case .narrow: Statement(from: to, to: from, kind: .broad)
      case .related: Statement(from: min(from, to), to: max(from, to), kind: .related)
      default: Statement(from: from, to: to, kind: kind)
      }
    }
  }

  fileprivate struct Statement: Hashable {
    var from: UInt32
    var to: UInt32
    var kind: ConceptMapping.Kind
  }

  /// The broad, narrow and related matches, none of which a pair may have that is also equal; one
  /// that both concepts have is that of the first.
  private(set) var matches: [Edge] = []

  /// Who is above whom, broad and narrow matches included.
  let ancestry: Ancestry

  private let vocabulary: Vocabulary
  private let foreign: [String]

  /// The member that stands for all that exact matches make one with a member.
  private let standIns: [UInt32]

  /// Joins what the mappings of a vocabulary say.
  ///
  /// - Complexity: O(concepts + relations + mappings).
  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    var numbers: [String: UInt32] = [:]
    var foreign: [String] = []
    var equal: [(UInt32, UInt32)] = []
    var statements: Set<Statement> = []
    func number(_ uri: String) -> UInt32 {
      if let concept = vocabulary.concept(uri: uri) { return concept.rawValue }
      if let known = numbers[uri] { return known }
      let number = UInt32(vocabulary.conceptCount + foreign.count)
      numbers[uri] = number
      foreign.append(uri)
      return number
    }
    for concept in vocabulary.concepts where vocabulary.hasMappings(concept) {
      for mapping in vocabulary.mappings(of: concept) {
        let target = number(mapping.uri)
        switch mapping.kind {
        case .exact: equal.append((concept.rawValue, target))
        case .broad, .narrow, .related:
          let edge = Edge(
            concept: concept, from: concept.rawValue, to: target, kind: mapping.kind)
          // The importer adds inverses: each statement would be found from both of its ends.
          if statements.insert(edge.statement).inserted { matches.append(edge) }
        // Neither is transitive, and nothing in SKOS follows from them.
        case .close, .unspecified: break
        }
      }
    }
    let count = vocabulary.conceptCount + foreign.count
    var above = [[UInt32]](repeating: [], count: matches.isEmpty ? 0 : count)
    for match in matches {
      if match.kind == .broad { above[Int(match.from)].append(match.to) }
      if match.kind == .narrow { above[Int(match.to)].append(match.from) }
    }
    var edges = EdgeLists()
    for member in 0..<count {
      let own =
        member < vocabulary.conceptCount
        ? Array(vocabulary.targets(of: .broader, from: ConceptOrdinal(UInt32(member)))) : []
      edges.append(above.isEmpty ? own : own + above[member])
    }
    ancestry = Ancestry(edges)
    var sets = DisjointSets(count: count)
    for (one, other) in equal { sets.join(one, other) }
    standIns = (0..<UInt32(count)).map { sets.root(of: $0) }
    self.foreign = foreign
  }

  /// Whether exact matches make two members one, directly or through others.
  func isEqual(_ one: UInt32, _ other: UInt32) -> Bool {
    standIns[Int(one)] == standIns[Int(other)]
  }

  /// A member as messages name it.
  func name(_ member: UInt32) -> String {
    let index = Int(member) - vocabulary.conceptCount
    return index < 0
      ? "\"\(vocabulary.preferredLabel(of: ConceptOrdinal(member)))\"" : "<\(foreign[index])>"
  }
}

/// Reads the mappings of a document.
enum SKOSMappings {
  /// Adds the mappings with what SKOS entails of them: symmetry and inverses (S43, S44) and, for
  /// `skos:exactMatch`, transitivity (S45); also top concepts that schemes name (S8).
  static func add(to reading: inout SKOSReading) {
    var exact = ExactMatchGroups()
    noteTargets(in: &reading)
    for row in reading.document.rows {
      let term = reading.term(row)
      guard let object = row.node, !object.isBlank, !row.subject.isBlank else {
        if term.mappingKinds != nil, reading.kind(row.subject).contains(.concept) {
          reading.ignored.count(row)
        }
        continue
      }
      if term == .hasTopConcept {
        reading.builder.addRelation(
          .topOf, from: reading.entity(object), to: reading.entity(row.subject), line: Int(row.line)
        )
      }
      guard let (own, inverse) = term.mappingKinds else { continue }
      if reading.kind(row.subject).contains(.concept) {
        map(row.subject, own, object, in: &reading)
      }
      if let inverse, reading.kind(object).contains(.concept) {
        map(object, inverse, row.subject, in: &reading)
      }
      if own == .exact { exact.join(row.subject.rawValue, object.rawValue) }
    }
    for group in exact.groups where group.count <= ExactMatchGroups.largest {
      for one in group where reading.document.kinds[Int(one)].contains(.concept) {
        for other in group where other != one {
          map(RDFNode(iri: one), .exact, RDFNode(iri: other), in: &reading)
        }
      }
    }
  }

  /// Notes the concepts of the document that only mappings from other namespaces lead to.
  ///
  /// A document of one scheme may describe what it maps to; that is not of its scheme.
  private static func noteTargets(in reading: inout SKOSReading) {
    var sources: Set<UInt32> = []
    var targets: Set<UInt32> = []
    for row in reading.document.rows where reading.term(row).mappingKinds != nil {
      sources.insert(row.subject.rawValue)
      guard let object = row.node, let target = reading.iri(object),
        let source = reading.iri(row.subject),
        reading.kind(object).contains(.concept),
        reading.kind(object).isDisjoint(with: [.related, .inScheme]),
        IRIReference.authority(of: source) != IRIReference.authority(of: target)
      else { continue }
      targets.insert(object.rawValue)
    }
    reading.builder.mappingTargets.formUnion(targets.subtracting(sources))
  }

  private static func map(
    _ concept: RDFNode, _ kind: ConceptMapping.Kind, _ target: RDFNode,
    in reading: inout SKOSReading
  ) {
    reading.builder.mappings.append(
      EntityMapping(concept: concept.rawValue, kind: kind.rawValue, target: target.rawValue))
  }
}

/// The resources that `skos:exactMatch` joins, directly or through others.
struct ExactMatchGroups {
  /// Groups larger than this come of a mistake and would take quadratic room.
  static let largest = 64

  private var parents: [UInt32: UInt32] = [:]
  private var order: [UInt32] = []

  /// Joins two resources.
  mutating func join(_ one: UInt32, _ other: UInt32) {
    let first = root(one)
    let second = root(other)
    if first != second { parents[second] = first }
  }

  /// The groups of three and more, in the order in which their members came up.
  var groups: [[UInt32]] {
    var copy = self
    var members: [UInt32: [UInt32]] = [:]
    var roots: [UInt32] = []
    for resource in order {
      let root = copy.root(resource)
      if members[root] == nil { roots.append(root) }
      members[root, default: []].append(resource)
    }
    return roots.compactMap { members[$0] }.filter { $0.count > 2 }
  }

  private mutating func root(_ resource: UInt32) -> UInt32 {
    guard var current = parents[resource] else {
      parents[resource] = resource
      order.append(resource)
      return resource
    }
    while let next = parents[current], next != current { current = next }
    parents[resource] = current
    return current
  }
}

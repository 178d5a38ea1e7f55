/// Reports groups of concepts that nothing joins to the rest of their scheme.
struct DisconnectedConceptClusters: VocabularyRule {
  static let summary = "Groups of concepts that nothing joins to the rest of their scheme"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    var clusters = DisjointSets(count: vocabulary.conceptCount + vocabulary.schemeCount)
    for concept in vocabulary.concepts {
      for other in vocabulary.broader(of: concept) + vocabulary.related(.related, to: concept) {
        clusters.join(concept.rawValue, other.rawValue)
      }
      // Top concepts of a scheme are joined by it.
      for scheme in vocabulary.topSchemes(of: concept) {
        clusters.join(concept.rawValue, UInt32(vocabulary.conceptCount) + scheme.rawValue)
      }
    }
    var members: [UInt32: [ConceptOrdinal]] = [:]
    var order: [UInt32] = []
    for concept in vocabulary.concepts {
      let root = clusters.root(of: concept.rawValue)
      if members[root] == nil { order.append(root) }
      members[root, default: []].append(concept)
    }
    let groups = order.compactMap { members[$0] }.filter { $0.count > 1 }
    guard let largest = groups.map(\.count).max(), groups.count > 1 else { return }
    var isLargestFound = false
    for group in groups {
      if group.count == largest, !isLargestFound {
        isLargestFound = true
        continue
      }
      report.add(
        group[0],
        "\(group.count) concepts are joined to each other only: \(subject.names(group))",
        remedy: "relate one of them to the rest, or make its uppermost one a top concept")
    }
  }
}

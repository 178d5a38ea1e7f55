import MappedStorage

/// Reports groups of concepts that nothing joins to the rest of their scheme.
struct DisconnectedConceptClusters: VocabularyRule {
  static let name = "DisconnectedConceptClusters"
  static let summary = "Groups of concepts that nothing joins to the rest of their scheme"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    var clusters = DisjointSets(count: vocabulary.conceptCount + vocabulary.schemeCount)
    for concept in vocabulary.concepts {
      for relation in [ConceptRelation.broader, .related] {
        for other in vocabulary.targets(of: relation, from: concept) {
          clusters.join(concept.rawValue, other)
        }
      }
      // Top concepts of a scheme are joined by it.
      for scheme in vocabulary.targets(of: .topOf, from: concept) {
        clusters.join(concept.rawValue, UInt32(vocabulary.conceptCount) + scheme)
      }
    }
    var members: [UInt32: [ConceptOrdinal]] = [:]
    var order: [UInt32] = []
    for concept in vocabulary.concepts {
      let root = clusters.root(of: concept.rawValue)
      if members[root] == nil { order.append(root) }
      members[root, default: []].append(concept)
    }
    var clustersByScheme: [[[ConceptOrdinal]]] = Array(
      repeating: [], count: vocabulary.schemeCount)
    for cluster in order.compactMap({ members[$0] }) where cluster.count > 1 {
      guard let home = vocabulary.schemes(of: cluster[0]).first else { continue }
      clustersByScheme[Int(home.rawValue)].append(cluster)
    }
    for clusters in clustersByScheme {
      guard let largest = clusters.indices.max(by: { clusters[$0].count < clusters[$1].count })
      else { continue }
      for index in clusters.indices where index != largest {
        report.add(
          clusters[index][0],
          "\(clusters[index].count) concepts are joined to each other only: "
            + subject.names(clusters[index]),
          remedy: "relate one of them to the rest, or make its uppermost one a top concept")
      }
    }
  }
}

internal import System
internal import Taxonomy

/// What is undecided, similar labels as one item, the most frequent first.
package struct ReviewQueue: Sendable {
  /// Labels that are decided together.
  package struct Item: Sendable {
    /// The labels with their occurrences, the most frequent first.
    package let labels: [(label: String, count: Int)]
    /// What the most frequent label was taken for.
    package let match: LabelMatch

    /// The occurrences of all labels.
    package var count: Int { labels.reduce(0) { $0.addingClamped($1.count) } }
  }

  /// The items.
  package let items: [Item]

  /// The queue of all labels that are not accepted.
  ///
  /// Labels are grouped if they have the same first candidate and are alike.
  package init(_ entries: [(label: String, count: Int, match: LabelMatch)]) {
    var counts: [String: Int] = [:]
    var matches: [String: LabelMatch] = [:]
    var groups: [ConceptOrdinal?: [String]] = [:]
    for entry in entries where entry.match.outcome != .accepted {
      let label = LabelForm.trimmed(entry.label)
      guard !label.isEmpty else { continue }
      if matches[label] == nil {
        groups[entry.match.concept, default: []].append(label)
        // Beside other words the same label may be taken for something else; it is asked about once.
        matches[label] = entry.match
      }
      counts[label] = (counts[label] ?? 0).addingClamped(entry.count)
    }
    var items: [Item] = []
    for labels in groups.values {
      for cluster in LabelClustering.clusters(labels.map { ($0, counts[$0] ?? 0) }) {
        guard let match = matches[cluster.labels[0].label] else { continue }
        items.append(Item(labels: cluster.labels, match: match))
      }
    }
    self.items = items.sorted {
      ($1.count, $0.labels[0].label) < ($0.count, $1.labels[0].label)
    }
  }
}

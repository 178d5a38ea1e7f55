internal import System
internal import TextAnalysis

/// Labels that seem to mean the same thing, with the name a new concept for them might have.
package struct LabelCluster: Sendable, Equatable {
  /// The proposed preferred label; empty for labels that say nothing.
  package let name: String

  /// The labels with the number of their occurrences, the most frequent first.
  package let labels: [(label: String, count: Int)]

  /// The occurrences of all labels.
  package var count: Int { labels.reduce(0) { $0.addingClamped($1.count) } }

  /// Whether names and labels agree.
  package static func == (left: LabelCluster, right: LabelCluster) -> Bool {
    left.name == right.name && left.labels.elementsEqual(right.labels, by: ==)
  }
}

/// Groups labels that no concept is known for.
package enum LabelClustering {
  /// The cosine of character n-grams and words from which two labels are grouped.
  private static let nearness = Float(NormalizationNumbers["cluster-nearness"])

  /// Clusters of labels, the most frequent first.
  ///
  /// Labels are joined that have the same fingerprint or n-gram fingerprint, or whose words and
  /// n-grams are near; what is glued on does not count. Single links are enough. Labels of nothing but
  /// signs, numbers, dates and states come last, in a cluster without a name.
  ///
  /// - Complexity: as the number of label pairs that share a rare word or n-gram.
  package static func clusters(_ labels: [(label: String, count: Int)]) -> [LabelCluster] {
    var parents = Array(labels.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index {
        parents[index] = parents[parents[index]]
        index = parents[index]
      }
      return index
    }
    func join(_ first: Int, _ second: Int) {
      let (low, high) = (min(root(first), root(second)), max(root(first), root(second)))
      parents[high] = low
    }
    var keys: [String: Int] = [:]
    for (index, entry) in labels.enumerated() {
      let core = LabelForm(entry.label).core.joined(separator: " ")
      for key in ["f" + Keyers.fingerprint(core), "n" + Keyers.ngramFingerprint(core)]
      where key.utf8.count > 3 {
        if let other = keys[key] { join(other, index) } else { keys[key] = index }
      }
    }
    let empty = labels.indices.filter { LabelForm(labels[$0].label).saysNothing }
    for index in empty.dropFirst() { join(empty[0], index) }
    joinNear(labels.map(\.label), join)
    var groups: [Int: [Int]] = [:]
    for index in labels.indices { groups[root(index), default: []].append(index) }
    return groups.values.map { cluster($0.map { labels[$0] }) }
      .sorted {
        ($0.name.isEmpty ? 1 : 0, $1.count, $0.name) < ($1.name.isEmpty ? 1 : 0, $0.count, $1.name)
      }
  }

  private static func joinNear(_ labels: [String], _ join: (Int, Int) -> Void) {
    let index = SimilarityIndex(
      labels.enumerated().map { number, label in
        IndexedLabel(
          text: LabelForm(label).core.joined(separator: " "), concept: Int32(number),
          language: nil, isCaseSensitive: false)
      }, conceptCount: labels.count, notes: [])
    let search = CandidateSearch(index, kernel: nil)
    for (number, label) in index.labels.enumerated() where !label.text.isEmpty {
      for candidate in search.candidates(for: label.text) where Int(candidate.concept) < number {
        let gram = Float(candidate.features[Feature.gramCosine.rawValue])
        let word = Float(candidate.features[Feature.wordCosine.rawValue])
        if 0.5 * (gram + word) >= nearness { join(Int(candidate.concept), number) }
      }
    }
  }

  /// The name that a new concept of a label might have: the label without what is glued on.
  package static func name(of label: String) -> String {
    let form = LabelForm(label)
    let core = form.core.joined(separator: " ")
    guard form.isDecorated, let first = core.first else { return form.raw }
    return first.uppercased() + core.dropFirst()
  }

  /// The most frequent label names the cluster.
  private static func cluster(_ labels: [(label: String, count: Int)]) -> LabelCluster {
    let sorted = labels.sorted { ($1.count, $0.label) < ($0.count, $1.label) }
    let first = sorted.first { !LabelForm($0.label).saysNothing }
    return LabelCluster(name: first.map { name(of: $0.label) } ?? "", labels: sorted)
  }
}

internal import Taxonomy
internal import TextAnalysis

extension ConceptResolver {
  private static let nearestCount = 5

  /// The labels within one error for each four characters, the nearest first.
  func nearest(to text: String) -> [LabelOrdinal] {
    let wanted = Array(Analyzer.fold(text).utf8)
    guard !wanted.isEmpty else { return [] }
    let limit = max(1, min(3, wanted.count / 4))
    var found: [(distance: Int, label: LabelOrdinal)] = []
    for label in vocabulary.labels where vocabulary.role(of: label) != .code {
      let text = vocabulary.text(of: label)
      // Folding takes marks off letters; what is ASCII has none.
      let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
      let bytes = Array((isPlain ? text.lowercased() : Analyzer.fold(text)).utf8)
      guard abs(bytes.count - wanted.count) <= limit,
        let distance = DamerauLevenshtein.distance(wanted, bytes, limit: limit)
      else { continue }
      found.append((distance, label))
    }
    found.sort {
      ($0.distance, rank($0.label).0, $0.label) < ($1.distance, rank($1.label).0, $1.label)
    }
    var seen: Set<ConceptOrdinal> = []
    return found.map(\.label).filter { seen.insert(vocabulary.concept(of: $0)).inserted }
      .prefix(Self.nearestCount).map { $0 }
  }
}

internal import Model
internal import System
internal import Taxonomy
internal import TextAnalysis

/// The labels of a vocabulary sorted by each of their words, to complete what somebody types.
struct LabelCompletions: Sendable {
  private struct Entry: Sendable {
    /// The words from one on, folded and joined by blanks.
    var key: String
    var label: LabelOrdinal
    /// The number of words before.
    var skipped: Int
  }

  private let entries: [Entry]
  private let vocabulary: Vocabulary

  /// Sorts the labels of a vocabulary; hidden ones and codes are nothing to propose.
  ///
  /// - Complexity: O(labels log labels).
  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    var entries: [Entry] = []
    for label in vocabulary.labels
    where vocabulary.kind(of: label) != .hidden && vocabulary.role(of: label) != .code {
      let words = Analyzer.tokens(of: vocabulary.text(of: label)).map(\.text)
      for skipped in words.indices {
        entries.append(
          Entry(
            key: words[skipped...].joined(separator: " "), label: label, skipped: skipped))
      }
    }
    self.entries = entries.sorted { ($0.key, $0.skipped) < ($1.key, $1.skipped) }
  }

  /// The labels with a word at which some text begins, those that begin with it first, the shortest
  /// first, each concept once.
  ///
  /// - Parameters:
  ///   - text: what was typed.
  ///   - limit: the largest number of labels.
  /// - Returns: the labels.
  /// - Complexity: O(log labels + labels with the beginning).
  func labels(for text: String, limit: Int) -> [LabelOrdinal] {
    let beginning = Analyzer.tokens(of: text).map(\.text).joined(separator: " ")
    guard !beginning.isEmpty, limit > 0 else { return [] }
    let first = entries.indices.partitioningIndex { entries[$0].key >= beginning }
    var found = Array(
      entries[first...].prefix(Self.mostLooked).prefix { $0.key.hasPrefix(beginning) })
    found.sort { left, right in
      // The shortest is nearest to what was typed, whether it is a name of today or not.
      let order = [left, right].map { ($0.skipped, $0.key.utf8.count, isFormer($0) ? 1 : 0) }
      return order[0] != order[1] ? order[0] < order[1] : left.key < right.key
    }
    var seen: Set<ConceptOrdinal> = []
    let labels = found.map(\.label).filter { seen.insert(vocabulary.concept(of: $0)).inserted }
    return Array(labels.prefix(limit))
  }

  /// A beginning that so many labels have is completed from the first of them.
  private static let mostLooked = 4096

  private func isFormer(_ entry: Entry) -> Bool {
    vocabulary.role(of: entry.label) == .formerName
  }
}

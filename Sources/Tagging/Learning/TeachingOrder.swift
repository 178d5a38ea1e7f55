/// In which order a person is asked so that the answers teach most: what nobody can tell before what is nearly
/// certain, and of kinds of which much waits before rare ones, each kind in turn.
package struct TeachingOrder {
  /// What is asked of one document.
  package struct Question: Sendable {
    /// What questions have in common that are likely to have the same answer: what is proposed, and the folder.
    let kind: String

    /// How likely it is, from 0 to 1.
    let score: Double

    /// A question.
    ///
    /// - Parameters:
    ///   - facet: the facet that it is about.
    ///   - concept: what is proposed.
    ///   - path: the path of the document.
    ///   - score: how likely it is, from 0 to 1.
    package init(facet: String, concept: String, path: String, score: Double) {
      kind = "\(facet)\n\(concept)\n\(FolderAssignments.folder(of: path))"
      self.score = score
    }

    /// How little is known: 1 where both answers are as likely, 0 where one is certain.
    var uncertainty: Double {
      let score = min(max(score, 0), 1)
      return 4 * score * (1 - score)
    }
  }

  private init() {}

  /// The order of documents by what is asked of each.
  ///
  /// Each kind's least certain question counts as often as there are such questions, the next one half of that, the
  /// third a third, as seats are given to parties (D'Hondt 1878): what is asked is of all kinds as what waits is. What
  /// a document is asked adds up.
  ///
  /// - Parameter documents: the questions about each document.
  /// - Returns: the numbers of the documents; those that teach alike in the order given.
  /// - Complexity: O(n log n) questions.
  package static func order(_ documents: [[Question]]) -> [Int] {
    var kinds: [String: [(document: Int, uncertainty: Double)]] = [:]
    for (number, questions) in documents.enumerated() {
      for question in questions {
        kinds[question.kind, default: []].append((number, question.uncertainty))
      }
    }
    var values = [Double](repeating: 0, count: documents.count)
    // By name: sums of the same numbers in another order may differ.
    for kind in kinds.keys.sorted() {
      let waiting = (kinds[kind] ?? []).sorted {
        ($1.uncertainty, $0.document) < ($0.uncertainty, $1.document)
      }
      let weight = Double(waiting.count)
      for (rank, question) in waiting.enumerated() {
        values[question.document] += question.uncertainty * weight / Double(rank + 1)
      }
    }
    return values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
  }
}

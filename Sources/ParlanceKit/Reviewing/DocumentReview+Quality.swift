internal import Cataloging
package import JSONCoding

extension DocumentReview {
  /// Decisions before so many tell nothing of the present.
  private static let mostCounted = 100_000

  /// How the decisions in force on documents that an account may read came out, month by month.
  ///
  /// - Parameter account: who is asked.
  /// - Returns: `months`, the latest first, each with its `month` (`YYYY-MM`) and how many tags were `accepted`,
  ///   `rejected` and `replaced`.
  /// - Throws: `CatalogError`.
  package func quality(for account: ReaderAccount) throws -> JSONValue {
    let catalog = try workspace.openCatalogForReading()
    var isSeen: [Int64: Bool] = [:]
    var months: [String: [StoredJudgment.Verdict: Int]] = [:]
    for judgment in try catalog.judgments(limit: Self.mostCounted)
    where judgment.undoneBy.isEmpty {
      // Rights are looked at once for a document, not for each of its decisions.
      let known =
        try isSeen[judgment.document]
        ?? (place(ofDocument: judgment.document, in: catalog, for: account) != nil)
      isSeen[judgment.document] = known
      guard known else { continue }
      months[String(judgment.time.prefix(7)), default: [:]][judgment.verdict, default: 0] += 1
    }
    return [
      "months": .array(
        months.sorted { $0.key > $1.key }.map { month, counts in
          var object = JSONObject([.init(name: "month", value: .string(month))])
          for verdict in StoredJudgment.Verdict.allCases {
            object[verdict.rawValue] = .integer(counts[verdict] ?? 0)
          }
          return .object(object)
        })
    ]
  }
}

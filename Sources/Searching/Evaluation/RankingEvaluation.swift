import Glibc
package import JSONCoding

/// What people said about which documents answer a query.
package struct RelevanceJudgments: Equatable, Sendable {
  /// The grade of each judged document, by query; above 0 is relevant.
  package private(set) var grades: [String: [String: Int]] = [:]

  /// No judgments.
  package init() {}

  /// Adds a judgment.
  package mutating func judge(query: String, document: String, grade: Int) {
    grades[query, default: [:]][document] = grade
  }

  /// Reads lines of TREC's qrels format: query, an unused field, document, grade.
  ///
  /// - Parameter lines: lines with blanks or tabs between their fields.
  /// - Throws: `JudgmentError` for the first line that is none; `InputError`.
  package init(qrels lines: InputLines) throws {
    while let bytes = try lines.next() {
      let line = String(decoding: bytes, as: UTF8.self)
      let fields = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
      if fields.isEmpty { continue }
      guard fields.count == 4, let grade = Int(fields[3]), Self.possibleGrades.contains(grade)
      else { throw JudgmentError(line: lines.count) }
      judge(query: String(fields[0]), document: String(fields[2]), grade: grade)
    }
  }

  /// Grades beyond have sums that say nothing.
  private static let possibleGrades = -1_000_000...1_000_000

  /// How many documents are relevant to a query.
  package func relevantCount(_ query: String) -> Int {
    (grades[query] ?? [:]).values.count { $0 > 0 }
  }
}

/// A line of relevance judgments that is not made of query, unused, document and grade.
package struct JudgmentError: Error, Equatable, Sendable {
  /// The line, from 1.
  package let line: Int
}

/// How good rankings are, by the measures of `trec_eval`.
package struct RankingScores: Equatable, Sendable {
  /// Normalized discounted cumulative gain of the first ten, the grade itself being the gain.
  package var gain = 0.0

  /// Mean average precision.
  package var averagePrecision = 0.0

  /// The share of the relevant documents among the first hundred.
  package var recall = 0.0

  /// The number of queries that have a relevant document; all count, also those without hits.
  package var queries = 0
}

extension RelevanceJudgments {
  /// Scores rankings.
  ///
  /// - Parameter rankings: by query, the documents found, the best first.
  /// - Returns: the means over all queries with a relevant document.
  package func score(_ rankings: [String: [String]]) -> RankingScores {
    var scores = RankingScores()
    for query in grades.keys.sorted() where relevantCount(query) > 0 {
      let ranking = rankings[query] ?? []
      scores.gain += gain(of: ranking, query: query, cutoff: 10)
      scores.averagePrecision += averagePrecision(of: ranking, query: query)
      scores.recall += recall(of: ranking, query: query, cutoff: 100)
      scores.queries += 1
    }
    let count = Double(max(scores.queries, 1))
    scores.gain /= count
    scores.averagePrecision /= count
    scores.recall /= count
    return scores
  }

  /// The discounted gain of the first documents by that of the best possible ranking.
  func gain(of ranking: [String], query: String, cutoff: Int) -> Double {
    let known = grades[query] ?? [:]
    func discounted(_ grades: some Sequence<Int>) -> Double {
      grades.prefix(cutoff).enumerated().reduce(0) { sum, item in
        sum + Double(max(item.element, 0)) / log2(Double(item.offset + 2))
      }
    }
    let ideal = discounted(known.values.sorted(by: >))
    return ideal > 0 ? discounted(ranking.map { known[$0] ?? 0 }) / ideal : 0
  }

  /// The mean of the precisions at the ranks of the relevant documents, 0 for those not found.
  func averagePrecision(of ranking: [String], query: String) -> Double {
    let known = grades[query] ?? [:]
    var found = 0
    var sum = 0.0
    for (index, document) in ranking.enumerated() where known[document] ?? 0 > 0 {
      found += 1
      sum += Double(found) / Double(index + 1)
    }
    return sum / Double(max(relevantCount(query), 1))
  }

  /// The share of the relevant documents among the first ones.
  func recall(of ranking: [String], query: String, cutoff: Int) -> Double {
    let known = grades[query] ?? [:]
    let found = ranking.prefix(cutoff).count { known[$0] ?? 0 > 0 }
    return Double(found) / Double(max(relevantCount(query), 1))
  }
}

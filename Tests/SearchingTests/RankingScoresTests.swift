import Foundation
import JSONCoding
import TestSupport
import Testing

@testable import Searching

/// The measures of `trec_eval`, against values worked out by hand.
struct RankingScoresTests {
  private func judgments(_ grades: [String: Int], of query: String = "q") -> RelevanceJudgments {
    var judgments = RelevanceJudgments()
    for (document, grade) in grades {
      judgments.judge(query: query, document: document, grade: grade)
    }
    return judgments
  }

  /// Of a ranking c, a, d where a has 2, b and d have 1, c has 0: the gain is 2 / log₂3 + 1 / 2 of
  /// 2 + 1 / log₂3 + 1 / 2, the precisions are 1/2 and 2/3, two of three are found.
  @Test func `are those of a small ranking`() {
    let scores = judgments(["a": 2, "b": 1, "c": 0, "d": 1]).score(["q": ["c", "a", "d"]])
    #expect(abs(scores.gain - 1.7618595 / 3.1309298) < 1e-6)
    #expect(abs(scores.averagePrecision - (0.5 + 2.0 / 3) / 3) < 1e-12)
    #expect(abs(scores.recall - 2.0 / 3) < 1e-12)
    #expect(scores.queries == 1)
  }

  @Test(
    arguments: [
      (["a", "b"], 1.0), (["b", "a"], 0.5), (["x", "y", "z", "a"], 0.25), ([], 0), (["b"], 0),
    ] as [([String], Double)])
  func `the precision of one relevant document is one by its rank`(
    ranking: [String], precision: Double
  ) {
    let scores = judgments(["a": 1, "b": 0]).score(["q": ranking])
    #expect(scores.averagePrecision == precision)
  }

  @Test func `stop at the tenth for gain, at the hundredth for recall`() {
    let judgments = judgments(["a": 1])
    func scores(at rank: Int) -> RankingScores {
      judgments.score(["q": (1..<rank).map { "x\($0)" } + ["a"]])
    }
    #expect(scores(at: 10).gain > 0 && scores(at: 11).gain == 0)
    #expect(scores(at: 100).recall == 1 && scores(at: 101).recall == 0)
  }

  @Test func `are means of the queries with a relevant document, hits or not`() {
    var judgments = judgments(["a": 1])
    judgments.judge(query: "r", document: "b", grade: 1)
    judgments.judge(query: "s", document: "c", grade: 0)
    judgments.judge(query: "t", document: "d", grade: -1)
    let scores = judgments.score(["q": ["a"], "s": ["c"], "u": ["a"]])
    #expect(scores.queries == 2)
    #expect(scores.gain == 0.5 && scores.averagePrecision == 0.5 && scores.recall == 0.5)
  }

  @Test(
    arguments: [
      ("1 0 a 1\n", nil), ("1 0 a\n", 1), ("1 0 a 1\n\n1 0 b x\n", 3), ("1\t0\ta\t2\r\n", nil),
      ("1 0 a 9999999\n", 1),
    ] as [(String, Int?)])
  func `judgments have four fields a line`(text: String, wrong: Int?) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/qrels"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      do {
        let read = try RelevanceJudgments(qrels: try InputLines(path: path))
        #expect(wrong == nil && read.relevantCount("1") == 1)
      } catch let error as JudgmentError {
        #expect(error.line == wrong)
      }
    }
  }

  @Test(
    arguments: [
      (["quote", "2010"], true), (["v2"], true), (["v1.2", "offer"], true), (["draft"], true),
      (["quote", "2"], false), (["quote"], false), (["v"], false), (["20101"], false), ([], false),
    ] as [([String], Bool)])
  func `words with the number of a version, or old and final, ask for a certain one`(
    words: [String], isAsked: Bool
  ) {
    #expect(VersionOrder.nameVersion(words) == isAsked)
  }
}

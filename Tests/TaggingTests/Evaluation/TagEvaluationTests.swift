import Testing

@testable import Tagging

struct TagEvaluationTests {
  @Test func `scores documents as trec_eval and scikit-learn do`() {
    var evaluation = TagEvaluation(limit: 2)
    evaluation.add(given: ["a", "b", "c"], wanted: ["a", "c"])
    evaluation.add(given: ["x"], wanted: ["y", "z", "w"])
    evaluation.add(given: [], wanted: ["q"])
    // Document 1: one of two given, one of two wanted; the third answer is beyond the limit.
    #expect(abs(evaluation.sample.f1 - 0.5 / 3) < 1e-12)
    #expect(abs(evaluation.sample.precision - 0.5 / 3) < 1e-12)
    #expect(abs(evaluation.micro.precision - 1.0 / 3) < 1e-12)
    #expect(abs(evaluation.micro.recall - 1.0 / 6) < 1e-12)
    #expect(abs(evaluation.micro.f1 - 2.0 / 9) < 1e-12)
    // Gain 1 of an ideal 1 + 1/log2(3).
    #expect(abs(evaluation.discountedGain - 1 / (1 + 0.630_929_753_571_457_5) / 3) < 1e-9)
    #expect(abs(evaluation.accuracy - 1.0 / 3) < 1e-12)
    let counts = evaluation.counts { $0 == "a" ? "first" : "rest" }
    #expect(counts["first"] == TagEvaluation.Counts(right: 1, given: 1, wanted: 1))
    #expect(counts["rest"]?.wanted == 5)
  }

  @Test func `answers given twice count once`() {
    var evaluation = TagEvaluation()
    evaluation.add(given: ["a", "a"], wanted: ["a"])
    #expect(evaluation.micro.f1 == 1)
  }

  @Test func `the interval holds the mean and narrows with more documents`() {
    func interval(_ count: Int) -> TagEvaluation.Interval {
      var evaluation = TagEvaluation()
      for number in 0..<count {
        evaluation.add(given: ["a"], wanted: [number % 2 == 0 ? "a" : "b"])
      }
      return evaluation.sampleInterval()
    }
    let few = interval(20)
    let many = interval(2000)
    #expect(few.low < 0.5 && few.high > 0.5 && many.low < 0.5 && many.high > 0.5)
    #expect(many.high - many.low < (few.high - few.low) / 3)
  }
}

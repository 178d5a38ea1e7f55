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
    #expect(evaluation.byConcept["a"] == TagEvaluation.Counts(right: 1, given: 1, wanted: 1))
    #expect(evaluation.byConcept.values.reduce(0) { $0 + $1.wanted } == 6)
  }

  @Test func `answers given twice count once`() {
    var evaluation = TagEvaluation()
    evaluation.add(given: ["a", "a"], wanted: ["a"])
    #expect(evaluation.micro.f1 == 1)
  }

  @Test func `every measure has an interval that holds it and narrows with more documents`() {
    func measures(_ count: Int) -> [TagEvaluation.Measure] {
      var evaluation = TagEvaluation()
      for number in 0..<count {
        evaluation.add(given: ["a", "c"], wanted: [number % 2 == 0 ? "a" : "b", "c"])
      }
      return evaluation.measures()
    }
    let few = measures(20)
    let many = measures(2000)
    #expect(
      many.map(\.name) == [
        "f1_sample", "precision_sample", "recall_sample", "f1_micro", "precision_micro",
        "recall_micro", "ndcg", "accuracy",
      ])
    for (few, many) in zip(few, many) {
      #expect(few.interval.low < few.value && few.value < few.interval.high)
      #expect(many.interval.low < many.value && many.value < many.interval.high)
      let ratio =
        (few.interval.high - few.interval.low) / (many.interval.high - many.interval.low)
      // The width goes with the root of the number: tenfold for a hundred times as many.
      #expect(ratio > 6 && ratio < 16, "\(few.name): \(ratio)")
    }
    #expect(TagEvaluation().measures().allSatisfy { $0.value == 0 && $0.interval.high == 0 })
  }

  @Test func `concepts have intervals of their own, the most wanted first`() {
    var evaluation = TagEvaluation()
    for number in 0..<60 {
      evaluation.add(
        given: number % 3 == 0 ? ["a", "b"] : ["a"], wanted: number % 2 == 0 ? ["a"] : ["c"])
    }
    let found = evaluation.conceptScores()
    #expect(found.map(\.concept) == ["a", "c", "b"])
    let first = found[0].scores
    #expect(first.counts == TagEvaluation.Counts(right: 30, given: 60, wanted: 30))
    #expect(first.measures.map(\.name) == ["precision", "recall", "f1"])
    #expect(first.measures.map(\.value) == [0.5, 1, 2.0 / 3])
    let precision = first.measures[0].interval
    // Of a share of a half in 60 documents: 0.5 ± 1.96 √(0.25 / 60), about 0.13 each way.
    #expect(abs(precision.low - 0.373) < 0.03 && abs(precision.high - 0.627) < 0.03)
    #expect(first.measures[1].interval == TagEvaluation.Interval(low: 1, high: 1))
    #expect(found[2].scores.measures.map(\.interval.high) == [0, 0, 0])
  }
}

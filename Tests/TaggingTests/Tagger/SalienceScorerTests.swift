import Foundation
import Matching
import Model
import RandomNumbers
import Taxonomy
import Testing

@testable import Tagging

/// How much a document is about what it names, before anything was learned.
@Suite struct `The salience of a concept` {
  private func table(
    isOrdinary: Bool = false, _ rows: [CandidateFeature: Float]...
  ) -> CandidateTable {
    var table = CandidateTable()
    for row in rows {
      table.append(TagCandidate(concept: ConceptOrdinal(0), isOrdinary: isOrdinary))
      for (feature, value) in row { table[table.count - 1, feature] = value }
    }
    return table
  }

  private func logOdds(isOrdinary: Bool = false, _ row: [CandidateFeature: Float]) -> Double {
    SalienceScorer.logOdds(table(isOrdinary: isOrdinary, row))[0]
  }

  /// A page of a thousand words: so long that no bonus is given.
  private static let long: [CandidateFeature: Float] = [
    .documentLength: Float(log(1001.0)), .candidateCount: Float(log(2.0)),
    .textCount: Float(log(3.0)),
  ]

  private func with(_ more: [CandidateFeature: Float]) -> [CandidateFeature: Float] {
    Self.long.merging(more) { $1 }
  }

  // MARK: Probabilities

  @Test(arguments: [0, 0.1, 1, 7, 20, 36])
  func `is as likely as it is unlikely the other way round`(odds: Double) {
    let sum = SalienceScorer.probability(odds) + SalienceScorer.probability(-odds)
    #expect(abs(sum - 1) < 1e-12)
  }

  @Test func `is a probability whatever the evidence`() {
    for odds in [-1e308, -1e4, -745, 0, 745, 1e4, 1e308, .infinity, -.infinity] {
      #expect((0...1).contains(SalienceScorer.probability(odds)), "\(odds)")
    }
    #expect(SalienceScorer.probability(0) == 0.5)
    #expect(
      SalienceScorer.probability(.infinity) == 1 && SalienceScorer.probability(-.infinity) == 0)
  }

  @Test(
    arguments: [(0, 0), (-1, -0.4), (-10, -4), (1, 1), (2, 2), (3, 2.2), (7, 3), (102, 22)]
      as [(Double, Double)])
  func `counts less than it says where evidence is little or very much`(
    odds: Double, tempered: Double
  ) {
    #expect(abs(SalienceScorer.tempered(odds) - tempered) < 1e-9)
  }

  @Test(arguments: 1...3) func `stays in its order when it is tempered, and on its side`(
    seed: UInt64
  ) {
    var numbers = SeededGenerator(seed: seed)
    let odds = (0..<500).map { _ in numbers.nextUnit() * 24 - 12 }.sorted()
    let tempered = odds.map(SalienceScorer.tempered)
    #expect(zip(tempered, tempered.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(zip(odds, tempered).allSatisfy { ($0 > 0) == ($1 > 0) && abs($1) <= abs($0) })
  }

  // MARK: Short texts

  private func bonus(words: Int, candidates: Int) -> Float {
    SalienceScorer.numbers.bonus(
      documentLength: Float(log(Double(words) + 1)),
      candidateCount: Float(log(Double(candidates) + 1)))
  }

  @Test func `of the only concept of the shortest text is raised most`() {
    #expect(abs(bonus(words: 1, candidates: 1) - 2) < 0.01)
    #expect(abs(bonus(words: 300, candidates: 1) - 1) < 0.01)
  }

  @Test(arguments: [
    (600, 1), (601, 1), (100_000, 1), (1, 10), (1, 11), (50, 1000), (100_000, 1000),
  ])
  func `of a long text or a list is not raised, and never lowered for it`(
    words: Int, candidates: Int
  ) {
    #expect(abs(bonus(words: words, candidates: candidates)) < 0.001)
    #expect(bonus(words: words, candidates: candidates) >= 0)
  }

  @Test func `is raised the less the longer the text and the list`() {
    for words in stride(from: 1, to: 700, by: 25) {
      for candidates in 1..<12 {
        let here = bonus(words: words, candidates: candidates)
        #expect(here >= bonus(words: words + 25, candidates: candidates) - 1e-4)
        #expect(here >= bonus(words: words, candidates: candidates + 1) - 1e-4)
      }
    }
  }

  @Test func `of a single word in a short text is raised by a quarter of what a name is`() {
    let short: [CandidateFeature: Float] = [
      .documentLength: Float(log(11.0)), .candidateCount: Float(log(2.0)), .textCount: 3,
    ]
    let name = logOdds(short.merging([.labelTokens: 2]) { $1 })
    let word = logOdds(short.merging([.labelTokens: 1]) { $1 })
    // The token itself weighs, too; beside it three quarters of the bonus are missing.
    let token = 0.08
    let missing = Double(bonus(words: 10, candidates: 1)) * 0.75
    #expect(abs(name - word - token - missing) < 1e-3)
  }

  // MARK: Places

  @Test(arguments: [
    CandidateFeature.titleCount, .headingCount, .pathCount, .metadataCount, .textCount,
    .openingCount, .coverage, .spread, .exactShare, .neighborPlaces,
  ])
  func `grows with each place that speaks for it`(feature: CandidateFeature) {
    #expect(logOdds(with([feature: Self.long[feature, default: 0] + 0.5])) > logOdds(Self.long))
  }

  @Test(arguments: [
    CandidateFeature.firstPosition, .lastPosition, .rank, .ambiguity, .commonness, .documentLength,
    .candidateCount,
  ])
  func `falls with what makes a mention say less`(feature: CandidateFeature) {
    #expect(logOdds(with([feature: Self.long[feature, default: 0] + 0.5])) < logOdds(Self.long))
  }

  @Test(arguments: [CandidateFeature.titleCount, .pathCount, .metadataCount])
  func `is the same by three places in a title as by one`(feature: CandidateFeature) {
    #expect(logOdds(with([feature: 3])) == logOdds(with([feature: 1])))
    #expect(logOdds(with([feature: 0.5])) < logOdds(with([feature: 1])))
  }

  @Test func `in a title loses nothing by a long text of many other things`() {
    let title = logOdds([.titleCount: 1, .documentLength: Float(log(601.0)), .candidateCount: 3])
    for length in [2000.0, 1e5, 1e7] {
      let longer = logOdds([
        .titleCount: 1, .documentLength: Float(log(length)), .candidateCount: 9,
      ])
      #expect(abs(longer - title) < 1e-5)
      // A heading alone does not decide: there the length counts.
      let heading = logOdds([
        .headingCount: 1, .documentLength: Float(log(length)), .candidateCount: 9,
      ])
      #expect(
        heading
          < logOdds([.headingCount: 1, .documentLength: Float(log(601.0)), .candidateCount: 3]))
    }
  }

  @Test func `of ordinary words counts for what the text says a quarter, and nothing against it`() {
    let speaking = with([.textCount: 8, .openingCount: 3])
    let bias = SalienceScorer.numbers.bias
    let (name, word) = (logOdds(speaking) - bias, logOdds(isOrdinary: true, speaking) - bias)
    #expect(name > 0 && abs(word - name / 4) < 1e-4)
    let against = with([.textCount: 0, .rank: 1])
    #expect(logOdds(isOrdinary: true, against) == logOdds(against))
  }

  @Test(arguments: 1...3) func `of a candidate is its own, whatever stands in the rows beside it`(
    seed: UInt64
  ) {
    var numbers = SeededGenerator(seed: seed)
    let rows = (0..<60).map { _ in
      Dictionary(
        uniqueKeysWithValues: CandidateFeature.allCases.map { ($0, Float(numbers.nextUnit() * 5)) })
    }
    var all = CandidateTable()
    for row in rows {
      all.append(TagCandidate(concept: ConceptOrdinal(0)))
      for (feature, value) in row { all[all.count - 1, feature] = value }
    }
    // Lengths are looked up of the row before: no row may take another's.
    #expect(SalienceScorer.logOdds(all) == rows.map { logOdds($0) })
    #expect(SalienceScorer.logOdds(CandidateTable()).isEmpty)
  }

  @Test func `by names of a close match alone is half the odds`() {
    #expect(abs(exp(SalienceScorer.nearLogOdds) - 0.5) < 1e-12)
  }
}

/// The numbers for document types, as the file has them: an order that a person relies on who changes them.
@Suite struct `The numbers of document types` {
  private let numbers = TypeNumbers.shared

  @Test(arguments: [false, true])
  func `give a label a share of its place, never more than all of it`(isDocumentation: Bool) {
    for position in LabelPosition.allCases {
      let share = numbers.share(of: position, isDocumentation: isDocumentation)
      #expect(share > 0 && share <= 1, "\(position)")
      guard position != .part, position != .answered else { continue }
      let topic = numbers.share(of: .topic, isDocumentation: isDocumentation)
      #expect(topic <= share, "what a document is about is not what it is")
    }
  }

  @Test func `put what people said above what a name looks like`() {
    let order: [[Double]] = [
      [numbers.weight(of: .facet)], [numbers.weight(of: .category), numbers.weight(of: .title)],
      [numbers.weight(of: .file)], [numbers.weight(of: .folder)], [numbers.weight(of: .heading)],
      [numbers.weight(of: .keyword)], [numbers.weight(of: .metadata)],
    ]
    for (above, below) in zip(order, order.dropFirst()) {
      #expect((above.min() ?? 0) > (below.max() ?? 0))
    }
    for rule in [.text, .cue, .start, .habit, .learned] as [Evidence.Rule] {
      #expect(numbers.weight(of: rule) == 0, "\(rule) is no place of a label")
    }
  }

  @Test func `know every sign of every form, and no cue that is not in the file`() {
    for form in DocumentForm.allCases {
      for sign in FormSign.allCases { #expect(numbers.weight(of: sign, for: form) > 0) }
    }
    #expect(LayoutSign.allCases.allSatisfy { numbers.weight(of: $0) > 0 })
    #expect(
      ["title", "heading", "folder", "file", "text", "format"].allSatisfy {
        numbers.weight(ofCueIn: $0) > 0
      })
    #expect(numbers.weight(ofCueIn: "") == 0 && numbers.weight(ofCueIn: "Title") == 0)
    #expect(numbers.review < numbers.accept && numbers.leaf <= numbers.accept)
  }
}

import MappedStorage
import RandomNumbers
import Taxonomy
import Testing
import TextAnalysis

@testable import Matching

struct OrderFreeMatcherTests {
  /// What is found in any order, as `bytes surface → label`.
  private func found(
    _ labels: [Label], in text: String, options: LabelIndexOptions = LabelIndexOptions()
  ) throws -> [String] {
    let vocabulary = makeVocabulary(labels)
    let index = try LabelIndex.compile(vocabulary, options: options)
    let matcher = OrderFreeMatcher(OrderFreeIndex(index, vocabulary: vocabulary))
    let ordered = LabelMatcher(index).matches(in: text)
    let bytes = Array(text.utf8)
    var places: [FoundLabel] = []
    matcher.append(matchesIn: bytes.span, beside: ordered, to: &places)
    return places.flatMap { place in
      let surface = String(decoding: bytes[place.range], as: UTF8.self)
      return index.candidates(for: place, in: bytes.span).map {
        "\(place.range) \(surface) → \(vocabulary.text(of: $0))"
      }
    }
  }

  @Test func `finds words in another order, with function words between and inflected`() throws {
    #expect(
      try found([Label("Income tax")], in: "Über the taxes on income.")
        == ["10..<25 taxes on income → Income tax"])
    #expect(
      try found([Label("market study")], in: "A study of the market, a long one.")
        == ["2..<21 study of the market → market study"])
    #expect(
      try found([Label("Erhebung für den Markt", language: "de")], in: "Markt und Erhebungen")
        == ["0..<20 Markt und Erhebungen → Erhebung für den Markt"])
  }

  @Test func `gives the smallest window, the first of equals, once a sentence`() throws {
    #expect(
      try found(
        [Label("market study")], in: "Study of a big market study? A market, a study. Market.")
        == ["31..<46 market, a study → market study"])
    #expect(
      try found([Label("market study")], in: "Study of markets, of studies")
        == ["0..<16 Study of markets → market study"])
  }

  @Test func `keeps to the window and to the sentence`() throws {
    let label = Label("market study")
    #expect(try found([label], in: "study a b c d market").count == 1)
    #expect(try found([label], in: "study a b c d e market").isEmpty)
    for end in [". ", "! ", "? ", ".\n", "\n\n", "。"] {
      #expect(try found([label], in: "A study" + end + "Market").isEmpty, "\(end.debugDescription)")
    }
    #expect(try found([label], in: "the study\nof the market").count == 1)
    for padding in [0, 1, 126, 127, 128, 254, 255, 256] {
      let text = String(repeating: "and ", count: padding) + "study market"
      let isCut = padding % OrderFreeMatcher.longestSentence == OrderFreeMatcher.longestSentence - 1
      #expect(try found([label], in: text).isEmpty == isCut)
    }
  }

  @Test func `gives nothing that is found in order`() throws {
    #expect(try found([Label("market study")], in: "Market studies; a study of markets").isEmpty)
    let both = [Label("tax income"), Label("income tax law")]
    #expect(try found(both, in: "The income tax law.").isEmpty)
    #expect(
      try found(both, in: "The income tax.") == ["4..<14 income tax → tax income"])
  }

  @Test func `leaves out single words, abbreviations, codes, numbers and characters`() throws {
    let labels = [
      Label("income"), Label("the income"), Label("HA DB"), Label("Windows ten", caseRule: .exact),
      Label("AB cluster", role: .abbreviation), Label("harbor code", role: .code),
      Label("Windows 10"), Label("資料"), Label("datasheet"),
      Label("one two three four five six seven"),
    ]
    let vocabulary = makeVocabulary(labels)
    let index = try LabelIndex.compile(vocabulary)
    #expect(OrderFreeIndex(index, vocabulary: vocabulary).count == 0)
    let text = "DB HA, ten Windows, cluster AB, code harbor, 10 Windows"
    #expect(try found(labels, in: text).isEmpty)
  }

  @Test func `a label in its own case beside one in any case stays out`() throws {
    let labels = [Label("Harbor Mail", caseRule: .exact), Label("harbor mail")]
    #expect(
      try found(labels, in: "mail of the harbor") == ["0..<18 mail of the harbor → harbor mail"])
  }

  @Test func `finds what a naive search finds`() throws {
    var random = SeededGenerator(seed: 7)
    let words = ["alpha", "Beta", "gamma", "Ärger", "delta", "the", "of", "resolutely-made", "x"]
    let gaps = [" ", " ", " ", " ", "-", ", ", ". ", "\n\n"]
    let options = LabelIndexOptions(inflection: false, spellings: false)
    for _ in 0..<150 {
      func phrase(_ range: ClosedRange<Int>, _ gaps: [String]) -> String {
        (0..<Int.random(in: range, using: &random)).map { _ in
          words[Int.random(in: 0..<words.count, using: &random)]
            + gaps[Int.random(in: 0..<gaps.count, using: &random)]
        }.joined()
      }
      var seen: Set<String> = []
      let labels = (0..<Int.random(in: 1...20, using: &random)).map { _ in phrase(1...4, [" "]) }
        .filter { seen.insert(Analyzer.fold($0)).inserted }
      let text = phrase(0...400, gaps)
      let vocabulary = makeVocabulary(labels.map { Label($0) })
      let index = try LabelIndex.compile(vocabulary, options: options)
      let ordered = LabelMatcher(index).matches(in: text)
      var places: [FoundLabel] = []
      let matcher = OrderFreeMatcher(OrderFreeIndex(index, vocabulary: vocabulary))
      matcher.append(matchesIn: Array(text.utf8).span, beside: ordered, to: &places)
      let names = places.map { place in
        "\(place.range) "
          + Analyzer.fold(vocabulary.text(of: index.labels(ofGroup: Int(place.group))[0]))
      }
      #expect(places.map(\.start) == places.map(\.start).sorted())
      #expect(
        names.sorted() == naive(labels, text, ordered, index, vocabulary).sorted(),
        "\(text.debugDescription)")
    }
  }

  /// Every label against every window of every sentence.
  private func naive(
    _ labels: [String], _ text: String, _ ordered: [FoundLabel], _ index: LabelIndex,
    _ vocabulary: Vocabulary
  ) -> [String] {
    var sentences: [[Token]] = []
    for token in Analyzer.tokens(of: text) {
      if token.separation >= .sentence || sentences[sentences.count - 1].count == 128 {
        sentences.append([])
      }
      sentences[sentences.count - 1].append(token)
    }
    var result: [String] = []
    for label in labels {
      let words = Analyzer.tokens(of: label).map(\.text).filter { !["the", "of"].contains($0) }
      guard (2...5).contains(words.count), Set(words).count == words.count else { continue }
      for sentence in sentences {
        var best: Range<Int>?
        for start in sentence.indices {
          let longest = min(words.count + 4, sentence.count - start)
          for length in 1...longest where length < best?.count ?? .max {
            let window = sentence[start..<start + length]
            if Set(words).isSubset(of: window.map(\.text)) { best = start..<start + length }
          }
        }
        guard let best else { continue }
        func bytes(_ tokens: Range<Int>) -> Range<Int> {
          sentence[tokens.lowerBound].range
            .lowerBound..<sentence[tokens.upperBound - 1].range.upperBound
        }
        let range = bytes(best)
        let all = bytes(sentence.indices)
        let isKnown = ordered.contains { found in
          let name = vocabulary.text(of: index.labels(ofGroup: Int(found.group))[0])
          return found.range.overlaps(all)
            && (Analyzer.fold(name) == Analyzer.fold(label) || found.range.contains(range))
        }
        if !isKnown { result.append("\(range) \(Analyzer.fold(label))") }
      }
    }
    return result
  }
}

extension LabelIndexOptions {
  fileprivate init(inflection: Bool, spellings: Bool) {
    self.init()
    self.inflection = inflection
    self.spellings = spellings
  }
}

import Knowledge
import TextAnalysis

/// Finds the passages that answer a question, and puts the hits first that have one.
///
/// Only where it is known what an answer looks like do passages move hits: on other questions (`what is
/// known of …`) that gains nothing, as Cranfield shows.
struct QuestionPassages {
  private let index: SearchIndex
  private let texts: StoredTexts
  private let question: Question
  private let weights: [Float]
  private let relations: Set<Int>
  private let movesHits: Bool
  /// The number of the term of each pattern.
  private var termOfPattern: [Int] = []
  private var marker: PassageMarker

  /// Where the passage begins in the text of each hit that was looked at.
  private(set) var passages: [DocumentPlace: Int] = [:]

  /// What hits gained or lost.
  private(set) var moves: [VersionOrder.Move] = []

  /// How many of the best hits are looked at.
  static let candidates = 30

  /// What of its score a hit keeps whatever it says, and what a passage with everything adds.
  private static let kept = RankingNumbers["passage-kept"]
  private static let added = RankingNumbers["passage-added"]

  /// What a term in the title counts that is not in the passage, and a passage without what is asked for.
  private static let titleShare = RankingNumbers["passage-title"]
  private static let shareWithoutAnswer = RankingNumbers["passage-without-answer"]

  /// What part of the most a passage must have to be the one.
  private static let leastShare = RankingNumbers["passage-least"]

  init(
    _ index: SearchIndex, _ texts: StoredTexts, _ question: Question, _ terms: [AnswerTerm]
  ) {
    self.index = index
    self.texts = texts
    self.question = question
    var patterns: [[Set<String>]] = []
    for (number, term) in terms.enumerated() {
      for pattern in term.patterns where !pattern.isEmpty && pattern.allSatisfy({ !$0.isEmpty }) {
        patterns.append(pattern)
        termOfPattern.append(number)
      }
    }
    weights = terms.map(\.weight)
    relations = Set(terms.indices.filter { terms[$0].isRelation })
    movesHits = question != .thing || !relations.isEmpty
    marker = PassageMarker(patterns)
  }

  /// Scores the best hits by their passages, and puts them in order; the rest stay behind.
  mutating func apply(to hits: [CollectedHit]) throws -> [CollectedHit] {
    let all = weights.reduce(0, +)
    guard all > 0 else { return hits }
    var best = Array(hits.prefix(Self.candidates))
    for place in best.indices {
      let (share, start) = try answer(of: best[place], all)
      passages[best[place].place] = start
      guard movesHits else { continue }
      let score = best[place].score
      best[place].score = score * (Self.kept + Self.added * share)
      moves.append(
        .init(
          hit: best[place], change: best[place].score - score, kind: .answer, name: "the question"))
    }
    return best.sorted(by: CollectedHit.precedes) + hits.dropFirst(Self.candidates)
  }

  /// How much of the question the best passage of a document has, up to 1, and where it begins.
  private mutating func answer(of hit: CollectedHit, _ all: Float) throws -> (Float, start: Int?) {
    let stored = try texts.text(of: hit)
    let title = try index.segments[hit.segment].names(of: Int(hit.document)).title
    let titled = Set(
      marker.matches(in: Array(title.utf8), language: stored.language)
        .map { termOfPattern[$0.pattern] })
    let bytes = Array(stored.text.utf8.prefix(PassageMarker.searchLimit))
    let matches = marker.matches(in: bytes, language: stored.language)
    let windows = windows(matches, titled)
    let base = titled.reduce(Float(0)) { $0 + weights[$1] * Self.titleShare }
    guard let most = windows.map(\.weight).max() else {
      return (base / all * Self.shareWithoutAnswer, nil)
    }
    var best: (share: Float, start: Int?) = (-1, nil)
    // Of passages that have about as much of the question, one with something of the kind asked for
    // answers it.
    for window in windows where window.weight >= most * Self.leastShare {
      let share =
        window.weight / all
        * (hasAnswer(bytes, around: window.start) ? 1 : Self.shareWithoutAnswer)
      if share > best.share { best = (share, window.start) }
    }
    // The answer follows what says that it does.
    let relation = best.start.flatMap { start in
      matches.first { match in
        relations.contains(termOfPattern[match.pattern]) && match.range.lowerBound >= start
          && match.range.upperBound <= start + PassageMarker.length
      }
    }
    return (best.share, relation?.range.lowerBound ?? best.start)
  }

  private struct Window {
    var start: Int
    var weight: Float
  }

  /// The passages that begin with a match, each with the weight of the terms in it.
  private func windows(_ matches: [PassageMarker.Match], _ titled: Set<Int>) -> [Window] {
    var counts = [Int](repeating: 0, count: weights.count)
    var end = 0
    return matches.indices.map { start in
      let first = matches[start].range.lowerBound
      while end < matches.count, matches[end].range.upperBound - first <= PassageMarker.length {
        counts[termOfPattern[matches[end].pattern]] += 1
        end += 1
      }
      let weight = weights.indices.reduce(Float(0)) { sum, term in
        sum + weights[term] * (counts[term] > 0 ? 1 : titled.contains(term) ? Self.titleShare : 0)
      }
      // A match that is longer than a passage was never counted.
      if end > start {
        counts[termOfPattern[matches[start].pattern]] -= 1
      } else {
        end = start + 1
      }
      return Window(start: first, weight: weight)
    }
  }

  /// Whether a passage has something of the kind that is asked for.
  private func hasAnswer(_ bytes: [UInt8], around start: Int) -> Bool {
    let end = min(bytes.count, start + PassageMarker.length)
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    switch question {
    case .thing: return true
    case .amount: return text.contains { $0.isNumber }
    case .time:
      // A year, or a date in one number such as 20090612.
      return text.split { !$0.isNumber }.contains { $0.count == 4 || $0.count == 8 }
        || Analyzer.tokens(of: text).contains { Self.months.contains($0.text) }
    case .person:
      if text.contains("@") { return true }
      let words = text.split { !$0.isLetter && $0 != "." && $0 != "-" }
      return zip(words, words.dropFirst()).contains { first, second in
        Self.isName(first) && Self.isName(second)
      }
    }
  }

  private static func isName(_ word: Substring) -> Bool {
    // Words in capitals throughout are abbreviations.
    word.count > 1 && word.first?.isUppercase == true
      && !word.dropFirst().contains { $0.isUppercase }
  }

  private static let months = MonthNames.folded(in: ["en", "de"], abbreviated: false)
    .subtracting(QueryWords.lists["not-a-month"])
}

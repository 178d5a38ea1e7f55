internal import TextAnalysis

/// Finds labels whose words stand close together in a sentence, in any order.
///
/// A step of its own beside `LabelMatcher`, for those who ask for it: it gives, of each sentence and
/// each label that the sentence does not name in order, the smallest window with all its words.
/// Not for use by several threads at once.
package final class OrderFreeMatcher {
  /// The labels.
  package let labels: OrderFreeIndex

  /// A sentence is cut after so many tokens, which bounds the work for texts without full stops.
  package static let longestSentence = 128

  /// The last sentence in which each word stood, counted through all texts; 0 for none.
  private var sentenceOfWord: [UInt32]

  /// The words of the sentence, each once.
  private var present: [Int] = []
  private var sentence: [SentenceToken] = []
  private var sentenceNumber: UInt32 = 0
  private var lastPlaces = [Int](repeating: -1, count: OrderFreeIndex.wordCounts.upperBound)

  /// A token of a sentence, and where its words lie in the index.
  private struct SentenceToken {
    let start: UInt32
    let end: UInt32
    let hash: UInt64
    let words: Range<Int>
  }

  /// A matcher for labels.
  package init(_ labels: OrderFreeIndex) {
    self.labels = labels
    sentenceOfWord = Array(repeating: 0, count: labels.wordCount)
  }

  /// Appends the labels found in `text` in any order to `found`.
  ///
  /// - Parameters:
  ///   - text: UTF-8 of less than 4 GiB; invalid bytes separate.
  ///   - ordered: what `LabelMatcher` found in it, by starts. A label that a sentence names in order
  ///     is not given for it, nor a window within something found in order.
  ///   - found: receives the labels in the order of their starts; windows may overlap.
  /// - Complexity: O(length of the text), and for each word the labels of which it is the rarest.
  package func append(
    matchesIn text: Span<UInt8>, beside ordered: [FoundLabel],
    to found: inout [FoundLabel]
  ) {
    if labels.count == 0 { return }
    sentence.removeAll(keepingCapacity: true)
    var scanner = TokenScanner(text)
    var firstToken = 0
    var cursor = 0
    while let token = scanner.next() {
      if let last = sentence.last {
        let separation = scanner.separation(
          from: Int(last.end), to: token.start, previousLength: Int(last.end - last.start))
        if separation >= .sentence || sentence.count == Self.longestSentence {
          finish(text, firstToken: firstToken, ordered, &cursor, to: &found)
          firstToken += sentence.count
          sentence.removeAll(keepingCapacity: true)
        }
      }
      let hash = token.key.mixed
      sentence.append(
        SentenceToken(
          start: UInt32(truncatingIfNeeded: token.start),
          end: UInt32(truncatingIfNeeded: token.end), hash: hash,
          words: labels.words(of: token.key, mixed: hash)))
    }
    finish(text, firstToken: firstToken, ordered, &cursor, to: &found)
  }

  /// Appends the labels of the sentence at hand.
  private func finish(
    _ text: Span<UInt8>, firstToken: Int, _ ordered: [FoundLabel],
    _ cursor: inout Int, to found: inout [FoundLabel]
  ) {
    guard let first = sentence.first, let last = sentence.last else { return }
    markWords()
    while cursor < ordered.count, ordered[cursor].end <= first.start { cursor += 1 }
    var end = cursor
    while end < ordered.count, ordered[end].start < last.end { end += 1 }
    let before = found.count
    for word in present {
      for number in labels.entries(at: word) {
        let entry = labels.entries[number]
        guard let window = smallestWindow(of: entry) else { continue }
        let place = place(of: entry, window, firstToken: firstToken)
        let isKnown = ordered[cursor..<end].contains {
          $0.group == place.group || ($0.start <= place.start && place.end <= $0.end)
        }
        if isKnown { continue }
        if labels.index.dependsOnSurface(group: Int(place.group)),
          labels.index.candidates(for: place, in: text).isEmpty
        {
          continue
        }
        found.append(place)
      }
    }
    found[before...].sort { ($0.start, $1.end, $0.group) < ($1.start, $0.end, $1.group) }
  }

  /// Notes which words stand in the sentence.
  private func markWords() {
    // Numbers of 2^32 sentences before would be taken for those of this one.
    if sentenceNumber == .max {
      for word in sentenceOfWord.indices { sentenceOfWord[word] = 0 }
      sentenceNumber = 0
    }
    sentenceNumber += 1
    present.removeAll(keepingCapacity: true)
    for token in sentence {
      for place in token.words {
        let word = labels.word(place)
        if sentenceOfWord[word] == sentenceNumber { continue }
        sentenceOfWord[word] = sentenceNumber
        present.append(word)
      }
    }
  }

  /// The tokens of the smallest window with all words of a label, the first of equals.
  private func smallestWindow(of entry: OrderFreeIndex.Entry) -> ClosedRange<Int>? {
    let count = Int(entry.wordCount)
    for number in 0..<count
    where sentenceOfWord[labels.word(number, of: entry)] != sentenceNumber { return nil }
    for number in 0..<count { lastPlaces[number] = -1 }
    var best: ClosedRange<Int>?
    var limit = count + OrderFreeIndex.slack
    for (position, token) in sentence.enumerated() {
      guard let number = number(of: token, in: entry) else { continue }
      lastPlaces[number] = position
      let start = lastPlaces[..<count].min() ?? -1
      if start >= 0, position - start < limit {
        best = start...position
        limit = position - start
      }
    }
    return best
  }

  /// Which word of a label a token is, if any.
  private func number(of token: SentenceToken, in entry: OrderFreeIndex.Entry) -> Int? {
    for place in token.words {
      let word = labels.word(place)
      for number in 0..<Int(entry.wordCount) where labels.word(number, of: entry) == word {
        return number
      }
    }
    return nil
  }

  private func place(
    of entry: OrderFreeIndex.Entry, _ window: ClosedRange<Int>, firstToken: Int
  ) -> FoundLabel {
    var key = SurfaceKey()
    for position in window { key.append(sentence[position].hash) }
    return FoundLabel(
      start: sentence[window.lowerBound].start, end: sentence[window.upperBound].end,
      group: entry.group, firstToken: UInt32(firstToken + window.lowerBound),
      tokenCount: UInt32(window.count), key: key.value)
  }
}

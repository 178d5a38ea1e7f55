import TextAnalysis

/// The words of a query with the nearest ones in the place of those that do not occur.
struct QuerySpelling {
  /// A word.
  struct Word {
    /// The folded word as it was written.
    var text: String

    /// Its bytes in the corrected text.
    var range: Range<Int>

    /// The number of the bare word of the query that it is part of.
    var node: Int

    /// Whether a document has it.
    var occurs: Bool

    /// Words it may stand for, the likeliest first, if no document has it.
    var neighbors: [String]
  }

  /// The text, the likeliest neighbor in the place of each word that has some.
  private(set) var text = ""

  /// The words in their order.
  private(set) var words: [Word] = []

  /// Whether any word was replaced.
  private(set) var isCorrected = false

  private let source: [UInt8]
  private var bytes: [UInt8] = []
  private var end = 0

  /// Nothing yet of a text.
  init(_ text: String) { source = Array(text.utf8) }

  /// Adds the next word of the text.
  ///
  /// - Parameters:
  ///   - token: the word.
  ///   - node: the number of the bare word of the query that it is part of.
  ///   - occurs: whether a document has it.
  ///   - neighbors: words that it may stand for, the likeliest first.
  ///   - replaces: whether the likeliest takes its place.
  mutating func add(
    _ token: Token, node: Int, occurs: Bool = true, neighbors: [String] = [],
    replaces: Bool = true
  ) {
    bytes += source[end..<token.range.lowerBound]
    let start = bytes.count
    if replaces, let nearest = neighbors.first {
      bytes += nearest.utf8
      isCorrected = true
    } else {
      bytes += source[token.range]
    }
    end = token.range.upperBound
    words.append(
      Word(
        text: token.text, range: start..<bytes.count, node: node, occurs: occurs,
        neighbors: neighbors))
  }

  /// Leaves only the likeliest neighbor to the words at some places.
  mutating func settle(where isSettled: (Range<Int>) -> Bool) {
    for place in words.indices where words[place].neighbors.count > 1 {
      if isSettled(words[place].range) {
        words[place].neighbors = Array(words[place].neighbors.prefix(1))
      }
    }
  }

  /// The spelling once all words are added.
  func finished() -> QuerySpelling {
    var result = self
    result.text = String(decoding: bytes + source[end...], as: UTF8.self)
    return result
  }
}

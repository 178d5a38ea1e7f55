import TextAnalysis

/// The words of a query with the nearest ones in the place of those that do not occur.
struct QuerySpelling {
  /// A word.
  struct Word {
    /// The folded word as it was written.
    var text: String

    /// Its bytes in the corrected text.
    var range: Range<Int>

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
  var isCorrected: Bool { words.contains { !$0.neighbors.isEmpty } }

  private let source: [UInt8]
  private var bytes: [UInt8] = []
  private var end = 0

  /// Nothing yet of a text.
  init(_ text: String) { source = Array(text.utf8) }

  /// Adds the next word of the text.
  mutating func add(_ token: Token, occurs: Bool = true, neighbors: [String] = []) {
    bytes += source[end..<token.range.lowerBound]
    let start = bytes.count
    if let nearest = neighbors.first {
      bytes += nearest.utf8
    } else {
      bytes += source[token.range]
    }
    end = token.range.upperBound
    words.append(
      Word(text: token.text, range: start..<bytes.count, occurs: occurs, neighbors: neighbors))
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

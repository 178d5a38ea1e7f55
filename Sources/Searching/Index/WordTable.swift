import TextAnalysis

/// The surface forms of one language and the stems they have, found by the key of a token.
struct WordTable {
  private let stemmer: Stemmer?
  private var numbers = TokenNumbers(capacity: 4096)
  /// The number of the stem of each word.
  private(set) var stems: [UInt32] = []
  /// How often each word occurs.
  private(set) var counts: [UInt32] = []
  /// The folded bytes of each word.
  private(set) var words: [[UInt8]] = []

  init(_ language: Language) { stemmer = Stemmer(language) }

  /// The number of a token's stem in the table of stems; `folded` is asked for once a word.
  @inline(__always)
  mutating func stem(
    _ key: TokenKey, in table: inout ByteTable, folded: () -> [UInt8]
  ) -> Int {
    let word = numbers.number(of: key)
    guard word < stems.count else { return append(folded(), &table) }
    counts[word] += 1
    return Int(stems[word])
  }

  private mutating func append(_ word: [UInt8], _ table: inout ByteTable) -> Int {
    var stem = word
    stemmer?.stem(&stem)
    let number = table.number(of: stem)
    words.append(word)
    stems.append(UInt32(number))
    counts.append(1)
    return number
  }
}

import TextAnalysis

/// A number for each different word, found out once, by the keys of tokens.
struct TokenMemory {
  private var words = TokenNumbers(capacity: 1024)
  private var values: [Int32] = []

  /// The number of a word; `find` is asked the first time.
  @inline(__always)
  mutating func value(of key: TokenKey, _ find: () -> Int32) -> Int32 {
    let word = words.number(of: key)
    if word == values.count { values.append(find()) }
    return values[word]
  }
}

/// The character n-grams of words, each word with a blank on both sides, n from 2 to 4.
enum CharacterGrams {
  /// Gives the key of each n-gram of the tokens, repeated ones as often as they stand there.
  static func forEach(_ tokens: some Collection<String>, _ body: (UInt64) -> Void) {
    var scalars: [UInt32] = []
    for token in tokens {
      scalars.removeAll(keepingCapacity: true)
      scalars.append(0x20)
      for scalar in token.unicodeScalars { scalars.append(scalar.value) }
      scalars.append(0x20)
      for start in scalars.indices {
        var key: UInt64 = 0
        let end = min(start + 4, scalars.count)
        for index in start..<end {
          // Four scalars of 21 bits do not fit into 64: what is pushed out at the top comes in below.
          key = (key << 16 | key >> 48) ^ UInt64(scalars[index]) &* 0x9E37_79B9_7F4A_7C15
          let length = index - start + 1
          if length >= 2 { body(key ^ UInt64(length)) }
        }
      }
    }
  }
}

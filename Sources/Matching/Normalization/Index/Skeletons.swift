/// Words written without their vowels: "jrnl" for journal, "mgmt" for management.
enum Skeletons {
  /// The fewest letters of such a form: of two there are too many words.
  private static let shortest = 3

  /// The most words that a form may stand for and still tell something.
  private static let mostWords = 6

  private static let vowels: Set<UInt8> = Set("aeiouy".utf8)

  /// Whether a token is nothing but consonants of the Latin alphabet.
  static func isSkeleton(_ token: String) -> Bool {
    token.utf8.count >= shortest
      && token.utf8.allSatisfy { (0x61...0x7A).contains($0) && !vowels.contains($0) }
  }

  /// The words that hold the letters of a token in their order, the first one first.
  ///
  /// - Parameters:
  ///   - token: the token, folded.
  ///   - index: the words; those with its first letter are looked through.
  /// - Returns: the numbers of the words; none if they are too many to tell.
  static func words(for token: String, in index: SimilarityIndex) -> [Int] {
    guard isSkeleton(token), let first = token.first else { return [] }
    let letters = Array(token.utf8)
    let found = index.words(startingWith: String(first)).filter { number in
      let word = index.words[number]
      // A word that is itself nothing but consonants is no word without its vowels.
      guard word.utf8.count > letters.count else { return false }
      // Three letters are in the words of any field: they must be all its consonants ("frm", "lbl").
      if letters.count == shortest, word.utf8.count(where: { !vowels.contains($0) }) > shortest {
        return false
      }
      var next = 0
      for byte in word.utf8 where next < letters.count && byte == letters[next] { next += 1 }
      return next == letters.count
    }
    return found.count <= mostWords ? found : []
  }
}

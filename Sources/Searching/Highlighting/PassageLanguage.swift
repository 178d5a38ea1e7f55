import TextAnalysis

/// Finds the words of one language that have one of a few stems.
final class PassageLanguage {
  /// A word that was found.
  struct Word {
    /// Its number among the words of the text.
    var number: Int
    /// The number of its stem.
    var stem: Int32
    /// Its bytes.
    var range: Range<Int>
  }

  private let stems: [[UInt8]]
  private let stemmer: Stemmer?
  private let keepsFirst: Bool
  private var memory = TokenMemory()

  /// The languages whose stemmers leave the beginning of a word alone, so that most words need no
  /// stemming to be told apart.
  private static let suffixLanguages: [Language] = [
    .english, .german, .french, .spanish, .italian, .portuguese, .swedish, .norwegian, .danish,
    .finnish, .russian, .romanian, .hungarian, .catalan,
  ]

  /// A finder of stems in texts of the language with a BCP 47 tag.
  init(_ tag: String, _ stems: [String]) {
    self.stems = stems.map { Array($0.utf8) }
    let language = Language(tag: tag)
    stemmer = language.flatMap { Stemmer($0) }
    keepsFirst = language.map(Self.suffixLanguages.contains) ?? true
  }

  /// The words with one of the stems, in their order.
  func find(in bytes: [UInt8]) -> [Word] {
    var found: [Word] = []
    var number = 0
    var scanner = TokenScanner(bytes.span)
    while let token = scanner.next() {
      let stem = memory.value(of: token.key) {
        var word: [UInt8] = []
        scanner.appendFolded(token, to: &word)
        return self.stem(&word)
      }
      if stem >= 0 {
        found.append(Word(number: number, stem: stem, range: token.start..<token.end))
      }
      number += 1
    }
    return found
  }

  private func stem(_ word: inout [UInt8]) -> Int32 {
    if keepsFirst, !stems.contains(where: { $0.first == word.first }) { return -1 }
    stemmer?.stem(&word)
    return stems.firstIndex(of: word).map { Int32($0) } ?? -1
  }
}

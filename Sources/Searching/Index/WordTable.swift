import TextAnalysis

/// The surface forms of one language and the stems they have, found by the key of a token.
struct WordTable {
  /// A word with the number of its stem, and how often it occurs.
  struct Word {
    var bytes: [UInt8]
    var stem: UInt32
    var count: UInt32
    /// Whether it is a stem, which other words have, too.
    var isStem = false
  }

  /// Words with an umlaut, and their stems, spelled out.
  private(set) var spellings: [Word] = []

  /// The sources of the words that were looked at for umlauts.
  private var sources = ByteTable()

  private let stemmer: Stemmer?
  private let putsWordsTogether: Bool
  private var numbers = TokenNumbers(capacity: 4096)
  /// The number of the stem of each word.
  private(set) var stems: [UInt32] = []
  /// How often each word occurs.
  private(set) var counts: [UInt32] = []
  /// The folded bytes of each word.
  private(set) var words: [[UInt8]] = []

  init(_ language: Language) {
    stemmer = Stemmer(language)
    putsWordsTogether = language.putsWordsTogether
  }

  /// The surface forms.
  var surfaces: [Word] {
    words.indices.map { Word(bytes: words[$0], stem: stems[$0], count: counts[$0]) }
  }

  /// The words, spelled out ones too, that may be put together of several.
  var compounds: [Word] {
    guard putsWordsTogether else { return [] }
    return (surfaces + spellings).filter { word in
      word.bytes.count >= SegmentFormat.shortestCompound
        && word.bytes.allSatisfy { $0 >= 0x80 || $0 &- 0x61 < 26 }
    }
  }

  /// Notes how a word is spelled without umlauts, if it has any, and so its stem.
  ///
  /// - Parameters:
  ///   - source: the word as it stands in the document.
  ///   - stem: the number of its stem.
  mutating func addSpelling(_ source: [UInt8], stem: Int) {
    let known = sources.count
    guard sources.number(of: source) == known,
      let spelledOut = SpelledOut.form(of: source)
    else { return }
    let word = Array(spelledOut.utf8)
    var spelledStem = word
    stemmer?.stem(&spelledStem)
    let isStem = spelledStem == word
    spellings.append(Word(bytes: word, stem: UInt32(stem), count: 1, isStem: isStem))
    if !isStem {
      spellings.append(Word(bytes: spelledStem, stem: UInt32(stem), count: 1, isStem: true))
    }
  }

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

extension Language {
  /// Whether words are put together to longer ones without a blank, as German does.
  var putsWordsTogether: Bool {
    switch self {
    case .german, .dutch, .danish, .norwegian, .swedish, .finnish, .hungarian: true
    default: false
    }
  }
}

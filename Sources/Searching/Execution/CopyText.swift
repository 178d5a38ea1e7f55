import TextAnalysis

/// What of a text decides whether another one is its copy.
///
/// Numbers in arrays, no sets of words: a search is over before a set has found out how to hash them.
struct CopyText {
  /// The different runs of three words, ascending.
  private let runs: [UInt64]

  /// The different words with a digit, ascending.
  private let numbers: [UInt64]

  /// What part of the runs of both texts both must have.
  static let leastShare = Double(RankingNumbers["share-of-copies"])

  /// Texts beyond are compared by so many of their first words.
  static let mostWords = 20_000

  /// What decides of a text.
  ///
  /// - Complexity: O(words × log words).
  init(_ text: String) {
    var runs: [UInt64] = []
    var numbers: [UInt64] = []
    let bytes = text.utf8Span
    var scanner = TokenScanner(bytes.span)
    var run = WordRun()
    var count = 0
    while count < Self.mostWords, let token = scanner.next() {
      count += 1
      let number = run.add(token.key)
      if count >= 3 { runs.append(number) }
      if Self.hasDigit(token.key) { numbers.append(token.key.mixed) }
    }
    self.runs = Self.different(runs)
    self.numbers = Self.different(numbers)
  }

  /// Whether texts are the same, or the same but for a little.
  ///
  /// A conversion loses or gains numbers, as of pages and lists; where each text has numbers that the other
  /// lacks, as two invoices have, they are two documents.
  func isCopy(of other: CopyText) -> Bool {
    let common = Self.common(runs, other.runs)
    let all = runs.count + other.runs.count - common
    guard all > 0, Double(common) >= Self.leastShare * Double(all) else { return false }
    let shared = Self.common(numbers, other.numbers)
    return shared == numbers.count || shared == other.numbers.count
  }

  private static func different(_ values: [UInt64]) -> [UInt64] {
    var result: [UInt64] = []
    result.reserveCapacity(values.count)
    for value in values.sorted() where result.last != value { result.append(value) }
    return result
  }

  /// How many values two ascending arrays have in common.
  private static func common(_ left: [UInt64], _ right: [UInt64]) -> Int {
    var count = 0
    var place = 0
    for value in left {
      while place < right.count, right[place] < value { place += 1 }
      if place < right.count, right[place] == value { count += 1 }
    }
    return count
  }

  /// Whether a word of up to 16 bytes has a digit.
  private static func hasDigit(_ key: TokenKey) -> Bool {
    key.length != nil && digits(key.low) | digits(key.high) != 0
  }

  /// The bytes from 0x30 to 0x3F, of which only digits stand in words, by a bit each.
  private static func digits(_ half: UInt64) -> UInt64 {
    half & half >> 1 & ~(half >> 2) & ~(half >> 3) & 0x1010_1010_1010_1010
  }
}

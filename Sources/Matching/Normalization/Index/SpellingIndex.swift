internal import MappedStorage
internal import TextAnalysis

/// Finds the words within a few edits of a word, by the words that deletions make of both
/// (the symmetric deletion method; Garbe 2012, after Mor and Fraenkel 1982).
struct SpellingIndex {
  private let words: [[UInt32]]
  private var neighborhoods: [UInt64: [Int32]] = [:]

  /// A word within reach.
  struct Neighbor: Equatable {
    /// The index of the word.
    let word: Int
    /// The number of edits.
    let distance: Int
  }

  /// The number of edits that a word of that many characters may have.
  static func limit(length: Int) -> Int { length < 4 ? 0 : length < 8 ? 1 : 2 }

  /// An index of words.
  ///
  /// - Complexity: O(words × length²) for words that take two edits.
  init(_ words: [String]) {
    self.words = words.map { $0.unicodeScalars.map(\.value) }
    // Deletions grow with the square of the length, and what is so long is no word that somebody mistyped.
    for (index, word) in self.words.enumerated() where word.count < 40 {
      Self.forEachDeletion(of: word, upTo: Self.limit(length: word.count)) { key in
        // Two ways of deleting may give the same: "ab" of "abab".
        if neighborhoods[key]?.last != Int32(index) {
          neighborhoods[key, default: []].append(Int32(index))
        }
      }
    }
  }

  /// The words within the limit of `word`'s length, the word itself excepted, nearest first.
  func neighbors(of word: String) -> [Neighbor] {
    let scalars = word.unicodeScalars.map(\.value)
    let limit = Self.limit(length: scalars.count)
    guard limit > 0, scalars.count < 40 else { return [] }
    var seen: Set<Int32> = []
    var result: [Neighbor] = []
    Self.forEachDeletion(of: scalars, upTo: limit) { key in
      for candidate in neighborhoods[key] ?? [] where seen.insert(candidate).inserted {
        let other = words[Int(candidate)]
        // The shorter word decides how much may differ: two edits turn "rate" into a third of all words.
        let reach = min(limit, max(Self.limit(length: other.count), 1))
        if let distance = DamerauLevenshtein.distance(scalars, other, limit: reach), distance > 0 {
          result.append(Neighbor(word: Int(candidate), distance: distance))
        } else if Self.isOneLetterMoved(scalars, other) {
          result.append(Neighbor(word: Int(candidate), distance: 1))
        }
      }
    }
    return result.sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }
  }

  /// Whether one word is the other with one letter in another place ("chron", "crohn").
  ///
  /// One slip of the fingers, though it takes two edits: names are misspelled so.
  static func isOneLetterMoved(_ first: [UInt32], _ second: [UInt32]) -> Bool {
    guard first.count == second.count, first != second else { return false }
    guard let start = first.indices.first(where: { first[$0] != second[$0] }),
      let end = first.indices.last(where: { first[$0] != second[$0] })
    else { return false }
    let (one, two) = (first[start...end], second[start...end])
    return (one.first == two.last && one.dropFirst().elementsEqual(two.dropLast()))
      || (one.last == two.first && one.dropLast().elementsEqual(two.dropFirst()))
  }

  /// Gives the hash of the word and of all that deletions make of it, of some more than once.
  private static func forEachDeletion(
    of word: [UInt32], upTo limit: Int, _ body: (UInt64) -> Void
  ) {
    // `start` follows a deleted letter, or is the first one; `hash` is of what is left before it.
    func visit(_ hash: UInt64, from start: Int, _ left: Int) {
      var hash = hash
      for index in start..<word.count {
        // Of equal letters the first ones are deleted: any others of them leave the same word.
        if left > 0, index == start || word[index] != word[index - 1] {
          visit(hash, from: index + 1, left - 1)
        }
        hash = mixed(hash, word[index])
      }
      body(hash)
    }
    visit(0xCBF2_9CE4_8422_2325, from: 0, limit)
  }

  private static func mixed(_ hash: UInt64, _ scalar: UInt32) -> UInt64 {
    let hash = (hash ^ UInt64(scalar)) &* 0x0000_0100_0000_01B3
    // FNV alone moves changes of high bits nowhere: scalars have 21 bits where it expects 8.
    return hash ^ hash >> 29
  }
}

/// A set of languages for each of many owners, as bits by the numbers of the languages.
struct LanguageSets {
  /// The number of 64-bit words a set takes.
  private let width: Int
  private var words: [UInt64]

  /// Empty sets of up to `languages` languages for each of `owners`.
  init(owners: Int, languages: Int) {
    width = (languages + 63) / 64
    words = Array(repeating: 0, count: owners * width)
  }

  /// Adds a language to the set of `owner`.
  mutating func insert(_ language: Int, into owner: Int) {
    words[owner * width + language / 64] |= 1 << UInt64(language % 64)
  }

  /// The languages in one owner's set that are not in another's.
  ///
  /// - Complexity: O(languages / 64), and O(result).
  func members(of owner: Int, notIn other: LanguageSets, of otherOwner: Int) -> [Int] {
    var result: [Int] = []
    for word in 0..<width {
      var rest = words[owner * width + word] & ~other.words[otherOwner * width + word]
      while rest != 0 {
        result.append(word * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return result
  }

  /// Whether a set has more than one member.
  func hasSeveral(_ owner: Int) -> Bool {
    words[owner * width..<(owner + 1) * width].reduce(0) { $0 + $1.nonzeroBitCount } > 1
  }

  /// Whether a set has no member.
  func isEmpty(_ owner: Int) -> Bool {
    words[owner * width..<(owner + 1) * width].allSatisfy { $0 == 0 }
  }

  /// Makes one owner's set equal to another's.
  mutating func assign(_ other: LanguageSets, of otherOwner: Int, to owner: Int) {
    for word in 0..<width {
      words[owner * width + word] = other.words[otherOwner * width + word]
    }
  }

  /// Leaves in one owner's set what is in another's too.
  mutating func formIntersection(_ other: LanguageSets, of otherOwner: Int, with owner: Int) {
    for word in 0..<width {
      words[owner * width + word] &= other.words[otherOwner * width + word]
    }
  }
}

/// A number or a word of a line that may hold a date.
struct DateToken {
  /// The word in lower case, the number in digits of ASCII.
  private(set) var word = ""

  /// The number, if it has four digits at most.
  private(set) var number: Int?

  /// How many digits the number has; 0 for a word.
  private(set) var digits = 0

  /// What stands between this token and the one before it.
  private(set) var gap = ""

  /// How many letters it has of scripts without blanks between words.
  private var unspacedLetters = 0

  /// Whether it is of a script that is written without blanks.
  var isUnspaced: Bool { unspacedLetters > 0 }

  /// How many words it is about as long as: where no blanks part words, two letters are one.
  var wordCount: Int { isUnspaced ? (unspacedLetters + 1) / 2 : 1 }

  /// Whether it is or ends a word that names what is before it a year, a month or a day, as in `2016年3月12日`.
  func names(_ unit: Set<String>) -> Bool { word.first.map { unit.contains(String($0)) } ?? false }

  /// How many words stand glued to the one letter that it begins with.
  var wordsBehindFirst: Int { unspacedLetters / 2 }

  /// The numbers and words of the first 400 characters of a line.
  static func tokens(of line: String) -> [DateToken] {
    var tokens: [DateToken] = []
    var gap = ""
    var current = DateToken()
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }
    func flush() {
      guard !current.word.isEmpty else { return }
      if current.digits > 0 && current.digits <= 4 { current.number = Int(current.word) }
      tokens.append(current)
      current = DateToken()
      gap = ""
    }
    for original in line.lowercased().unicodeScalars.prefix(400) {
      let scalar = narrow(original)
      guard isDigit(scalar) || scalar.properties.isAlphabetic else {
        flush()
        gap.unicodeScalars.append(scalar)
        continue
      }
      // "12th" and "Q3" are two tokens, so that the number can be read.
      if let last = current.word.unicodeScalars.last, isDigit(last) != isDigit(scalar) { flush() }
      if current.word.isEmpty { current.gap = gap }
      current.word.unicodeScalars.append(scalar)
      if isDigit(scalar) { current.digits += 1 }
      if scalar.value >= 0xE00, unspaced.contains(where: { $0.contains(scalar.value) }) {
        current.unspacedLetters += 1
      }
    }
    flush()
    return tokens
  }

  /// A digit or mark as wide as an ideograph as that of ASCII which it stands for.
  private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }

  /// Thai and Lao, Burmese, Khmer, kana and ideographs.
  private static let unspaced: [ClosedRange<UInt32>] = [
    0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
    0x20000...0x3FFFF,
  ]
}

internal import Matching
internal import TextAnalysis

/// Everyday words in the midst of a line in capitals: THE COMPANY HAS PAID names no product HAS.
struct ShoutedWords {
  private let words: Set<TokenKey>

  private static let longest = 6

  init() { words = Self.everyday }

  private static let everyday: Set<TokenKey> = [.english, .german].reduce(into: []) {
    $0.formUnion(StopWords.keys($1))
  }

  /// Whether a place is an everyday word in capitals, and so are the words beside it in its line.
  func isShouted(_ mention: Mention, in scan: DocumentScan) -> Bool {
    let range = mention.found.range
    guard mention.found.tokenCount == 1, range.count <= Self.longest,
      scan.fields[mention.field].bytes[range.lowerBound] &- 0x41 < 26,
      scan.fields[mention.field].holdsSentences
    else { return false }
    let bytes = scan.fields[mention.field].bytes
    guard bytes[range].allSatisfy({ $0 &- 0x41 < 26 }),
      words.contains(TokenKey(folded: bytes[range].map { $0 | 0x20 }))
    else { return false }
    let before = Self.word(in: bytes, before: range.lowerBound)
    let behind = Self.word(in: bytes, from: range.upperBound)
    // A word alone in its line may be a heading that is the name of a product.
    return (before ?? behind) != nil && before ?? true && behind ?? true
  }

  /// Whether the nearest word of the line before a place is in capitals; `nil` if there is none.
  private static func word(in bytes: [UInt8], before end: Int) -> Bool? {
    var position = end - 1
    while position >= 0, !isLetter(bytes[position]) {
      if bytes[position] == 0x0A { return nil }
      position -= 1
    }
    guard position >= 0 else { return nil }
    var isCapital = true
    while position >= 0, isLetter(bytes[position]) {
      isCapital = isCapital && bytes[position] &- 0x41 < 26
      position -= 1
    }
    return isCapital
  }

  /// Whether the nearest word of the line from a place on is in capitals; `nil` if there is none.
  private static func word(in bytes: [UInt8], from start: Int) -> Bool? {
    var position = start
    while position < bytes.count, !isLetter(bytes[position]) {
      if bytes[position] == 0x0A { return nil }
      position += 1
    }
    guard position < bytes.count else { return nil }
    var isCapital = true
    while position < bytes.count, isLetter(bytes[position]) {
      isCapital = isCapital && bytes[position] &- 0x41 < 26
      position += 1
    }
    return isCapital
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}

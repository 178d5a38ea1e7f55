internal import Knowledge
internal import Matching
internal import TextAnalysis

/// Everyday words in capitals that are only words: THE COMPANY HAS PAID names no product HAS, nor does "Anna HAS to sign".
struct ShoutedWords {
  private let words: Set<TokenKey>
  private let stressed: Set<[UInt8]>
  private let greetings: Set<[UInt8]>

  private static let longest = 6

  /// The words that are compiled into the library.
  init() { self.init(PackageResources.everyday_words_tsv) }

  /// Reads the columns kind, language, words, to which English and German stop words are added.
  ///
  /// - Precondition: every line has three columns and a known kind.
  init(_ bytes: [UInt8]) {
    var words = Self.stopWords
    var stressed: Set<[UInt8]> = []
    var greetings: Set<[UInt8]> = []
    for line in ResourceLines(bytes) {
      let columns = line.split(separator: UInt8(ascii: "\t"))
      precondition(
        columns.count == 3,
        "everyday-words.tsv: \(String(decoding: line.prefix(60), as: UTF8.self))")
      let found = columns[2].split(separator: UInt8(ascii: ";")).map(Array.init)
      switch String(decoding: columns[0], as: UTF8.self) {
      case "word": words.formUnion(found.map { TokenKey(folded: $0) })
      case "stressed": stressed.formUnion(found)
      case "greeting": greetings.formUnion(found)
      default: preconditionFailure("everyday-words.tsv: an unknown kind of word")
      }
    }
    self.words = words
    self.stressed = stressed
    self.greetings = greetings
  }

  private static let stopWords: Set<TokenKey> = [.english, .german].reduce(into: []) {
    $0.formUnion(StopWords.keys($1))
  }

  /// Whether a place is an everyday word in capitals that is no name there.
  ///
  /// The words beside it in its line are in capitals, too, or it is stressed or a greeting; any word is none that is said
  /// twice in a row ("HO, HO, HO!").
  func isShouted(_ mention: Mention, in scan: DocumentScan) -> Bool {
    let range = mention.found.range
    guard mention.found.tokenCount == 1, range.count <= Self.longest,
      scan.fields[mention.field].bytes[range.lowerBound] &- 0x41 < 26,
      scan.fields[mention.field].holdsSentences
    else { return false }
    let bytes = scan.fields[mention.field].bytes
    let own = bytes[range]
    guard own.allSatisfy({ $0 &- 0x41 < 26 }) else { return false }
    let before = Self.word(in: bytes, before: range.lowerBound)
    let behind = Self.word(in: bytes, from: range.upperBound)
    let isTwice = [
      before.map { (bytes[$0], bytes[$0.upperBound..<range.lowerBound]) },
      behind.map { (bytes[$0], bytes[range.upperBound..<$0.lowerBound]) },
    ].contains { other in
      other.map { $0.0 == own && $0.1.allSatisfy { ", !-".utf8.contains($0) } } ?? false
    }
    if isTwice { return true }
    let word = own.map { $0 | 0x20 }
    if let behind, isStressed(word, bytes[behind]) { return true }
    if greetings.contains(word), isGreeting(range, before, behind, in: bytes) { return true }
    guard words.contains(TokenKey(folded: word)) else { return false }
    // A word alone in its line may be a heading that is the name of a product.
    return (before ?? behind) != nil && (before.map { Self.isCapital(bytes[$0]) } ?? true)
      && (behind.map { Self.isCapital(bytes[$0]) } ?? true)
  }

  /// Whether a word with the one behind it is among those that are stressed; in capitals that is no other name.
  private func isStressed(_ word: [UInt8], _ next: ArraySlice<UInt8>) -> Bool {
    stressed.contains(word + [0x20] + next)
  }

  /// Whether a sentence begins with a greeting, and a name or a mark follows.
  private func isGreeting(
    _ range: Range<Int>, _ before: Range<Int>?, _ behind: Range<Int>?, in bytes: [UInt8]
  ) -> Bool {
    guard before == nil else { return false }
    if range.upperBound < bytes.count, ",!".utf8.contains(bytes[range.upperBound]) { return true }
    guard let behind, bytes[range.upperBound..<behind.lowerBound].elementsEqual([0x20]) else {
      return false
    }
    // "HI Anna", but not "HI API".
    return bytes[behind.lowerBound] &- 0x41 < 26 && behind.count > 1
      && !Self.isCapital(bytes[behind])
  }

  private static func isCapital(_ word: ArraySlice<UInt8>) -> Bool {
    word.allSatisfy { $0 &- 0x41 < 26 }
  }

  /// The nearest word of the line before a place; `nil` if there is none in its sentence.
  private static func word(in bytes: [UInt8], before end: Int) -> Range<Int>? {
    var position = end
    while position > 0, !isLetter(bytes[position - 1]) {
      position -= 1
      if bytes[position] == 0x0A || endsSentence(position, in: bytes) { return nil }
    }
    let upper = position
    while position > 0, isLetter(bytes[position - 1]) { position -= 1 }
    return position < upper ? position..<upper : nil
  }

  /// The nearest word of the line from a place on; `nil` if there is none in its sentence.
  private static func word(in bytes: [UInt8], from start: Int) -> Range<Int>? {
    var position = start
    while position < bytes.count, !isLetter(bytes[position]) {
      if bytes[position] == 0x0A || endsSentence(position, in: bytes) { return nil }
      position += 1
    }
    let lower = position
    while position < bytes.count, isLetter(bytes[position]) { position += 1 }
    return lower < position ? lower..<position : nil
  }

  /// Whether a mark stands at a place that ends a sentence, with a blank behind it.
  private static func endsSentence(_ place: Int, in bytes: [UInt8]) -> Bool {
    ".!?".utf8.contains(bytes[place]) && place + 1 < bytes.count && bytes[place + 1] == 0x20
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}

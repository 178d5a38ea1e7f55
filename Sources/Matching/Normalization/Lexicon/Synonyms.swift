internal import TextAnalysis

/// Which notions a word or phrase stands for, whatever the language, after `DocumentLexicon`.
///
/// A notion is used like a further stem: two labels without a word in common, such as "Book
/// chapter" and "Capítulo de libro", then have their notions in common.
final class Synonyms: Sendable {
  private let notions: [String: [Int32]]
  private let stemmedNotions: [String: [Int32]]
  private let longestPhrase: Int
  /// The words with which phrases of several words begin.
  private let phraseStarts: Set<String>

  /// All single words, folded.
  let words: Set<String>

  /// The notions of the built-in lexicon.
  static let documents = Synonyms(DocumentLexicon.groups)

  /// The notions of groups, a line each, their words separated by blanks.
  init(_ groups: String) {
    var notions: [String: [Int32]] = [:]
    var stemmed: [String: [Int32]] = [:]
    var words: Set<String> = []
    var starts: Set<String> = []
    var longest = 1
    let stemmers = StemTable([.german, .french, .spanish])
    func add(_ form: String, _ number: Int32, to table: inout [String: [Int32]]) {
      if table[form]?.last != number { table[form, default: []].append(number) }
    }
    for (index, group) in groups.split(separator: "\n").enumerated() {
      let number = Int32(index)
      for entry in group.split(separator: " ") {
        let tokens = Analyzer.tokens(of: String(entry)).map(\.text)
        guard !tokens.isEmpty else { continue }
        longest = max(longest, tokens.count)
        add(tokens.joined(separator: " "), number, to: &notions)
        add(tokens.joined(), number, to: &notions)
        guard tokens.count == 1 else {
          starts.insert(tokens[0])
          continue
        }
        words.insert(tokens[0])
        for stem in stemmers.stems(tokens[0]) { add(stem, number, to: &stemmed) }
      }
    }
    self.notions = notions
    stemmedNotions = stemmed
    self.words = words
    longestPhrase = longest
    phraseStarts = starts
  }

  /// The notions of a single word, by itself or by one of its stems.
  func notions(of word: String, stems: [String]) -> [Int32] {
    if let found = notions[word] { return found }
    return stems.lazy.compactMap { self.stemmedNotions[$0] }.first ?? []
  }

  /// Gives each notion that a phrase of at least two of the tokens stands for.
  func forEachPhrase(in tokens: [String], _ body: (Int32, Range<Int>) -> Void) {
    guard tokens.count > 1 else { return }
    for start in 0..<tokens.count - 1 where phraseStarts.contains(tokens[start]) {
      var phrase = tokens[start]
      for end in (start + 1)..<min(start + longestPhrase, tokens.count) {
        phrase += " " + tokens[end]
        for notion in notions[phrase] ?? [] { body(notion, start..<end + 1) }
      }
    }
  }

  /// The name of a notion among stems; no word contains the sign.
  static func stem(of notion: Int32) -> String { "@\(notion)" }

  /// Whether a stem is the name of a notion.
  static func isNotion(_ stem: String) -> Bool { stem.utf8.first == UInt8(ascii: "@") }
}

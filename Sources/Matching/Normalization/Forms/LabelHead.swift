internal import Knowledge
internal import TextAnalysis

/// Which words of a label say what kind of thing it names, and which of them above all.
///
/// "Journal article (peer-reviewed)" is a journal article, "Letter to the editor" a letter, "capítulo de libro" a
/// capítulo. The words beside the kind are those of `label-words.tsv`, and what stands in parentheses.
struct LabelHead {
  /// For each token whether it says nothing of the kind.
  let isAside: [Bool]

  /// The token that says the kind, or -1 of a label without tokens.
  let position: Int

  /// Looks at a label.
  ///
  /// - Parameters:
  ///   - tokens: its tokens.
  ///   - isDecoration: whether each of them is glued on.
  ///   - text: the text whose bytes the tokens' ranges count.
  init(_ tokens: [Token], isDecoration: [Bool], in text: String) {
    let words = tokens.map(\.text)
    let starts = words.map { Self.starts[$0] ?? [] }
    var isAside = isDecoration
    let inner = Self.parenthesized(tokens, in: text)
    let outer = inner.indices.filter { !inner[$0] }.map { words[$0] }
    // "Text (article)": what is but a word for anything written leaves it to the parentheses.
    let isNamedInside =
      !outer.isEmpty && outer.count < words.count
      && Self.anything.match(in: outer, at: 0) == outer.count
    for place in inner.indices where !outer.isEmpty && inner[place] != isNamedInside {
      isAside[place] = true
    }
    Self.mark(Self.qualifiers, in: words, starts, &isAside)
    if starts.first?.contains(.genus) ?? false, let genus = Self.genus.match(in: words, at: 0),
      genus < words.count,
      (genus..<words.count).contains(where: { !isAside[$0] })
    {
      for place in 0..<genus { isAside[place] = true }
    }
    // What is nothing but qualifiers is named by them.
    if !isAside.contains(false) { isAside = isDecoration }
    self.isAside = isAside
    position = Self.head(words, starts, isAside)
  }

  /// The head word: before the first link, the last or the first word of the kind, as the language has it.
  private static func head(_ words: [String], _ starts: [Starts], _ isAside: [Bool]) -> Int {
    guard let first = isAside.firstIndex(of: false) else { return words.count - 1 }
    var last = first
    for place in first..<words.count where !isAside[place] {
      if place > first {
        if starts[place].contains(.linkLast), linksLast.match(in: words, at: place) != nil {
          return last
        }
        if starts[place].contains(.linkFirst), linksFirst.match(in: words, at: place) != nil {
          return first
        }
      }
      last = place
    }
    return last
  }

  /// For each token whether it stands in parentheses.
  private static func parenthesized(_ tokens: [Token], in text: String) -> [Bool] {
    guard text.utf8.contains(UInt8(ascii: "(")) else {
      return [Bool](repeating: false, count: tokens.count)
    }
    let bytes = Array(text.utf8)
    var depth = 0
    var place = 0
    return tokens.map { token in
      while place < token.range.lowerBound {
        if bytes[place] == UInt8(ascii: "(") { depth += 1 }
        if bytes[place] == UInt8(ascii: ")") { depth = max(depth - 1, 0) }
        place += 1
      }
      return depth > 0
    }
  }

  private static func mark(
    _ terms: TermList, in words: [String], _ starts: [Starts], _ isAside: inout [Bool]
  ) {
    var place = 0
    while place < words.count {
      guard starts[place].contains(.qualifier), let length = terms.match(in: words, at: place)
      else {
        place += 1
        continue
      }
      for part in place..<place + length { isAside[part] = true }
      place += length
    }
  }

  /// The word at the start of a label that denies the rest, if one does.
  ///
  /// A number behind it counts what is named: "No. 4711".
  ///
  /// - Parameter words: the label's tokens.
  /// - Returns: the word.
  static func denial(in words: [String]) -> String? {
    guard words.count > 1, denials.contains(words[0]),
      !words[1].utf8.allSatisfy({ $0 &- 0x30 < 10 })
    else { return nil }
    return words[0]
  }

  private static let denials = lists.folded("denial")
  private static let lists = WordLists(PackageResources.label_words_tsv, file: "label-words.tsv")
  private static let qualifiers = TermList(lists.folded("qualifier"))
  private static let anything = TermList(lists.folded("anything"))
  private static let genus = TermList(lists.folded("genus"))
  private static let linksLast = TermList(lists.folded("link-last"))
  private static let linksFirst = TermList(lists.folded("link-first"))

  /// In which lists a term begins with a word.
  private struct Starts: OptionSet {
    let rawValue: UInt8
    static let qualifier = Starts(rawValue: 1)
    static let genus = Starts(rawValue: 2)
    static let linkLast = Starts(rawValue: 4)
    static let linkFirst = Starts(rawValue: 8)
  }

  /// One look for each word in place of one for each list and length of terms.
  private static let starts = Starts.byWord([
    (qualifiers.firstWords, .qualifier), (genus.firstWords, .genus),
    (linksLast.firstWords, .linkLast), (linksFirst.firstWords, .linkFirst),
  ])
}

/// Terms of one or several words.
private struct TermList: Sendable {
  private let terms: Set<String>
  private let longest: Int

  init(_ terms: Set<String>) {
    self.terms = terms
    longest = terms.map { $0.split(separator: " ").count }.max() ?? 0
  }

  /// The words with which terms begin.
  var firstWords: Set<String> {
    Set(terms.compactMap { $0.split(separator: " ").first.map(String.init) })
  }

  /// The number of words of the longest term that begins at a place.
  func match(in words: [String], at place: Int) -> Int? {
    let most = min(longest, words.count - place)
    guard most > 0 else { return nil }
    return (1...most).reversed().first { length in
      terms.contains(words[place..<place + length].joined(separator: " "))
    }
  }
}

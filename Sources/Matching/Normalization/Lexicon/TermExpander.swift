internal import TextAnalysis

/// What a token stands for beside its own stem: notions of the lexicon and parts of a compound.
///
/// Not for several threads, as it remembers what it has worked out.
final class TermExpander {
  /// A further term of a token.
  struct Extra: Equatable {
    /// A stem, or the name of a notion.
    let text: String
    /// How much it counts beside the token's own stem.
    let scale: Float
  }

  private let words: Set<String>
  private let stemmers: StemTable
  private let synonyms: Synonyms
  private var known: [String: [Extra]] = [:]

  static let notionScale = Float(NormalizationNumbers["notion-scale"])
  static let partScale = Float(NormalizationNumbers["part-scale"])
  private static let memoryLimit = 50_000
  private static let minimumPart = 3
  private static let minimumCompound = 7

  /// An expander that cuts compounds into `words` and those of the lexicon.
  init(words: Set<String>, stemmers: StemTable, synonyms: Synonyms = .documents) {
    self.words = words
    self.stemmers = stemmers
    self.synonyms = synonyms
  }

  /// The further terms of each token of a label.
  func extras(of tokens: [String]) -> [[Extra]] {
    var result = tokens.map { extras(of: $0) }
    addPhrases(of: tokens, to: &result)
    return result
  }

  /// Adds to the further terms of each token what phrases stand for of which it is a part.
  func addPhrases(of tokens: [String], to result: inout [[Extra]]) {
    synonyms.forEachPhrase(in: tokens) { notion, range in
      let extra = Extra(text: Synonyms.stem(of: notion), scale: Self.notionScale)
      for position in range where !result[position].contains(extra) {
        result[position].append(extra)
      }
    }
  }

  /// Whether a token is a word that the lexicon knows.
  func isWord(_ token: String) -> Bool { synonyms.words.contains(token) }

  /// The further terms of a token by itself.
  func extras(of token: String) -> [Extra] {
    if let extras = known[token] { return extras }
    var extras = notions(of: token, scale: Self.notionScale)
    if extras.isEmpty {
      for part in parts(of: token) {
        extras.append(Extra(text: stemmers.stems(part).first ?? part, scale: Self.partScale))
        extras += notions(of: part, scale: Self.partScale * Self.notionScale)
      }
    }
    if known.count >= Self.memoryLimit { known.removeAll(keepingCapacity: true) }
    known[token] = extras
    return extras
  }

  private func notions(of word: String, scale: Float) -> [Extra] {
    synonyms.notions(of: word, stems: stemmers.stems(word)).map {
      Extra(text: Synonyms.stem(of: $0), scale: scale)
    }
  }

  /// The fewest known words that a compound is made of, an `s` or `n` between them ignored; empty
  /// if it is not a compound.
  func parts(of token: String) -> [String] {
    guard token.utf8.count >= Self.minimumCompound else { return [] }
    let places = Array(token.indices) + [token.endIndex]
    let count = places.count - 1
    guard count >= Self.minimumCompound, count < 40 else { return [] }
    // best[end] = the parts of the fewest words that cover the first `end` characters.
    var best = [[String]?](repeating: nil, count: count + 1)
    best[0] = []
    for end in Self.minimumPart...count {
      for start in 0...(end - Self.minimumPart) {
        guard start > 0 || end < count, let before = best[start], before.count < 3 else { continue }
        let part = String(token[places[start]..<places[end]])
        guard isKnown(part) else { continue }
        if before.count + 1 < best[end]?.count ?? .max { best[end] = before + [part] }
      }
      if best[end] == nil, end > Self.minimumPart, end < count,
        token[places[end - 1]] == "s" || token[places[end - 1]] == "n"
      {
        best[end] = best[end - 1]
      }
    }
    guard let parts = best[count], parts.count > 1, parts.contains(where: { $0.count > 3 }) else {
      return []
    }
    return parts
  }

  private func isKnown(_ word: String) -> Bool {
    words.contains(word) || synonyms.words.contains(word)
  }
}

import RandomNumbers

/// Random trees of all operators over the words and values of a `RandomCorpus`.
enum RandomQuery {
  static func tree(depth: Int, _ generator: inout SeededGenerator) -> NaiveSearch.Part {
    guard depth > 0, Int.random(in: 0..<5, using: &generator) > 0 else { return leaf(&generator) }
    let parts = (0..<Int.random(in: 2...4, using: &generator)).map { _ -> NaiveSearch.Part in
      let part = tree(depth: depth - 1, &generator)
      return Int.random(in: 0..<4, using: &generator) == 0 ? .not(part) : part
    }
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: return .all(parts)
    case 1: return .any(parts)
    default: return .sequence(parts)
    }
  }

  private static func leaf(_ generator: inout SeededGenerator) -> NaiveSearch.Part {
    let word = RandomCorpus.words.randomElement(using: &generator) ?? ""
    let other = RandomCorpus.words.randomElement(using: &generator) ?? ""
    switch Int.random(in: 0..<21, using: &generator) {
    case 0: return .prefix(String(word.prefix(Int.random(in: 1...4, using: &generator))))
    case 1: return .near(word, other, Int.random(in: 0...10, using: &generator))
    case 2: return .title(word)
    case 3: return .folder(["a", "b", "a/c"].randomElement(using: &generator) ?? "a")
    case 4, 5:
      let first = Int.random(in: 2004...2009, using: &generator)
      return .years(first...first + Int.random(in: 0...2, using: &generator))
    case 6, 7:
      return .value("type", ["red", "green", "blue", ""].randomElement(using: &generator) ?? "")
    case 8: return .value("product", ["x", "y", "z", ""].randomElement(using: &generator) ?? "")
    case 9: return .value("year", ["2005", "2007", "2009"].randomElement(using: &generator) ?? "")
    case 10: return .tag(["red", "x", "y"].randomElement(using: &generator) ?? "")
    case 11: return .everything
    case 12: return .phrase([word, other])
    case 13: return .phrasePrefix(word, String(other.prefix(2)))
    case 14: return .compound(word, other)
    case 15: return .author(word)
    case 16: return .ending(["txt", "pdf", "doc"].randomElement(using: &generator) ?? "")
    case 17: return .language(["en", "de"].randomElement(using: &generator) ?? "")
    default: return .word(word)
    }
  }
}

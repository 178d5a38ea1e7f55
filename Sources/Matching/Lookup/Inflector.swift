internal import Knowledge
package import TextAnalysis

/// The inflected forms of a word that its language's stemmer takes for the same word.
///
/// Stemming every token of a text would cost more than finding the labels. Instead, each label word
/// gets its likely forms when the index is compiled: usual endings are exchanged, and a form counts
/// if Snowball gives it the word's own stem.
package final class Inflector {
  private let stemmer: Stemmer
  private let endings: [[UInt8]]
  private var known: [TokenKey: [TokenKey]] = [:]

  private static let shortestWord = 3

  /// An inflector, or `nil` if the language has no stemmer.
  package init?(_ language: Language) {
    guard let stemmer = Stemmer(language) else { return nil }
    self.stemmer = stemmer
    endings = Self.endings(of: language).map { Array($0.utf8) }
  }

  /// The keys of a folded word and its forms, the word's own first.
  package func forms(of word: [UInt8], key: TokenKey) -> [TokenKey] {
    if let forms = known[key] { return forms }
    let forms = [key] + otherForms(of: word)
    known[key] = forms
    return forms
  }

  private func otherForms(of word: [UInt8]) -> [TokenKey] {
    // Numbers and codes are not inflected.
    guard word.count >= Self.shortestWord, word.allSatisfy({ $0 >= 0x80 || $0 &- 0x61 < 26 })
    else { return [] }
    var stem = word
    stemmer.stem(&stem)
    var seen: Set<[UInt8]> = [word]
    var result: [TokenKey] = []
    // Of a single letter every word that begins with it would be a form.
    for ending in endings where word.count - ending.count >= 2 {
      guard word.suffix(ending.count).elementsEqual(ending) else { continue }
      for replacement in endings {
        let form = word.dropLast(ending.count) + replacement
        guard seen.insert(Array(form)).inserted else { continue }
        var formStem = Array(form)
        stemmer.stem(&formStem)
        if formStem == stem { result.append(TokenKey(folded: form)) }
      }
    }
    return result
  }

  /// Usual endings of a language; none at all is the first of them.
  private static func endings(of language: Language) -> [String] {
    let lists = WordLists(PackageResources.endings_tsv, file: "endings.tsv")
    let own = lists.terms("ending", in: [language.rawValue])
    return [""] + (own.isEmpty ? lists.terms("ending", in: ["*"]) : own)
  }
}

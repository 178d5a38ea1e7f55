internal import TextAnalysis

/// The stemmers of the languages that a vocabulary's labels are in; not for several threads.
final class StemTable {
  private var stemmers: [(language: Language, stemmer: Stemmer)] = []
  private var known: [String: [String]] = [:]

  private static let memoryLimit = 50_000

  /// The stemmers of `languages`, English first.
  init(_ languages: [Language]) {
    for language in [.english] + languages.filter({ $0 != .english }) {
      if let stemmer = Stemmer(language) { stemmers.append((language, stemmer)) }
    }
  }

  /// The stem of a folded word in `language`, or in English.
  func stem(_ word: String, _ language: Language?) -> String {
    let match = stemmers.first { $0.language == language } ?? stemmers.first
    return match?.stemmer.stem(word) ?? word
  }

  /// The stems of a folded word in each language, each once.
  func stems(_ word: String) -> [String] {
    if let stems = known[word] { return stems }
    var stems: [String] = []
    for entry in stemmers {
      // What was worked out is remembered below, for all languages at once.
      var bytes = Array(word.utf8)
      entry.stemmer.stem(&bytes)
      let stem = String(decoding: bytes, as: UTF8.self)
      if !stems.contains(stem) { stems.append(stem) }
    }
    // Beginning anew is cheaper than knowing which words will not come again.
    if known.count >= Self.memoryLimit { known.removeAll(keepingCapacity: true) }
    known[word] = stems
    return stems
  }
}

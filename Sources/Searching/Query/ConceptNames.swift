import Model
import Taxonomy
import TextAnalysis

/// The names by which concepts are looked for in texts.
struct ConceptNames {
  let vocabulary: Vocabulary
  let analyzer: WordAnalyzer

  /// A name of some concepts as folded words, and when it was or is one.
  struct Name {
    var text: String
    var words: [String]
    /// Empty if it is a name at any time.
    var validities: [Validity]
  }

  /// How many labels of a concept are looked for.
  private static let mostLabels = 64

  /// The different names of concepts, without those too short to be looked for; those that are written with signs
  /// (`HW-5100-A`) without them, too.
  func names(of concepts: [ConceptOrdinal]) -> [Name] {
    var result: [Name] = []
    var places: [[String]: Int] = [:]
    for concept in concepts {
      for label in vocabulary.labels(of: concept).prefix(Self.mostLabels)
      where vocabulary.role(of: label) != .code {
        let text = vocabulary.text(of: label)
        let words = analyzer.words(text)
        let validity = vocabulary.validity(of: label)
        let joined =
          words.count > 1
          ? QueryWord.variants(of: text, words, isStopWord: analyzer.isStopWord) : []
        for words in [words] + joined where isLookedFor(words) {
          if let place = places[words] {
            let isAlways = result[place].validities.isEmpty || validity == .always
            result[place].validities = isAlways ? [] : result[place].validities + [validity]
          } else {
            places[words] = result.count
            result.append(
              Name(
                text: text, words: words, validities: validity == .always ? [] : [validity]))
          }
        }
      }
    }
    return result
  }

  /// Whether a name is looked for in texts; one that is too short or a stop word is not.
  private func isLookedFor(_ words: [String]) -> Bool {
    guard let first = words.first else { return false }
    return words.count > 1 || (first.utf8.count >= 3 && !analyzer.isStopWord(first))
  }

  /// Whether documents with the label itself are among those that its concepts find.
  func isLookedFor(_ found: ConceptFinder.Found) -> Bool {
    found.labels.allSatisfy { label in
      vocabulary.role(of: label) != .code && isLookedFor(analyzer.words(vocabulary.text(of: label)))
    }
  }
}

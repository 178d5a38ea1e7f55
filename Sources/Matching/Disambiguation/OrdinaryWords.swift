package import Taxonomy
internal import TextAnalysis

/// Tells which labels are ordinary words: the vocabulary itself uses them to speak of other things.
///
/// "Customers" as a group of readers stands in the notes of many other concepts; a text that holds
/// the word need not be written for them. Names do not stand there.
package enum OrdinaryWords {
  /// A word is ordinary if the notes of so many other concepts hold it, at least.
  private static let fewestNotes = 4

  /// And if one in so many of the concepts with notes does.
  private static let oneIn = 100

  /// The labels of one word that are ordinary, and the translations of those that are preferred.
  ///
  /// A plural *s* more or less makes no difference.
  ///
  /// - Parameter vocabulary: the vocabulary.
  /// - Returns: the labels; none for a vocabulary without notes.
  /// - Complexity: O(labels + length of the notes).
  package static func labels(of vocabulary: Vocabulary) -> Set<LabelOrdinal> {
    var words: [TokenKey: Word] = [:]
    var labels: [(label: LabelOrdinal, keys: [TokenKey])] = []
    for label in vocabulary.labels where vocabulary.role(of: label) == .plain {
      let tokens = Analyzer.tokens(of: vocabulary.text(of: label))
      guard tokens.count == 1 else { continue }
      let keys = forms(Array(tokens[0].text.utf8))
      for key in keys { words[key, default: Word()].owners.insert(vocabulary.concept(of: label)) }
      labels.append((label, keys))
    }
    let least = count(&words, in: vocabulary)
    var ordinary: Set<LabelOrdinal> = []
    var translated: Set<ConceptOrdinal> = []
    for (label, keys) in labels {
      let noteCount = keys.reduce(0) { $0 + (words[$1]?.noteCount ?? 0) }
      if noteCount < least { continue }
      ordinary.insert(label)
      if vocabulary.kind(of: label) == .preferred {
        translated.insert(vocabulary.concept(of: label))
      }
    }
    for (label, _) in labels
    where vocabulary.kind(of: label) == .preferred
      && translated.contains(vocabulary.concept(of: label))
    {
      ordinary.insert(label)
    }
    return ordinary
  }

  /// A word that is a label, with or without a plural *s*.
  private struct Word {
    /// The concepts that it names.
    var owners: Set<ConceptOrdinal> = []

    /// The number of other concepts whose notes hold it.
    var noteCount = 0
  }

  /// Counts for each word the concepts that it does not name and whose notes hold it.
  ///
  /// - Returns: how many make a word ordinary.
  private static func count(_ words: inout [TokenKey: Word], in vocabulary: Vocabulary) -> Int {
    var withNotes = 0
    for concept in vocabulary.concepts {
      var found: Set<TokenKey> = []
      let notes = vocabulary.notes(of: concept)
      if !notes.isEmpty { withNotes += 1 }
      for note in notes {
        let text = note.text.utf8Span
        var scanner = TokenScanner(text.span)
        while let token = scanner.next() {
          // Notes of the concept itself have its name for good reason.
          if let word = words[token.key], !word.owners.contains(concept) {
            found.insert(token.key)
          }
        }
      }
      for key in found { words[key]?.noteCount += 1 }
    }
    return max(fewestNotes, withNotes / oneIn)
  }

  /// A word with and without a plural *s*.
  private static func forms(_ word: [UInt8]) -> [TokenKey] {
    let s = UInt8(ascii: "s")
    let other = word.last == s && word.count > 3 ? Array(word.dropLast()) : word + [s]
    return [TokenKey(folded: word), TokenKey(folded: other)]
  }
}

package import TextAnalysis

/// What a label index finds beside the labels as they are written.
package struct LabelIndexOptions: Sendable, Hashable {
  /// Inflected forms of the words of labels, by the label's language.
  package var inflection = true

  /// Joined, split and dotted spellings ("datasheet", "data sheet", "U.S.A.").
  package var spellings = true

  /// The language of labels that name none; also of the words that no label may be in small letters.
  package var defaultLanguage = Language.english

  /// The longest label in capitals, in letters and digits, that matches in its own case only.
  package var capitalsLimit = 6

  /// The usual options.
  package init() {}
}

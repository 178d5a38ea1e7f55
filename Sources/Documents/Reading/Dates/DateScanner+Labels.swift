internal import Knowledge

/// What the words before a date say of it.
extension DateScanner {
  /// What the words before a date say of it: that it is the document's, or of something else.
  static func label(_ before: ArraySlice<DateToken>) -> (isOwn: Bool, isForeign: Bool) {
    let words = before.reversed().prefix { $0.number == nil }.map(\.word)
    let isForeign = isForeign(words, behindNumber: words.count < before.count)
    let near = words.prefix(3)
    return (
      !isForeign && near.contains(where: isLabel) && !near.contains(where: isOtherLabel), isForeign
    )
  }

  /// Whether words, the one before the date first, say that it is of a person's life, of an end to come, or of another document.
  private static func isForeign(_ words: [String], behindNumber: Bool) -> Bool {
    // The end of a span: from the 12th to the 14th.
    if behindNumber, words.count == 1 { return false }
    if words.prefix(5).contains(where: { begins($0, personLabels) }) { return true }
    if words.prefix(3).contains(where: { begins($0, endLabels) }) { return true }
    return words.first.map(referenceJoints.contains) ?? false
      && words.prefix(5).contains { begins($0, referenceLabels) }
  }

  /// Whether a word is one of a list, or begins with one of five letters or more.
  private static func begins(_ word: String, _ labels: [String]) -> Bool {
    labels.contains { $0.count < 5 ? word == $0 : word.hasPrefix($0) }
  }

  /// Whether a word labels the date of the document: `Date`, `Rechnungsdatum`.
  private static func isLabel(_ word: String) -> Bool {
    labels.contains(word) || word.count > 5 && labelEndings.contains { word.hasSuffix($0) }
  }

  /// Whether a word says that the date is another one: of birth, delivery or payment.
  private static func isOtherLabel(_ word: String) -> Bool {
    otherLabels.contains { word.hasPrefix($0) }
  }

  private static let otherLabels = DateWords.lists.terms("other-label")
  private static let personLabels = DateWords.lists.terms("person-label")
  private static let endLabels = DateWords.lists.terms("end-label")
  private static let referenceLabels = DateWords.lists.terms("reference-label")
  private static let referenceJoints = DateWords.lists["reference-joint"]
  private static let labels = DateWords.lists["label"]
  private static let labelEndings = DateWords.lists.terms("label-ending")
}

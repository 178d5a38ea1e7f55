internal import Knowledge
import MappedStorage

/// Reports alternative labels in capitals that look like the initials of another name.
struct UnmarkedAbbreviations: VocabularyRule {
  static let name = "UnmarkedAbbreviations"
  static let summary = "Alternative labels that look like abbreviations and are not marked as such"
  static let severity = VocabularyFinding.Severity.note

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary
    for concept in vocabulary.concepts {
      let candidates = vocabulary.labels(of: concept).filter { label in
        vocabulary.role(of: label) == .plain && vocabulary.kind(of: label) == .alternative
          && Self.mayBeCapitals(vocabulary.utf8(of: label))
      }
      guard !candidates.isEmpty else { continue }
      var initials: [String: LabelOrdinal] = [:]
      for label in vocabulary.labels(of: concept) where vocabulary.role(of: label) != .code {
        for letters in Self.initials(of: vocabulary.text(of: label))
        where letters.utf8.count > 1 && initials[letters] == nil {
          initials[letters] = label
        }
      }
      guard !initials.isEmpty else { continue }
      for label in candidates {
        let text = vocabulary.text(of: label)
        guard text.allSatisfy({ $0.isUppercase }), let name = initials[text] else { continue }
        report.add(
          concept, label: label,
          "\"\(text)\" looks like the initials of \"\(vocabulary.text(of: name))\"",
          remedy: "mark it as an abbreviation, so that its capitals must agree: <abbreviation>")
      }
    }
  }

  /// Whether a text might be nothing but capitals; false for most without looking closer.
  private static func mayBeCapitals(_ text: MappedArray<UInt8>) -> Bool {
    text.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 >= 0x80 }
  }

  /// The first letters of the words in capitals, with small words and without them.
  private static func initials(of text: String) -> [String] {
    let words = text.split { !$0.isLetter && !$0.isNumber }
    guard words.count > 1 else { return [] }
    let main = words.filter { !passedOver.contains($0.lowercased()) }
    // "Statement of Work" is SOW with the small word, "Terms and Conditions" TC without.
    return [words, main].map { $0.compactMap { $0.first?.uppercased() }.joined() }
  }

  private static let passedOver = LabelWords.lists["small-word"]
}

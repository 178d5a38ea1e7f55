/// Reports text that was encoded as UTF-8 twice.
struct DoubleEncodedText: VocabularyRule {
  static let name = "DoubleEncodedText"
  static let summary = "Text that was encoded as UTF-8 twice"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts {
      for label in vocabulary.labels(of: concept) {
        guard LabelText.hasOtherThanASCII(vocabulary.utf8(of: label)) else { continue }
        let text = vocabulary.text(of: label)
        guard let meant = DoubleEncoding.decoded(text) else { continue }
        report.add(
          concept, label: label, "\"\(text)\" was encoded twice and means \"\(meant)\"",
          remedy: "replace the text; --fix does")
      }
      for note in vocabulary.noteTexts(of: concept) where LabelText.hasOtherThanASCII(note) {
        guard let meant = DoubleEncoding.decoded(String(decoding: note, as: UTF8.self)) else {
          continue
        }
        report.add(
          concept,
          "a note of \(subject.name(concept)) was encoded twice and means "
            + "\"\(LabelText.shortened(meant))\"",
          remedy: "replace the text; --fix does")
      }
    }
  }
}

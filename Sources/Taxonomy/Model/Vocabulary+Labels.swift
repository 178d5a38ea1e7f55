internal import MappedStorage
package import Model

extension Vocabulary {
  /// The ordinals of a concept's labels in the order of the source.
  package func labels(of concept: ConceptOrdinal) -> some RandomAccessCollection<LabelOrdinal> {
    let index = Int(concept.rawValue)
    return (labelOffsets[index]..<labelOffsets[index + 1]).lazy.map(LabelOrdinal.init)
  }

  /// A label with all it has.
  package func label(_ label: LabelOrdinal) -> Label {
    let record = labelRecords[Int(label.rawValue)]
    var result = Label(
      string(record.text), language: languageNames[Int(record.language)],
      kind: Label.Kind(rawValue: record.kind) ?? .hidden,
      role: Label.Role(rawValue: record.role) ?? .plain,
      caseRule: Label.CaseRule(rawValue: record.caseRule) ?? .automatic,
      validity: validity(of: label))
    if record.extras != .max {
      let extras = labelExtras[Int(record.extras)]
      result.requiredContext = words(extras.requiredContext)
      result.excludedContext = words(extras.excludedContext)
      result.note = string(extras.note)
      result.datatype = string(extras.datatype)
    }
    return result
  }

  /// Whether words must or must not stand near a label for it to count.
  package func hasContext(_ label: LabelOrdinal) -> Bool {
    let number = labelRecords[Int(label.rawValue)].extras
    guard number != .max else { return false }
    let extras = labelExtras[Int(number)]
    return extras.requiredContext.length > 0 || extras.excludedContext.length > 0
  }

  /// The text of a label.
  package func text(of label: LabelOrdinal) -> String {
    string(labelRecords[Int(label.rawValue)].text)
  }

  /// The concept that a label names.
  package func concept(of label: LabelOrdinal) -> ConceptOrdinal {
    ConceptOrdinal(labelRecords[Int(label.rawValue)].concept)
  }

  /// How the vocabulary ranks a label.
  package func kind(of label: LabelOrdinal) -> Label.Kind {
    Label.Kind(rawValue: labelRecords[Int(label.rawValue)].kind) ?? .hidden
  }

  /// What a label is beyond its kind.
  package func role(of label: LabelOrdinal) -> Label.Role {
    Label.Role(rawValue: labelRecords[Int(label.rawValue)].role) ?? .plain
  }

  /// Whether a label's case must agree.
  package func caseRule(of label: LabelOrdinal) -> Label.CaseRule {
    Label.CaseRule(rawValue: labelRecords[Int(label.rawValue)].caseRule) ?? .automatic
  }

  /// The BCP 47 language tag of a label, or empty.
  package func language(of label: LabelOrdinal) -> String {
    languageNames[Int(labelRecords[Int(label.rawValue)].language)]
  }

  /// When a label is or was in use.
  package func validity(of label: LabelOrdinal) -> Validity {
    let record = labelRecords[Int(label.rawValue)]
    return Validity(
      from: CalendarDate(rawValue: record.from), until: CalendarDate(rawValue: record.until))
  }

  /// The source and line of a label; the column is not known.
  package func position(of label: LabelOrdinal) -> SourcePosition {
    let record = labelRecords[Int(label.rawValue)]
    return SourcePosition(source: UInt32(record.source), line: record.line)
  }

  /// The line of a label in its source, from 1; 0 if unknown.
  package func line(of label: LabelOrdinal) -> Int {
    Int(labelRecords[Int(label.rawValue)].line)
  }

  /// The name to show: preferred in `language`, else English, else without language, else any
  /// preferred one, else any label, else the URI; a label without text is not a name.
  ///
  /// - Complexity: O(1) in English, else O(labels of the concept).
  package func preferredLabel(of concept: ConceptOrdinal, language: String = "en") -> String {
    if language != "en", let label = preferredLabel(of: concept, in: language) {
      return text(of: label)
    }
    let shown = shownLabels[Int(concept.rawValue)]
    return shown == .max ? uri(of: concept) : text(of: LabelOrdinal(shown))
  }

  private func preferredLabel(of concept: ConceptOrdinal, in language: String) -> LabelOrdinal? {
    labels(of: concept).first { label in
      let record = labelRecords[Int(label.rawValue)]
      return record.kind == Label.Kind.preferred.rawValue && record.text.length > 0
        && languageNames[Int(record.language)] == language
    }
  }

  private func words(_ reference: StringReference) -> [String] {
    string(reference).split(separator: "\n").map(String.init)
  }
}

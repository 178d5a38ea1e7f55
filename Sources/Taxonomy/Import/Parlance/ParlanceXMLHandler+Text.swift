internal import Model

/// An element that holds text, while it is open.
struct ParlanceText {
  var element: ParlanceName
  var label: Label
  var place: Cue.Place?
  var position: SourcePosition
  var attributes: ParlanceAttributes
}

extension ParlanceXMLHandler {
  /// Begins an element that holds text.
  mutating func beginText(_ element: ParlanceName, _ attributes: ParlanceAttributes) {
    text.removeAll(keepingCapacity: true)
    let isLabel = ParlanceName.labels.contains(element)
    let place =
      element == .cue ? attributes.choice(.place, among: Cue.Place.wireNames) : nil
    pending = ParlanceText(
      element: element, label: isLabel ? makeLabel(element, attributes) : Label(""),
      place: place.flatMap(Cue.Place.init(wireName:)), position: attributes.position,
      attributes: attributes)
  }

  /// Adds what an element said, now that its text is complete.
  func end(_ pending: ParlanceText) {
    guard let frame = frames.last else { return }
    let words =
      frame.keepsSpace ? String(decoding: text, as: UTF8.self) : TextNormalization.collapsed(text)
    if words.isEmpty {
      // Labels and notes are kept, as other dialects keep them.
      let isKept =
        ![ParlanceName.title, .description, .cue].contains(pending.element)
        && pending.element.provenanceKind == nil
      context.report(
        "EmptyLabels", .warning, at: pending.position,
        concept: frame.scheme == frame.subject ? nil : frame.subject,
        "<\(pending.element.written)> is empty\(isKept ? "" : " and was left out")",
        remedy: "write its text, or remove the element")
      if !isKept { return }
    }
    if let kind = pending.element.provenanceKind {
      return add(Provenance(kind, words), pending)
    }
    if frames.dropLast().last?.element == .vocabulary {
      pending.attributes.ignoreRemark()
      if pending.element == .title {
        context.builder.addTitle(words, language: frame.language)
      } else {
        context.builder.addDescription(words, language: frame.language)
      }
    }
    guard let subject = frame.subject else { return }
    switch frames.dropLast().last?.element {
    case .collection:
      return add(words, of: pending, language: frame.language, toCollection: subject)
    case .scheme where ParlanceName.labels.contains(pending.element):
      pending.attributes.ignoreRemark()
      var label = pending.label
      label.text = words
      label.language =
        label.role == .code ? pending.attributes[.language] ?? "" : frame.language
      return context.builder.addLabel(label, toScheme: subject)
    default: break
    }
    add(words, of: pending, language: frame.language, to: subject)
  }

  /// Says who made the concept, the scheme or the vocabulary that holds an element, or when.
  private func add(_ provenance: Provenance, _ pending: ParlanceText) {
    pending.attributes.ignoreRemark()
    guard let subject = frames.last?.subject else {
      if frames.dropLast().last?.element == .vocabulary { context.builder.add(provenance) }
      return
    }
    if frames.dropLast().last?.element == .scheme {
      context.builder.add(provenance, toScheme: subject)
    } else {
      context.builder.add(provenance, to: subject)
    }
  }

  private func add(
    _ words: String, of pending: ParlanceText, language: String,
    to subject: VocabularyBuilder.Entity
  ) {
    switch pending.element {
    case .title, .description:
      pending.attributes.ignoreRemark()
      if pending.element == .title {
        context.builder.addTitle(words, language: language, to: subject)
      } else {
        context.builder.addDescription(words, language: language, to: subject)
      }
    case .cue:
      pending.attributes.keepRemark(of: subject)
      guard let place = pending.place else { return }
      context.builder.addCue(Cue(words, in: place, language: language), to: subject)
    default:
      if let kind = pending.element.noteKind {
        pending.attributes.keepRemark(of: subject)
        context.builder.addNote(note(words, kind, of: pending, language: language), to: subject)
        return
      }
      var label = pending.label
      label.text = words
      // A code is of no language unless it says so itself.
      label.language =
        label.role == .code ? pending.attributes[.language] ?? "" : language
      context.builder.addLabel(label, to: subject, line: Int(pending.position.line))
    }
  }

  private func add(
    _ words: String, of pending: ParlanceText, language: String,
    toCollection collection: VocabularyBuilder.Entity
  ) {
    pending.attributes.ignoreRemark()
    if let kind = pending.element.noteKind {
      context.builder.addNote(
        note(words, kind, of: pending, language: language), toCollection: collection)
    } else {
      var label = pending.label
      label.text = words
      label.language = label.role == .code ? pending.attributes[.language] ?? "" : language
      context.builder.addLabel(label, toCollection: collection)
    }
  }

  private func note(
    _ words: String, _ kind: ConceptNote.Kind, of pending: ParlanceText, language: String
  ) -> ConceptNote {
    ConceptNote(
      words, kind: kind, language: language, creator: pending.attributes[.author] ?? "",
      date: pending.attributes[.date] ?? "")
  }

  private func makeLabel(_ element: ParlanceName, _ attributes: ParlanceAttributes) -> Label {
    var label = Label("")
    switch element {
    case .name: label.kind = .preferred
    case .misspelling: label.kind = .hidden
    default: label.kind = .alternative
    }
    switch element {
    case .abbreviation: label.role = .abbreviation
    case .former: label.role = .formerName
    case .code: label.role = .code
    default: break
    }
    if attributes.isEmpty { return label }
    if let kind = attributes.choice(.kind, among: Label.Kind.wireNames) {
      label.kind = Label.Kind(wireName: kind) ?? label.kind
    }
    switch attributes.choice(.caseRule, among: ["any", "exact"]) {
    case "any": label.caseRule = .any
    case "exact": label.caseRule = .exact
    default: break
    }
    label.validity = Validity(from: attributes.date(.from), until: attributes.date(.until))
    if let from = label.validity.from, let until = label.validity.until,
      until.lastDay < from.firstDay
    {
      context.report(
        DocumentRule.invalidValue, .error, at: attributes.position,
        "<\(element.written)> ends (until=\"\(until)\") before it begins (from=\"\(from)\")",
        remedy: "exchange the dates, or correct one")
    }
    label.requiredContext = TextNormalization.words(attributes[.required] ?? "")
    label.excludedContext = TextNormalization.words(attributes[.excluded] ?? "")
    label.note = attributes[.remark] ?? ""
    label.datatype = attributes[.datatype] ?? ""
    return label
  }
}

internal import Model
internal import XMLReading

/// The attributes of one element, checked against what the element may have.
struct ParlanceAttributes {
  /// Where the element stands.
  let position: SourcePosition

  private let context: DialectContext
  private let element: ParlanceName
  private var values: [(name: ParlanceName, value: String)] = []

  /// Takes the attributes of a tag; unknown and missing ones become findings.
  init(
    _ tag: XMLStartTag, of element: ParlanceName, in parent: ParlanceName?,
    at position: SourcePosition, context: DialectContext
  ) {
    self.position = position
    self.context = context
    self.element = element
    for attribute in tag.attributes {
      if let name = ParlanceName(attribute.name), element.mayHave(name, in: parent) {
        // Remarks and conditions are free text, and links elsewhere are kept as they are, faulty or not.
        let isFreeText = name == .remark || name == .condition || name == .href
        let value = attribute.value
        values.append((name, isFreeText ? value.string : TextNormalization.collapsed(value)))
      } else {
        reportUnexpected(attribute, allowed: element.allAttributes(in: parent))
      }
    }
    let present = ParlanceName.set(values.lazy.map(\.name))
    for name in element.requiredAttributes(besides: present) {
      context.report(
        DocumentRule.missingAttribute, .error, at: position,
        "<\(element.written)> lacks the attribute \"\(name.written)\"",
        remedy: "add \(name.written)=\"…\"")
    }
  }

  /// Whether there are none.
  var isEmpty: Bool { values.isEmpty }

  /// The value, white space collapsed except in free text.
  subscript(name: ParlanceName) -> String? {
    values.first { $0.name == name }?.value
  }

  /// The date of an attribute; a finding if it is none.
  func date(_ name: ParlanceName) -> CalendarDate? {
    self[name].flatMap { context.date($0, of: name.written, at: position) }
  }

  /// The value if it is one of `allowed`; a finding if it is another.
  func choice(_ name: ParlanceName, among allowed: [String]) -> String? {
    guard let value = self[name] else { return nil }
    if allowed.contains(value) { return value }
    let nearest = TextNormalization.nearest(to: value, among: allowed)
    context.report(
      DocumentRule.invalidValue, .error, at: position,
      "\"\(value)\" is not a value of the attribute \"\(name.written)\" of <\(element.written)>",
      remedy: nearest.map { "did you mean \"\($0)\"?" }
        ?? "allowed are \(allowed.joined(separator: ", "))")
    return nil
  }

  /// The value of an attribute that is `true` or `false`.
  func flag(_ name: ParlanceName) -> Bool? {
    choice(name, among: ["true", "false"]).map { $0 == "true" }
  }

  /// Keeps the remark of an element that has none of its own as an editorial note of the concept.
  func keepRemark(of concept: VocabularyBuilder.Entity) {
    guard let remark = self[.remark], !remark.isEmpty else { return }
    context.builder.addNote(ConceptNote(remark, kind: .editorial), to: concept)
  }

  /// Counts a remark where the model keeps none.
  func ignoreRemark() {
    if self[.remark] != nil {
      context.ignore("note=\"…\" of <\(element.written)>", at: position)
    }
  }

  private func reportUnexpected(_ attribute: XMLAttribute, allowed: [ParlanceName]) {
    let name = attribute.localName.string
    let namespace = attribute.namespaceURI.string
    if !namespace.isEmpty, ParlanceName(attribute.name) == nil {
      context.ignore("attribute \(name) of namespace \"\(namespace)\"", at: position)
      return
    }
    let allowed = allowed.map(\.written)
    let nearest = TextNormalization.nearest(to: name, among: allowed)
    context.report(
      DocumentRule.unexpectedAttribute, .error, at: position,
      "the attribute \"\(name)\" is not allowed on <\(element.written)>",
      remedy: nearest.map { "did you mean \"\($0)\"?" }
        ?? "allowed are \(allowed.joined(separator: ", "))")
  }
}

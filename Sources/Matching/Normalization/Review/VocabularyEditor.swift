internal import XMLReading

/// Writes decisions into a vocabulary's own XML by inserting bytes: formatting, comments and order
/// of all that was there stay as they are.
package struct VocabularyEditor {
  /// Why a decision could not be written.
  package enum Refusal: Error, Equatable, Sendable {
    /// The file does not hold the concept, or holds it in a form that cannot be edited.
    case noConcept(uri: String)
    /// The file does not hold the scheme.
    case noScheme(uri: String)
    /// New concepts can be written into Parlance XML only.
    case notParlance
    /// The file is in an encoding whose markup is not ASCII, such as UTF-16.
    case encoding
  }

  private let bytes: [UInt8]
  private let encoding: MarkupEncoding
  private let places: MarkupPlaces
  private let lineBreak: String
  private var insertions: [(offset: Int, text: String)] = []
  private var newConcepts: [NewConcept] = []

  /// A concept to be added with the labels that were decided to be its.
  private struct NewConcept {
    let name: String
    let place: MarkupPlaces.Place
    let identifier: String
    var decisions: [LabelDecision]
  }

  /// An editor of a Parlance XML or SKOS RDF/XML file.
  ///
  /// - Throws: `Refusal.encoding` for UTF-16.
  package init(_ bytes: [UInt8]) throws(Refusal) {
    guard let encoding = MarkupEncoding(of: bytes) else { throw .encoding }
    self.bytes = bytes
    self.encoding = encoding
    places = MarkupPlaces(bytes, encoding)
    lineBreak =
      bytes.firstIndex(of: 0x0A).map { $0 > 0 && bytes[$0 - 1] == 0x0D } ?? false ? "\r\n" : "\n"
  }

  /// The file with all decisions added so far.
  package func makeBytes() -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    let all = insertions + newConcepts.map { (offset: $0.place.offset, text: text(of: $0)) }
    // What goes to the same place stays in the order in which it was decided.
    let sorted = all.enumerated().sorted {
      ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
    }
    for (_, insertion) in sorted {
      result += bytes[position..<insertion.offset]
      result += encoding.bytes(of: insertion.text)
      position = insertion.offset
    }
    return result + bytes[position...]
  }

  /// Adds a decision; `never` changes nothing in the file.
  ///
  /// Decisions for new concepts of one name in one scheme make one concept.
  ///
  /// - Throws: `Refusal` if the file has no place for it; what was added before stays.
  package mutating func add(_ decision: LabelDecision) throws(Refusal) {
    switch decision.verdict {
    case .never: return
    case .concept(let uri):
      guard let place = places.concepts[uri] else { throw .noConcept(uri: uri) }
      insertions.append((place.offset, text(of: decision, at: place)))
    case .newConcept(let name, let scheme):
      guard places.isParlance else { throw .notParlance }
      guard let place = places.schemes[scheme] else { throw .noScheme(uri: scheme) }
      let known = newConcepts.firstIndex {
        $0.name == name && $0.place.identifier == place.identifier
      }
      if let known {
        newConcepts[known].decisions.append(decision)
      } else {
        newConcepts.append(
          NewConcept(
            name: name, place: place, identifier: freeIdentifier(place.identifier, name),
            decisions: [decision]))
      }
    }
  }

  private func text(of decision: LabelDecision, at place: MarkupPlaces.Place) -> String {
    let start = place.isOnOwnLine ? lineBreak + place.indentation : ""
    let label = Self.escaped(decision.label)
    let language = Self.languageAttribute(decision.language, inside: place.language)
    guard let prefix = place.prefix else {
      let name = decision.form.rawValue
      let note = Self.escaped(decision.note)
      return "\(start)<\(name)\(language) note=\"\(note)\">\(label)</\(name)>"
    }
    let property = decision.form == .misspelling ? "hiddenLabel" : "altLabel"
    let note = Self.escaped("\"\(decision.label)\" \(decision.note)")
    // What is written of a decision is English, whatever the language of the file.
    let noteLanguage =
      place.language.isEmpty ? "" : Self.languageAttribute("en", inside: place.language)
    return "\(start)<\(prefix)\(property)\(language)>\(label)</\(prefix)\(property)>"
      + "\(start)<\(prefix)editorialNote\(noteLanguage)>\(note)</\(prefix)editorialNote>"
  }

  /// What says the language of a label unless the element around it says the same.
  private static func languageAttribute(_ language: String, inside outer: String) -> String {
    language.lowercased() == outer.lowercased() ? "" : " xml:lang=\"\(escaped(language))\""
  }

  private func text(of concept: NewConcept) -> String {
    let outer = concept.place.indentation
    let inner = outer + (outer.contains("\t") ? "\t" : "  ")
    var text = "\(outer)<concept id=\"\(Self.escaped(concept.identifier))\">\(lineBreak)"
    func add(_ label: String, as element: String, _ decision: LabelDecision) {
      let note = Self.escaped(decision.note)
      let language = Self.languageAttribute(decision.language, inside: concept.place.language)
      let start = "\(inner)<\(element)\(language) note=\"\(note)\">"
      text += "\(start)\(Self.escaped(label))</\(element)>\(lineBreak)"
    }
    add(concept.name, as: "name", concept.decisions[0])
    var seen: Set<String> = [concept.name]
    for decision in concept.decisions where seen.insert(decision.label).inserted {
      add(decision.label, as: decision.form.rawValue, decision)
    }
    return text + "\(outer)</concept>\(lineBreak)"
  }

  /// An identifier from the name that no concept of the file has.
  private func freeIdentifier(_ scheme: String, _ name: String) -> String {
    var slug = ""
    for token in LabelForm(name).tokens { slug += (slug.isEmpty ? "" : "-") + token }
    let first = "\(scheme)/\(slug.isEmpty ? "concept" : slug)"
    var identifier = first
    var number = 2
    while places.identifiers.contains(identifier)
      || newConcepts.contains(where: { $0.identifier == identifier })
    {
      identifier = "\(first)-\(number)"
      number += 1
    }
    return identifier
  }

  private static func escaped(_ text: String) -> String {
    // XML 1.0 has no place for most control characters, and readers turn the others into blanks.
    let line = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
    return String(decoding: XMLText.escaped(line, in: .attribute), as: UTF8.self)
  }
}

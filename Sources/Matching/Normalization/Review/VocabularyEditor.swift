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
    /// The file is not UTF-8.
    case encoding
  }

  private let bytes: [UInt8]
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
    guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]), !bytes.contains(0)
    else { throw .encoding }
    self.bytes = bytes
    places = MarkupPlaces(bytes)
    lineBreak =
      bytes.firstIndex(of: 0x0A).map { $0 > 0 && bytes[$0 - 1] == 0x0D } ?? false ? "\r\n" : "\n"
  }

  /// The file with all decisions added so far.
  package func makeBytes() -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    let all = insertions + newConcepts.map { (offset: $0.place.offset, text: text(of: $0)) }
    let sorted = all.enumerated().sorted {
      ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
    }
    for (_, insertion) in sorted {
      result += bytes[position..<insertion.offset]
      result += Array(insertion.text.utf8)
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
    guard let prefix = place.prefix else {
      return "\(start)<\(decision.form.rawValue) note=\"\(Self.escaped(decision.note))\">\(label)"
        + "</\(decision.form.rawValue)>"
    }
    let property = decision.form == .misspelling ? "hiddenLabel" : "altLabel"
    let note = Self.escaped("\"\(decision.label)\" \(decision.note)")
    return "\(start)<\(prefix)\(property)>\(label)</\(prefix)\(property)>"
      + "\(start)<\(prefix)editorialNote>\(note)</\(prefix)editorialNote>"
  }

  private func text(of concept: NewConcept) -> String {
    let outer = concept.place.indentation
    let inner = outer + (outer.contains("\t") ? "\t" : "  ")
    var text = "\(outer)<concept id=\"\(Self.escaped(concept.identifier))\">\(lineBreak)"
    func add(_ label: String, as element: String, _ decision: LabelDecision) {
      let note = Self.escaped(decision.note)
      text += "\(inner)<\(element) note=\"\(note)\">\(Self.escaped(label))</\(element)>\(lineBreak)"
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
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += " "
      default: if scalar.value >= 0x20 { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}

/// Where labels of concepts and new concepts of schemes are to be inserted in a file.
struct MarkupPlaces {
  /// A place for an insertion.
  struct Place {
    /// The offset in bytes.
    var offset: Int
    /// What stands before an element there.
    var indentation: String
    /// Whether nothing else stands before it on its line.
    var isOnOwnLine = true
    /// The prefix of SKOS properties; `nil` in Parlance XML.
    var prefix: String?
    /// The identifier as the file writes it.
    var identifier: String
  }

  /// After the last label of each concept, by URI.
  private(set) var concepts: [String: Place] = [:]
  /// Before the end of each scheme, by URI.
  private(set) var schemes: [String: Place] = [:]
  /// The identifiers of all concepts as the file writes them.
  private(set) var identifiers: Set<String> = []
  /// Whether the file is Parlance XML.
  private(set) var isParlance = false

  private struct Element {
    let name: String
    let start: Int
    let concept: String?
    let scheme: String?
    let identifier: String
  }

  private static let labelNames: Set<String> = [
    "name", "alias", "abbreviation", "misspelling", "former", "code",
  ]
  private static let skosLabels: Set<String> = ["prefLabel", "altLabel", "hiddenLabel", "notation"]

  init(_ bytes: [UInt8]) {
    var scanner = MarkupScanner(bytes)
    var stack: [Element] = []
    var base = ""
    while let tag = scanner.next() {
      let local = String(tag.name.split(separator: ":").last ?? "")
      if tag.kind == .end {
        guard let element = stack.popLast() else { continue }
        close(element, at: tag.range, parent: stack.last, bytes)
        continue
      }
      if stack.isEmpty {
        isParlance = local == "vocabulary"
        base = scanner.attribute("base", of: tag) ?? ""
      }
      let identifier = scanner.attribute(isParlance ? "id" : "about", of: tag) ?? ""
      let uri = identifier.isEmpty ? nil : isParlance ? Self.resolved(identifier, base) : identifier
      let isConcept = isParlance ? local == "concept" : local != "RDF"
      if isParlance, isConcept { identifiers.insert(identifier) }
      let element = Element(
        name: tag.name, start: tag.range.lowerBound, concept: isConcept ? uri : nil,
        scheme: isParlance && local == "scheme" ? uri : nil, identifier: identifier)
      if tag.kind == .empty {
        close(element, at: tag.range, parent: stack.last, bytes)
      } else {
        stack.append(element)
      }
    }
  }

  private mutating func close(
    _ element: Element, at range: Range<Int>, parent: Element?, _ bytes: [UInt8]
  ) {
    let parts = element.name.split(separator: ":")
    let local = String(parts.last ?? "")
    let isLabel = (isParlance ? Self.labelNames : Self.skosLabels).contains(local)
    if isLabel, let uri = parent?.concept {
      concepts[uri] = Place(
        offset: range.upperBound, indentation: Self.indentation(before: element.start, bytes),
        isOnOwnLine: Self.isFirstOnLine(element.start, bytes),
        prefix: isParlance ? nil : parts.count > 1 ? "\(parts[0]):" : "",
        identifier: parent?.identifier ?? "")
    }
    if let uri = element.scheme {
      var lineStart = range.lowerBound
      while lineStart > 0, bytes[lineStart - 1] == 0x20 || bytes[lineStart - 1] == 0x09 {
        lineStart -= 1
      }
      let outer = Self.indentation(before: range.lowerBound, bytes)
      schemes[uri] = Place(
        offset: lineStart, indentation: outer + (outer.contains("\t") ? "\t" : "  "), prefix: nil,
        identifier: element.identifier)
    }
  }

  /// Whether only blanks stand before an offset on its line.
  private static func isFirstOnLine(_ offset: Int, _ bytes: [UInt8]) -> Bool {
    let before = bytes[..<offset].last { $0 != 0x20 && $0 != 0x09 }
    return before == nil || before == 0x0A
  }

  /// The blanks between the start of the line and an offset, if there is nothing else.
  private static func indentation(before offset: Int, _ bytes: [UInt8]) -> String {
    var start = offset
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    guard start == 0 || bytes[start - 1] == 0x0A else { return "" }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  /// An absolute URI stays; anything else is appended to the base.
  private static func resolved(_ identifier: String, _ base: String) -> String {
    let scheme = identifier.prefix { $0.isLetter || $0.isNumber || "+-.".contains($0) }
    let isAbsolute = scheme.count > 1 && identifier.dropFirst(scheme.count).first == ":"
    return isAbsolute ? identifier : base + identifier
  }
}

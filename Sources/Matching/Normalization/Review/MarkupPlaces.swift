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
    /// The language that an element takes over there; empty if none.
    var language = ""
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
    let language: String
  }

  private static let labelNames: Set<String> = [
    "name", "alias", "abbreviation", "misspelling", "former", "code",
  ]
  private static let skosLabels: Set<String> = ["prefLabel", "altLabel", "hiddenLabel", "notation"]

  /// Looks through a file.
  init(_ bytes: [UInt8], _ encoding: MarkupEncoding) {
    var scanner = MarkupScanner(bytes, encoding)
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
        scheme: isParlance && local == "scheme" ? uri : nil, identifier: identifier,
        language: scanner.attribute("xml:lang", of: tag) ?? stack.last?.language ?? "")
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
        identifier: parent?.identifier ?? "", language: parent?.language ?? "")
    }
    if let uri = element.scheme {
      var lineStart = range.lowerBound
      while lineStart > 0, bytes[lineStart - 1] == 0x20 || bytes[lineStart - 1] == 0x09 {
        lineStart -= 1
      }
      let outer = Self.indentation(before: range.lowerBound, bytes)
      schemes[uri] = Place(
        offset: lineStart, indentation: outer + (outer.contains("\t") ? "\t" : "  "), prefix: nil,
        identifier: element.identifier, language: element.language)
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

/// What a column of a table with one row a concept holds, and in which language.
struct TableColumn {
  /// What a column holds.
  enum Property: Equatable {
    case identifier
    case label(Label.Kind, Label.Role)
    case note(ConceptNote.Kind)
    case broader
    case narrower
    case related
    case successor
    /// What it stands for together.
    case together
    case mapping(ConceptMapping.Kind)
    case scheme
    case topOf
    case deprecated
    case status
    case provenance(Provenance.Kind)
    case type
    case unknown

    /// Whether it holds names to show.
    var isName: Bool { self == .label(.preferred, .plain) }
  }

  var property: Property
  /// The language that the name of the column states, or empty.
  var language: String

  /// What the name of a column says, as `normalized` gives it.
  ///
  /// Known are `prefLabel@en`, `skos:prefLabel (en)`, `Preferred Label [en]`, `prefLabel_en`,
  /// `preferred label english`, and so on for the properties of SKOS.
  init(_ name: String) {
    var base = name
    language = ""
    for (open, close) in [("@", ""), (" (", ")"), ("(", ")"), (" [", "]"), ("[", "]"), (" ", "")] {
      guard let start = base.range(ofLast: open), base.hasSuffix(close) else { continue }
      let tag = String(base[start.upperBound...].dropLast(close.count))
      guard let language = Self.language(tag, isMarked: open != " ") else { continue }
      self.language = language
      base = String(base[..<start.lowerBound])
      break
    }
    if let colon = base.lastIndex(where: { $0 == ":" || $0 == "#" || $0 == "/" }) {
      base = String(base[base.index(after: colon)...])
    }
    let words = base.filter { $0 != " " && $0 != "-" && $0 != "." }
    property =
      Self.properties[words]
      ?? (words.hasSuffix("s") ? Self.properties[String(words.dropLast())] : nil) ?? .unknown
  }

  /// A name in lower case, words apart by one blank, underscores being blanks.
  static func normalized(_ name: String) -> String {
    let spaced = String(name.lowercased().map { $0 == "_" ? " " : $0 })
    return TextNormalization.collapsed(spaced.utf8)
  }

  /// The language that a tag, code or name means; what is only the last word of a name must be the name
  /// of a language or a code of two letters.
  private static func language(_ tag: String, isMarked: Bool) -> String? {
    if let code = languageNames[tag] { return code }
    guard isMarked || tag.utf8.count == 2 && LanguageTag.isValid(tag) else { return nil }
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
    guard let primary = parts.first, (2...3).contains(primary.utf8.count),
      primary.utf8.allSatisfy(TurtleScanner.isLetter),
      parts.dropFirst().allSatisfy({ (1...8).contains($0.utf8.count) }),
      tag != "id", tag != "uri", tag != "iri"
    else { return nil }
    return LanguageCode.tag(iso639: tag)
  }

  private static let languageNames = [
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "italian": "it", "italiano": "it", "dutch": "nl",
    "portuguese": "pt", "swedish": "sv", "danish": "da", "finnish": "fi", "norwegian": "no",
    "polish": "pl", "czech": "cs", "russian": "ru", "japanese": "ja", "chinese": "zh",
  ]

  private static let properties: [String: Property] = [
    "uri": .identifier, "iri": .identifier, "id": .identifier, "identifier": .identifier,
    "concept": .identifier, "concepturi": .identifier, "conceptiri": .identifier,
    "conceptid": .identifier, "termid": .identifier, "subject": .identifier, "about": .identifier,
    "preflabel": .label(.preferred, .plain), "preferredlabel": .label(.preferred, .plain),
    "preferredterm": .label(.preferred, .plain), "preferredname": .label(.preferred, .plain),
    "label": .label(.preferred, .plain), "name": .label(.preferred, .plain),
    "term": .label(.preferred, .plain), "title": .label(.preferred, .plain),
    "altlabel": .label(.alternative, .plain), "alternativelabel": .label(.alternative, .plain),
    "alternatelabel": .label(.alternative, .plain), "synonym": .label(.alternative, .plain),
    "alias": .label(.alternative, .plain), "aliase": .label(.alternative, .plain),
    "variant": .label(.alternative, .plain), "usedfor": .label(.alternative, .plain),
    "otherlabel": .label(.alternative, .plain),
    "hiddenlabel": .label(.hidden, .plain), "misspelling": .label(.hidden, .plain),
    "abbreviation": .label(.alternative, .abbreviation),
    "acronym": .label(.alternative, .abbreviation),
    "formername": .label(.alternative, .formerName),
    "notation": .label(.alternative, .code), "code": .label(.alternative, .code),
    "definition": .note(.definition), "description": .note(.definition),
    "scopenote": .note(.scope), "scope": .note(.scope), "note": .note(.note),
    "comment": .note(.note), "example": .note(.example), "historynote": .note(.history),
    "editorialnote": .note(.editorial), "changenote": .note(.change),
    "broader": .broader, "parent": .broader, "broaderconcept": .broader, "broaderterm": .broader,
    "narrower": .narrower, "child": .narrower, "narrowerconcept": .narrower,
    "narrowerterm": .narrower, "related": .related, "relatedconcept": .related,
    "relatedterm": .related, "isreplacedby": .successor, "replacedby": .successor,
    "successor": .successor, "supersededby": .successor, "plususe": .together,
    "usetogether": .together, "useplus": .together,
    "exactmatch": .mapping(.exact), "closematch": .mapping(.close),
    "broadmatch": .mapping(.broad), "narrowmatch": .mapping(.narrow),
    "relatedmatch": .mapping(.related), "inscheme": .scheme, "scheme": .scheme,
    "conceptscheme": .scheme, "vocabulary": .scheme, "topconceptof": .topOf,
    "deprecated": .deprecated, "status": .status, "type": .type,
    "creator": .provenance(.creator), "author": .provenance(.creator),
    "createdby": .provenance(.creator), "contributor": .provenance(.contributor),
    "modifiedby": .provenance(.contributor), "created": .provenance(.created),
    "datecreated": .provenance(.created), "createdat": .provenance(.created),
    "modified": .provenance(.modified), "datemodified": .provenance(.modified),
    "modifiedat": .provenance(.modified), "lastmodified": .provenance(.modified),
    "license": .provenance(.license),
  ]
}

extension String {
  /// Where a text occurs last.
  fileprivate func range(ofLast text: String) -> Range<Index>? {
    var end = endIndex
    while end > startIndex {
      let start = index(before: end)
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      end = start
    }
    return nil
  }
}

/// SharePoint term groups as PnP provisioning XML writes them: term sets are schemes.
struct SharePointDialect: VocabularyDialect {
  static let records: Set<String> = ["Label"]
  static let knownElements: Set<String> = [
    "Provisioning", "Preferences", "Templates", "ProvisioningTemplate", "TermGroups", "TermGroup",
    "TermSets", "TermSet", "Terms", "Term", "Labels",
  ]
  static let knownAttributes: Set<String> = [
    "ID", "Name", "Language", "Description", "Value", "IsDefaultForLanguage", "IsDeprecated",
    "Generator", "Version", "Scope", "IsReused", "IsSourceTerm", "SourceTermId",
  ]

  /// An open term, or a term set.
  private struct Frame {
    var entity: VocabularyBuilder.Entity
    var language: String
    var path: String
    var isTerm: Bool
    var languagesWithName: Set<String> = []
  }

  private let context: DialectContext
  private var scheme: VocabularyBuilder.Entity?
  private var frames: [Frame] = []
  private var group = ""

  init(context: DialectContext) {
    self.context = context
  }

  mutating func open(_ element: DialectElement) {
    switch element.name {
    case "TermGroup": group = element["Name"] ?? ""
    case "TermSet": openTermSet(element)
    case "Term": openTerm(element)
    default: break
    }
  }

  mutating func close(_ element: DialectElement) {
    guard element.name == "TermSet" || element.name == "Term" else { return }
    frames.removeLast()
    if element.name == "TermSet" { scheme = nil }
  }

  mutating func read(_ record: DialectElement) {
    guard let frame = frames.last, frame.isTerm else { return }
    let value = record["Value"] ?? record.text
    let language = record["Language"].flatMap(LanguageCode.tag(lcid:)) ?? frame.language
    guard !value.isEmpty else { return }
    // The first name of a language is the one to show unless another says that it is.
    let isDefault = record["IsDefaultForLanguage"]?.lowercased() == "true"
    let isNew = frames[frames.count - 1].languagesWithName.insert(language).inserted
    context.builder.addLabel(
      Label(value, language: language, kind: isDefault || isNew ? .preferred : .alternative),
      to: frame.entity, line: record.line)
  }

  private mutating func openTermSet(_ element: DialectElement) {
    let name = element["Name"] ?? ""
    let entity = entity(element["ID"], path: group + "/" + name)
    let language = element["Language"].flatMap(LanguageCode.tag(lcid:)) ?? "en"
    context.builder.declareScheme(
      entity,
      key: TextNormalization.collapsed(name.lowercased().utf8).split(separator: " ")
        .joined(separator: "-"), at: element.position)
    context.builder.addTitle(name, language: language, to: entity)
    if let description = element["Description"], !description.isEmpty {
      context.builder.addDescription(description, language: language, to: entity)
    }
    scheme = entity
    frames.append(
      Frame(entity: entity, language: language, path: group + "/" + name, isTerm: false))
  }

  private mutating func openTerm(_ element: DialectElement) {
    let parent = frames.last
    let name = element["Name"] ?? ""
    let path = (parent?.path ?? group) + "/" + name
    let entity = entity(element["ID"], path: path)
    let language = element["Language"].flatMap(LanguageCode.tag(lcid:)) ?? parent?.language ?? ""
    var frame = Frame(entity: entity, language: language, path: path, isTerm: true)
    // A reused term is one concept in several sets.
    let isReused =
      element["IsReused"]?.lowercased() == "true"
      || element["IsSourceTerm"]?.lowercased() == "false"
    if isReused {
      context.builder.declareConcept(entity, at: element.position)
    } else {
      context.declareConcept(entity, at: element.position)
    }
    if !name.isEmpty {
      context.builder.addLabel(Label(name, language: language), to: entity, line: element.line)
      frame.languagesWithName.insert(language)
    }
    if let scheme {
      context.builder.addRelation(
        parent?.isTerm == true ? .scheme : .topOf, from: entity, to: scheme)
    }
    if let parent, parent.isTerm {
      context.builder.addRelation(.broader, from: entity, to: parent.entity, line: element.line)
    }
    if let description = element["Description"], !description.isEmpty {
      context.builder.addNote(
        ConceptNote(description, kind: .definition, language: language), to: entity)
    }
    if element["IsDeprecated"]?.lowercased() == "true" { context.builder.deprecate(entity) }
    frames.append(frame)
  }

  /// The GUID as a URI; where a template has a token instead, the path of names.
  private func entity(_ id: String?, path: String) -> VocabularyBuilder.Entity {
    let guid = (id ?? "").lowercased().filter { $0.isHexDigit || $0 == "-" }
    return context.builder.entity(
      guid.utf8.count == 36
        ? "urn:uuid:\(guid)" : "urn:sharepoint:\(URISegment.encoded(path))")
  }
}

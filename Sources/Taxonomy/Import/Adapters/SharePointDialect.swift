/// SharePoint term groups as PnP provisioning XML writes them: term sets are schemes.
struct SharePointDialect: VocabularyDialect {
  static let title = "SharePoint term groups"
  static let roots: Set<String> = [
    "Provisioning", "ProvisioningTemplate", "Templates", "TermGroups", "TermGroup", "TermSets",
    "TermSet",
  ]
  static let records: Set<String> = ["Label"]
  static let knownElements: Set<String> = [
    "Provisioning", "Preferences", "Templates", "ProvisioningTemplate", "TermGroups", "TermGroup",
    "TermSets", "TermSet", "Terms", "Term", "Labels",
  ]
  static let knownAttributes: Set<String> = [
    "ID", "Name", "Language", "Description", "Value", "IsDefaultForLanguage", "IsDeprecated",
    "Generator", "Version", "Scope", "IsReused", "IsSourceTerm", "SourceTermId", "IsPinned",
    "IsPinnedRoot",
  ]

  static func claims(_ root: DocumentRoot) -> Bool {
    roots.contains(root.name)
  }

  /// An open term, or a term set.
  private struct Frame {
    var entity: VocabularyBuilder.Entity
    var language: String
    var path: String
    var isTerm: Bool
    /// By language, where the label to show is among those of the builder.
    var names: [String: Int] = [:]
  }

  private let context: DialectContext
  private var scheme: VocabularyBuilder.Entity?
  private var frames: [Frame] = []
  private var group = ""

  /// The term sets in which each term has stood.
  private var sets: [VocabularyBuilder.Entity: Set<VocabularyBuilder.Entity>] = [:]

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
    let isDefault = record.isTrue("IsDefaultForLanguage")
    if isDefault, let shown = frame.names[language] {
      context.builder.labels[shown].kind = Label.Kind.alternative.rawValue
    }
    addName(value, language, isShown: isDefault || frame.names[language] == nil, line: record.line)
  }

  /// Adds a name to the open term.
  private mutating func addName(_ name: String, _ language: String, isShown: Bool, line: Int) {
    if isShown { frames[frames.count - 1].names[language] = context.builder.labels.count }
    context.builder.addLabel(
      Label(name, language: language, kind: isShown ? .preferred : .alternative),
      to: frames[frames.count - 1].entity, line: line)
  }

  private mutating func openTermSet(_ element: DialectElement) {
    let name = element["Name"] ?? ""
    let entity = entity(element["ID"], path: group + "/" + name)
    // The term store makes sets in English (1033) unless a template says otherwise.
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
    let isReused =
      element.isTrue("IsReused")
      || element["IsSourceTerm"].map(DialectElement.isFalse) ?? false
      || element.isTrue("IsPinned")
    let source = isReused ? element["SourceTermId"].flatMap(Self.guid) : nil
    let entity = entity(source ?? element["ID"], path: path)
    let language = element["Language"].flatMap(LanguageCode.tag(lcid:)) ?? parent?.language ?? ""
    // A reused term is one concept in several sets, whether it is marked so or has the same GUID.
    let isElsewhere = sets[entity].map { known in scheme.map { !known.contains($0) } ?? false }
    if let scheme { sets[entity, default: []].insert(scheme) }
    // Declared without a look for duplicates: one concept in several sets is what reuse means.
    if isReused || isElsewhere == true {
      context.builder.declareConcept(entity, at: element.position)
    } else {
      context.declareConcept(entity, at: element.position)
    }
    frames.append(Frame(entity: entity, language: language, path: path, isTerm: true))
    if !name.isEmpty { addName(name, language, isShown: true, line: element.line) }
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
    if element.isTrue("IsDeprecated") { context.builder.deprecate(entity) }
  }

  /// The GUID as a URI; where a template has a token instead, the path of names.
  private func entity(_ id: String?, path: String) -> VocabularyBuilder.Entity {
    context.builder.entity(
      id.flatMap(Self.guid).map { "urn:uuid:\($0)" }
        ?? "urn:sharepoint:\(URISegment.encoded(path))")
  }

  /// The GUID without braces, in lower case; `nil` if it is a token of a template, or all zeros.
  private static func guid(_ id: String) -> String? {
    // `{guid}`, `guid` and tokens such as `{termid:…}` all occur in templates.
    let guid = id.lowercased().filter { $0.isHexDigit || $0 == "-" }
    return guid.utf8.count == 36 && guid.contains { $0 != "0" && $0 != "-" } ? guid : nil
  }
}

internal import Model

/// MeSH descriptor records of the National Library of Medicine (desc2024.xml and its like).
///
/// The hierarchy is in the tree numbers. Terms with a LexicalTag of abbreviation or acronym are
/// abbreviations, permuted terms are hidden labels; previous indexing gives names of former years.
struct MeSHDialect: VocabularyDialect {
  static let title = "MeSH descriptor XML"
  static let records: Set<String> = ["DescriptorRecord"]
  static let knownElements: Set<String> = [
    "DescriptorRecordSet", "DescriptorUI", "DescriptorName", "String", "Annotation", "HistoryNote",
    "PublicMeSHNote", "OnlineNote", "PreviousIndexingList", "PreviousIndexing", "SeeRelatedList",
    "SeeRelatedDescriptor", "DescriptorReferredTo", "TreeNumberList", "TreeNumber", "ConceptList",
    "Concept", "ConceptName", "ScopeNote", "TermList", "Term", "DateCreated", "DateRevised",
    "Year", "Month", "Day",
  ]
  static let knownAttributes: Set<String> = [
    "LanguageCode", "DescriptorClass", "PreferredConceptYN", "ConceptPreferredTermYN",
    "IsPermutedTermYN", "LexicalTag", "RecordPreferredTermYN",
  ]

  static func claims(_ root: DocumentRoot) -> Bool {
    root.namespace.isEmpty && root.name == "DescriptorRecordSet"
  }

  private static let base = "http://id.nlm.nih.gov/mesh/"
  private let context: DialectContext
  private let scheme: VocabularyBuilder.Entity
  private var language = "en"
  private var concepts: [String: VocabularyBuilder.Entity] = [:]
  private var treeNumbers: [(number: String, concept: VocabularyBuilder.Entity, line: Int)] = []

  init(context: DialectContext) {
    self.context = context
    scheme = context.builder.entity("http://id.nlm.nih.gov/mesh")
    context.builder.declareScheme(scheme, key: "mesh")
    context.builder.addTitle("Medical Subject Headings", language: "en", to: scheme)
  }

  mutating func open(_ element: DialectElement) {
    if let code = element["LanguageCode"] { language = LanguageCode.tag(iso639: code) }
  }

  mutating func read(_ record: DialectElement) {
    guard let id = record.text(of: "DescriptorUI") else {
      context.ignore("a record without DescriptorUI", at: record.position)
      return
    }
    let concept = context.builder.entity(Self.base + id)
    context.declareConcept(concept, at: record.position)
    context.builder.addRelation(.scheme, from: concept, to: scheme)
    context.builder.addLabel(
      Label(id, kind: .alternative, role: .code), to: concept, line: record.line)
    addNames(record, to: concept)
    addNotes(record, to: concept)
    for (name, kind) in [("DateCreated", Provenance.Kind.created), ("DateRevised", .modified)] {
      let parts = ["Year", "Month", "Day"].compactMap { record.first(name)?.text(of: $0) }
      context.builder.add(Provenance(kind, parts.joined(separator: "-")), to: concept)
    }
    for number in record.first("TreeNumberList")?.all("TreeNumber") ?? [] {
      concepts[number.text] = concept
      treeNumbers.append((number.text, concept, number.line))
    }
    for related in record.first("SeeRelatedList")?.all("SeeRelatedDescriptor") ?? [] {
      guard let other = related.first("DescriptorReferredTo")?.text(of: "DescriptorUI") else {
        continue
      }
      context.builder.addRelation(
        .related, from: concept, to: context.builder.entity(Self.base + other), line: related.line)
    }
  }

  mutating func finish() {
    // At the end: a number names its parent, whose record may come later.
    for (number, concept, line) in treeNumbers {
      guard let dot = number.lastIndex(of: ".") else {
        context.builder.addRelation(.topOf, from: concept, to: scheme)
        continue
      }
      // A number whose parent the file lacks is that of an excerpt.
      if let parent = concepts[String(number[..<dot])], parent != concept {
        context.builder.addRelation(.broader, from: concept, to: parent, line: line)
      }
    }
  }

  private func addNames(_ record: DialectElement, to concept: VocabularyBuilder.Entity) {
    if let name = record.first("DescriptorName", "String") {
      context.builder.addLabel(
        Label(name.text, language: language), to: concept, line: name.line)
    }
    // The heading comes again as a term of its preferred concept, where it would be an alternative of itself.
    let heading = record.first("DescriptorName", "String")?.text
    for group in record.first("ConceptList")?.all("Concept") ?? [] {
      for term in group.first("TermList")?.all("Term") ?? [] {
        guard let name = term.text(of: "String"), name != heading else { continue }
        let isPermuted = term["IsPermutedTermYN"] == "Y"
        let tag = term["LexicalTag"] ?? "NON"
        context.builder.addLabel(
          Label(
            name, language: language, kind: isPermuted ? .hidden : .alternative,
            role: ["ABB", "ABX", "ACR", "ACX"].contains(tag) ? .abbreviation : .plain),
          to: concept, line: term.line)
      }
    }
    for former in record.first("PreviousIndexingList")?.all("PreviousIndexing") ?? [] {
      let (name, validity) = Self.previousIndexing(former.text)
      context.builder.addLabel(
        Label(
          name, language: language, kind: .alternative, role: .formerName, validity: validity),
        to: concept, line: former.line)
    }
  }

  private func addNotes(_ record: DialectElement, to concept: VocabularyBuilder.Entity) {
    let kinds: [(String, ConceptNote.Kind)] = [
      ("Annotation", .editorial), ("HistoryNote", .history), ("PublicMeSHNote", .change),
      ("OnlineNote", .note),
    ]
    for (name, kind) in kinds {
      guard let text = record.text(of: name) else { continue }
      context.builder.addNote(ConceptNote(text, kind: kind, language: language), to: concept)
    }
    for group in record.first("ConceptList")?.all("Concept") ?? []
    where group["PreferredConceptYN"] == "Y" {
      guard let text = group.text(of: "ScopeNote") else { continue }
      context.builder.addNote(ConceptNote(text, kind: .scope, language: language), to: concept)
    }
  }

  /// A name with the years in parentheses at its end, of two or four digits: "Oxazines (1981-1988)".
  static func previousIndexing(_ text: String) -> (name: String, validity: Validity) {
    guard text.hasSuffix(")"), let open = text.lastIndex(of: "(") else { return (text, .always) }
    let years = text[text.index(after: open)...].dropLast().split(
      separator: "-", omittingEmptySubsequences: false)
    let dates = years.map { year -> CalendarDate? in
      guard let number = Int(year) else { return nil }
      // Two digits are of the printed Index Medicus, which began in 1960 and ended before 2005.
      return CalendarDate(year: year.utf8.count == 2 ? 1900 + number : number)
    }
    guard (1...2).contains(dates.count), dates.contains(where: { $0 != nil }) else {
      return (text, .always)
    }
    let name = TextNormalization.collapsed(text[..<open].utf8)
    return (name, Validity(from: dates[0], until: dates.count > 1 ? dates[1] : dates[0]))
  }
}

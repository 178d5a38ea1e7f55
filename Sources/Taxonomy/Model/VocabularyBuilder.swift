import MappedStorage
package import Model
internal import System

/// Collects what importers read, in any order, and compiles it into a `Vocabulary`.
///
/// Concepts, schemes and what they point to are known by their URIs, interned as entities. What is
/// added twice counts once, so that the same source may be read again, or several one on top of the
/// other.
package struct VocabularyBuilder {
  /// A URI that this builder knows, as a dense number.
  package struct Entity: Hashable, Sendable, BitwiseCopyable {
    let number: UInt32
  }

  var uris = ByteInterner.identifiers(minimumCapacity: 1024)
  var languages = ByteInterner(minimumCapacity: 32)
  var text = TextArena()
  var sources: [String] = []
  var currentSource: UInt32 = 0
  var titles: [TextRecord] = []
  var concepts: [EntityConcept] = []
  var conceptIndexes = EntityIndex()
  var schemes: [EntityScheme] = []
  var schemeIndexes = EntityIndex()
  var labels: [LabelRecord] = []
  var labelExtras: [LabelExtrasRecord] = []
  var relations: [EntityRelation] = []
  var successors: [EntitySuccessor] = []
  var notes: [EntityNote] = []
  var noteOrigins: [NoteOriginRecord] = []
  var cues: [EntityText] = []
  var provenance: [EntityText] = []
  var mappings: [EntityMapping] = []
  var collections: [EntityCollection] = []
  /// Concepts that nothing but mappings of another namespace leads to, by their numbers.
  var mappingTargets: Set<UInt32> = []
  var collectionIndexes: [UInt32: Int] = [:]

  /// The extras of labels that have a datatype and no more, by the datatype.
  private var datatypeExtras: [String: UInt32] = [:]

  /// What sources point to as something of their own, by identifiers relative to them.
  var ownReferences: Set<UInt32> = []

  /// Findings that importers and the builder itself collect, in the order in which they came up.
  package var findings: [VocabularyFinding] = []

  /// A builder that knows nothing yet.
  package init() {
    // The first number stands for no language.
    _ = languages.number(of: "")
  }

  /// The limit that what was added has passed; nothing is to be made of the builder then.
  var excess: VocabularyExcess? {
    if let excess = uris.excess { return excess }
    if languages.count > VocabularyLimits.languages { return .languages }
    return text.isFull ? .texts : nil
  }

  /// The number of concepts declared so far.
  package var conceptCount: Int { concepts.count }
}

// MARK: - Sources and entities

extension VocabularyBuilder {
  /// Begins a source and returns its index, for positions.
  package mutating func beginSource(_ path: String) -> UInt32 {
    let known = sources.firstIndex(of: path)
    if known == nil { sources.append(path) }
    currentSource = UInt32(known ?? sources.count - 1)
    return currentSource
  }

  /// The entity of a URI.
  package mutating func entity(_ uri: String) -> Entity {
    Entity(number: uris.number(of: uri))
  }

  /// The entity of a URI given as UTF-8.
  package mutating func entity(utf8 uri: Span<UInt8>) -> Entity {
    Entity(number: uris.number(of: uri))
  }

  /// Notes that a source points to an entity as something of its own.
  package mutating func referToOwn(_ entity: Entity) { ownReferences.insert(entity.number) }

  /// The URI of an entity.
  package func uri(of entity: Entity) -> String { uris.string(of: entity.number) }

  /// Whether the entity was declared a concept.
  package func isConcept(_ entity: Entity) -> Bool { conceptIndexes[entity.number] != nil }

  /// Adds a title of the whole vocabulary.
  package mutating func addTitle(_ title: String, language: String = "") {
    titles.append(textRecord(title, language: language, kind: TextKind.title))
  }

  /// Adds a description of the whole vocabulary.
  package mutating func addDescription(_ text: String, language: String = "") {
    titles.append(textRecord(text, language: language, kind: TextKind.description))
  }

  /// States the version of the whole vocabulary; the first one counts.
  package mutating func setVersion(_ version: String) {
    // The first source says which version it is; others are added to it.
    guard !titles.contains(where: { $0.kind == TextKind.version }) else { return }
    titles.append(textRecord(version, language: "", kind: TextKind.version))
  }
}

// MARK: - Schemes and concepts

extension VocabularyBuilder {
  /// Declares a scheme; titles, descriptions and a key given later add to what is known.
  ///
  /// - Parameters:
  ///   - scheme: its URI.
  ///   - key: the facet key, or `nil` to derive it from the URI.
  ///   - assignment: how many concepts a document takes, or `nil` if the source does not say.
  ///   - position: where it stands.
  package mutating func declareScheme(
    _ scheme: Entity, key: String? = nil, assignment: ConceptScheme.Assignment? = nil,
    at position: SourcePosition = SourcePosition()
  ) {
    let index = schemeIndex(of: scheme, at: position)
    // Without a line a scheme is only named, not described.
    if position.line > 0 {
      if schemes[index].position.line == 0 { schemes[index].position = position }
      schemes[index].describedIn.insert(position.source)
    }
    if let key { schemes[index].key = key }
    if let assignment { schemes[index].assignment = assignment }
  }

  /// Adds a title to a scheme, which is declared if it was not.
  package mutating func addTitle(_ title: String, language: String = "", to scheme: Entity) {
    let record = textRecord(title, language: language, kind: TextKind.title)
    schemes[schemeIndex(of: scheme, at: SourcePosition())].titles.append(record)
  }

  /// Adds a description to a scheme, which is declared if it was not.
  package mutating func addDescription(_ text: String, language: String = "", to scheme: Entity) {
    let record = textRecord(text, language: language, kind: TextKind.description)
    schemes[schemeIndex(of: scheme, at: SourcePosition())].descriptions.append(record)
  }

  /// States the version of a scheme, which is declared if it was not; the first one counts.
  package mutating func setVersion(_ version: String, of scheme: Entity) {
    let index = schemeIndex(of: scheme, at: SourcePosition())
    guard !schemes[index].descriptions.contains(where: { $0.kind == TextKind.version }) else {
      return
    }
    schemes[index].descriptions.append(
      textRecord(version, language: "", kind: TextKind.version))
  }

  /// Adds a name that is not a title, or a code, to a scheme, which is declared if it was not.
  package mutating func addLabel(_ label: Label, toScheme scheme: Entity) {
    let kind =
      label.role == .code
      ? TextKind.code : label.kind == .hidden ? TextKind.hidden : TextKind.alternative
    let record = textRecord(label.text, language: label.language, kind: kind)
    schemes[schemeIndex(of: scheme, at: SourcePosition())].descriptions.append(record)
  }

  /// Declares an entity to be a concept; a second declaration changes nothing.
  package mutating func declareConcept(
    _ concept: Entity, at position: SourcePosition = SourcePosition()
  ) {
    guard conceptIndexes[concept.number] == nil else { return }
    conceptIndexes[concept.number] = concepts.count
    concepts.append(EntityConcept(entity: concept.number, position: position))
  }

  /// Marks a concept, which is declared if it was not, as deprecated.
  package mutating func deprecate(_ concept: Entity, since date: CalendarDate? = nil) {
    declareConcept(concept)
    guard let index = conceptIndexes[concept.number] else { return }
    concepts[index].isDeprecated = true
    if let date { concepts[index].deprecatedSince = date.rawValue }
  }

  /// Makes a concept, which is declared if it was not, a name that stands for its successors together.
  ///
  /// - Parameters:
  ///   - concept: the concept.
  ///   - date: from when on it is no concept of its own; `nil` if it never was one.
  package mutating func makeCompound(_ concept: Entity, since date: CalendarDate? = nil) {
    deprecate(concept, since: date)
    guard let index = conceptIndexes[concept.number] else { return }
    concepts[index].isCompound = true
  }

  /// Says how far a concept, which is declared if it was not, is on its way into the vocabulary.
  package mutating func setStatus(_ status: ConceptStatus?, of concept: Entity) {
    declareConcept(concept)
    guard let index = conceptIndexes[concept.number] else { return }
    concepts[index].status = status
  }

  mutating func schemeIndex(of scheme: Entity, at position: SourcePosition) -> Int {
    if let index = schemeIndexes[scheme.number] { return index }
    schemeIndexes[scheme.number] = schemes.count
    schemes.append(EntityScheme(entity: scheme.number, position: position))
    return schemes.count - 1
  }
}

extension VocabularyBuilder {
  /// The URIs of the schemes that a source describes.
  func schemes(describedIn path: String) -> [String] {
    guard let source = sources.firstIndex(of: path) else { return [] }
    return schemes.filter { $0.describedIn.contains(UInt32(source)) }
      .map { uris.string(of: $0.entity) }
  }
}

// MARK: - What concepts have

extension VocabularyBuilder {
  /// Adds a label to an entity that is or will be declared a concept.
  ///
  /// - Parameters:
  ///   - label: the label; its language is lowercased.
  ///   - concept: the concept's entity.
  ///   - line: the line in its source, from 1; 0 if unknown.
  package mutating func addLabel(_ label: Label, to concept: Entity, line: Int = 0) {
    var extras = UInt32.max
    if !label.requiredContext.isEmpty || !label.excludedContext.isEmpty || !label.note.isEmpty {
      extras = UInt32(labelExtras.count)
      labelExtras.append(
        LabelExtrasRecord(
          requiredContext: reference(label.requiredContext.joined(separator: "\n")),
          excludedContext: reference(label.excludedContext.joined(separator: "\n")),
          note: reference(label.note), datatype: reference(label.datatype)))
    } else if !label.datatype.isEmpty {
      extras = extrasIndex(ofDatatype: label.datatype)
    }
    labels.append(
      LabelRecord(
        text: reference(label.text), concept: concept.number,
        from: label.validity.from?.rawValue ?? 0, until: label.validity.until?.rawValue ?? 0,
        line: UInt32(clamping: line), language: language(label.language),
        kind: label.kind.rawValue, role: label.role.rawValue, caseRule: label.caseRule.rawValue,
        source: UInt16(clamping: currentSource), extras: extras))
  }

  /// The extras of a label that has a datatype and no more: one for all of that datatype.
  mutating func extrasIndex(ofDatatype datatype: String) -> UInt32 {
    if let known = datatypeExtras[datatype] { return known }
    let index = UInt32(labelExtras.count)
    labelExtras.append(
      LabelExtrasRecord(
        requiredContext: .empty, excludedContext: .empty, note: .empty,
        datatype: reference(datatype)))
    datatypeExtras[datatype] = index
    return index
  }

  /// Adds a plain label from UTF-8, without a `String` on the way.
  package mutating func addLabel(
    utf8 bytes: Span<UInt8>, language: Span<UInt8>,
    kind: Label.Kind, to concept: Entity, line: Int
  ) {
    let text = reference(bytes)
    labels.append(
      LabelRecord(
        text: text, concept: concept.number, from: 0, until: 0, line: UInt32(clamping: line),
        language: self.language(language), kind: kind.rawValue,
        role: Label.Role.plain.rawValue, caseRule: Label.CaseRule.automatic.rawValue,
        source: UInt16(clamping: currentSource), extras: .max))
  }

  /// Adds a relation; inverses and symmetric counterparts follow at `build()`.
  ///
  /// For `.scheme` and `.topOf` the target is a scheme, which is declared if it was not.
  package mutating func addRelation(
    _ relation: ConceptRelation, from concept: Entity, to target: Entity,
    of hierarchyKind: HierarchyKind = .unspecified, line: Int = 0, column: Int = 0
  ) {
    var source = concept.number
    var goal = target.number
    var kind = relation
    switch relation {
    case .narrower: (kind, source, goal) = (.broader, goal, source)
    case .partOf: (kind, source, goal) = (.part, goal, source)
    case .predecessor:
      addSuccessor(concept, to: target, line: line, column: column)
      return
    case .scheme, .topOf: _ = schemeIndex(of: target, at: SourcePosition())
    case .broader, .related, .part: break
    }
    relations.append(
      EntityRelation(
        kind: UInt8(kind.rawValue), hierarchyKind: hierarchyKind.rawValue, source: source,
        target: goal,
        position: position(line, column)))
  }

  /// Adds `successor` as a successor of a deprecated concept.
  package mutating func addSuccessor(
    _ successor: Entity, to concept: Entity, on date: CalendarDate? = nil,
    when condition: String = "", origin: Successor.Origin = .stated, line: Int = 0,
    column: Int = 0
  ) {
    successors.append(
      EntitySuccessor(
        concept: concept.number, successor: successor.number, date: date?.rawValue ?? 0,
        condition: reference(condition), origin: origin.rawValue,
        position: position(line, column)))
  }

  /// A place in the current source.
  func position(_ line: Int, _ column: Int) -> SourcePosition {
    SourcePosition(
      source: currentSource, line: UInt32(clamping: line),
      column: UInt32(clamping: column))
  }

  /// Adds a documentary note.
  package mutating func addNote(_ note: ConceptNote, to concept: Entity) {
    notes.append(EntityNote(concept: concept.number, record: noteRecord(note)))
  }

  /// Adds a cue.
  package mutating func addCue(_ cue: Cue, to concept: Entity) {
    cues.append(
      EntityText(
        concept: concept.number,
        record: textRecord(cue.text, language: cue.language, kind: UInt16(cue.place.rawValue))))
  }

  /// Adds a link to another vocabulary.
  package mutating func addMapping(_ mapping: ConceptMapping, to concept: Entity) {
    mappings.append(
      EntityMapping(
        concept: concept.number, kind: mapping.kind.rawValue,
        target: uris.number(of: mapping.uri)))
  }
}

// MARK: - The arena

extension VocabularyBuilder {
  mutating func reference(_ string: String) -> StringReference {
    let bytes = string.utf8Span
    return reference(bytes.span)
  }

  mutating func reference(_ bytes: Span<UInt8>) -> StringReference {
    bytes.isEmpty ? .empty : text.append(bytes)
  }

  mutating func language(_ tag: String) -> UInt16 {
    UInt16(clamping: languages.number(of: tag.lowercased()))
  }

  private mutating func language(_ tag: Span<UInt8>) -> UInt16 {
    if tag.isEmpty { return 0 }
    if tag.indices.contains(where: { (65...90).contains(tag[$0]) }) { return language(tag.text) }
    return UInt16(clamping: languages.number(of: tag))
  }

  mutating func textRecord(_ text: String, language tag: String, kind: UInt16) -> TextRecord {
    TextRecord(text: reference(text), language: language(tag), kind: kind)
  }

  mutating func noteRecord(_ note: ConceptNote) -> NoteRecord {
    NoteRecord(
      text: reference(note.text), language: language(note.language),
      kind: UInt16(note.kind.rawValue), origin: origin(creator: note.creator, date: note.date))
  }

  /// The number of who wrote a note and when; `UInt32.max` if neither is known.
  mutating func origin(creator: String, date: String) -> UInt32 {
    guard !creator.isEmpty || !date.isEmpty else { return .max }
    noteOrigins.append(NoteOriginRecord(creator: reference(creator), date: reference(date)))
    return UInt32(noteOrigins.count - 1)
  }
}

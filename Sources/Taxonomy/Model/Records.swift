/// A string in a vocabulary's arena.
struct StringReference: Hashable, BitwiseCopyable, Sendable {
  var offset: UInt32
  var length: UInt32
  static let empty = StringReference(offset: 0, length: 0)
}

/// A concept as the snapshot stores it.
struct ConceptRecord: BitwiseCopyable, Sendable {
  var uri: StringReference
  var position: SourcePosition
  var deprecatedSince: Int32
  var flags: UInt32

  static let isDeprecated: UInt32 = 1
  /// Where the number of the status stands among the flags, and how many bits it has.
  static let statusShift: UInt32 = 1
  static let statusMask: UInt32 = 3
  static let isCompound: UInt32 = 1 << 3
}

/// A scheme as the snapshot stores it.
struct SchemeRecord: BitwiseCopyable, Sendable {
  var uri: StringReference
  var key: StringReference
  var assignment: UInt32
  var position: SourcePosition
}

/// A label as the snapshot stores it.
struct LabelRecord: BitwiseCopyable, Sendable {
  var text: StringReference
  var concept: UInt32
  var from: Int32
  var until: Int32
  var line: UInt32
  var language: UInt16
  var kind: UInt8
  var role: UInt8
  var caseRule: UInt8
  var reserved: UInt8 = 0
  var source: UInt16 = 0
  /// The index of the label's extras, or `UInt32.max`.
  var extras: UInt32
}

/// What few labels have: contexts, a note, the datatype of a notation.
struct LabelExtrasRecord: BitwiseCopyable, Sendable, Hashable {
  /// Words separated by line feeds.
  var requiredContext: StringReference
  /// Words separated by line feeds.
  var excludedContext: StringReference
  var note: StringReference
  var datatype: StringReference
}

/// A documentary note as the snapshot stores it.
struct NoteRecord: BitwiseCopyable, Sendable {
  var text: StringReference
  var language: UInt16
  var kind: UInt16
  /// The index of who wrote it and when, or `UInt32.max`.
  var origin: UInt32
}

/// Who wrote a note and when.
struct NoteOriginRecord: BitwiseCopyable, Sendable {
  var creator: StringReference
  var date: StringReference
}

/// A relation to what is outside of the vocabulary, as the snapshot stores it.
struct OutsideRelationRecord: BitwiseCopyable, Sendable {
  var uri: StringReference
  /// The raw value of a `ConceptRelation`.
  var relation: UInt16
  /// The raw value of a `HierarchyKind`.
  var kind: UInt16
}

/// A successor as the snapshot stores it.
struct SuccessorRecord: BitwiseCopyable, Sendable {
  var uri: StringReference
  var condition: StringReference
  /// A concept's ordinal, or `UInt32.max` if it is not part of the vocabulary.
  var concept: UInt32
  var date: Int32
  var origin: UInt32
}

/// Words with a kind and a language: a cue, a title.
struct TextRecord: BitwiseCopyable, Sendable {
  var text: StringReference
  var language: UInt16
  var kind: UInt16
}

/// A mapping as the snapshot stores it.
struct MappingRecord: BitwiseCopyable, Sendable {
  var uri: StringReference
  var kind: UInt32
}

/// A collection as the snapshot stores it.
struct CollectionRecord: BitwiseCopyable, Sendable {
  var uri: StringReference
  var position: SourcePosition
  var flags: UInt32

  static let isOrdered: UInt32 = 1

  /// The bit that tells a member that is a collection from one that is a concept.
  static let memberBit: UInt32 = 1 << 31

  /// The bit of a member that is outside of the vocabulary: an index of `outsideMembers`.
  static let outsideBit: UInt32 = 1 << 30
}

/// What the kind of a text about a scheme, or the vocabulary, or of a collection's label, says.
enum TextKind {
  static let title: UInt16 = 0
  static let description: UInt16 = 1
  static let version: UInt16 = 2

  /// Of a code of a collection or a scheme; other kinds of a collection's labels are those of `Label.Kind`.
  static let code: UInt16 = 3

  /// Of a scheme's label, of which the preferred ones are titles.
  static let alternative: UInt16 = 4

  /// Of a scheme's label.
  static let hidden: UInt16 = 5

  /// Of a scheme: the URI of a top concept outside of the vocabulary.
  static let outsideTop: UInt16 = 6

  /// Of a scheme or the vocabulary: the first kind of `Provenance`, whose raw value is added.
  static let provenance: UInt16 = 16
}

/// The sections of a vocabulary snapshot.
enum SnapshotSection: UInt32, CaseIterable {
  case arena = 1
  case languages = 2
  case sources = 3
  case schemes = 4
  case schemeTitles = 5
  case schemeTitleOffsets = 6
  case schemeDescriptions = 7
  case schemeDescriptionOffsets = 8
  case titles = 9
  case concepts = 10
  case conceptsByURI = 11
  case labels = 12
  case labelOffsets = 13
  case labelExtras = 14
  case successors = 15
  case successorOffsets = 16
  case notes = 17
  case noteOffsets = 18
  case mappings = 19
  case mappingOffsets = 20
  case cues = 21
  case cueOffsets = 22
  case collections = 23
  case collectionLabels = 24
  case collectionLabelOffsets = 25
  case collectionNotes = 26
  case collectionNoteOffsets = 27
  case collectionSchemes = 28
  case collectionSchemeOffsets = 29
  case collectionMembers = 30
  case collectionMemberOffsets = 31
  case outsideMembers = 32
  case noteOrigins = 33
  case outsideRelations = 34
  case outsideRelationOffsets = 35
  /// The kind of each broader relation, in the order of these.
  case broaderKinds = 36
  /// The label that shows each concept in English, or `UInt32.max` if none has text.
  case shownLabels = 37
  /// Who made each concept and when: texts with the kind of a `Provenance`.
  case provenance = 38
  case provenanceOffsets = 39
  /// Then, for each `ConceptRelation` with raw value r, its targets at `relations + 2 r` and its
  /// offsets at `relations + 2 r + 1`.
  case relations = 100
}

/// In which way a concept is above another (ISO 25964-1, 10.2).
package enum HierarchyKind: UInt8, Sendable, CaseIterable {
  /// The source does not say.
  case unspecified = 0
  /// A kind of it: a parrot is a bird.
  case generic = 1
  /// A part of it: the ear is part of the head.
  case partitive = 2
  /// An instance of it: the Alps are mountains.
  case instantial = 3
}

/// A relation to a concept that is not part of the vocabulary, such as to the rest of a larger one.
package struct OutsideRelation: Hashable, Sendable {
  /// Which relation.
  package var relation: ConceptRelation
  /// In which way, if the relation is hierarchical.
  package var kind: HierarchyKind
  /// The URI of the other concept.
  package var uri: String
}

/// A relation between a concept and concepts, or between a concept and schemes.
package enum ConceptRelation: UInt32, Sendable, CaseIterable {
  /// To concepts that are directly more general.
  case broader = 0
  /// To concepts that are directly more special; the inverse of `broader`.
  case narrower = 1
  /// To associated concepts; symmetric.
  case related = 2
  /// To the parts of a bundle.
  case part = 3
  /// To the bundles that a concept is part of; the inverse of `part`.
  case partOf = 4
  /// To the deprecated concepts that a concept succeeds; the inverse of a stated successor.
  case predecessor = 5
  /// To the schemes that hold a concept, the first one being its home.
  case scheme = 6
  /// To the schemes of which a concept is a top concept.
  case topOf = 7
}

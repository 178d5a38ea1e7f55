// What a builder holds of entities, by their numbers.

struct EntityConcept {
  var entity: UInt32
  var position: SourcePosition
  var isDeprecated = false
  var deprecatedSince: Int32 = 0
  var status: ConceptStatus?
  var isCompound = false
}

struct EntityScheme {
  var entity: UInt32
  var position: SourcePosition
  /// The sources that describe it, not only name it.
  var describedIn: Set<UInt32> = []
  var key: String?
  var assignment: ConceptScheme.Assignment?
  var titles: [TextRecord] = []
  var descriptions: [TextRecord] = []
}

struct EntityRelation {
  var kind: UInt8
  var hierarchyKind: UInt8
  var source: UInt32
  var target: UInt32
  var position: SourcePosition
}

struct EntitySuccessor {
  var concept: UInt32
  var successor: UInt32
  var date: Int32
  var condition: StringReference
  var origin: UInt8
  var position: SourcePosition
}

struct EntityText {
  var concept: UInt32
  var record: TextRecord
}

struct EntityNote {
  var concept: UInt32
  var record: NoteRecord
}

struct EntityMapping {
  var concept: UInt32
  var kind: UInt8
  var target: UInt32
}

struct EntityCollection {
  var entity: UInt32
  var position: SourcePosition
  var isOrdered = false
  var labels: [TextRecord] = []
  var notes: [NoteRecord] = []
  var schemes: [UInt32] = []
  var members: [Member] = []

  struct Member {
    var entity: UInt32
    var position: SourcePosition
  }
}

internal import JSONCoding
internal import Matching
internal import Model
internal import Taxonomy

extension ConceptView {
  /// A concept with all it has.
  func json(_ concept: ConceptOrdinal) -> JSONValue {
    func named(_ concepts: [ConceptOrdinal]) -> JSONValue {
      .array(
        concepts.map {
          [
            "uri": .string(vocabulary.uri(of: $0)),
            "name": .string(vocabulary.preferredLabel(of: $0)),
          ]
        })
    }
    return [
      "uri": .string(vocabulary.uri(of: concept)),
      "name": .string(vocabulary.preferredLabel(of: concept)),
      "schemes": .array(vocabulary.schemes(of: concept).map { .string(vocabulary.key(of: $0)) }),
      "deprecated": .bool(vocabulary.isDeprecated(concept)),
      "deprecated_since": vocabulary.isDeprecated(concept)
        ? vocabulary.deprecationDate(of: concept).map { .string("\($0)") } ?? .null : .null,
      "in_use_until": vocabulary.upcomingDeprecation(of: concept).map { .string("\($0)") } ?? .null,
      "compound": .bool(vocabulary.isCompound(concept)),
      "status": vocabulary.status(of: concept).map { .string($0.wireName) } ?? .null,
      "successors": .array(vocabulary.successors(of: concept).map { json($0) }),
      "current": named(vocabulary.currentConcepts(for: concept)),
      "labels": .array(vocabulary.labels(of: concept).map { json(vocabulary.label($0)) }),
      "broader": named(vocabulary.broader(of: concept)),
      "narrower": named(vocabulary.narrower(of: concept)),
      "related": named(vocabulary.related(.related, to: concept)),
      "parts": named(vocabulary.related(.part, to: concept)),
      "replaces": named(vocabulary.related(.predecessor, to: concept)),
      "collections": .array(
        vocabulary.collections(of: concept).map { ordinal in
          [
            "uri": .string(vocabulary.uri(of: ordinal)),
            "name": .string(vocabulary.collection(ordinal).name()),
          ]
        }),
      "notes": .array(
        vocabulary.notes(of: concept).map {
          [
            "kind": .string($0.kind.wireName), "text": .string($0.text),
            "language": .string($0.language), "creator": .string($0.creator),
            "date": .string($0.date),
          ]
        }),
      "provenance": .array(
        vocabulary.provenance(of: concept).map {
          ["kind": .string($0.kind.wireName), "value": .string($0.value)]
        }),
      "outside": .array(
        vocabulary.outsideRelations(of: concept).map {
          ["relation": .string($0.relation.wireName), "uri": .string($0.uri)]
        }),
      "matches": .array(
        vocabulary.mappings(of: concept).map {
          ["kind": .string($0.kind.wireName), "uri": .string($0.uri)]
        }),
      "documents": .integer(documentCounts[vocabulary.uri(of: concept)] ?? 0),
    ]
  }

  /// A collection with its members.
  func json(_ ordinal: CollectionOrdinal) -> JSONValue {
    let collection = vocabulary.collection(ordinal)
    return [
      "uri": .string(collection.uri), "name": .string(collection.name()),
      "ordered": .bool(collection.isOrdered),
      "schemes": .array(collection.schemes.map { .string(vocabulary.key(of: $0)) }),
      "labels": .array(collection.labels.map { json($0) }),
      "members": .array(
        collection.members.map { member in
          ["uri": .string(vocabulary.uri(of: member)), "name": .string(memberName(member))]
        }),
    ]
  }

  /// A candidate with the reasons why it is one.
  func json(_ candidate: ConceptResolver.Candidate) -> JSONValue {
    [
      "concept": json(candidate.concept), "why": reasonsJSON(candidate),
      "in_use": .bool(candidate.isInUse),
    ]
  }

  /// The labels of a candidate that met the question, and what each is to it.
  func reasonsJSON(_ candidate: ConceptResolver.Candidate) -> JSONValue {
    .array(
      candidate.labels.map {
        ["label": .string(vocabulary.text(of: $0)), "reason": .string(reason($0))]
      })
  }

  /// A label that is spelled nearly like the question.
  func json(suggestion label: LabelOrdinal) -> JSONValue {
    let concept = vocabulary.concept(of: label)
    return [
      "label": .string(vocabulary.text(of: label)), "uri": .string(vocabulary.uri(of: concept)),
      "name": .string(vocabulary.preferredLabel(of: concept)),
    ]
  }

  private func json(_ successor: Successor) -> JSONValue {
    [
      "uri": .string(successor.uri),
      "name": .string(
        successor.concept.map { vocabulary.preferredLabel(of: $0) } ?? successor.uri),
      "on": successor.date.map { .string("\($0)") } ?? .null,
      "when": .string(successor.condition), "origin": .string(successor.origin.wireName),
    ]
  }

  private func json(_ label: Label) -> JSONValue {
    [
      "text": .string(label.text), "language": .string(label.language),
      "kind": .string(label.kind.wireName), "role": .string(label.role.wireName),
      "from": label.validity.from.map { .string("\($0)") } ?? .null,
      "until": label.validity.until.map { .string("\($0)") } ?? .null,
    ]
  }
}

package import JSONCoding
package import Model
package import Taxonomy

extension TagEvidence {
  /// Writes the evidence as scripts read it, with the members of `Evidence.json`.
  package func write(to writer: inout JSONWriter, in vocabulary: Vocabulary) {
    writer.beginObject()
    writer.writePlace(field, range, surface)
    writer.name("rule")
    writer.value(rule.rawValue)
    if let label {
      writer.name("label")
      writer.value(vocabulary.text(of: label))
    }
    if !source.isEmpty {
      writer.name("source")
      writer.value(source)
    }
    if !note.isEmpty {
      writer.name("note")
      writer.value(note)
    }
    writer.name("weight")
    writer.value(weight, decimals: 3)
    writer.endObject()
  }
}

extension JSONWriter {
  /// The members that tell a place: the field, start and end in its bytes, what stands there.
  fileprivate mutating func writePlace(
    _ field: Evidence.Place, _ range: Range<Int>, _ surface: String
  ) {
    name("field")
    value(field.description)
    name("start")
    value(range.lowerBound)
    name("end")
    value(range.upperBound)
    name("surface")
    value(surface)
  }
}

extension [TagSuggestion] {
  /// Writes the answer of the worker to a document: `{"id","tags":[…],"basis"}`.
  ///
  /// - Parameters:
  ///   - writer: gets the object, without the end of the line.
  ///   - id: the document.
  ///   - basis: the number of everything that decided, in hexadecimal digits.
  ///   - vocabulary: the vocabulary of the suggestions.
  package func write(
    to writer: inout JSONWriter, id: String, basis: String, in vocabulary: Vocabulary
  ) {
    writer.writeAnswer(id, self, \.concept, basis: basis, in: vocabulary) { suggestion, writer in
      writer.name("scheme")
      writer.value(vocabulary.key(of: suggestion.scheme))
      writer.name("score")
      writer.value(suggestion.score, decimals: 4)
      writer.name("outcome")
      writer.value(suggestion.outcome.rawValue)
      writer.name("role")
      writer.value(suggestion.role.rawValue)
      if !suggestion.reason.isEmpty {
        writer.name("reason")
        writer.value(suggestion.reason)
      }
      if !suggestion.alternatives.isEmpty {
        writer.write(alternatives: suggestion.alternatives, in: vocabulary)
      }
      writer.name("evidence")
      writer.beginArray()
      for item in suggestion.evidence { item.write(to: &writer, in: vocabulary) }
      writer.endArray()
    }
  }
}

extension [TaggedMention] {
  /// Writes the answer of the worker to a document: `{"id","tags":[…]}`, a mention each.
  package func write(to writer: inout JSONWriter, id: String, in vocabulary: Vocabulary) {
    writer.writeAnswer(id, self, \.concept, in: vocabulary) { mention, writer in
      writer.writePlace(mention.field, mention.range, mention.surface)
      writer.write(alternatives: mention.alternatives, in: vocabulary)
    }
  }
}

extension JSONWriter {
  /// Writes the answer to a document: its tags, each with its concept and what `rest` adds.
  fileprivate mutating func writeAnswer<Item>(
    _ id: String, _ items: [Item], _ concept: (Item) -> ConceptOrdinal, basis: String? = nil,
    in vocabulary: Vocabulary, _ rest: (Item, inout JSONWriter) -> Void
  ) {
    beginObject()
    name("id")
    value(id)
    name("tags")
    beginArray()
    for item in items {
      beginObject()
      name("concept")
      value(vocabulary.uri(of: concept(item)))
      name("label")
      value(vocabulary.preferredLabel(of: concept(item)))
      rest(item, &self)
      endObject()
    }
    endArray()
    if let basis {
      name("basis")
      value(basis)
    }
    endObject()
  }

  fileprivate mutating func write(alternatives: [ConceptOrdinal], in vocabulary: Vocabulary) {
    name("alternatives")
    beginArray()
    for concept in alternatives { value(vocabulary.uri(of: concept)) }
    endArray()
  }
}

extension TagSuggestion {
  /// Whether a person should see it although it is not accepted.
  ///
  /// A name with several meanings is, and the one value of a facet that takes one; what is merely
  /// mentioned is not worth a question.
  package func isWorthReview(in vocabulary: Vocabulary) -> Bool {
    !alternatives.isEmpty || vocabulary.assignment(of: scheme) == .one
  }
}

extension Evidence {
  /// The evidence with the text of its label, to be recorded.
  package init(_ evidence: TagEvidence, in vocabulary: Vocabulary) {
    self.init(
      place: evidence.field, range: evidence.range, surface: evidence.surface, rule: evidence.rule,
      label: evidence.label.map { vocabulary.text(of: $0) }, source: evidence.source,
      remark: evidence.remark, weight: evidence.weight)
  }
}

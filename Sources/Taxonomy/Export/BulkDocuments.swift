internal import JSONCoding
internal import Model

/// A bulk file of Elasticsearch and OpenSearch: for each concept an action line and a document.
struct BulkDocuments {
  let vocabulary: Vocabulary
  let options: ExportOptions

  /// The file.
  func lines() -> [UInt8] {
    let forest = ConceptForest(vocabulary, of: options.scheme)
    var writer = JSONWriter()
    for concept in vocabulary.concepts(in: options.scheme) {
      writer.beginObject()
      writer.name("index")
      writer.beginObject()
      writer.name("_id")
      writer.value(vocabulary.uri(of: concept))
      writer.endObject()
      writer.endObject()
      writer.endLine()
      write(concept, path: forest.path(to: concept), to: &writer)
      writer.endLine()
    }
    return writer.bytes
  }

  private func write(
    _ concept: ConceptOrdinal, path: [ConceptOrdinal], to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.member("uri", vocabulary.uri(of: concept))
    if let scheme = options.scheme ?? vocabulary.schemes(of: concept).first {
      writer.member("scheme", vocabulary.key(of: scheme))
    }
    writer.member(
      "label", vocabulary.preferredLabel(of: concept, language: options.language))
    writer.name("labels")
    writer.beginArray()
    for label in vocabulary.labels(of: concept) { write(vocabulary.label(label), to: &writer) }
    writer.endArray()
    writer.member("path", path.map { vocabulary.uri(of: $0) })
    writer.member("broader", vocabulary.broader(of: concept).map { vocabulary.uri(of: $0) })
    if vocabulary.isDeprecated(concept) {
      writer.name("deprecated")
      writer.value(true)
      if let date = vocabulary.deprecationDate(of: concept) {
        writer.member("deprecated_since", date.description)
      }
      writer.member("successors", vocabulary.successors(of: concept).map(\.uri))
    }
    if vocabulary.isCompound(concept) {
      writer.name("compound")
      writer.value(true)
    }
    // Never together with `deprecated`: a concept is in use until that day, so that `successors` comes once.
    if let date = vocabulary.upcomingDeprecation(of: concept) {
      writer.member("deprecated_from", date.description)
      writer.member("successors", vocabulary.successors(of: concept).map(\.uri))
    }
    if let note = vocabulary.notes(of: concept).first(where: { $0.kind == .definition }) {
      writer.member("definition", note.text)
    }
    writer.endObject()
  }

  private func write(_ label: Label, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("text", label.text)
    if !label.language.isEmpty { writer.member("language", label.language) }
    writer.member("kind", label.kind.wireName)
    if let role = label.role.exportedName { writer.member("role", role) }
    if let from = label.validity.from { writer.member("from", from.description) }
    if let until = label.validity.until { writer.member("until", until.description) }
    writer.endObject()
  }
}

extension JSONWriter {
  /// Writes a member whose value is a string.
  fileprivate mutating func member(_ name: String, _ string: String) {
    self.name(name)
    value(string)
  }

  /// Writes a member whose value is a list of strings.
  fileprivate mutating func member(_ name: String, _ strings: [String]) {
    self.name(name)
    beginArray()
    for string in strings { value(string) }
    endArray()
  }
}

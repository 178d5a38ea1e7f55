internal import Glibc
package import JSONCoding
internal import Matching
internal import Model
internal import Searching
internal import Taxonomy
internal import TextAnalysis

extension WorkspaceSnapshot {
  /// What a label means, as `parlance show --format json` tells it.
  ///
  /// - Parameters:
  ///   - label: the label, code or URI.
  ///   - date: the day whose names count, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; any time's if `nil`.
  ///   - account: whose documents are counted.
  /// - Returns: the answer.
  /// - Throws: `RequestError` for what is not a date; `WorkspaceError.noVocabulary`; `IndexError`.
  package func meaning(
    of label: String, asOf date: String?, for account: ReaderAccount
  ) throws -> JSONValue {
    if let date, CalendarDate(date) == nil {
      throw RequestError("\"\(date)\" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    }
    return try LabelAnswer(to: label, asOf: date, by: try resolver()) { uris in
      let tagged = try taggedDocuments(Set(uris), for: account)
      return { tagged?.count(ofAny: [$0]) ?? 0 }
    }.json
  }

  /// The documents with any of some tags that an account may read; `nil` if nothing is indexed.
  private func taggedDocuments(
    _ tags: Set<String>, for account: ReaderAccount
  ) throws -> TaggedDocuments? {
    do {
      return try session(for: account).withIndex { try TaggedDocuments(in: $0, tags: tags) }
    } catch is NothingIndexed {
      return nil
    }
  }

  /// A label to be matched, with what is known beside it.
  package struct TypedLabel: Sendable {
    /// The label.
    package var label: String
    /// Other columns by name, such as `folder` and `date`.
    package var fields: [String: String]

    /// A label.
    package init(_ label: String, fields: [String: String] = [:]) {
      self.label = label
      self.fields = fields
    }
  }

  /// What labels mean, as `parlance normalize --format jsonl` tells it.
  ///
  /// - Parameters:
  ///   - questions: the labels.
  ///   - matching: the way of matching.
  ///   - language: the language of the labels, if known.
  /// - Returns: an object for each label, in order.
  /// - Throws: `RequestError` for an unknown scheme; `WorkspaceError.noVocabulary`.
  package func normalized(
    _ questions: [TypedLabel], _ matching: LabelMatching, language: String? = nil
  ) throws -> [JSONValue] {
    try labelMatcher(matching, language: language).matches(questions)
  }

  /// What says what labels mean, whatever becomes of the workspace meanwhile.
  ///
  /// - Parameters:
  ///   - matching: the way of matching.
  ///   - language: the language of the labels, if known.
  /// - Returns: what matches; it may outlive this snapshot.
  /// - Throws: `RequestError` for an unknown scheme; `WorkspaceError.noVocabulary`.
  package func labelMatcher(
    _ matching: LabelMatching, language: String? = nil
  ) throws -> LabelMatcher {
    LabelMatcher(try normalizer(matching), matching, language: language)
  }

  /// What tags documents line by line, whatever becomes of the workspace meanwhile.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`, `StorageError`.
  package func documentTagger() throws -> TagWorker { try worker() }

  /// The tags of a document, as `parlance tag` writes them.
  ///
  /// - Parameter document: the document as `parlance tag` reads it.
  /// - Returns: the tags.
  /// - Throws: `RequestError` if it is not a document; `WorkspaceError.noVocabulary`, `StorageError`.
  package func tags(of document: JSONValue) throws -> [JSONValue] {
    try Self.tags(of: document, by: try worker())
  }

  /// The best tags of a document whatever their scores, for who chooses among them.
  ///
  /// - Parameters:
  ///   - document: the document as `parlance tag` reads it.
  ///   - scheme: the key of the scheme that tags must answer; any if `nil`.
  /// - Returns: the tags.
  /// - Throws: `RequestError` if it is not a document; `WorkspaceError.noVocabulary`, `StorageError`.
  package func candidateTags(of document: JSONValue, scheme: String?) throws -> [JSONValue] {
    try Self.tags(of: document, by: try candidateWorker(scheme))
  }

  private static func tags(of document: JSONValue, by worker: TagWorker) throws -> [JSONValue] {
    var writer = JSONWriter()
    writer.value(document)
    let line = NumberedLine(1, .success(writer.bytes))
    let answer = try JSONReader.value(of: try worker.answers(to: [line]))
    // Who asks sent a document, and knows of no lines.
    if let error = answer["error"]?.string {
      throw RequestError(error.hasPrefix("line 1: ") ? String(error.dropFirst(8)) : error)
    }
    return answer["tags"]?.array ?? []
  }

  /// What may be meant by the beginning of what somebody types: labels, then saved queries.
  ///
  /// - Parameters:
  ///   - text: what was typed.
  ///   - limit: the largest number of proposals.
  /// - Returns: for each its `kind`, the `text` to take, and of a label its `concept`, `name`, `language`,
  ///   `facet` and `note`, such as "former name until 2009-06-30".
  /// - Throws: `StorageError`.
  package func suggestions(for text: String, limit: Int) throws -> [JSONValue] {
    var found: [JSONValue] = []
    if let vocabulary = vocabularyIfImported {
      let view = ConceptView(vocabulary: vocabulary, documentCounts: [:])
      found = try completions().labels(for: text, limit: limit).map { label in
        let concept = vocabulary.concept(of: label)
        return [
          "kind": "label", "text": .string(vocabulary.text(of: label)),
          "concept": .string(vocabulary.uri(of: concept)),
          "name": .string(vocabulary.preferredLabel(of: concept)),
          "language": .string(vocabulary.language(of: label)),
          "facet": .string(
            vocabulary.schemes(of: concept).first.map { vocabulary.key(of: $0) } ?? ""),
          "note": .string(view.reason(label)),
        ]
      }
    }
    let beginning = text.lowercased()
    let saved = savedQueries.sorted { $0.key < $1.key }.filter {
      !beginning.isEmpty && $0.key.lowercased().hasPrefix(beginning)
    }
    found += saved.map {
      ["kind": "query", "text": .string("query:\($0.key)"), "note": .string($0.value)]
    }
    return Array(found.prefix(limit))
  }

  /// The documents whose titles have the words of what somebody types, the last of them perhaps not whole.
  ///
  /// - Parameters:
  ///   - text: what was typed; less than three characters find nothing.
  ///   - limit: the largest number of documents.
  ///   - account: whose documents.
  /// - Returns: for each its `kind`, its title as the `text`, its identifier as the `document`, and as a `note`
  ///   its path.
  /// - Throws: `IndexError`.
  package func titles(
    for text: String, limit: Int, for account: ReaderAccount
  ) throws -> [JSONValue] {
    let words = Analyzer.tokens(of: text).map(\.text)
    guard limit > 0, words.reduce(0, { $0 + $1.count }) > 2 else { return [] }
    var request = SearchService.Request("title:\"\(words.joined(separator: " "))*\"")
    // What is still being typed is neither corrected nor taken for a label.
    request.isLiteral = true
    request.limit = limit
    request.countsFacets = false
    request.wantsPassages = false
    do {
      return try session(for: account).search(request).hits.filter { !$0.title.isEmpty }.map {
        [
          "kind": "document", "text": .string($0.title), "document": .string($0.id),
          "note": .string($0.path),
        ]
      }
    } catch is NothingIndexed {
      return []
    }
  }
}

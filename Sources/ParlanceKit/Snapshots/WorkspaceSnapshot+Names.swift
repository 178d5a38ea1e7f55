package import JSONCoding
internal import Model
internal import Taxonomy

extension WorkspaceSnapshot {
  /// The names of a scheme's concepts, old and new, in the order of the alphabet.
  ///
  /// - Parameter name: the key, URI or title of the scheme.
  /// - Returns: `key`, `title`, and `names`, each with `text`, `language`, the `uri` and `name` of its concept, whether it
  ///   is the `preferred` one, and `until` when it was in use if it is not any more; names only to match by are left out.
  /// - Throws: `MissingScheme`, `WorkspaceError.noVocabulary`.
  package func names(ofScheme name: String) throws -> JSONValue {
    let vocabulary = try vocabulary()
    let scheme = try scheme(named: name)
    var names: [(key: String, text: String, entry: JSONValue)] = []
    for concept in vocabulary.concepts where vocabulary.schemes(of: concept).contains(scheme) {
      let preferred = vocabulary.preferredLabel(of: concept)
      var known: Set<String> = []
      for ordinal in vocabulary.labels(of: concept) {
        let label = vocabulary.label(ordinal)
        // A name of several languages stands there once.
        guard label.kind != .hidden, known.insert(label.text).inserted else { continue }
        let entry: JSONValue = [
          "text": .string(label.text), "language": .string(label.language),
          "uri": .string(vocabulary.uri(of: concept)), "name": .string(preferred),
          "preferred": .bool(label.text == preferred),
          "until": label.validity.until.map { .string("\($0)") } ?? .null,
        ]
        names.append((label.text.lowercased(), label.text, entry))
      }
    }
    names.sort { ($0.key, $0.text) < ($1.key, $1.text) }
    return [
      "key": .string(vocabulary.key(of: scheme)),
      "title": .string(vocabulary.scheme(scheme).title()), "names": .array(names.map(\.entry)),
    ]
  }

  /// The states that the vocabulary had, the latest first: `release`, `date` and `by`.
  ///
  /// - Throws: `StorageError.damaged`.
  package func releases() throws -> [JSONValue] {
    try workspace.releases.all().reversed().map {
      [
        "release": .integer($0.number), "date": .string($0.date), "by": .string($0.account),
      ]
    }
  }

  /// What a state of the vocabulary changed, as release notes.
  ///
  /// Documents are not counted: a count would tell of those that who asks may not read.
  ///
  /// - Parameter number: the number of the state.
  /// - Returns: `schemes`, each with its `sections`, each with a `title` and `lines`.
  /// - Throws: `RequestError` for an unknown number; what reading its sources throws.
  package func releaseNotes(_ number: Int) throws -> JSONValue {
    let report = try DiffReport(ofRelease: number, of: workspace, countsDocuments: false)
    return [
      "release": .integer(number),
      "schemes": .array(
        ReleaseNotes(report).parts.map { part in
          [
            "scheme": .string(part.scheme),
            "sections": .array(
              part.sections.map { section in
                [
                  "title": .string(section.title),
                  "lines": .array(section.lines.map { .string($0) }),
                ]
              }),
          ]
        }),
    ]
  }
}

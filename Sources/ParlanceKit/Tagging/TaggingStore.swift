internal import Cataloging
internal import MappedStorage
package import Matching
internal import Model
internal import System
package import Tagging
package import Taxonomy
internal import XMLReading

/// What a workspace tags with beyond its vocabulary: what was learned, and what was settled.
package struct TaggingStore: Sendable {
  let workspace: Workspace

  /// The path of what was learned from people's tags.
  package var modelPath: String { "\(workspace.folder)/tagging.model" }

  /// What was learned from people's tags, or `nil` if nothing was.
  ///
  /// - Throws: `StorageError` if the file is damaged.
  package func model() throws -> TaggingModel? {
    guard PathAccess.exists(modelPath) else { return nil }
    return try TaggingModel(contentsOf: modelPath)
  }

  /// Keeps what was learned from people's tags, in place of what was before.
  ///
  /// - Throws: `WorkspaceError.locked`, `StorageError.unwritable`.
  package func store(_ model: TaggingModel) throws {
    let lock = try workspace.lock(for: "learn")
    defer { withExtendedLifetime(lock) {} }
    try model.write(to: modelPath)
  }

  /// Forgets what was learned.
  ///
  /// - Returns: whether there was anything.
  /// - Throws: `WorkspaceError.locked`; `StorageError.unwritable` if it cannot be removed.
  package func forgetModel() throws -> Bool {
    let lock = try workspace.lock(for: "learn")
    defer { withExtendedLifetime(lock) {} }
    removeLearnedVocabularies(except: "")
    do throws(SystemError) {
      return try PathChange.removeFile(modelPath)
    } catch {
      throw StorageError.unwritable(path: modelPath, errno: error.number)
    }
  }

  /// The vocabulary that documents are tagged with: the workspace's, and as labels the
  /// wordings learned from people's marks.
  ///
  /// - Parameter withLearnedLabels: whether to add them.
  /// - Returns: the vocabulary and its labels; compiled anew if either has changed.
  /// - Throws: `WorkspaceError.noVocabulary`, `StorageError`.
  package func vocabulary(
    withLearnedLabels: Bool = true
  ) throws -> (vocabulary: Vocabulary, labels: LabelIndex) {
    let vocabulary = try workspace.vocabularies.current()
    guard withLearnedLabels, let learned = try model()?.labels, !learned.isEmpty else {
      return (vocabulary, try workspace.vocabularies.labels(of: vocabulary))
    }
    let source = Self.source(of: learned, in: vocabulary)
    // Both sums are in the name: where the vocabulary or what was learned is another, so is the
    // file.
    let name = "learned-\(Checksum.hexadecimal(vocabulary.fingerprint ^ Checksum.of(source)))"
    let (path, labelPath) = (
      "\(workspace.folder)/\(name).vocabulary", "\(workspace.folder)/\(name).labels"
    )
    // Damaged or of another version: compiled anew below, as if there were none.
    if let known = try? VerifiedFiles.open(path, Vocabulary.init(mapping:isVerified:)),
      let index = try? workspace.vocabularies.openLabels(labelPath, of: known)
    {
      return (known, index)
    }
    var importer = VocabularyImporter()
    for source in try workspace.sources.all() {
      try workspace.sources.read(source, into: &importer)
    }
    try importer.read(bytes: source, path: "learned labels", as: .skos)
    removeLearnedVocabularies(except: name)
    _ = try importer.finish(writingTo: path)
    let extended = try Vocabulary(mapping: path, isVerified: true)
    return (extended, try LabelIndex.compile(extended, to: labelPath))
  }

  /// Learned labels as SKOS, those of concepts that the vocabulary has.
  private static func source(of labels: [LearnedLabel], in vocabulary: Vocabulary) -> [UInt8] {
    func escaped(_ text: String) -> String {
      String(decoding: XMLText.escaped(text), as: UTF8.self)
    }
    var text = """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:skos="http://www.w3.org/2004/02/skos/core#">

      """
    for label in labels where vocabulary.concept(uri: label.concept) != nil {
      text += "<skos:Concept rdf:about=\"\(escaped(label.concept))\">"
      text += "<skos:altLabel>\(escaped(label.text))</skos:altLabel></skos:Concept>\n"
    }
    return Array((text + "</rdf:RDF>\n").utf8)
  }

  private func removeLearnedVocabularies(except name: String) {
    // What is compiled of labels that nobody uses any more costs nothing but room.
    guard let files = try? OpenFolder.names(in: workspace.folder) else { return }
    for file in files {
      if file.hasPrefix("learned-"), name.isEmpty || !file.hasPrefix(name) {
        _ = try? PathChange.removeFile("\(workspace.folder)/\(file)")
      }
    }
  }

  /// The documents of the catalog on which people or source systems said something, as examples.
  ///
  /// What the machine assigned and nobody confirmed teaches nothing, neither way. The properties in
  /// which a document states its own tags are left out: what is to be learned is where they are not.
  ///
  /// - Parameter vocabulary: whose concepts count.
  /// - Returns: the examples, and how many tags they have that are concepts of the vocabulary.
  /// - Throws: `CatalogError`.
  package func judgedExamples(
    in vocabulary: Vocabulary
  ) throws -> (examples: [TaggingExample], tagCount: Int) {
    let catalog = try workspace.openCatalog()
    var examples: [TaggingExample] = []
    var tagCount = 0
    for id in try catalog.judgedDocuments() {
      guard var document = try catalog.document(id) else { continue }
      document.metadata.removeAll { $0.role == .facet }
      let decisions = try catalog.decisions(on: id)
      let rejected = Set(decisions.filter { !$0.isAccepted }.map(\.concept))
      let accepted = decisions.filter(\.isAccepted).map(\.concept)
      let assignments = try catalog.assignments(of: id)
      let given = assignments.filter { $0.origin == .person || $0.origin == .source }
      let concepts = Set(accepted + given.map(\.concept)).subtracting(rejected)
        .filter { vocabulary.concept(uri: $0) != nil }
      let undecided = Set(assignments.map(\.concept)).subtracting(concepts).subtracting(rejected)
      guard !concepts.isEmpty || !rejected.isEmpty else { continue }
      tagCount += concepts.count
      examples.append(
        TaggingExample(
          document, concepts: concepts.sorted(),
          partial: TaggingExample.Partial(
            rejected: rejected.sorted(), undecided: undecided.sorted())))
    }
    return (examples, tagCount)
  }
}

// MARK: - What was settled

extension TaggingStore {
  /// The path of what was settled about tagging.
  package var preferencesPath: String { "\(workspace.folder)/tagging.settings.json" }

  /// What was settled about tagging.
  ///
  /// - Throws: `StorageError` if the file cannot be read, or is damaged.
  package func preferences() throws -> TaggingPreferences {
    let path = preferencesPath
    guard PathAccess.exists(path) else { return TaggingPreferences() }
    // An empty file is damage, one that cannot be read is not.
    let isEmpty = FileStamp(of: path)?.size == 0
    let bytes = try isEmpty ? [] : MappedBytes.contents(of: path)
    guard let value = try? JSONReader.value(of: bytes), let preferences = TaggingPreferences(value)
    else {
      throw StorageError.damaged(path: path, reason: "it is not what parlance tune writes")
    }
    // A file of an earlier version has no checksum, nor one from which a person took it away.
    guard let checksum = value["checksum"] else { return preferences }
    guard checksum.string == Self.checksum(of: preferences) else {
      throw StorageError.damaged(
        path: path,
        reason: "it differs from what was written; if you changed it, delete its \"checksum\"")
    }
    return preferences
  }

  /// Eight bytes over what the preferences say, in hexadecimal digits.
  private static func checksum(of preferences: TaggingPreferences) -> String {
    var writer = JSONWriter()
    writer.value(preferences.json)
    return Checksum.hexadecimal(Checksum.of(writer.bytes))
  }

  /// Changes what was settled about tagging, in one step.
  ///
  /// - Parameter change: gets what is settled and changes it.
  /// - Returns: what is settled from now on.
  /// - Throws: what `change` throws, and then nothing has changed; `WorkspaceError.locked`, `StorageError`.
  package func changePreferences(
    _ change: (inout TaggingPreferences) throws -> Void
  ) throws -> TaggingPreferences {
    let lock = try workspace.lock(for: "tune")
    defer { withExtendedLifetime(lock) {} }
    let before = try preferences()
    var preferences = before
    try change(&preferences)
    if preferences != before { try store(preferences) }
    return preferences
  }

  private func store(_ preferences: TaggingPreferences) throws {
    var writer = JSONWriter(indentation: 2)
    var object = preferences.json.object ?? JSONObject()
    object["checksum"] = .string(Self.checksum(of: preferences))
    writer.value(.object(object))
    try AtomicFile.write(writer.bytes + [0x0A], to: preferencesPath)
  }
}

extension Workspace {
  /// What documents are tagged with.
  package var tagging: TaggingStore { TaggingStore(workspace: self) }
}

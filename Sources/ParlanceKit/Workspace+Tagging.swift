internal import Glibc
internal import MappedStorage
package import Matching
internal import System
package import Tagging
package import Taxonomy

extension Workspace {
  /// The path of what was learned from people's tags.
  package var taggingModelPath: String { "\(folder)/tagging.model" }

  /// What was learned from people's tags, or `nil` if nothing was.
  ///
  /// - Throws: `StorageError` if the file is damaged.
  package func taggingModel() throws -> TaggingModel? {
    guard unsafe access(taggingModelPath, F_OK) == 0 else { return nil }
    return try TaggingModel(contentsOf: taggingModelPath)
  }

  /// Keeps what was learned from people's tags, in place of what was before.
  ///
  /// - Throws: `WorkspaceError.locked`, `StorageError.unwritable`.
  package func store(_ model: TaggingModel) throws {
    let lock = try lock(for: "learn")
    defer { withExtendedLifetime(lock) {} }
    try model.write(to: taggingModelPath)
  }

  /// Forgets what was learned.
  ///
  /// - Returns: whether there was anything.
  /// - Throws: `WorkspaceError.locked`.
  package func forgetTaggingModel() throws -> Bool {
    let lock = try lock(for: "learn")
    defer { withExtendedLifetime(lock) {} }
    removeLearnedVocabularies(except: "")
    return unsafe unlink(taggingModelPath) == 0
  }

  /// The vocabulary that documents are tagged with: the workspace's, and as labels the
  /// wordings learned from people's marks.
  ///
  /// - Parameter withLearnedLabels: whether to add them.
  /// - Returns: the vocabulary and its labels; compiled anew if either has changed.
  /// - Throws: `WorkspaceError.noVocabulary`, `StorageError`.
  package func taggingVocabulary(
    withLearnedLabels: Bool = true
  ) throws -> (vocabulary: Vocabulary, labels: LabelIndex) {
    let vocabulary = try vocabulary()
    guard withLearnedLabels, let learned = try taggingModel()?.labels, !learned.isEmpty else {
      return (vocabulary, try labelIndex(for: vocabulary))
    }
    let source = Self.source(of: learned, in: vocabulary)
    let name = "learned-\(Self.hexadecimal(vocabulary.fingerprint ^ Checksum.of(source)))"
    let (path, labelPath) = ("\(folder)/\(name).vocabulary", "\(folder)/\(name).labels")
    if let known = try? VerifiedFiles.open(path, Vocabulary.init(mapping:isVerified:)),
      let index = try? openLabels(labelPath, of: known)
    {
      return (known, index)
    }
    var importer = VocabularyImporter()
    for source in try sources() {
      try read(source, into: &importer)
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
      text.reduce(into: "") { result, character in
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case "\"": result += "&quot;"
        default: result.append(character)
        }
      }
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
    for file in OpenFolder.names(in: folder) {
      if file.hasPrefix("learned-"), name.isEmpty || !file.hasPrefix(name) {
        _ = unsafe unlink("\(folder)/\(file)")
      }
    }
  }
}

/// A subject vocabulary as Annif reads it: `<URI>`, a tab and the preferred label on each line.
struct SubjectList {
  let vocabulary: Vocabulary
  let options: ExportOptions

  /// The file; deprecated concepts are left out.
  func lines() -> [UInt8] {
    var bytes: [UInt8] = []
    for concept in vocabulary.concepts(in: options.scheme) where !vocabulary.isDeprecated(concept) {
      let name = vocabulary.preferredLabel(of: concept, language: options.language)
      let line =
        "<\(vocabulary.uri(of: concept))>\t\(TextNormalization.collapsed(name.utf8))\n"
      bytes.append(contentsOf: line.utf8)
    }
    return bytes
  }
}

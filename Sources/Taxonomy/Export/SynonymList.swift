/// A synonyms file as Solr, Elasticsearch and OpenSearch read it: one line of equivalent names a
/// concept, commas between them.
///
/// The names of a deprecated concept stand in the line of the one that took its place; hidden
/// labels are included, for they are there to be found, and codes are not.
struct SynonymList {
  let vocabulary: Vocabulary
  let options: ExportOptions

  /// The file; concepts with a single name are left out.
  func lines() -> [UInt8] {
    let standIns = Replacements(vocabulary)
    var replacements: [ConceptOrdinal: [ConceptOrdinal]] = [:]
    for concept in vocabulary.concepts {
      if let replacement = standIns[concept] {
        replacements[replacement, default: []].append(concept)
      }
    }
    var bytes = Array("# Synonyms written by parlance export --to solr\n".utf8)
    for concept in vocabulary.concepts(in: options.scheme)
    where standIns[concept] == nil {
      let names = names(of: [concept] + (replacements[concept] ?? []))
      guard names.count > 1 else { continue }
      bytes.append(contentsOf: names.map(Self.escaped).joined(separator: ", ").utf8)
      bytes.append(10)
    }
    return bytes
  }

  private func names(of concepts: [ConceptOrdinal]) -> [String] {
    var seen: Set<String> = []
    var result: [String] = []
    for concept in concepts {
      for label in vocabulary.labels(of: concept) where vocabulary.role(of: label) != .code {
        let text = TextNormalization.collapsed(vocabulary.text(of: label).utf8)
        if !text.isEmpty, seen.insert(CheckSubject.key(of: text)).inserted { result.append(text) }
      }
    }
    return result
  }

  /// A name with what the format gives a meaning escaped: `\`, `,`, `=>`, `#` at the start.
  private static func escaped(_ name: String) -> String {
    var result = ""
    for (index, character) in name.enumerated() {
      if character == "\\" || character == "," || character == "=" || character == "#" && index == 0
      {
        result.append("\\")
      }
      result.append(character)
    }
    return result
  }
}

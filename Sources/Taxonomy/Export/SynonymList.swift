/// A synonyms file as Solr, Elasticsearch and OpenSearch read it: one line of equivalent names a
/// concept, commas between them.
///
/// The names of a deprecated concept stand in the line of the one that took its place; hidden
/// labels are included, for they are there to be found, and codes are not. A name for several concepts
/// together has their names, one behind the other, beside it: an analyzer takes such a synonym for
/// words that must all be there (Lucene's `QueryBuilder`, or for a phrase where it is told so).
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
      let names = names(of: [concept] + (replacements[concept] ?? []), beside: together(concept))
      guard names.count > 1 else { continue }
      bytes.append(contentsOf: names.map(Self.escaped).joined(separator: ", ").utf8)
      bytes.append(10)
    }
    return bytes
  }

  /// What a name for several concepts together says in their words: in each language that all of them
  /// have a preferred label in, these labels one behind the other.
  ///
  /// Not a line of the parts as they are: that would find what is about one of them only.
  private func together(_ concept: ConceptOrdinal) -> [String] {
    let parts = vocabulary.components(of: concept)
    guard parts.count > 1 else { return [] }
    let names = parts.map { part in
      let preferred = vocabulary.labels(of: part).map(vocabulary.label)
        .filter { $0.kind == .preferred && $0.role != .code }
      return Dictionary(preferred.map { ($0.language, $0.text) }) { first, _ in first }
    }
    return (names.first ?? [:]).keys.sorted().compactMap { language in
      let words = names.compactMap { $0[language] }
      return words.count == parts.count ? words.joined(separator: " ") : nil
    }
  }

  private func names(of concepts: [ConceptOrdinal], beside others: [String]) -> [String] {
    var seen: Set<String> = []
    var result: [String] = []
    for concept in concepts {
      for label in vocabulary.labels(of: concept) where vocabulary.role(of: label) != .code {
        let text = TextNormalization.collapsed(vocabulary.text(of: label).utf8)
        // Analyzers fold case before they look synonyms up: a line with both spellings says one thing twice.
        if !text.isEmpty, seen.insert(CheckSubject.key(of: text)).inserted { result.append(text) }
      }
    }
    for text in others.map({ TextNormalization.collapsed($0.utf8) })
    where seen.insert(CheckSubject.key(of: text)).inserted { result.append(text) }
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

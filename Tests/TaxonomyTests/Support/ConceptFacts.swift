import Model
import Testing

@testable import Taxonomy

/// What a vocabulary says of a concept, in short lines: labels, then places, life, notes and matches.
func conceptFacts(_ uri: String, _ vocabulary: Vocabulary) throws -> [String] {
  let concept = try #require(
    vocabulary.concept(uri: uri), "\(vocabulary.concepts.map { vocabulary.uri(of: $0) })")
  var lines = vocabulary.labels(of: concept).map(vocabulary.label).map { label in
    let language = label.language.isEmpty ? "" : "@" + label.language
    let role = label.role == .plain ? "" : " " + label.role.wireName
    let period = label.validity
    let times =
      period == .always
      ? "" : " \(period.from?.description ?? "")..\(period.until?.description ?? "")"
    return "\(label.kind.wireName) \(label.text)\(language)\(role)\(times)"
  }
  for parent in vocabulary.broader(of: concept) {
    let kind = vocabulary.hierarchyKind(from: concept, to: parent)
    lines.append(
      "below \(vocabulary.uri(of: parent))" + (kind == .unspecified ? "" : " \(kind.wireName)"))
  }
  for other in vocabulary.related(.related, to: concept) {
    lines.append("beside \(vocabulary.uri(of: other))")
  }
  if vocabulary.isDeprecated(concept) {
    lines.append("out of use \(vocabulary.deprecationDate(of: concept)?.description ?? "")")
  }
  for successor in vocabulary.successors(of: concept) {
    let date = successor.date.map { " on \($0)" } ?? ""
    lines.append("then \(successor.uri)\(date)")
  }
  for note in vocabulary.notes(of: concept) {
    lines.append("\(note.kind.wireName): \(note.text)")
  }
  for mapping in vocabulary.mappings(of: concept) { lines.append("like \(mapping.uri)") }
  return lines
}

extension VocabularyImport {
  /// What was left out, each kind once.
  var lost: [String] {
    findings.filter { $0.rule == "IgnoredContent" }.map {
      $0.message.replacing(" has no place in the vocabulary model and was left out", with: "")
    }
  }
}

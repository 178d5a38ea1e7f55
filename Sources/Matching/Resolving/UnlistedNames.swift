internal import Synchronization
internal import Taxonomy
internal import TextAnalysis

/// Names of concepts that no text is searched for, and so are not in the label index: short codes,
/// numbers, signs, and the URIs of exact matches.
///
/// Gathered when first asked for; most questions are answered before.
final class UnlistedNames: Sendable {
  private struct Tables {
    var labels: [String: [LabelOrdinal]] = [:]
    var mapped: [String: ConceptOrdinal?] = [:]
  }

  private let vocabulary: Vocabulary
  private let tables = Mutex<Tables?>(nil)

  /// The longest label, in bytes, that the label index may have left out for its shortness.
  private static let shortLabel = 8

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// The labels with this folded text, or with this very text if nothing is left of it by folding.
  func labels(folded text: String) -> [LabelOrdinal] {
    withTables { $0.labels[text] ?? [] }
  }

  /// The one concept that a URI of another vocabulary means exactly.
  func concept(mappedTo uri: String) -> ConceptOrdinal? {
    guard uri.utf8.contains(UInt8(ascii: ":")) else { return nil }
    return withTables { $0.mapped[uri] ?? nil }
  }

  private func withTables<Value: Sendable>(_ body: (Tables) -> Value) -> Value {
    tables.withLock { known in
      if let known { return body(known) }
      let made = makeTables()
      known = made
      return body(made)
    }
  }

  private func makeTables() -> Tables {
    var tables = Tables()
    for label in vocabulary.labels {
      let text = vocabulary.text(of: label)
      guard vocabulary.role(of: label) == .code || text.utf8.count <= Self.shortLabel else {
        continue
      }
      let folded = Analyzer.fold(text)
      tables.labels[folded.isEmpty ? text : folded, default: []].append(label)
    }
    for concept in vocabulary.concepts {
      for mapping in vocabulary.mappings(of: concept) where mapping.kind == .exact {
        let known = tables.mapped[mapping.uri]
        tables.mapped[mapping.uri] = known == nil || known == concept ? concept : .some(nil)
      }
    }
    return tables
  }
}

internal import MappedStorage
internal import Synchronization
internal import System
internal import Taxonomy
internal import TextAnalysis

/// Names of concepts that no text is searched for, and so are not in the label index: short codes,
/// numbers, signs, and the URIs of exact matches.
///
/// Gathered when first asked for; most questions are answered before.
final class UnlistedNames: Sendable {
  /// A name by its first word, so that whole names are folded only where that is the one looked for:
  /// folding all of them takes longer than the rest of a search.
  private struct Name {
    /// The mixed key of the first word; that of no word for a name without letters and digits.
    var key: UInt64
    var label: LabelOrdinal

    static func precedes(_ left: Name, _ right: Name) -> Bool {
      left.key != right.key ? left.key < right.key : left.label < right.label
    }
  }

  private let vocabulary: Vocabulary
  private let names = Mutex<[Name]?>(nil)
  private let mapped = Mutex<[String: ConceptOrdinal?]?>(nil)

  /// The longest label, in bytes, that the label index may have left out for its shortness.
  private static let shortLabel = 8

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// The labels with this folded text, or with this very text if nothing is left of it by folding.
  ///
  /// - Complexity: O(log labels), and O(labels) the first time.
  func labels(folded text: String) -> [LabelOrdinal] {
    let bytes = text.utf8Span
    let key = Self.key(bytes.span)
    return Self.known(names, makeNames) { names in
      let first = names.indices.partitioningIndex { names[$0].key >= key }
      return names[first...].prefix { $0.key == key }.map(\.label).filter { label in
        let own = vocabulary.text(of: label)
        let folded = Analyzer.fold(own)
        return (folded.isEmpty ? own : folded) == text
      }
    }
  }

  /// The one concept that a URI of another vocabulary means exactly.
  func concept(mappedTo uri: String) -> ConceptOrdinal? {
    // Most questions are names: they need no table of addresses.
    guard uri.utf8.contains(UInt8(ascii: ":")) else { return nil }
    return Self.known(mapped, makeMapped) { $0[uri] ?? nil }
  }

  /// What `body` makes of something that is made when it is first asked for.
  private static func known<Table: Sendable, Value: Sendable>(
    _ table: borrowing Mutex<Table?>, _ make: () -> Table, _ body: (Table) -> Value
  ) -> Value {
    table.withLock { known in
      if let known { return body(known) }
      let made = make()
      known = made
      return body(made)
    }
  }

  private func makeNames() -> [Name] {
    var names: [Name] = []
    for label in vocabulary.labels {
      let text = vocabulary.utf8(of: label)
      guard text.count <= Self.shortLabel || vocabulary.role(of: label) == .code else { continue }
      names.append(Name(key: Self.key(text.span), label: label))
    }
    return names.sorted(by: Name.precedes)
  }

  private func makeMapped() -> [String: ConceptOrdinal?] {
    var mapped: [String: ConceptOrdinal?] = [:]
    for concept in vocabulary.concepts {
      for mapping in vocabulary.mappings(of: concept) where mapping.kind == .exact {
        let known = mapped[mapping.uri]
        // Claimed by two concepts a URI means neither.
        mapped[mapping.uri] = known == nil || known == concept ? concept : .some(nil)
      }
    }
    return mapped
  }

  /// The key of the first word of a text.
  private static func key(_ text: Span<UInt8>) -> UInt64 {
    var scanner = TokenScanner(text)
    return (scanner.next()?.key ?? TokenKey(low: 0, high: 0)).mixed
  }
}

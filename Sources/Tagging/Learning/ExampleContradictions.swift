internal import MappedStorage
internal import Model
package import Taxonomy

/// Where people's tags say two things of one document, in schemes that give each document one value.
///
/// Whoever learns from them learns both, and can be right about one at most; so it is told before the figures are read.
package struct ExampleContradictions: Equatable, Sendable {
  /// The examples that have several values of such a scheme of which none is broader than the others.
  package private(set) var several: [Place] = []

  /// The examples whose words another one has that is tagged otherwise.
  package private(set) var differing: [Place] = []

  /// An example and the scheme.
  package struct Place: Equatable, Sendable {
    /// What identifies the document.
    package let document: String
    /// The key of the scheme.
    package let scheme: String
  }

  /// The words of a document, and the scheme in which it is tagged.
  private struct Words: Hashable {
    let sum: UInt64
    let length: Int
    let scheme: UInt32
  }

  /// Compares examples, in their order.
  ///
  /// - Complexity: O(length of all texts).
  package init(_ examples: [TaggingExample], in vocabulary: Vocabulary) {
    let schemes = vocabulary.schemes.filter { vocabulary.assignment(of: $0) == .one }
    var known: [Words: Set<ConceptOrdinal>] = [:]
    for example in examples {
      let concepts = example.concepts.compactMap { vocabulary.concept(uri: $0) }
      for scheme in schemes {
        let own = Self.leaves(
          of: concepts.filter { vocabulary.schemes(of: $0).contains(scheme) }, vocabulary)
        if own.isEmpty { continue }
        let place = Place(document: example.document.id, scheme: vocabulary.key(of: scheme))
        if own.count > 1 { several.append(place) }
        // Titles alone ("Report", "Release notes") are not the same document.
        guard !example.document.text.isEmpty else { continue }
        let text = Array("\(example.document.title ?? "")\n\(example.document.text)".utf8)
        let words = Words(
          sum: Checksum.of(text), length: text.count, scheme: UInt32(scheme.rawValue))
        if let other = known[words] {
          if other != own { differing.append(place) }
        } else {
          known[words] = own
        }
      }
    }
  }

  /// Concepts without those that are broader than others among them: both together say one thing.
  private static func leaves(
    of concepts: [ConceptOrdinal], _ vocabulary: Vocabulary
  ) -> Set<ConceptOrdinal> {
    let broader = Set(concepts.flatMap { vocabulary.broaderClosure(of: $0).dropFirst() })
    return Set(concepts).subtracting(broader)
  }

  /// What is to be told, a sentence each; empty if nothing contradicts.
  package var lines: [String] {
    var lines: [String] = []
    if let first = several.first {
      lines.append(
        "\(Self.documents(several)) several values of a scheme that gives each one, such as "
          + "“\(first.document)” of \(first.scheme)")
    }
    if let first = differing.first {
      lines.append(
        "\(Self.documents(differing)) the words of another one that is tagged otherwise, such as "
          + "“\(first.document)” in \(first.scheme)")
    }
    return lines
  }

  private static func documents(_ places: [Place]) -> String {
    places.count == 1 ? "1 document has" : "\(places.count) documents have"
  }
}

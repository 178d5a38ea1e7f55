package import JSONCoding
import Taxonomy

/// What is published under a name, and what those who published it said of it.
package struct RemoteCollection: Equatable, Sendable {
  /// What this program writes and reads; another number is another kind of index.
  package static let format = 1

  /// The name of the release itself, which stays the same when another takes the name.
  package let index: String

  /// The name that leads to it.
  package var name: String

  /// Why not all of it is there; `nil` if it is.
  package var defect: String?

  /// The vocabulary that tags come from, by its fingerprint; 0 without one.
  package let vocabulary: UInt64

  /// The languages of the documents, the most frequent first.
  package var languages: [String]

  /// The facets that documents have values of.
  package var facets: [String]

  /// How many languages of documents count, as in an index here.
  private static let mostLanguages = 3

  /// A release.
  package init(index: String, vocabulary: UInt64, languages: [String], facets: [String]) {
    self.index = index
    name = index
    self.vocabulary = vocabulary
    self.languages = Array(languages.prefix(Self.mostLanguages))
    self.facets = facets
  }

  /// Reads what was told of a release; `nil` if this version of the program did not say it.
  package init?(index: String, told: JSONValue?) {
    guard told?["format"]?.integer == Self.format, let languages = told?["languages"]?.strings,
      let facets = told?["facets"]?.strings,
      let vocabulary = told?["vocabulary"]?.string.flatMap({ UInt64($0, radix: 16) })
    else { return nil }
    self.init(index: index, vocabulary: vocabulary, languages: languages, facets: facets)
  }

  /// What is told of it.
  package var told: JSONValue {
    [
      "format": .integer(Self.format), "vocabulary": .string(String(vocabulary, radix: 16)),
      "languages": .strings(languages), "facets": .strings(facets),
    ]
  }

  /// The release with the languages and facets of a further workspace.
  package func joined(by other: RemoteCollection) -> RemoteCollection {
    RemoteCollection(
      index: index, vocabulary: vocabulary,
      languages: languages + other.languages.filter { !languages.contains($0) },
      facets: facets + other.facets.filter { !facets.contains($0) })
  }

  /// Whether its tags come from a vocabulary.
  func isOf(_ vocabulary: Vocabulary?) -> Bool { self.vocabulary == vocabulary?.fingerprint ?? 0 }
}

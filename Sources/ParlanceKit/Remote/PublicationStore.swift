internal import JSONCoding
package import Searching

/// A search engine that documents are published on and searched.
package protocol RemoteService {
  /// The engine as searches ask it.
  var engine: any RemoteEngine { get }

  /// Where a workspace publishes.
  ///
  /// - Parameters:
  ///   - name: the name under which searches find what was published.
  ///   - pause: waits for a number of seconds.
  /// - Returns: what publishes there.
  /// - Throws: `RemoteNameError` for a name that the engine does not take, and whatever keeps it from answering.
  func store(named name: String, pause: @escaping (Double) -> Void) throws -> any PublicationStore
}

/// What an engine knows of a document.
package struct PublishedDocument: Equatable, Sendable {
  /// What identifies it here.
  package var id: String
  /// The checksums by which a change is seen.
  package var content: String
  package var labels: String
}

/// Where a workspace publishes: a name that leads to releases, one for each vocabulary.
package protocol PublicationStore {
  /// What was not taken so far.
  var failures: [BulkFailure] { get }

  /// The release that searches find under the name; `nil` if there is none.
  ///
  /// - Throws: `RemoteFailure.foreign` if what is there is not this program's.
  func currentRelease() throws -> String?

  /// The name of the release of a vocabulary.
  func release(of vocabulary: UInt64) -> String

  /// Makes a release if it is not there, with the languages and facets of this workspace besides those of others.
  ///
  /// - Throws: `RemoteFailure.foreign` for one that is not this program's.
  mutating func prepare(_ release: RemoteCollection) throws

  /// The documents that a workspace has published in the release, by the engine's identifiers.
  mutating func documents(of origin: String) throws -> [String: PublishedDocument]

  /// The identifier of a document that a workspace publishes.
  func identifier(of document: String, from origin: String) -> String

  /// Adds a stem that a word has.
  mutating func add(_ word: String, _ kind: RemoteWordKind, stem: String) throws

  /// Has searches find the words that were added.
  mutating func finishWords() throws

  /// Adds a document, or replaces it by what it is now; of one whose tags alone differ, `isRelabeled`.
  mutating func put(
    _ document: RemoteDocument, as identifier: String, from origin: String, isRelabeled: Bool
  ) throws

  /// Removes a document.
  mutating func remove(_ document: PublishedDocument, as identifier: String) throws

  /// Sends what is left, and has searches find it.
  mutating func finish() throws

  /// The workspaces besides one that have documents in a release, each by a name of the engine's.
  func origins(in release: String, besides origin: String) throws -> Set<String>

  /// Has searches find the release under the name, in one step.
  mutating func takeName(from previous: String?, removing: Bool) throws
}

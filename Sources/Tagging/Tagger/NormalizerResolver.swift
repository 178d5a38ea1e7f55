package import Matching
internal import Synchronization
package import Taxonomy

/// A normalizer that is made when a document first has a label to resolve; shared by all threads.
///
/// Making one takes seconds with a large vocabulary, and most documents have no label of their own.
package final class DeferredNormalizer: Sendable {
  private enum State {
    case isPending
    case isMade(Normalizer)
    case hasFailed(any Error)
  }

  private let make: @Sendable () throws -> Normalizer
  private let state = Mutex(State.isPending)

  /// A normalizer that `make` will make.
  package init(_ make: @escaping @Sendable () throws -> Normalizer) { self.make = make }

  /// Why it could not be made, if it was asked for and could not.
  package var failure: (any Error)? {
    state.withLock { state in
      if case .hasFailed(let error) = state { error } else { nil }
    }
  }

  /// The normalizer, made at the first call; `nil` if it cannot be made, as `failure` tells.
  var normalizer: Normalizer? {
    state.withLock { state in
      switch state {
      case .isMade(let normalizer): return normalizer
      case .hasFailed: return nil
      case .isPending:
        do {
          let normalizer = try make()
          state = .isMade(normalizer)
          return normalizer
        } catch {
          state = .hasFailed(error)
          return nil
        }
      }
    }
  }
}

/// Asks the normalizer what the labels of metadata fields mean.
///
/// Not for use by several threads at once.
package final class NormalizerResolver: MetadataLabelResolver {
  private let normalizer: DeferredNormalizer
  private let tables: ConceptTables
  private var session: NormalizerSession?

  /// A resolver with a normalizer that is there already.
  package convenience init(_ normalizer: Normalizer, tables: ConceptTables) {
    self.init(DeferredNormalizer { normalizer }, tables: tables)
  }

  /// A resolver.
  package init(_ normalizer: DeferredNormalizer, tables: ConceptTables) {
    self.normalizer = normalizer
    self.tables = tables
  }

  /// The likeliest concept of the scheme, unless the normalizer does not know the label.
  package func resolve(_ label: String, in scheme: SchemeOrdinal) -> ResolvedLabel? {
    if session == nil { session = normalizer.normalizer?.makeSession() }
    guard let match = session?.match(label), match.outcome != .unknown else { return nil }
    let candidate = match.candidates.first {
      tables.home[Int($0.concept.rawValue)] == scheme
    }
    return candidate.map {
      ResolvedLabel(concept: $0.concept, score: $0.score, method: $0.method.name)
    }
  }
}

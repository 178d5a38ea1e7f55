package import Matching
package import Model
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
          // Not tried again, which would take seconds for each document.
          state = .hasFailed(error)
          return nil
        }
      }
    }
  }
}

/// Finds what the labels of metadata fields mean: what is a name of a concept by the one resolver,
/// what is only like one by the normalizer.
///
/// Not for use by several threads at once.
package final class NormalizerResolver: MetadataLabelResolver {
  private let normalizer: DeferredNormalizer
  private let concepts: ConceptResolver
  private let decisions: NormalizationDecisions
  private let tables: ConceptTables
  private var session: NormalizerSession?

  /// How sure a literal name is: as sure as the normalizer is of one that it has not seen err.
  private static let nameConfidence = 0.98

  /// A resolver.
  ///
  /// - Parameters:
  ///   - normalizer: asked for what is not literally a name.
  ///   - concepts: asked first.
  ///   - decisions: what people decided about labels; they go before both.
  ///   - tables: the vocabulary's tables.
  package init(
    _ normalizer: DeferredNormalizer, concepts: ConceptResolver,
    decisions: NormalizationDecisions, tables: ConceptTables
  ) {
    self.normalizer = normalizer
    self.concepts = concepts
    self.decisions = decisions
    self.tables = tables
  }

  /// The concept of the scheme that a label names, else the likeliest, unless the normalizer does
  /// not know the label.
  package func resolve(
    _ label: String, in scheme: SchemeOrdinal, asOf date: CalendarDate?
  ) -> ResolvedLabel? {
    if !decisions.covers(label) {
      switch concepts.resolve(label, in: scheme, asOf: date) {
      case .one(let candidate, _):
        return ResolvedLabel(
          concept: candidate.meant, score: Self.nameConfidence, method: MatchMethod.exact.name)
      // What several concepts bear as a name is not decided by likeness.
      case .several: return nil
      case .none: break
      }
    }
    // Only for a label that is no name: a normalizer takes seconds to make.
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

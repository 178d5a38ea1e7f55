internal import Matching
package import Model
package import Taxonomy

/// What a share's owner decides about tagging.
package struct TaggerSettings: Sendable {
  /// The scores at which suggestions of a scheme are accepted, and at which they are shown at all.
  package struct Thresholds: Sendable, Hashable {
    /// From this score on a suggestion is accepted.
    package var accept: Double

    /// From this score on a suggestion is kept for review.
    package var review: Double

    /// Two thresholds.
    package init(accept: Double, review: Double) {
      self.accept = accept
      self.review = review
    }

    /// The usual ones of a scheme, for every command that tags.
    ///
    /// Those of schemes of which a document takes any number stand in `salience.tsv`, of which it takes one
    /// in `type-evidence.tsv`: there the answer stands against the others of its scheme, and a wrong one is
    /// worse than none. A name with several meanings is worth a question, whatever its score.
    package static func usual(of scheme: SchemeOrdinal, in vocabulary: Vocabulary) -> Thresholds {
      usual(isExclusive: vocabulary.assignment(of: scheme) == .one)
    }

    fileprivate static func usual(isExclusive: Bool) -> Thresholds {
      isExclusive
        ? Thresholds(accept: TypeNumbers.shared.accept, review: TypeNumbers.shared.review)
        : Thresholds(
          accept: SalienceScorer.numbers.accept, review: SalienceScorer.numbers.review)
    }
  }

  /// The thresholds of schemes that have none of their own; the usual ones of each if `nil`.
  package var thresholds: Thresholds?

  /// The thresholds by scheme.
  package var schemeThresholds: [SchemeOrdinal: Thresholds] = [:]

  /// The largest number of suggestions in a scheme, the best ones; `nil` for no limit.
  package var limit: Int?

  /// The schemes to tag with; `nil` for all.
  package var schemes: Set<SchemeOrdinal>?

  /// Concepts that are never suggested.
  package var blocked: Set<ConceptOrdinal> = []

  /// The schemes of which a document takes at most one, beside those that say so themselves.
  package var exclusiveSchemes: Set<SchemeOrdinal> = []

  /// The largest number of pieces of evidence kept of a suggestion, the weightiest ones.
  package var evidenceLimit = 12

  /// The schemes of which a document is also assigned what it names only in passing.
  package var countsMentions: Set<SchemeOrdinal> = []

  /// The schemes whose labels count with their words in any order, too, where these stand close
  /// together in a sentence.
  package var anyOrder: Set<SchemeOrdinal> = []

  /// The usual settings.
  package init() {}

  /// The thresholds of a scheme.
  package func thresholds(of scheme: SchemeOrdinal, in vocabulary: Vocabulary) -> Thresholds {
    thresholds(of: scheme, isExclusive: vocabulary.assignment(of: scheme) == .one)
  }

  /// The thresholds of a scheme, for each document.
  func thresholds(of scheme: SchemeOrdinal, in tables: ConceptTables) -> Thresholds {
    // To hand the vocabulary over would count forty references up and down.
    thresholds(of: scheme, isExclusive: tables.isExclusive[Int(scheme.rawValue)])
  }

  private func thresholds(of scheme: SchemeOrdinal, isExclusive: Bool) -> Thresholds {
    schemeThresholds[scheme] ?? thresholds ?? .usual(isExclusive: isExclusive)
  }
}

/// What is known around a document, beside the document itself.
package struct TaggingContext: Sendable {
  /// How often each concept was assigned in the same folder or to the same author's documents, as a
  /// share of these documents from 0 to 1.
  package var habits: [ConceptOrdinal: Double] = [:]

  /// What the other documents of the folder are assigned, by whomever.
  package var folder: FolderContext?

  /// How often names of types in paths are names of something else.
  package var names: PathNames?

  /// The lines that many documents of the folder or the share have.
  package var lines: RepeatedLines?

  /// Nothing known.
  package init() {}
}

/// Maps a label of a metadata field to a concept; the normalizer does, with typos and all.
package protocol MetadataLabelResolver {
  /// The concept of `scheme` that `label` names, with the probability that it does, or `nil`.
  ///
  /// - Parameters:
  ///   - label: the label.
  ///   - scheme: the scheme that the concept is of.
  ///   - date: the day whose names count; any time's if `nil`.
  /// - Returns: the concept, or `nil`.
  func resolve(
    _ label: String, in scheme: SchemeOrdinal, asOf date: CalendarDate?
  ) -> ResolvedLabel?
}

/// What a resolver makes of a label.
package struct ResolvedLabel: Sendable, Hashable {
  /// The concept.
  package var concept: ConceptOrdinal

  /// The probability that it is the right one, from 0 to 1.
  package var score: Double

  /// How it was found, such as `exact`.
  package var method: String

  /// An answer of a resolver.
  package init(concept: ConceptOrdinal, score: Double, method: String) {
    self.concept = concept
    self.score = score
    self.method = method
  }
}

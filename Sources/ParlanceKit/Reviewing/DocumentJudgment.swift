internal import Cataloging
package import JSONCoding

/// What a person says of one concept for one document.
package struct DocumentJudgment: Sendable, Hashable {
  /// The identifier of the document: its path.
  package var document: String

  /// The key of the facet.
  package var facet: String

  /// The concept, by its URI or one of its labels.
  package var concept: String

  /// What is said of it.
  package var verdict: TagReview.Verdict

  /// The number of the latest judgment that the person had seen; `nil` if the person has seen all.
  ///
  /// What others said later is told before it is put aside.
  package var seen: Int64?

  /// Whether it answers a question: then the tag must still be waiting for a word.
  package var isAnswer = false

  /// A judgment.
  package init(
    document: String, facet: String, concept: String, verdict: TagReview.Verdict
  ) {
    self.document = document
    self.facet = facet
    self.concept = concept
    self.verdict = verdict
  }
}

/// What came of a judgment.
package struct JudgmentOutcome: Sendable, Equatable {
  /// Its number, by which it is taken back; that of the earlier one if all was so already.
  package let number: Int64

  /// The run that changed tags; `nil` if none changed.
  package let run: Int64?

  /// The outcome for programs.
  package var json: JSONValue {
    ["decision": .integer(Int(number)), "run": run.map { .integer(Int($0)) } ?? .null]
  }
}

/// Why a judgment was not put in place: somebody else was first.
package struct JudgmentConflict: Error, Equatable, Sendable, CustomStringConvertible {
  /// The number of the judgment that is in the way; `nil` if a run is.
  package let number: Int64?

  /// What happened meanwhile, in words.
  package let reason: String

  /// What happened, and what to do.
  package var description: String {
    "\(reason)\nHint: look again; what you say then counts"
  }
}

/// Why an account may not judge a document.
package struct JudgmentRefusal: Error, Equatable, Sendable, CustomStringConvertible {
  /// The reason in words.
  package let description: String
}

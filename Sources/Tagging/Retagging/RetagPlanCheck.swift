internal import Cataloging
internal import JSONCoding
internal import Taxonomy

/// Looks through a plan that was read from a file, before anything is done with it.
///
/// A plan may have been edited, or come from another workspace: what it names has to be there.
struct RetagPlanCheck {
  /// What is the matter with a line, and the way out.
  struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ what: String, _ remedy: String = "make the plan anew with parlance retag --plan-out") {
      description = "\(what)\nHint: \(remedy)"
    }
  }

  private let vocabulary: Vocabulary?
  private let facets: Set<String>
  private var paths: Set<String> = []

  private static let places = ["catalog", "documents", "sidecar", "xattr"]

  /// The outcomes of what was not applied yet.
  private static let outcomes: [RetagLine.Outcome] = [.change, .unchanged, .review]

  init(_ vocabulary: Vocabulary?) {
    self.vocabulary = vocabulary
    facets = Set(vocabulary.map { $0.schemes.map($0.key) } ?? [])
  }

  /// Looks at the header.
  func check(_ plan: RetagPlan) throws { try check(place: plan.place) }

  /// Looks at a document's line.
  ///
  /// - Parameters:
  ///   - line: the line as read.
  ///   - value: the line as it stands in the file.
  /// - Throws: `Failure`.
  mutating func check(_ line: RetagLine, _ value: JSONValue) throws {
    try check(place: line.place)
    let outcome = value["outcome"]?.string ?? ""
    guard Self.outcomes.contains(where: { $0.rawValue == outcome }) else {
      let allowed = Self.outcomes.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw Failure(
        "the outcome \"\(outcome)\" is that of a run, not of a plan; a plan has \(allowed)")
    }
    guard paths.insert(line.path).inserted else {
      throw Failure("the document \"\(line.path)\" stands in the plan twice")
    }
    let assignments =
      (value["before"]?.array ?? []) + (value["after"]?.array ?? [])
    for assignment in assignments + (value["changes"]?.array ?? []) {
      try check(score: assignment["score"]?.double)
    }
    guard let vocabulary else { return }
    let known = Set(line.before.map(\.concept))
    for assignment in value["after"]?.array ?? [] {
      let facet = assignment["facet"]?.string ?? ""
      let concept = assignment["concept"]?.string ?? ""
      if known.contains(concept) { continue }
      guard facets.contains(facet) else {
        throw Failure(
          "the vocabulary has no facet \"\(facet)\"",
          "it has \(facets.sorted().joined(separator: ", "))")
      }
      guard vocabulary.concept(uri: concept) != nil else {
        throw Failure("the vocabulary has no concept \"\(concept)\"")
      }
    }
  }

  private func check(place: String) throws {
    guard Self.places.contains(place) else {
      throw Failure(
        "there is no place \"\(place)\" to write tags to",
        "it is one of \(Self.places.joined(separator: ", "))")
    }
  }

  private func check(score: Double?) throws {
    guard let score, score.isFinite, (0...1).contains(score) else {
      throw Failure("a score of \(score.map { "\($0)" } ?? "none") is not from 0 to 1")
    }
  }
}

internal import Cataloging
internal import Model
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

  /// The outcomes of what was not applied yet.
  private static let outcomes: [RetagLine.Outcome] = [.change, .unchanged, .review]

  init(_ vocabulary: Vocabulary?) {
    self.vocabulary = vocabulary
    facets = Set(vocabulary.map { $0.schemes.map($0.key) } ?? [])
  }

  /// Looks at a document's line.
  ///
  /// - Parameter line: the line as the file has it.
  /// - Throws: `Failure`.
  mutating func check(_ line: RetagLine) throws {
    guard Self.outcomes.contains(line.outcome) else {
      let allowed = Self.outcomes.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw Failure(
        "the outcome \"\(line.outcome.rawValue)\" is that of a run, not of a plan; "
          + "a plan has \(allowed)")
    }
    guard paths.insert(line.path).inserted else {
      throw Failure("the document \"\(line.path)\" stands in the plan twice")
    }
    for assignment in line.before + line.after { try check(score: assignment.score) }
    guard let vocabulary else { return }
    let known = Set(line.before.map(\.concept))
    for assignment in line.after where !known.contains(assignment.concept) {
      guard facets.contains(assignment.facet) else {
        throw Failure(
          "the vocabulary has no facet \"\(assignment.facet)\"",
          "it has \(facets.sorted().joined(separator: ", "))")
      }
      guard vocabulary.concept(uri: assignment.concept) != nil else {
        throw Failure("the vocabulary has no concept \"\(assignment.concept)\"")
      }
    }
  }

  /// The place that a header or a line names.
  ///
  /// - Throws: `Failure`.
  static func place(named name: String) throws -> TagPlace {
    guard let place = TagPlace(rawValue: name) else {
      throw Failure(
        "unknown place \"\(name)\"",
        "it is one of \(TagPlace.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return place
  }

  private func check(score: Double) throws {
    guard score.isFinite, (0...1).contains(score) else {
      throw Failure("a score of \(score) is not from 0 to 1")
    }
  }
}

package import Taxonomy

/// How well documents are tagged after learning from so many others.
package struct LearningPoint: Sendable, Equatable {
  /// The number of documents learned from.
  package var count: Int

  /// The F1 of what is accepted in each scheme of which the documents asked have a concept.
  package var f1: [SchemeOrdinal: Double]

  /// The fewest examples that teach anything, beside none.
  static let first = 10

  /// The numbers of examples at which a curve is measured: none, ten, twice as many each time, and all.
  static func counts(upTo most: Int) -> [Int] {
    var result = [0]
    var next = first
    while next < most {
      result.append(next)
      next *= 2
    }
    if most > 0 { result.append(most) }
    return result
  }

  /// After how many examples a scheme is tagged as well as it ever is on a curve, and stays so, within 0.01.
  ///
  /// One point more says little, since the points themselves are uncertain; so nothing is said before twice as many
  /// examples, and no fewer than twenty, taught nothing more.
  ///
  /// - Parameters:
  ///   - curve: the points, from few examples to many.
  ///   - scheme: the scheme.
  /// - Returns: the number and the F1 there; `nil` if it may still be rising at the end, or was never measured.
  package static func end(
    of curve: [LearningPoint], in scheme: SchemeOrdinal
  ) -> (count: Int, f1: Double)? {
    guard let last = curve.last, let best = curve.compactMap({ $0.f1[scheme] }).max() else {
      return nil
    }
    let rest = curve.reversed().prefix { $0.f1[scheme] ?? 0 >= best - sameWithin }
    guard let reached = rest.last, let f1 = reached.f1[scheme],
      last.count >= 2 * max(reached.count, first)
    else { return nil }
    return (reached.count, f1)
  }

  private static let sameWithin = 0.01
}

/// Right, given and wanted tags, counted.
struct TagCounts: Equatable {
  var right = 0
  var given = 0
  var wanted = 0

  /// The harmonic mean of precision and recall; 0 where nothing was given or wanted.
  var f1: Double { given + wanted == 0 ? 0 : 2 * Double(right) / Double(given + wanted) }

  static func += (sum: inout TagCounts, part: TagCounts) {
    sum.right += part.right
    sum.given += part.given
    sum.wanted += part.wanted
  }
}

/// The concepts of each scheme that break a rule: reported one by one, or at once where all of a scheme
/// do, for then it is how the scheme is made and not a slip.
struct FaultsByScheme {
  private let vocabulary: Vocabulary
  private var faulty: [[ConceptOrdinal]]
  private var hasSound: [Bool]

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    faulty = Array(repeating: [], count: vocabulary.schemeCount)
    hasSound = Array(repeating: false, count: vocabulary.schemeCount)
  }

  /// Counts a concept in its home scheme.
  mutating func count(_ concept: ConceptOrdinal, isFaulty: Bool) {
    guard let home = vocabulary.home(of: concept) else { return }
    if isFaulty {
      faulty[Int(home.rawValue)].append(concept)
    } else {
      hasSound[Int(home.rawValue)] = true
    }
  }

  /// Reports what was counted.
  ///
  /// - Parameters:
  ///   - report: takes the findings.
  ///   - ofAll: what is said of a scheme of two and more concepts that are all faulty, given their
  ///     number and the key of the scheme in quotes.
  ///   - remedyForAll: what to do about it.
  ///   - each: reports one concept of a scheme where not all are faulty.
  ///   - onScheme: called with each scheme of which all are faulty.
  func report(
    into report: inout CheckReport, ofAll: (Int, String) -> String, remedyForAll: String,
    each: (ConceptOrdinal, inout CheckReport) -> Void,
    onScheme: (SchemeOrdinal) -> Void = { _ in }
  ) {
    for scheme in vocabulary.schemes {
      let concepts = faulty[Int(scheme.rawValue)]
      // Of one concept nothing can be said of how the scheme is made.
      if !hasSound[Int(scheme.rawValue)], concepts.count > 1 {
        let key = "\"\(vocabulary.key(of: scheme))\""
        report.add(scheme, ofAll(concepts.count, key), remedy: remedyForAll)
        onScheme(scheme)
      } else {
        for concept in concepts { each(concept, &report) }
      }
    }
  }
}

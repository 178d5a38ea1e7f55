/// What each kind of evidence adds to the log-odds of a candidate; together they are the log-odds.
struct ScoreParts: Equatable {
  /// A kind of evidence.
  enum Kind: Int, CaseIterable {
    /// Places in the title.
    case title
    /// Places in headings.
    case heading
    /// Places in the path.
    case path
    /// Places in metadata.
    case metadata
    /// Places in the text: how many, how early, how spread.
    case text
    /// The label: how exact, how long, how clear.
    case label
    /// Neighbours in the vocabulary that the document names, too.
    case neighbors
    /// What was learned of the concept, and of similar documents.
    case learned
    /// What any concept starts from in a document of this length with as many candidates.
    case start
  }

  private var values = [Double](repeating: 0, count: Kind.allCases.count)

  /// What a kind adds, in log-odds.
  subscript(kind: Kind) -> Double {
    get { values[kind.rawValue] }
    set { values[kind.rawValue] = newValue }
  }

  /// The log-odds.
  var total: Double { values.reduce(0, +) }
}

extension CandidateFeature {
  /// The kind of evidence that the number is of.
  var kind: ScoreParts.Kind {
    switch self {
    case .titleCount: .title
    case .headingCount: .heading
    case .pathCount: .path
    case .metadataCount: .metadata
    case .textCount, .firstPosition, .lastPosition, .spread, .leadCount, .coverage, .frequency,
      .rank, .openingCount:
      .text
    case .preferredShare, .exactShare, .labelVariety, .labelTokens, .labelLength, .ambiguity,
      .commonness:
      .label
    case .neighborCount, .neighborPlaces, .hasBroader, .narrowerCount, .depth, .breadth:
      .neighbors
    case .documentLength, .candidateCount: .start
    case .rarity, .weightedFrequency, .assignmentRate, .assignmentCount, .similarShare,
      .similarBest, .wordOdds:
      .learned
    }
  }
}

internal import Glibc

/// Judges candidates as long as nothing was learned: mention is not yet aboutness.
///
/// A logistic model. The weights of title, headings, path and metadata are judgement, so that a
/// title alone convinces; the others are rounded from a regression over documents whose subjects
/// librarians gave: early, repeated, spread places of long, exact labels whose neighbours in the
/// vocabulary are named as well.
enum SalienceScorer {
  private static let bias = -2.5

  private static let weights: [(feature: CandidateFeature, weight: Double)] = [
    (.titleCount, 2.6), (.headingCount, 1.2), (.pathCount, 1.8), (.metadataCount, 2.2),
    (.textCount, 0.7), (.openingCount, 0.8), (.leadCount, 0.1), (.coverage, 0.2),
    (.firstPosition, -0.85), (.lastPosition, -0.3), (.spread, 0.5), (.rank, -0.75),
    (.preferredShare, 0.5), (.exactShare, 0.7), (.labelVariety, 0.15), (.labelTokens, 0.08),
    (.labelLength, 0.075), (.ambiguity, -0.25), (.commonness, -0.04), (.neighborCount, 0.1),
    (.neighborPlaces, 0.35), (.hasBroader, 0.2), (.narrowerCount, -0.07), (.breadth, -0.1),
    (.documentLength, -0.3), (.candidateCount, -0.55),
  ]

  /// Where more adds nothing: two titles are no better than one, nor labels longer than 20 bytes.
  private static func cap(of feature: CandidateFeature) -> Float {
    switch feature {
    case .titleCount, .pathCount, .metadataCount: 1
    case .headingCount: 1.4
    case .labelLength: 20
    default: .infinity
    }
  }

  /// The places where a document says what it is about, rather than merely mentions things.
  private static let tellingPlaces: Set<CandidateFeature> = [
    .titleCount, .headingCount, .pathCount, .metadataCount,
  ]

  /// From this on, in log-odds, the telling places decide by themselves.
  private static let decidingLogOdds: Float = 1.8

  /// The length in words from which a text is no longer short.
  private static let shortText: Float = 600

  /// From so many candidates on even a short text lists things rather than being about them.
  private static let manyCandidates: Float = 10

  /// What the shortest of texts adds to the log-odds of the only thing that it names.
  private static let shortTextBonus: Float = 2

  /// The share of the bonus for a single word: it may be an everyday one, not a name.
  private static let singleWordShare: Float = 0.25

  /// What the text says for a concept named by ordinary words only: that they stand there is no
  /// sign that it is about them, as it would be for a name.
  private static let ordinaryShare: Float = 0.25

  /// What is added because a short text can name a thing only once or twice.
  ///
  /// The weights come from long documents, where what matters is named ten times; a page names few
  /// things, and most of those are what it is about, unless it is a list.
  private static func bonus(documentLength: Float, candidateCount: Float) -> Float {
    let tokens = exp(documentLength) - 1
    let others = exp(candidateCount) - 2
    let shortness = max(0, 1 - tokens / shortText)
    return shortTextBonus * shortness * max(0, 1 - others / (manyCandidates - 1))
  }

  /// The weights, caps and telling places by the number of the feature.
  private static let terms: [(feature: Int, weight: Float, cap: Float, isTelling: Bool)] =
    weights.map { feature, weight in
      (feature.rawValue, Float(weight), cap(of: feature), tellingPlaces.contains(feature))
    }

  /// The log-odds that the document is about each candidate of a table.
  ///
  /// A long text with many candidates makes each mention in it less telling; it takes nothing from a
  /// title or a file name.
  static func logOdds(_ table: CandidateTable) -> [Double] {
    let terms = terms
    var result: [Double] = []
    result.reserveCapacity(table.count)
    // Lengths and counts are those of the document and of a scheme: mostly the row's before.
    var known: (length: Float, count: Float, bonus: Float) = (-1, -1, 0)
    unsafe table.values.withUnsafeBufferPointer { values in
      for number in 0..<table.count {
        let start = number &* CandidateFeature.count
        var places: Float = 0
        var text: Float = 0
        for term in terms {
          let value = unsafe term.weight * min(values[start &+ term.feature], term.cap)
          if term.isTelling { places += value } else { text += value }
        }
        let length = unsafe values[start &+ CandidateFeature.documentLength.rawValue]
        let count = unsafe values[start &+ CandidateFeature.candidateCount.rawValue]
        if length != known.length || count != known.count {
          known = (length, count, bonus(documentLength: length, candidateCount: count))
        }
        let labelTokens = unsafe values[start &+ CandidateFeature.labelTokens.rawValue]
        text += labelTokens < 2 ? known.bonus * singleWordShare : known.bonus
        if table.candidates[number].isOrdinary, text > 0 { text *= ordinaryShare }
        result.append(
          Double(Float(bias) + places + (places >= decidingLogOdds ? max(text, 0) : text)))
      }
    }
    return result
  }

  /// What each kind of evidence adds to the log-odds of a candidate.
  static func parts(of table: CandidateTable, row: Int) -> ScoreParts {
    var parts = ScoreParts()
    for (feature, weight) in weights {
      parts[feature.kind] += weight * Double(min(table[row, feature], cap(of: feature)))
    }
    let bonus = bonus(
      documentLength: table[row, .documentLength], candidateCount: table[row, .candidateCount])
    parts[.text] += Double(table[row, .labelTokens] < 2 ? bonus * singleWordShare : bonus)
    let places = Set(tellingPlaces.map(\.kind))
    let telling = places.reduce(0) { $0 + parts[$1] }
    let text = parts.total - telling
    var share = 1.0
    if text > 0, table.candidates[row].isOrdinary { share = Double(ordinaryShare) }
    if text < 0, telling >= Double(decidingLogOdds) { share = 0 }
    for kind in ScoreParts.Kind.allCases where !places.contains(kind) { parts[kind] *= share }
    parts[.start] += bias
    return parts
  }

  /// The probability of log-odds.
  static func probability(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }
}

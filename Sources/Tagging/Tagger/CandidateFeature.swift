/// The numbers by which a candidate's salience is judged, in a fixed order.
package enum CandidateFeature: Int, CaseIterable, Sendable {
  /// The logarithm of one plus the number of places in the text.
  case textCount
  /// The number of places in the title.
  case titleCount
  /// The logarithm of one plus the number of places in headings.
  case headingCount
  /// The number of places in the path.
  case pathCount
  /// The number of places in metadata.
  case metadataCount
  /// The position of the first place as a share of the document.
  case firstPosition
  /// The position of the last place as a share of the document.
  case lastPosition
  /// The distance between them.
  case spread
  /// The number of places in the first 150 tokens of the text.
  case leadCount
  /// The number of twentieths of the document with a place, as a share.
  case coverage
  /// The places per thousand tokens.
  case frequency
  /// The rank of the number of places among the candidates of its scheme, as a share.
  case rank
  /// The share of places by a preferred label.
  case preferredShare
  /// The share of places by a label exactly as written, but for case and diacritics.
  case exactShare
  /// The number of different labels found.
  case labelVariety
  /// The largest number of tokens of a label found.
  case labelTokens
  /// The number of bytes of the most frequent label.
  case labelLength
  /// The number of meanings of the most frequent wording.
  case ambiguity
  /// The logarithm of the number of the vocabulary's labels that hold the label's rarest word.
  case commonness
  /// The number of places in the first 30 tokens of the text.
  case openingCount
  /// The number of neighbours in the vocabulary that the document names.
  case neighborCount
  /// The logarithm of one plus the places of these neighbours.
  case neighborPlaces
  /// Whether a broader concept is named.
  case hasBroader
  /// The number of narrower concepts named.
  case narrowerCount
  /// The depth in the hierarchy.
  case depth
  /// The logarithm of one plus the number of narrower concepts.
  case breadth
  /// The logarithm of the number of tokens of the document.
  case documentLength
  /// The logarithm of one plus the number of candidates of its scheme.
  case candidateCount
  /// How rarely documents name the concept: the logarithm of the inverse share, if learned.
  case rarity
  /// `frequency` times `rarity`.
  case weightedFrequency
  /// The logarithm of how often the concept was assigned where it was named, if learned.
  case assignmentRate
  /// The logarithm of one plus the number of documents that it was assigned to, if learned.
  case assignmentCount
  /// The share of the most similar documents that it was assigned to, by similarity, if learned.
  case similarShare
  /// The similarity of the most similar document that it was assigned to, if learned.
  case similarBest
  /// The log-odds of the concept by the document's words alone, if learned.
  case wordOdds

  /// The number of features.
  package static let count = allCases.count

  /// The name in explanations.
  package var name: String {
    switch self {
    case .textCount: "textCount"
    case .titleCount: "titleCount"
    case .headingCount: "headingCount"
    case .pathCount: "pathCount"
    case .metadataCount: "metadataCount"
    case .firstPosition: "firstPosition"
    case .lastPosition: "lastPosition"
    case .spread: "spread"
    case .leadCount: "leadCount"
    case .coverage: "coverage"
    case .frequency: "frequency"
    case .rank: "rank"
    case .preferredShare: "preferredShare"
    case .exactShare: "exactShare"
    case .labelVariety: "labelVariety"
    case .labelTokens: "labelTokens"
    case .labelLength: "labelLength"
    case .ambiguity: "ambiguity"
    case .commonness: "commonness"
    case .openingCount: "openingCount"
    case .neighborCount: "neighborCount"
    case .neighborPlaces: "neighborPlaces"
    case .hasBroader: "hasBroader"
    case .narrowerCount: "narrowerCount"
    case .depth: "depth"
    case .breadth: "breadth"
    case .documentLength: "documentLength"
    case .candidateCount: "candidateCount"
    case .rarity: "rarity"
    case .weightedFrequency: "weightedFrequency"
    case .assignmentRate: "assignmentRate"
    case .assignmentCount: "assignmentCount"
    case .similarShare: "similarShare"
    case .similarBest: "similarBest"
    case .wordOdds: "wordOdds"
    }
  }
}

internal import Glibc
internal import Knowledge
internal import Matching

/// Judges candidates as long as nothing was learned: mention is not yet aboutness.
///
/// A logistic model: early, repeated, spread places of long, exact labels whose neighbours in the
/// vocabulary are named as well, and above all title, headings, path and metadata. Its numbers are in
/// `salience.tsv`.
enum SalienceScorer {
  /// The numbers of the model.
  struct Numbers: Sendable {
    /// What a unit of a feature adds, and where more of it adds nothing.
    struct Term: Sendable {
      let feature: CandidateFeature
      let weight: Double
      let most: Float
    }

    let bias: Double
    let terms: [Term]
    let decidingPlaces: Float
    let shortText: Float
    let manyCandidates: Float
    let shortTextBonus: Float
    let singleWordShare: Float
    let ordinaryShare: Float
    let unsureShare: Double
    let sureFrom: Double
    let sureShare: Double
    let nearShare: Double
    let accept: Double
    let review: Double

    init(_ table: NumberTable) {
      bias = table["bias"]
      let features = Dictionary(
        uniqueKeysWithValues: CandidateFeature.allCases.map { ($0.name, $0) })
      let most = Self.suffixes(of: "most.", table, features)
      let caps = Dictionary(uniqueKeysWithValues: most.map { ($0.feature, Float($0.number)) })
      terms = Self.suffixes(of: "weight.", table, features).map { feature, weight in
        Term(feature: feature, weight: weight, most: caps[feature] ?? .infinity)
      }
      decidingPlaces = Float(table["deciding-places"])
      shortText = Float(table["short-text"])
      manyCandidates = Float(table["many-candidates"])
      shortTextBonus = Float(table["short-text-bonus"])
      singleWordShare = Float(table["single-word-share"])
      ordinaryShare = Float(table["ordinary-share"])
      unsureShare = table["unsure-share"]
      sureFrom = table["sure-from"]
      sureShare = table["sure-share"]
      nearShare = table["near-share"]
      accept = table["accept"]
      review = table["review"]
    }

    /// The features whose numbers have a prefix, in the order of the file.
    private static func suffixes(
      of prefix: String, _ table: NumberTable, _ features: [String: CandidateFeature]
    ) -> [(feature: CandidateFeature, number: Double)] {
      table.names.filter { $0.hasPrefix(prefix) }.map { name in
        guard let feature = features[String(name.dropFirst(prefix.count))] else {
          preconditionFailure("salience.tsv: unknown feature \(name)")
        }
        return (feature, table[name])
      }
    }

    /// What is added because a short text can name a thing only once or twice.
    ///
    /// The weights come from long documents, where what matters is named ten times; a page names few
    /// things, and most of those are what it is about, unless it is a list.
    func bonus(documentLength: Float, candidateCount: Float) -> Float {
      let tokens = exp(documentLength) - 1
      // Both numbers are logarithms of one more, and the candidate itself is among the count.
      let others = exp(candidateCount) - 2
      let shortness = max(0, 1 - tokens / shortText)
      return shortTextBonus * shortness * max(0, 1 - others / (manyCandidates - 1))
    }
  }

  /// The numbers that are compiled into the library.
  static let numbers = Numbers(
    NumberTable(PackageResources.salience_tsv, file: "salience.tsv"))

  /// The places where a document says what it is about, rather than merely mentions things.
  private static let tellingPlaces: Set<CandidateFeature> = [
    .titleCount, .headingCount, .pathCount, .metadataCount,
  ]

  /// The weights, caps and telling places by the number of the feature.
  private static let terms: [(feature: Int, weight: Float, cap: Float, isTelling: Bool)] =
    numbers.terms.map {
      ($0.feature.rawValue, Float($0.weight), $0.most, tellingPlaces.contains($0.feature))
    }

  /// The log-odds that the document is about each candidate of a table.
  ///
  /// A long text with many candidates makes each mention in it less telling; it takes nothing from a
  /// title or a file name.
  static func logOdds(_ table: CandidateTable) -> [Double] {
    let (terms, numbers) = (terms, numbers)
    var result: [Double] = []
    result.reserveCapacity(table.count)
    // Lengths and counts are those of the document and of a scheme: mostly the row's before.
    var known: (length: Float, count: Float, bonus: Float) = (-1, -1, 0)
    for number in 0..<table.count {
      let values = table.row(number)
      let row = values.span
      var places: Float = 0
      var text: Float = 0
      for term in terms {
        let value = term.weight * min(row[term.feature], term.cap)
        if term.isTelling { places += value } else { text += value }
      }
      let length = row[CandidateFeature.documentLength.rawValue]
      let count = row[CandidateFeature.candidateCount.rawValue]
      if length != known.length || count != known.count {
        known = (length, count, numbers.bonus(documentLength: length, candidateCount: count))
      }
      let labelTokens = row[CandidateFeature.labelTokens.rawValue]
      text += labelTokens < 2 ? known.bonus * numbers.singleWordShare : known.bonus
      if table.candidates[number].isOrdinary, text > 0 { text *= numbers.ordinaryShare }
      result.append(
        Double(
          Float(numbers.bias) + places + (places >= numbers.decidingPlaces ? max(text, 0) : text))
      )
    }
    return result
  }

  /// What each kind of evidence adds to the log-odds of a candidate.
  static func parts(of table: CandidateTable, row: Int) -> ScoreParts {
    var parts = ScoreParts()
    for term in numbers.terms {
      parts[term.feature.kind] += term.weight * Double(min(table[row, term.feature], term.most))
    }
    let bonus = numbers.bonus(
      documentLength: table[row, .documentLength], candidateCount: table[row, .candidateCount])
    parts[.text] += Double(table[row, .labelTokens] < 2 ? bonus * numbers.singleWordShare : bonus)
    let places = Set(tellingPlaces.map(\.kind))
    let telling = places.reduce(0) { $0 + parts[$1] }
    let text = parts.total - telling
    var share = 1.0
    if text > 0, table.candidates[row].isOrdinary { share = Double(numbers.ordinaryShare) }
    if text < 0, telling >= Double(numbers.decidingPlaces) { share = 0 }
    for kind in ScoreParts.Kind.allCases where !places.contains(kind) { parts[kind] *= share }
    parts[.start] += numbers.bias
    return parts
  }

  /// What a concept that only names of a close match speak for has less, in log-odds.
  static let nearLogOdds = log(numbers.nearShare)

  /// Log-odds by rules as they turn out to be right, in the same order.
  static func tempered(_ logOdds: Double) -> Double {
    guard logOdds > 0 else { return logOdds * numbers.unsureShare }
    guard logOdds > numbers.sureFrom else { return logOdds }
    return numbers.sureFrom + (logOdds - numbers.sureFrom) * numbers.sureShare
  }

  /// The probability of log-odds.
  static func probability(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }
}

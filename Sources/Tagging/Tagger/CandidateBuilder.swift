internal import Glibc
internal import Matching
internal import Taxonomy

/// Gathers the wordings of a document by concept and computes what they are judged by.
struct CandidateBuilder {
  let tables: ConceptTables
  let analysis: DocumentAnalysis
  let open: [Int: Disambiguator.Choice]

  private static let leadTokens = 150
  private static let openingTokens = 30

  /// What is counted of a concept on the way.
  private struct Tally {
    var wordings: [Int] = []
    var text = 0
    var title = 0
    var heading = 0
    var path = 0
    var metadata = 0
    var lead = 0
    var first = Int.max
    var last = -1
    var segments: UInt32 = 0
    var preferred = 0
    var exact = 0
    var total = 0
    var tokens: Int32 = 0
    var mostPlaces = 0
    var length: Int32 = 0
    var ambiguity = 1
    var commonness: Int32 = 1
    var opening = 0
  }

  /// The candidates in the order of the vocabulary.
  func build() -> [TagCandidate] {
    var numbers: [ConceptOrdinal: Int] = [:]
    var concepts: [ConceptOrdinal] = []
    var tallies: [Tally] = []
    for (number, wording) in analysis.wordings.enumerated() {
      let index = numbers[wording.concept] ?? tallies.count
      if index == tallies.count {
        numbers[wording.concept] = index
        concepts.append(wording.concept)
        tallies.append(Tally())
      }
      add(wording, number: number, to: &tallies[index])
    }
    let standings = standings(of: tallies, concepts)
    var result: [TagCandidate] = []
    result.reserveCapacity(tallies.count)
    for (index, tally) in tallies.enumerated() {
      var candidate = TagCandidate(concept: concepts[index])
      candidate.wordings = tally.wordings
      candidate.isDecided = tally.wordings.contains { open[$0]?.isDecided ?? true }
      for number in tally.wordings {
        guard let choice = open[number] else { continue }
        if candidate.reason.isEmpty { candidate.reason = choice.reason }
        if !choice.isDecided, !candidate.isDecided {
          candidate.alternatives = choice.meanings.dropFirst().map(\.concept)
        }
      }
      fill(&candidate.features, from: tally, standing: standings[index])
      fillNeighbors(&candidate.features, of: concepts[index], numbers, tallies)
      result.append(candidate)
    }
    return result.sorted { $0.concept < $1.concept }
  }

  private func add(_ wording: Wording, number: Int, to tally: inout Tally) {
    tally.wordings.append(number)
    let facts = tables.facts[Int(wording.label.rawValue)]
    let places = wording.mentions.count
    tally.total += places
    if facts.kind == .preferred { tally.preferred += places }
    if wording.isExact { tally.exact += places }
    tally.tokens = max(tally.tokens, facts.tokenCount)
    if places > tally.mostPlaces {
      tally.mostPlaces = places
      tally.length = facts.length
      tally.ambiguity = wording.meaningCount
      tally.commonness = facts.commonness
    }
    let textTokens = max(analysis.scan.textTokens, 1)
    for index in wording.mentions {
      let mention = analysis.scan.mentions[index]
      switch analysis.scan.fields[mention.field].field {
      case .title: tally.title += 1
      case .heading: tally.heading += 1
      case .path: tally.path += 1
      case .metadata: tally.metadata += 1
      case .text:
        let token = Int(mention.found.firstToken)
        tally.text += 1
        tally.first = min(tally.first, token)
        tally.last = max(tally.last, token)
        if token < Self.leadTokens { tally.lead += 1 }
        if token < Self.openingTokens { tally.opening += 1 }
        tally.segments |= 1 << UInt32(min(token * 20 / textTokens, 19))
      case .format, .document: break
      }
    }
  }

  /// The rank of each candidate among those of its scheme, by places, and how many those are.
  private func standings(
    of tallies: [Tally], _ concepts: [ConceptOrdinal]
  ) -> [(rank: Int, count: Int)] {
    let schemes = concepts.map { tables.home[Int($0.rawValue)] }
    var counts: [SchemeOrdinal: Int] = [:]
    for scheme in schemes { counts[scheme, default: 0] += 1 }
    var ranks: [SchemeOrdinal: Int] = [:]
    var result = Array(repeating: (rank: 0, count: 1), count: tallies.count)
    for index in tallies.indices.sorted(by: { tallies[$0].total > tallies[$1].total }) {
      let scheme = schemes[index]
      result[index] = (ranks[scheme, default: 0], counts[scheme] ?? 1)
      ranks[scheme, default: 0] += 1
    }
    return result
  }

  private func fill(
    _ features: inout CandidateFeatures, from tally: Tally, standing: (rank: Int, count: Int)
  ) {
    let tokens = Float(max(analysis.scan.textTokens, 1))
    features[.textCount] = log1p(Float(tally.text))
    features[.titleCount] = Float(min(tally.title, 3))
    features[.headingCount] = log1p(Float(tally.heading))
    features[.pathCount] = Float(min(tally.path, 3))
    features[.metadataCount] = Float(min(tally.metadata, 5))
    features[.firstPosition] = tally.last < 0 ? 0 : Float(tally.first) / tokens
    features[.lastPosition] = tally.last < 0 ? 0 : Float(tally.last) / tokens
    features[.spread] = tally.last < 0 ? 0 : Float(tally.last - tally.first) / tokens
    features[.leadCount] = log1p(Float(tally.lead))
    features[.coverage] = Float(tally.segments.nonzeroBitCount) / 20
    features[.frequency] = Float(tally.text) * 1000 / (tokens + 100)
    features[.rank] = Float(standing.rank) / Float(standing.count)
    features[.preferredShare] = Float(tally.preferred) / Float(max(tally.total, 1))
    features[.exactShare] = Float(tally.exact) / Float(max(tally.total, 1))
    features[.labelVariety] = Float(min(tally.wordings.count, 8))
    features[.labelTokens] = Float(tally.tokens)
    features[.labelLength] = Float(tally.length)
    features[.ambiguity] = Float(tally.ambiguity)
    features[.commonness] = log(Float(max(tally.commonness, 1)))
    features[.openingCount] = Float(min(tally.opening, 3))
    features[.documentLength] = log(tokens + 1)
    features[.candidateCount] = log1p(Float(standing.count))
  }

  private func fillNeighbors(
    _ features: inout CandidateFeatures, of concept: ConceptOrdinal,
    _ numbers: [ConceptOrdinal: Int], _ tallies: [Tally]
  ) {
    var near = 0
    var places = 0
    for neighbor in tables.neighbors[Int(concept.rawValue)] {
      guard let number = numbers[neighbor] else { continue }
      near += 1
      places += tallies[number].total
    }
    features[.neighborCount] = Float(min(near, 10))
    features[.neighborPlaces] = log1p(Float(places))
    let vocabulary = tables.vocabulary
    features[.hasBroader] =
      vocabulary.broader(of: concept).contains { numbers[$0] != nil } ? 1 : 0
    let narrower = vocabulary.narrower(of: concept)
    features[.narrowerCount] = Float(min(narrower.count { numbers[$0] != nil }, 10))
    features[.depth] = Float(tables.depth[Int(concept.rawValue)])
    features[.breadth] = log1p(Float(narrower.count))
  }
}

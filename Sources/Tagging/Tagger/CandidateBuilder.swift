internal import Glibc
internal import Matching
internal import Model
internal import Taxonomy

/// Gathers the wordings of a document by concept and computes what they are judged by.
struct CandidateBuilder {
  let tables: ConceptTables

  /// The row of each concept; emptied before use.
  let rows: DenseMap

  private static let leadTokens = 150
  private static let openingTokens = 30

  /// What is counted of a concept on the way.
  private struct Sums: BitwiseCopyable {
    var lastWording: Int32 = -1
    var wordings: Int32 = 0
    var text: Int32 = 0
    var title: Int32 = 0
    var heading: Int32 = 0
    var firstHeading: Int32 = 0
    var path: Int32 = 0
    var metadata: Int32 = 0
    var lead: Int32 = 0
    var first = Int32.max
    var last: Int32 = -1
    var segments: UInt32 = 0
    var preferred: Int32 = 0
    var exact: Int32 = 0
    var total: Int32 = 0
    var tokens: Int32 = 0
    var mostPlaces: Int32 = 0
    var length: Int32 = 0
    var ambiguity: Int32 = 1
    var commonness: Int32 = 1
    var opening: Int32 = 0
    var passing: Int32 = 0
    var framed: Int32 = 0
    var bare: Int32 = 0
    var declared: Int32 = 0
  }

  /// Fills the candidates of an analysis, in the order in which the document names them.
  func build(_ analysis: inout DocumentAnalysis) {
    rows.removeAll()
    var candidates: [TagCandidate] = []
    var allSums: [Sums] = []
    let kinds = analysis.scan.fields.map { FieldKind($0.field) }
    for number in analysis.wordings.indices {
      let wording = analysis.wordings[number]
      if wording.meaningCount == 0 { continue }
      var row = Int(rows[wording.concept.rawValue])
      if row < 0 {
        row = allSums.count
        rows[wording.concept.rawValue] = Int32(row)
        candidates.append(
          TagCandidate(
            concept: wording.concept, firstWording: Int32(number), isDecided: false,
            isOutdated: true, isOrdinary: true, isNear: true, schemeCount: wording.schemeCount))
        allSums.append(Sums())
      } else {
        analysis.wordings[Int(allSums[row].lastWording)].nextOfConcept = Int32(number)
      }
      allSums[row].lastWording = Int32(number)
      if !tables.facts[Int(wording.label.rawValue)].isOrdinary {
        candidates[row].isOrdinary = false
      }
      if candidates[row].isOutdated, !isOutdated(wording, in: analysis) {
        candidates[row].isOutdated = false
      }
      if !wording.isNear { candidates[row].isNear = false }
      candidates[row].schemeCount = min(candidates[row].schemeCount, wording.schemeCount)
      if wording.isDecided { candidates[row].isDecided = true }
      // The first ambiguous name that was decided explains best why this concept was taken.
      if wording.meaningCount > 1, wording.isDecided, candidates[row].chosenWording < 0 {
        candidates[row].chosenWording = Int32(number)
      }
      add(wording, of: analysis, kinds: kinds, to: &allSums[row])
    }
    for row in candidates.indices {
      let sums = allSums[row]
      candidates[row].isPassing = sums.passing == sums.total
      guard scope(of: candidates[row].concept, in: analysis) != nil else { continue }
      // An audience that is only named is an ordinary word, however rare, and no word is where the document says
      // that it holds for it.
      if sums.declared > 0 {
        candidates[row].isOrdinary = false
      } else if sums.framed == 0, sums.bare > 0 {
        candidates[row].isOrdinary = true
      }
    }
    for row in candidates.indices where !candidates[row].isDecided {
      candidates[row].chosenWording = candidates[row].firstWording
    }
    let standings = standings(of: allSums, candidates)
    analysis.candidates.reserveCapacity(candidates.count)
    let textTokens = analysis.scan.textTokens
    for row in allSums.indices {
      var features = FeatureRow()
      fill(&features, from: allSums[row], textTokens, standing: standings[row])
      fillNeighbors(&features, of: candidates[row].concept, allSums)
      analysis.candidates.append(candidates[row], features)
    }
  }

  /// Whether a wording is a plain word that was the name until years before the document: "Tidewater" may be a place.
  private func isOutdated(_ wording: Wording, in analysis: DocumentAnalysis) -> Bool {
    let facts = tables.facts[Int(wording.label.rawValue)]
    guard facts.isDated, facts.tokenCount == 1, wording.placeCount > 0,
      let until = facts.validity.until, let date = analysis.date,
      date.year - until.year >= Self.yearsInMemory
    else { return false }
    let mention = analysis.scan.mentions[Int(analysis.places[Int(wording.firstPlace)])]
    // No everyday word has a capital within it, as "MailVault" has.
    let bytes = analysis.scan.fields[mention.field].bytes[mention.found.range]
    return bytes.dropFirst().allSatisfy { $0 &- 0x41 >= 26 }
  }

  /// So long a name given up is still used for what bore it.
  private static let yearsInMemory = 3

  /// The kinds of fields that are counted apart.
  private enum FieldKind: UInt8 {
    case text, title, firstHeading, heading, path, metadata, other

    init(_ field: Evidence.Place) {
      switch field {
      case .text: self = .text
      case .title: self = .title
      case .heading(0): self = .firstHeading
      case .heading: self = .heading
      case .path: self = .path
      case .metadata: self = .metadata
      case .format, .document: self = .other
      }
    }

    /// As what an everyday word counts that stands there by chance.
    var below: FieldKind {
      switch self {
      case .title: .heading
      case .firstHeading, .heading, .path: .text
      case .text, .metadata, .other: self
      }
    }
  }

  private func add(
    _ wording: Wording, of analysis: DocumentAnalysis, kinds: [FieldKind], to sums: inout Sums
  ) {
    let facts = tables.facts[Int(wording.label.rawValue)]
    let places = Int32(wording.placeCount)
    sums.wordings += 1
    sums.total += places
    if facts.kind == .preferred { sums.preferred += places }
    if wording.isExact { sums.exact += places }
    sums.tokens = max(sums.tokens, facts.tokenCount)
    if places > sums.mostPlaces {
      sums.mostPlaces = places
      sums.length = facts.length
      sums.ambiguity = wording.definition < 0 ? Int32(wording.meaningCount) : 1
      sums.commonness = facts.commonness
    }
    let textTokens = max(analysis.scan.textTokens, 1)
    let scope = scope(of: wording.concept, in: analysis)
    // By number, not as a slice: a slice would be counted as an owner of the array each time.
    for number in wording.placeRange {
      let mention = analysis.scan.mentions[Int(analysis.places[number])]
      guard mention.isInOrder else {
        Self.addOrderFree(mention, in: kinds[mention.field], to: &sums)
        continue
      }
      if mention.isPassing {
        sums.passing += 1
        sums.text += 1
        continue
      }
      var kind = kinds[mention.field]
      switch scope.flatMap({ analysis.scopes.standing(of: mention, as: $0, in: analysis.scan) }) {
      case .address:
        sums.passing += 1
        continue
      case .declared:
        sums.declared += 1
        // Where the document says so in words, it says no less than a field of metadata does.
        if kind == .text { sums.metadata += 1 }
      case .framed: sums.framed += 1
      case .bare:
        kind = kind.below
        sums.bare += 1
        // However often an everyday word is named, that is one fact.
        if kind == .text, sums.bare > 1 { continue }
      case nil: if kind != .text { sums.framed += 1 }
      }
      switch kind {
      case .title: sums.title += 1
      case .firstHeading: sums.firstHeading += 1
      case .heading: sums.heading += 1
      case .path: sums.path += 1
      case .metadata:
        if analysis.scan.isAside(mention) { sums.text += 1 } else { sums.metadata += 1 }
      case .text:
        sums.text += 1
        // What counts as text without standing there is no early word of it.
        guard kinds[mention.field] == .text else { continue }
        let token = Int32(mention.found.firstToken)
        sums.first = min(sums.first, token)
        sums.last = max(sums.last, token)
        if token < Self.leadTokens { sums.lead += 1 }
        if token < Self.openingTokens { sums.opening += 1 }
        sums.segments |= 1 << UInt32(min(Int(token) * 20 / textTokens, 19))
      case .other: break
      }
    }
  }

  private func scope(
    of concept: ConceptOrdinal, in analysis: DocumentAnalysis
  ) -> DocumentScope? {
    analysis.scopes[tables.home[Int(concept.rawValue)]]
  }

  /// Counts a place with the words in another order: less than a title in the title, and once
  /// anywhere else, whether or not it comes early.
  private static func addOrderFree(
    _ mention: Mention, in kind: FieldKind, to sums: inout Sums
  ) {
    if kind == .title { sums.heading += 1 } else { sums.text += 1 }
  }

  /// The rank of each candidate among those of its scheme, by places, and how many those are.
  ///
  /// Those with as many places share the middle of their ranks: which is named first says nothing.
  private func standings(
    of allSums: [Sums], _ candidates: [TagCandidate]
  ) -> [(rank: Float, count: Int32)] {
    var counts = [Int32](repeating: 0, count: tables.vocabulary.schemeCount)
    let schemes = candidates.map { Int(tables.home[Int($0.concept.rawValue)].rawValue) }
    for scheme in schemes { counts[scheme] += 1 }
    // By scheme, most places first, in one number: what a document names of another facet makes no mention
    // of this one less telling.
    var order = allSums.indices.map { row in
      UInt64(schemes[row]) << 48
        | UInt64(Int(UInt16.max) - min(Int(allSums[row].total), Int(UInt16.max))) << 32
        | UInt64(row)
    }
    order.sort()
    var result = Array(repeating: (rank: Float(0), count: Int32(1)), count: allSums.count)
    var first = 0
    var schemeStart = 0
    while first < order.count {
      var end = first
      while end < order.count, order[end] >> 32 == order[first] >> 32 { end += 1 }
      if first > 0, order[first] >> 48 != order[first - 1] >> 48 { schemeStart = first }
      let rank = Float(first + end - 1 - 2 * schemeStart) / 2
      for place in first..<end {
        let row = Int(order[place] & 0xFFFF_FFFF)
        result[row] = (rank, counts[schemes[row]])
      }
      first = end
    }
    return result
  }

  private func fill(
    _ features: inout FeatureRow, from sums: Sums, _ textTokens: Int,
    standing: (rank: Float, count: Int32)
  ) {
    let tokens = Float(max(textTokens, 1))
    let opening = Int32(Self.openingTokens)
    features[.textCount] = Logarithm.ofOnePlus(sums.text)
    features[.titleCount] = Float(min(sums.title, 3))
    // Title and first heading are mostly made from each other: one fact.
    features[.headingCount] = Logarithm.ofOnePlus(
      sums.heading + (sums.title > 0 ? 0 : sums.firstHeading))
    features[.pathCount] = Float(min(sums.path, 3))
    features[.metadataCount] = Float(min(sums.metadata, 5))
    if sums.last >= 0 {
      // Within the opening no place is earlier than another.
      features[.firstPosition] = Float(max(sums.first - opening, 0)) / tokens
      features[.lastPosition] = Float(max(sums.last - opening, 0)) / tokens
      features[.spread] = Float(sums.last - sums.first) / tokens
    }
    features[.leadCount] = Logarithm.ofOnePlus(sums.lead)
    features[.coverage] = Float(sums.segments.nonzeroBitCount) / 20
    // As if the text were a hundred words longer: one place in a line is no high frequency.
    features[.frequency] = Float(sums.text) * 1000 / (tokens + 100)
    features[.rank] = standing.rank / Float(standing.count)
    features[.preferredShare] = Float(sums.preferred) / Float(max(sums.total, 1))
    features[.exactShare] = Float(sums.exact) / Float(max(sums.total, 1))
    features[.labelVariety] = Float(min(sums.wordings, 8))
    features[.labelTokens] = Float(sums.tokens)
    features[.labelLength] = Float(sums.length)
    features[.ambiguity] = Float(sums.ambiguity)
    features[.commonness] = Logarithm.ofOnePlus(max(sums.commonness, 1) - 1)
    features[.openingCount] = Float(min(sums.opening, 3))
    features[.documentLength] = log(tokens + 1)
    features[.candidateCount] = Logarithm.ofOnePlus(standing.count)
  }

  private func fillNeighbors(
    _ features: inout FeatureRow, of concept: ConceptOrdinal, _ allSums: [Sums]
  ) {
    let bounds = tables.neighbors.bounds(of: concept)
    var near = 0
    var places: Int32 = 0
    var narrowerNear = 0
    for index in bounds.all {
      let row = rows[tables.neighbors.concepts[index].rawValue]
      if row < 0 { continue }
      near += 1
      places += allSums[Int(row)].total
      if bounds.broader.contains(index) {
        features[.hasBroader] = 1
      } else if bounds.narrower.contains(index) {
        narrowerNear += 1
      }
    }
    features[.neighborCount] = Float(min(near, 10))
    features[.neighborPlaces] = Logarithm.ofOnePlus(places)
    features[.narrowerCount] = Float(min(narrowerNear, 10))
    features[.depth] = Float(tables.depth[Int(concept.rawValue)])
    features[.breadth] = Logarithm.ofOnePlus(Int32(clamping: bounds.narrower.count))
  }
}

internal import Glibc
internal import Matching
internal import Model
internal import Taxonomy

/// Writes down what speaks for a candidate.
struct EvidenceBuilder {
  let tables: ConceptTables
  let analysis: DocumentAnalysis
  let settings: TaggerSettings

  /// The rows of the concepts that the document names.
  let rows: DenseMap

  /// The evidence for a candidate, with weights that add up to the log-odds of the score.
  ///
  /// Its places come first, the most telling ones before others and at most as many as the settings
  /// say, then what is not a place.
  ///
  /// - Parameters:
  ///   - candidate: the candidate.
  ///   - parts: what each kind of evidence adds.
  ///   - score: the score, from 0 to 1.
  ///   - others: how many other concepts of the scheme the document names.
  ///   - learned: what was learned of the concept, in words.
  /// - Returns: the evidence.
  func evidence(
    for candidate: TagCandidate, parts: ScoreParts, score: Double, others: Int, learned: String
  ) -> [TagEvidence] {
    // The rank of the rule, the mention and the wording in one number each.
    var order: [(key: UInt64, wording: Int32)] = []
    var counts = [Int](repeating: 0, count: ScoreParts.Kind.allCases.count)
    var number = candidate.firstWording
    while number >= 0 {
      let wording = analysis.wordings[Int(number)]
      for mention in analysis.places(of: wording) {
        let weight = Self.weight(of: rule(Int(mention)))
        order.append((UInt64(1000 - weight * 100) << 32 | UInt64(mention), number))
        counts[kind(Int(mention), wording).rawValue] += 1
      }
      number = wording.nextOfConcept
    }
    order.sort { $0.key < $1.key }
    func weight(_ mention: Int, _ wording: Int32) -> Double {
      let kind = kind(mention, analysis.wordings[Int(wording)])
      return parts[kind] / Double(counts[kind.rawValue]) + parts[.label] / Double(order.count)
    }
    var result = order.prefix(settings.evidenceLimit).map { place in
      let mention = Int(place.key & 0xFFFF_FFFF)
      var item = evidence(mention: mention, wording: analysis.wordings[Int(place.wording)])
      item.weight = weight(mention, place.wording)
      return item
    }
    if order.count > settings.evidenceLimit {
      let rest = order.dropFirst(settings.evidenceLimit)
      result.append(
        TagEvidence(
          .further, "\(rest.count) further places",
          weight: rest.reduce(0) { $0 + weight(Int($1.key & 0xFFFF_FFFF), $1.wording) }))
    }
    if parts[.neighbors] != 0, let note = neighborNote(candidate.concept) {
      result.append(TagEvidence(.neighbors, note, weight: parts[.neighbors]))
    }
    if let folder = analysis.folder?.evidence(for: candidate.concept) { result.append(folder) }
    if parts[.learned] != 0 {
      result.append(TagEvidence(.learned, learned, weight: parts[.learned]))
    }
    result.balance(for: score, note: startNote(candidate, others))
    return result
  }

  /// The kind of evidence that a place counts as.
  private func kind(_ number: Int, _ wording: Wording) -> ScoreParts.Kind {
    let mention = analysis.scan.mentions[number]
    if mention.isPassing { return .text }
    let standing = standing(of: mention, wording)
    let counts = mention.isInOrder && standing != .bare
    switch analysis.scan.fields[mention.field].field {
    case .title: return counts ? .title : .heading
    case .heading: return counts ? .heading : .text
    case .path: return counts ? .path : .text
    case .text where standing == .declared: return .metadata
    case .metadata: return analysis.scan.isAside(mention) ? .text : .metadata
    case .text, .format, .document: return .text
    }
  }

  /// What a place says of whom, where or for which trade the document is.
  private func standing(of mention: Mention, _ wording: Wording) -> ScopeReader.Standing? {
    guard !mention.isPassing,
      let scope = analysis.scopes[tables.home[Int(wording.concept.rawValue)]]
    else { return nil }
    return analysis.scopes.standing(of: mention, as: scope, in: analysis.scan)
  }

  /// Which neighbours in the vocabulary the document names; `nil` if it names none.
  private func neighborNote(_ concept: ConceptOrdinal) -> String? {
    let near = tables.neighbors.bounds(of: concept).all.map { tables.neighbors.concepts[$0] }
      .filter { rows[$0.rawValue] >= 0 }
    guard !near.isEmpty else { return nil }
    let shown = near.prefix(2).map { "“\(tables.vocabulary.preferredLabel(of: $0))”" }
    let rest = near.count - shown.count
    return "near it in the vocabulary and named, too: \(shown.joined(separator: ", "))"
      + (rest > 0 ? " and \(rest) more" : "")
  }

  private func startNote(_ candidate: TagCandidate, _ others: Int) -> String {
    var note = "named beside \(others) other\(others == 1 ? "" : "s") of its scheme"
    if candidate.firstWording < 0 { note = "not named, beside \(others) of its scheme that are" }
    let words = analysis.scan.textTokens
    note += words == 0 ? "" : " in a text of \(words) words"
    if candidate.schemeCount > 1 { note += "; a name in \(candidate.schemeCount) facets" }
    if candidate.isNear, candidate.firstWording >= 0 {
      note += "; only by names of a close match, which count less"
    }
    guard candidate.firstWording >= 0, !candidate.isDecided else { return note }
    let meanings = analysis.wordings[Int(candidate.firstWording)].meaningCount
    return note + "; shared among \(meanings) meanings"
  }

  private func rule(_ mention: Int) -> Evidence.Rule {
    analysis.scan.rule(of: analysis.scan.mentions[mention])
  }

  /// One place of a wording, not yet weighed.
  func evidence(mention number: Int, wording: Wording) -> TagEvidence {
    let mention = analysis.scan.mentions[number]
    let field = analysis.scan.fields[mention.field]
    let range = mention.found.range
    let rule = analysis.scan.rule(of: mention)
    var remark =
      wording.definition >= 0
      ? "stands for “\(analysis.definitions[Int(wording.definition)])” here"
      : LabelNote.note(on: wording.label, meaning: wording.concept, in: tables)
    let standing = standing(of: mention, wording)?.note ?? (mention.isPassing ? "in passing" : "")
    if !standing.isEmpty { remark += remark.isEmpty ? standing : "; \(standing)" }
    return TagEvidence(
      field: field.field,
      range: range.lowerBound + field.base..<range.upperBound + field.base,
      surface: analysis.scan.surface(of: mention), label: wording.label, rule: rule,
      source: field.name, remark: remark, weight: 0)
  }

  /// How telling a place of each kind is, to list the most telling first.
  static func weight(of rule: Evidence.Rule) -> Double {
    switch rule {
    case .facet: 5
    case .category: 3
    case .title: 2.6
    case .keyword: 2.2
    case .metadata: 1.2
    case .file: 1.8
    case .folder: 1.6
    case .heading: 0.9
    case .text: 0.4
    case .orderFree: 0.2
    case .cue, .format, .form, .layout, .learned, .habit, .neighborDocuments, .neighbors, .further,
      .start:
      0.5
    }
  }
}

extension TagEvidence {
  /// Evidence that is not a place.
  init(_ rule: Evidence.Rule, _ remark: String, weight: Double) {
    self.init(
      field: .document, range: 0..<0, surface: "", label: nil, rule: rule, remark: remark,
      weight: weight)
  }
}

extension [TagEvidence] {
  /// Adds what makes the weights add up to the log-odds of a score.
  mutating func balance(for score: Double, note: String) {
    // At 0 and 1 log-odds are infinite.
    let bounded = Swift.min(Swift.max(score, 1e-6), 1 - 1e-6)
    let rest = log(bounded / (1 - bounded)) - reduce(0) { $0 + $1.weight }
    append(TagEvidence(.start, note, weight: rest))
  }
}

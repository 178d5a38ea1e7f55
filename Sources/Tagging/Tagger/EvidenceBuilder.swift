internal import Matching
internal import Taxonomy

/// Writes down what speaks for a candidate.
struct EvidenceBuilder {
  let tables: ConceptTables
  let analysis: DocumentAnalysis
  let settings: TaggerSettings

  /// The evidence for a candidate, the weightiest first, at most as many as the settings say.
  func evidence(for candidate: TagCandidate) -> [TagEvidence] {
    var places: [(mention: Int, wording: Int)] = []
    for number in candidate.wordings {
      for mention in analysis.wordings[number].mentions { places.append((mention, number)) }
    }
    places.sort { weight(of: $0.mention, after: $1.mention) }
    return places.prefix(settings.evidenceLimit).map { place in
      evidence(mention: place.mention, wording: analysis.wordings[place.wording])
    }
  }

  private func weight(of first: Int, after second: Int) -> Bool {
    let one = Self.weight(of: rule(first))
    let other = Self.weight(of: rule(second))
    return one == other ? first < second : one > other
  }

  private func rule(_ mention: Int) -> TagEvidence.Rule {
    analysis.scan.fields[analysis.scan.mentions[mention].field].rule
  }

  /// One place of a wording.
  func evidence(mention number: Int, wording: Wording) -> TagEvidence {
    let mention = analysis.scan.mentions[number]
    let field = analysis.scan.fields[mention.field]
    let range = mention.found.range
    return TagEvidence(
      field: field.field,
      range: range.lowerBound + field.base..<range.upperBound + field.base,
      surface: analysis.scan.surface(of: mention), label: wording.label, rule: field.rule,
      note: wording.definition.map { "stands for “\($0)” here" }
        ?? LabelNote.note(on: wording.label, meaning: wording.concept, in: tables),
      weight: Self.weight(of: field.rule))
  }

  /// What a place of each kind weighs in log-odds.
  static func weight(of rule: TagEvidence.Rule) -> Double {
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
    case .cue, .format, .learned: 0.5
    }
  }
}

/// Says in words what is special about a label that names a concept.
enum LabelNote {
  /// Such as "formerly Acme Vault until 2009-06-30" or "abbreviation"; empty for a usual name.
  static func note(
    on label: LabelOrdinal, meaning concept: ConceptOrdinal, in tables: ConceptTables
  ) -> String {
    let vocabulary = tables.vocabulary
    let facts = tables.facts[Int(label.rawValue)]
    var parts: [String] = []
    switch facts.role {
    case .abbreviation: parts.append("abbreviation")
    case .code: parts.append("code")
    case .formerName:
      parts.append("formerly \(vocabulary.text(of: label))" + Self.period(facts.validity))
    case .plain:
      if facts.kind == .hidden { parts.append("hidden label") }
      if facts.validity != .always { parts.append("name" + Self.period(facts.validity)) }
    }
    if facts.concept != concept {
      let old = vocabulary.preferredLabel(of: facts.concept)
      let date = vocabulary.deprecationDate(of: facts.concept).map { " since \($0)" } ?? ""
      parts.append("“\(old)” was replaced\(date)")
    }
    return parts.joined(separator: "; ")
  }

  private static func period(_ validity: Validity) -> String {
    switch (validity.from, validity.until) {
    case (nil, let until?): " until \(until)"
    case (let from?, nil): " since \(from)"
    case (let from?, let until?): " from \(from) until \(until)"
    case (nil, nil): ""
    }
  }
}

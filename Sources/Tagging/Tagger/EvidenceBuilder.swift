internal import Matching
internal import Taxonomy

/// Writes down what speaks for a candidate.
struct EvidenceBuilder {
  let tables: ConceptTables
  let analysis: DocumentAnalysis
  let settings: TaggerSettings

  /// The evidence for a candidate, the weightiest first, at most as many as the settings say.
  func evidence(for candidate: TagCandidate) -> [TagEvidence] {
    // The rank of the rule, the mention and the wording in one number each.
    var order: [(key: UInt64, wording: Int32)] = []
    var number = candidate.firstWording
    while number >= 0 {
      let wording = analysis.wordings[Int(number)]
      for mention in analysis.places(of: wording) {
        let weight = Self.weight(of: rule(Int(mention)))
        order.append((UInt64(1000 - weight * 100) << 32 | UInt64(mention), number))
      }
      number = wording.nextOfConcept
    }
    order.sort { $0.key < $1.key }
    return order.prefix(settings.evidenceLimit).map { place in
      evidence(
        mention: Int(place.key & 0xFFFF_FFFF), wording: analysis.wordings[Int(place.wording)])
    }
  }

  private func rule(_ mention: Int) -> TagEvidence.Rule {
    analysis.scan.rule(of: analysis.scan.mentions[mention])
  }

  /// One place of a wording.
  func evidence(mention number: Int, wording: Wording) -> TagEvidence {
    let mention = analysis.scan.mentions[number]
    let field = analysis.scan.fields[mention.field]
    let range = mention.found.range
    let rule = analysis.scan.rule(of: mention)
    return TagEvidence(
      field: field.field,
      range: range.lowerBound + field.base..<range.upperBound + field.base,
      surface: analysis.scan.surface(of: mention), label: wording.label, rule: rule,
      note: wording.definition >= 0
        ? "stands for “\(analysis.definitions[Int(wording.definition)])” here"
        : LabelNote.note(on: wording.label, meaning: wording.concept, in: tables),
      weight: Self.weight(of: rule))
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
    case .orderFree: 0.2
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
    if facts.role == .plain, facts.kind != .hidden, !facts.isDated, facts.concept == concept {
      return ""
    }
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

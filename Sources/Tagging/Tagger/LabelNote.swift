internal import Matching
internal import Model
internal import Taxonomy

/// Says in words what is special about a label that names a concept.
enum LabelNote {
  /// Such as "formerly Acme Vault (2004-03-01 – 2009-06-30)" or "abbreviation"; empty for a usual name.
  static func note(
    on label: LabelOrdinal, meaning concept: ConceptOrdinal, in tables: ConceptTables
  ) -> String {
    let vocabulary = tables.vocabulary
    let facts = tables.facts[Int(label.rawValue)]
    if facts.role == .plain, facts.kind != .hidden, !facts.isDated, facts.concept == concept {
      return ""
    }
    var parts: [String] = []
    let period = period(facts.validity)
    switch facts.role {
    case .abbreviation: parts.append("abbreviation" + (period.isEmpty ? "" : " in use \(period)"))
    case .code: parts.append("code" + (period.isEmpty ? "" : " in use \(period)"))
    case .formerName:
      parts.append(
        "formerly \(vocabulary.text(of: label))" + (period.isEmpty ? "" : " (\(period))"))
    case .plain:
      if facts.kind == .hidden { parts.append("hidden label") }
      if !period.isEmpty { parts.append("name in use \(period)") }
    }
    let meant = tables.soleConcept(for: facts.concept) ?? facts.concept
    if tables.isCompound(facts.concept) {
      let all = tables.currentConcepts(for: facts.concept).map {
        "“\(vocabulary.preferredLabel(of: $0))”"
      }
      parts.append("stands for " + all.joined(separator: " + "))
    } else if let match = tables.mapped[meant].first(where: { $0.concept == concept }) {
      parts.append(
        "name of “\(vocabulary.preferredLabel(of: meant))” in "
          + "\(vocabulary.key(of: tables.home[Int(meant.rawValue)])), "
          + (match.isExact ? "an exact match" : "a close match"))
    } else if facts.concept != concept {
      let old = vocabulary.preferredLabel(of: facts.concept)
      let date = vocabulary.deprecationDate(of: facts.concept).map { " (\($0))" } ?? ""
      parts.append("“\(old)” was replaced by it\(date)")
    }
    return parts.joined(separator: "; ")
  }

  /// Such as "2012–2016", "2004-03-01 – 2009-06-30" or "until 2009"; empty for any time.
  static func period(_ validity: Validity) -> String {
    switch (validity.from, validity.until) {
    case (nil, let until?): "until \(until)"
    case (let from?, nil): "since \(from)"
    case (let from?, let until?):
      // A dash without blanks would run into those of months and days.
      from.month == nil && until.month == nil ? "\(from)–\(until)" : "\(from) – \(until)"
    case (nil, nil): ""
    }
  }
}

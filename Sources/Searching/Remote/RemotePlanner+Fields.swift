import Model
import Taxonomy
import TextAnalysis

extension RemotePlanner {
  /// Documents with any of the values of a field.
  func planField(_ name: String, _ values: [String]) throws -> RemotePlan {
    var plan = RemotePlan()
    switch name {
    case "title": plan.clause = .any(try values.map { plan.take(try planTitle($0)) })
    case "path":
      plan.clause = .any(values.map { told(planPath($0), "path:\($0)", &plan) })
    case "date": plan.clause = .any(values.compactMap { DateRange($0).map(Self.clause) })
    case "tag": plan.clause = .any(try values.map { try planTag($0, &plan) })
    default:
      if facetKey(of: name) == nil, let property = DocumentProperty(rawValue: name) {
        plan.clause = .any(
          values.map { told(clause(of: property, $0), "\(name):\($0)", &plan) })
        return plan
      }
      let key = facetKey(of: name) ?? name
      plan.clause = try countsMentions ? planMentioned(key, values) : planFacet(key, values)
    }
    return plan
  }

  /// A clause, with a notice if no document is so.
  private func told(
    _ clause: RemoteClause, _ surface: String, _ plan: inout RemotePlan
  ) -> RemoteClause {
    if !facts.occurs(clause) {
      plan.understanding.notices.append(.init(surface: surface, kind: .absent))
    }
    return clause
  }

  /// Documents whose date shares a day with a range.
  static func clause(of range: DateRange) -> RemoteClause {
    overlap(
      from: range.from.map { Int($0.firstDay.rawValue) },
      until: range.until.map { Int($0.lastDay.rawValue) })
  }

  /// Documents that have a date which shares a day with a time.
  static func overlap(from: Int?, until: Int?) -> RemoteClause {
    var parts: [RemoteClause] = []
    if let from { parts.append(.range(RemoteField.lastDay, from: from, until: nil)) }
    if let until { parts.append(.range(RemoteField.firstDay, from: nil, until: until)) }
    return parts.isEmpty ? .present(RemoteField.rawDate) : .all(parts)
  }

  /// Documents with all words of a value in the title.
  private func planTitle(_ value: String) throws -> RemotePlan {
    var plan = RemotePlan()
    var parts = analyzer.words(value)
    var clauses: [RemoteClause] = []
    if value.hasSuffix("*"), let last = parts.popLast() {
      let stems = try words.stems(beginningWith: last) ?? []
      plan.patterns.append([stems])
      clauses.append(.stems(stems, inTitle: true))
    }
    for part in parts {
      let stems = try words.stems(part)
      plan.patterns.append([stems])
      clauses.append(.stems(stems, inTitle: true))
    }
    if clauses.isEmpty {
      plan.understanding.notices.append(.init(surface: "title:\(value)", kind: .absent))
    }
    plan.clause = clauses.isEmpty ? .nothing : .all(clauses)
    return plan
  }

  /// Documents tagged with a concept of any facet or anything narrower, or with plain words.
  private func planTag(_ value: String, _ plan: inout RemotePlan) throws -> RemoteClause {
    if value.isEmpty {
      // Without a value, documents that have none.
      return .all([], excluding: [.present(RemoteField.tagged)])
    }
    let (values, together) = scope.values(named: value)
    let plain = RemoteClause.values(RemoteField.foldedTags, [Analyzer.fold(value)])
    // A name counts as values together only where no document has it as a word of its own.
    if let each = together.first, !facts.occurs(plain) {
      return RemoteScope.clause(ofEach: each, in: RemoteField.tagged)
    }
    let clause = RemoteClause.any([.values(RemoteField.tagged, values), plain])
    return told(clause, "tag:\(value)", &plan)
  }
}

// MARK: - Facets

extension RemotePlanner {
  /// Documents that have one of the values of a facet.
  private func planFacet(_ key: String, _ values: [String]) throws -> RemoteClause {
    let filters = values.map { FacetFilter(key: key, value: $0) }
    return .all(try RemoteSelection.selections(filters, in: scope).map(\.clause))
  }

  /// Documents that have one of the values of a facet, or name its concept.
  func planMentioned(_ key: String, _ values: [String]) throws -> RemoteClause {
    var clauses = [try planFacet(key, values)]
    guard let finder else { return clauses[0] }
    let scheme = finder.vocabulary.scheme(named: key)
    for value in values {
      guard let found = finder.found(named: value, in: scheme) else { continue }
      clauses.append(try planConcept(found, in: value).plan.clause)
    }
    return .any(clauses)
  }
}

// MARK: - Paths

extension RemotePlanner {
  /// Documents below a folder (`sales/**` or `sales/`), or the one with a path: from the top of its share, or,
  /// if there is none, as answers show it, with folders above.
  private func planPath(_ value: String) -> RemoteClause {
    let clause = planOwnPath(value)
    if !value.contains("/") || facts.occurs(clause) { return clause }
    let isFolder = value.hasSuffix("/")
    let pattern = (value.hasPrefix("/") ? "" : "**/") + value + (isFolder ? "**" : "")
    return .path(RemoteField.foldedID, pattern)
  }

  private func planOwnPath(_ value: String) -> RemoteClause {
    func pattern(_ text: String) -> RemoteClause {
      .path(RemoteField.foldedPath, text)
    }
    for suffix in ["/**", "/*", "/"] where value.hasSuffix(suffix) {
      let folder = String(value.dropLast(suffix.count))
      if PathPattern.isPattern(folder) { break }
      let below = RemoteClause.values(RemoteField.folders, [folder])
      return facts.occurs(below) ? below : pattern(folder + "/**")
    }
    if PathPattern.isPattern(value) { return pattern(value) }
    let exact = RemoteClause.any([
      .values(RemoteField.folders, [value]), .values(RemoteField.path, [value]),
    ])
    if facts.occurs(exact) { return exact }
    return .any([pattern(value), pattern(value + "/**")])
  }
}

// MARK: - Properties

extension RemotePlanner {
  /// Documents with a value of a property: all of an ending or language, or words one after the other.
  private func clause(of property: DocumentProperty, _ value: String) -> RemoteClause {
    let field = RemoteField.property(property)
    let begins = value.hasSuffix("*")
    switch property {
    case .ext:
      let wanted = String(value.lowercased().drop { $0 == "." }.prefix { $0 != "*" })
      return begins ? .beginning(field, wanted) : .values(field, [wanted])
    case .lang: return .values(field, [PropertyFinder.languageCode(value)])
    case .author, .from, .to, .keyword:
      let wanted = analyzer.words(value).map { analyzer.spellings($0) }
      return wanted.isEmpty ? .nothing : .words(field, wanted, beginsLast: begins)
    }
  }
}

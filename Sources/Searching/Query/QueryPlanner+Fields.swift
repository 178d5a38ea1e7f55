import MappedStorage
import Taxonomy

extension QueryPlanner {
  /// Documents with any of the values of a field.
  func planField(_ name: String, _ values: [String]) throws -> PlannedQuery {
    var query = PlannedQuery()
    switch name {
    case "title": query.plan = .any(try values.map { query.take(try planTitle($0)) })
    case "path":
      query.plan = .any(
        try values.map { value in
          let plan = try planPath(value)
          if !plan.isMatched {
            query.understanding.notices.append(.init(surface: "path:\(value)", kind: .absent))
          }
          return plan
        })
    case "date":
      let ranges = values.compactMap { DateRange($0) }
      query.plan = .list(try index.segments.map { try Self.list(of: ranges, in: $0) })
    case "tag": query.plan = .any(try values.map { query.take(try planTag($0)) })
    default:
      if facetKey(of: name) == nil, let property = DocumentProperty(rawValue: name) {
        query.plan = .any(try values.map { query.take(try planProperty(property, $0)) })
        return query
      }
      let key = facetKey(of: name) ?? name
      query.plan =
        countsMentions
        ? try planMentioned(key, values)
        : try planFacet(values.map { FacetFilter(key: key, value: $0) })
    }
    return query
  }

  /// Documents with a value of a property; that none has it is told, with values that some have.
  private func planProperty(_ property: DocumentProperty, _ value: String) throws -> PlannedQuery {
    var query = PlannedQuery()
    let finder = PropertyFinder(index: index, analyzer: analyzer, property: property)
    if let lists = try finder.documents(with: value) {
      query.plan = .list(lists)
      return query
    }
    query.plan = .any([])
    let values = try finder.frequentValues()
    query.understanding.notices.append(
      .init(
        surface: "\(property.rawValue):\(value)", kind: .absent,
        remedy: values.isEmpty
          ? "none has any" : "most have \(values.joined(separator: ", "))"))
    return query
  }

  /// Documents with all words of a value in the title.
  private func planTitle(_ value: String) throws -> PlannedQuery {
    var query = PlannedQuery()
    let beginsLast = value.hasSuffix("*")
    var words = analyzer.words(value)
    var plans: [Plan] = []
    if beginsLast, let last = words.popLast() {
      let group = try terms.prefix(last)
      let stems = try group.map { try terms.texts(of: $0).sorted() } ?? []
      query.patterns.append([Set(stems)])
      plans.append(.any(try terms.terms(stems, in: .title, boost: 0)))
    }
    query.patterns += try words.map { [Set(try analyzer.stems($0))] }
    plans += try words.map { .any(try terms.word($0, in: .title, boost: 0)) }
    if plans.isEmpty {
      query.understanding.notices.append(.init(surface: "title:\(value)", kind: .absent))
    }
    query.plan = plans.isEmpty ? .any([]) : .all(plans)
    return query
  }

  /// Documents below a folder (`sales/**` or `sales/`), or the one with a path: from the top of its share, or,
  /// if there is none, as answers show it, with folders above.
  private func planPath(_ value: String) throws -> Plan {
    let plan = try planOwnPath(value)
    if plan.isMatched || !value.contains("/") { return plan }
    let isFolder = value.hasSuffix("/")
    return try planPattern((value.hasPrefix("/") ? "" : "**/") + value + (isFolder ? "**" : "")) {
      $0.id
    }
  }

  private func planOwnPath(_ value: String) throws -> Plan {
    for suffix in ["/**", "/*", "/"] where value.hasSuffix(suffix) {
      let folder = String(value.dropLast(suffix.count))
      if PathPattern.isPattern(folder) { break }
      let plans = try terms.terms([folder], in: .folder, boost: 0)
      return plans.isEmpty ? try planPattern(folder + "/**") : .any(plans)
    }
    if PathPattern.isPattern(value) { return try planPattern(value) }
    let below = try terms.terms([value], in: .folder, boost: 0)
    let exact = try index.documents(withPath: value)
    guard below.isEmpty, exact.allSatisfy({ $0.count == 0 }) else {
      return .any(below + [.list(exact)])
    }
    return .any([try planPattern(value), try planPattern(value + "/**")])
  }

  /// Documents whose path matches a pattern, in any case.
  private func planPattern(
    _ value: String, of path: (DocumentNames) -> String = { $0.path }
  ) throws -> Plan {
    let pattern = PathPattern(value)
    return .list(
      try index.segments.map { segment in
        var list = ScoredList()
        for document in 0..<segment.count
        where try segment.isLive(document)
          && pattern.matches(path(segment.names(of: document)))
        {
          list.documents.append(UInt32(document))
          list.scores.append(0)
        }
        return list
      })
  }

  /// Documents tagged with a concept of any facet or anything narrower, or with plain words.
  private func planTag(_ value: String) throws -> PlannedQuery {
    var query = PlannedQuery()
    let keys = index.facetKeys.filter { $0 != FacetKeys.year }
    // Without a value, documents that have none in any facet.
    if value.isEmpty {
      query.plan = .all(try keys.map { try planFacet([FacetFilter(key: $0, value: "")]) })
      return query
    }
    var values: Set<String> = []
    for key in keys {
      values.formUnion(try FacetSelection.plainValues(value, facet: key, index: index))
    }
    if let finder = index.finder {
      let concepts = finder.concepts(named: value, in: nil)
      let single = concepts.filter { finder.vocabulary.components(of: $0).isEmpty }
      values.formUnion(finder.closure(of: single).map(finder.vocabulary.uri(of:)))
      if values.isEmpty, let compound = concepts.first {
        query.plan = .all(
          try finder.values(ofCompound: compound, in: nil).map {
            .any(try terms.terms($0.sorted(), in: .concept, boost: 0))
          })
        return query
      }
    }
    let plans = try terms.terms(values.sorted(), in: .concept, boost: 0)
    if plans.isEmpty {
      query.understanding.notices.append(.init(surface: "tag:\(value)", kind: .absent))
    }
    query.plan = .any(plans)
    return query
  }

  /// Documents that pass filters on one facet.
  private func planFacet(_ filters: [FacetFilter]) throws -> Plan {
    let selections = try FacetSelection.selections(filters, in: index)
    return .all(
      try selections.map { selection in
        .list(try index.segments.map { try selection.documents(in: $0) })
      })
  }

  /// Documents that have one of the values of a facet, or name its concept.
  func planMentioned(_ key: String, _ values: [String]) throws -> Plan {
    var plans = [try planFacet(values.map { FacetFilter(key: key, value: $0) })]
    guard let finder else { return plans[0] }
    let scheme = finder.vocabulary.scheme(named: key)
    for value in values {
      guard let found = finder.found(named: value, in: scheme) else { continue }
      plans.append(try planConcept(found, in: value).plan)
    }
    return .any(plans)
  }

  private static func list(of ranges: [DateRange], in segment: Segment) throws -> ScoredList {
    var list = ScoredList()
    let dates = try segment.dates.verified()
    for document in 0..<segment.count
    where ranges.contains(where: { $0.contains(storedDate: dates[document]) }) {
      list.documents.append(UInt32(document))
      list.scores.append(0)
    }
    return list
  }
}

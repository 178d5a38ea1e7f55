extension QueryPlanner {
  /// Words that begin so; of a compound the last one.
  func planPrefix(_ text: String) throws -> PlannedQuery {
    try planPhrase(text, beginsLast: true, name: QueryWord.trimmed(text) + "*")
  }

  /// Words one after the other.
  func planPhrase(_ text: String, beginsLast: Bool, name: String? = nil) throws -> PlannedQuery {
    var query = PlannedQuery()
    var words = analyzer.words(text)
    let name = name ?? "\"\(text)\(beginsLast ? "*" : "")\""
    guard let last = words.last else {
      query.plan = .any([])
      return query
    }
    for word in words.dropLast(beginsLast ? 1 : 0) where try !terms.occursAlone(word) {
      query.understanding.notices.append(.init(surface: word, kind: .absent))
    }
    var pattern = try words.map { Set(try analyzer.stems($0)) }
    if beginsLast {
      words.removeLast()
      let found = try terms.phrase(words, thenPrefix: last)
      query.plan = found ?? .any([])
      // What is marked in passages need not be known where none are shown.
      let group = marksPassages ? try terms.prefix(last) : nil
      pattern[pattern.count - 1] = try group.map { try terms.texts(of: $0) } ?? []
      if found == nil {
        query.understanding.notices.append(.init(surface: last + "*", kind: .absent))
      }
    } else {
      query.plan = try terms.phrase(words)
      query.exactForms.append(words)
    }
    query.patterns.append(pattern)
    query.parts.append(PlannedPart(name: name, plan: query.plan))
    return query
  }

  /// Two words or phrases near one another.
  func planNear(_ left: QueryNode, _ right: QueryNode, _ distance: Int) throws -> PlannedQuery {
    var query = PlannedQuery()
    let sides = [left, right].map { node -> [String] in
      switch node.ungrouped {
      case .word(let text), .phrase(let text, _): analyzer.words(text)
      default: []
      }
    }
    query.plan = .any([])
    guard let first = sides[0].last, let second = sides[1].first else { return query }
    for word in sides.joined() where try !terms.occursAlone(word) {
      query.understanding.notices.append(.init(surface: word, kind: .absent))
    }
    query.patterns += try sides.map { try $0.map { Set(try analyzer.stems($0)) } }
    var plans = [try terms.phrase([first, second], slop: distance, isOrdered: false)]
    query.parts.append(
      PlannedPart(name: "\(first) NEAR/\(distance) \(second)", plan: plans[0]))
    for side in sides where side.count > 1 { plans.append(try terms.phrase(side)) }
    query.plan = .all(plans)
    return query
  }
}

extension RemotePlanner {
  /// Words that begin so; of a compound the last one.
  func planPrefix(_ text: String) throws -> RemotePlan { try planPhrase(text, beginsLast: true) }

  /// Words one after the other.
  func planPhrase(_ text: String, beginsLast: Bool) throws -> RemotePlan {
    var plan = RemotePlan()
    var parts = analyzer.words(text)
    guard let last = parts.last else {
      plan.clause = .nothing
      return plan
    }
    try note(absent: parts.dropLast(beginsLast ? 1 : 0), &plan)
    var pattern = try parts.map { try words.stems($0) }
    if beginsLast {
      parts.removeLast()
      let found = try words.phrase(parts, thenBeginning: last)
      plan.clause = found ?? .nothing
      pattern[pattern.count - 1] = try words.stems(beginningWith: last) ?? []
      if try !occurs(beginning: last) {
        plan.understanding.notices.append(.init(surface: last + "*", kind: .absent))
      }
    } else {
      plan.clause = try words.phrase(parts)
    }
    plan.patterns.append(pattern)
    return plan
  }

  private func occurs(beginning: String) throws -> Bool {
    try words.stems(beginningWith: beginning).map { facts.occurs(.stems($0)) } ?? false
  }

  /// Two words or phrases near one another.
  func planNear(_ left: QueryNode, _ right: QueryNode, _ distance: Int) throws -> RemotePlan {
    var plan = RemotePlan()
    let sides = [left, right].map { node -> [String] in
      switch node.ungrouped {
      case .word(let text), .phrase(let text, _): analyzer.words(text)
      default: []
      }
    }
    plan.clause = .nothing
    guard let first = sides[0].last, let second = sides[1].first else { return plan }
    try note(absent: sides.flatMap { $0 }, &plan)
    plan.patterns += try sides.map { try $0.map { try words.stems($0) } }
    var parts = [try words.phrase([first, second], slop: distance, isOrdered: false)]
    for side in sides where side.count > 1 { parts.append(try words.phrase(side)) }
    plan.clause = .all(parts)
    return plan
  }

  /// Tells which words no document has.
  private func note(absent parts: some Sequence<String>, _ plan: inout RemotePlan) throws {
    for word in parts where !facts.occurs(try words.word(word)) {
      plan.understanding.notices.append(.init(surface: word, kind: .absent))
    }
  }
}

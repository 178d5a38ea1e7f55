import JSONCoding

/// Statements to an index about one release, with what kept any of them from being answered whole.
struct SphinxInquiry {
  private let table: SphinxTable
  private let release: String
  let query: SphinxQuery

  /// Why an answer was not whole.
  private(set) var defect: String?

  /// Whether values are missing from a count.
  private(set) var isCut = false

  /// The names of values that were looked up.
  private var known: [UInt64: (field: String, value: String)] = [:]

  /// How many values are expected in the first place, and how many are taken at most.
  private static let usualGroups = 20_000
  private static let mostGroups = 1_000_000

  /// How many rows are looked up by their numbers or words at once.
  private static let rowsAtOnce = 1_000

  init(_ service: any SphinxService, _ collection: RemoteCollection) {
    let table = SphinxTable(service, collection.name)
    let release = collection.index
    self.table = table
    self.release = release
    query = SphinxQuery(release: release) { beginning, field in
      let answer = try table.select(
        .init(
          "id, data",
          matching:
            "(\(SphinxCode.marker(.value, of: release)) \(SphinxCode.beginning(beginning, of: field)))",
          limit: RemoteLookup.mostWords))
      guard answer.total <= RemoteLookup.mostWords else {
        throw RemoteRefusal.tooManyWords(beginning, limit: RemoteLookup.mostWords)
      }
      return Set(try answer.rows.map { try Self.data(of: $0)["word"]?.string ?? "" })
    }
  }

  private static func data(of row: SphinxFields) throws -> JSONValue {
    guard let data = row["data"], let value = try? JSONReader.value(of: data) else {
      throw RemoteFailure.unreadable("a row is not one that was published")
    }
    return value
  }

  private mutating func select(_ wanted: SphinxTable.Selection) throws -> SphinxTable.Answer {
    let answer = try table.select(wanted)
    defect = defect ?? answer.defect
    return answer
  }

  // MARK: - Words

  /// The words that have any of some keys.
  mutating func words(
    matchingAny keys: [String], beginning: String = ""
  ) throws -> [RemoteLearnt.Word] {
    var result: [RemoteLearnt.Word] = []
    for start in stride(from: 0, to: keys.count, by: Self.rowsAtOnce) {
      let some = keys[start..<min(start + Self.rowsAtOnce, keys.count)].joined(separator: "|")
      let answer = try select(
        .init(
          "id, data", matching: "(\(SphinxCode.marker(.word, of: release)) (\(some)))",
          limit: RemoteLookup.mostWords))
      guard answer.total <= RemoteLookup.mostWords else {
        throw RemoteRefusal.tooManyWords(beginning, limit: RemoteLookup.mostWords)
      }
      result += try answer.rows.map { try RemoteLearnt.Word(try Self.data(of: $0)) }
    }
    return result
  }

  // MARK: - Documents

  /// The condition of what may be seen, as far as it is one on who may read, and the rest of it.
  ///
  /// There may be ten thousands of ways in which documents differ in that: more than a query has room for.
  private func sight(_ clause: RemoteClause) -> (conditions: String, rest: RemoteClause) {
    switch clause {
    case .values(RemoteField.access, let values) where !values.isEmpty:
      let codes = values.map {
        String(SphinxCode.number(ofValue: $0, of: RemoteField.access, in: release))
      }
      return (" AND access IN (\(codes.sorted().joined(separator: ",")))", .everything)
    case .all(let parts, let optional, let excluded):
      let seen = parts.map(sight)
      return (
        seen.map(\.conditions).joined(),
        .all(seen.map(\.rest), optional: optional, excluding: excluded)
      )
    default: return ("", clause)
    }
  }

  /// How many documents are as they must be.
  mutating func count(_ clause: RemoteClause, sight: RemoteClause) throws -> Int {
    let seen = self.sight(sight)
    return try select(
      .init(
        "id", matching: try query.text(.all([clause, seen.rest])), conditions: seen.conditions)
    ).total
  }

  /// Hits of one page, and how many there are.
  mutating func addHits(of question: RemoteQuestion, to found: inout RemoteFound) throws {
    let seen = sight(question.sight)
    let clause = RemoteClause.all([question.matching, seen.rest] + question.filters)
    let isScored = question.limit > 0 && question.order != .path
    var wanted = SphinxTable.Selection(
      "id, data, doc, date, title_order, place_order\(question.wantsTexts ? ", text" : ""), WEIGHT() AS w",
      matching: try query.text(clause, isScored: isScored), conditions: seen.conditions,
      order: "ORDER BY \(Self.order(question.order))", offset: question.offset,
      limit: question.limit)
    // WEIGHT() is a whole number: hence 1000, which is divided out below. By default the IDF of
    // words that most documents have is below 0; what stands in `keys` says nothing of how good a
    // hit is.
    if isScored {
      wanted.ranker =
        "ranker=expr('1000*sum(tf_idf*user_weight)'),idf='plain',field_weights=(stems=1,stems_title=2,keys=0)"
    }
    let answer = try select(wanted)
    found.total = answer.total
    found.hits = try answer.rows.map { row in
      var source = try Self.data(of: row).object ?? JSONObject()
      if let text = row["text"] {
        source[RemoteField.text] = .keyed("text", .string(try SphinxText.read(text)))
      }
      return (.object(source), (row["w"].flatMap { Double($0) } ?? 0) / 1000)
    }
  }

  private static func order(_ order: SearchRequest.Order) -> String {
    switch order {
    case .relevance: "w DESC, doc ASC"
    case .date: "date DESC, w DESC, doc ASC"
    case .title: "title_order ASC, w DESC, doc ASC"
    case .path: "place_order ASC, doc ASC"
    }
  }
}

// MARK: - Counts

extension SphinxInquiry {
  /// What documents that are counted must be.
  private struct Scope {
    var query: String
    var conditions: String
    var total: Int
  }

  /// What is to be counted, in its order.
  ///
  /// All facets that no filter is on are counted by one statement, by the numbers of their values.
  mutating func counts(of question: RemoteQuestion, total: Int) throws -> [RemoteCounts] {
    let seen = sight(question.sight)
    var scopes: [[RemoteClause]: Scope] = [:]
    var facets: [[RemoteClause]: [(code: UInt64, count: Int)]] = [:]
    var result: [RemoteCounts] = []
    for counting in question.counted {
      let clauses = question.clauses(of: counting)
      let scope: Scope
      if let known = scopes[clauses] {
        scope = known
      } else {
        let clause = RemoteClause.all([question.matching, seen.rest] + clauses)
        let isOfHits = counting.among == nil
        scope = Scope(
          query: try query.text(clause), conditions: seen.conditions,
          total: isOfHits ? total : try count(clause, sight: question.sight))
        scopes[clauses] = scope
      }
      if let divisor = RemotePeriods.divisor(of: counting.field) {
        result.append(try periods(divisor, scope))
        continue
      }
      if facets[clauses] == nil {
        facets[clauses] = try groups(
          "GROUPBY()", by: "facets", matching: scope.query, conditions: scope.conditions,
          atMost: Self.mostGroups)
      }
      result.append(try facet(counting, facets[clauses] ?? [], scope.total))
    }
    return result
  }

  private mutating func facet(
    _ counting: RemoteQuestion.Counting, _ groups: [(code: UInt64, count: Int)], _ total: Int
  ) throws -> RemoteCounts {
    let names = try names(of: groups.map(\.code))
    let presence = SphinxCode.number(ofValue: "", of: counting.presence, in: release)
    var counts = RemoteCounts(missing: total, isCut: isCut)
    for group in groups {
      if group.code == presence {
        counts.missing = max(total - group.count, 0)
      } else if let name = names[group.code], name.field == counting.field {
        counts.values.append((name.value, group.count))
      }
    }
    return counts
  }

  private mutating func periods(_ divisor: Int32, _ scope: Scope) throws -> RemoteCounts {
    let groups = try groups(
      "IDIV(date,\(divisor))", by: "g", matching: scope.query, conditions: scope.conditions,
      atMost: Self.mostGroups)
    var counts = RemoteCounts(isCut: isCut)
    for group in groups {
      // The date of undated documents is 0.
      if group.code == 0 {
        counts.missing = group.count
      } else {
        let (date, isTooMuch) = group.code.multipliedReportingOverflow(by: UInt64(divisor))
        guard !isTooMuch else { throw RemoteFailure.unreadable("a date is none") }
        counts.values.append((String(date), group.count))
      }
    }
    return counts
  }

  /// How many documents have each number.
  ///
  /// Engines forget what exceeds `max_matches`, part by part, and count it all the same: where no more were found
  /// than there was room for, none was forgotten. Otherwise there is asked once more with room for all.
  mutating func groups(
    _ value: String, by column: String, matching query: String, conditions: String = "",
    atMost most: Int
  ) throws -> [(code: UInt64, count: Int)] {
    var room = min(Self.usualGroups, most)
    while true {
      let answer = try select(
        .init(
          "\(value) AS g, COUNT(*) AS c", matching: query, conditions: conditions,
          order: "GROUP BY \(column)", limit: room))
      if answer.total > room, room < most {
        room = min(max(answer.total, 2 * room), most)
        continue
      }
      if answer.total != answer.rows.count { isCut = true }
      return try answer.rows.map { row in
        guard let code = row["g"].flatMap({ UInt64($0) }),
          let count = row["c"].flatMap({ Int($0) }),
          (0...Int(Int32.max)).contains(count)
        else { throw RemoteFailure.unreadable("a value has no count") }
        return (code, count)
      }
    }
  }

  /// The names of values by their numbers.
  mutating func names(
    of codes: [UInt64]
  ) throws -> [UInt64: (field: String, value: String)] {
    let unknown = codes.filter { known[$0] == nil }
    for start in stride(from: 0, to: unknown.count, by: Self.rowsAtOnce) {
      let some = unknown[start..<min(start + Self.rowsAtOnce, unknown.count)]
      let answer = try select(
        .init(
          "id, data", conditions: " AND id IN (\(some.map(String.init).joined(separator: ",")))",
          limit: some.count))
      for row in answer.rows {
        let data = try Self.data(of: row)
        guard let code = row["id"].flatMap({ UInt64($0) }), let field = data["field"]?.string,
          let value = data["value"]?.string
        else { throw RemoteFailure.unreadable("a value has no name") }
        known[code] = (field, value)
      }
    }
    if codes.contains(where: { known[$0] == nil }) {
      defect = defect ?? "a value has no name there; publish again"
    }
    return known
  }
}

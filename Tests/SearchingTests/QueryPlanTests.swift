import Model
import TestSupport
import Testing

@testable import Searching

/// What a query is turned into before anything is matched.
struct QueryPlanTests {
  private static let documents = [
    IndexDocument(
      id: "a", title: "Vault brochure", text: "vault archive", date: CalendarDate(year: 2009),
      language: "en", facets: ["type": ["brochure"], "region": ["north"]]),
    IndexDocument(
      id: "b", text: "archive price list", date: CalendarDate(year: 2010), language: "en",
      facets: ["type": ["price list"]]),
  ]

  private func plan(_ query: String, filters: [FacetFilter] = []) throws -> PlannedQuery {
    var planned: PlannedQuery?
    try withTemporaryFolder { folder in
      try makeIndex(Self.documents, in: folder)
      var request = SearchRequest(query)
      request.filters = filters
      let planner = QueryPlanner(try SearchIndex(folder: folder), request)
      planned = try planner.plan(planner.parse(query))
    }
    return try #require(planned)
  }

  @Test(arguments: [
    ("type:brochure", ["type=brochure"]), ("type:brochure vault", ["type=brochure"]),
    ("-type:brochure vault", ["type≠brochure"]),
    ("type:brochure region:north", ["type=brochure", "region=north"]),
    // What stands in parentheses, or asks twice for one facet, narrows the counts of that facet, too.
    ("(type:brochure) vault", []), ("type:brochure AND type:\"price list\"", []),
    ("vault OR type:brochure", []),
  ])
  func `a field at the top is a filter, whose facet keeps its counts`(
    query: String, filters: [String]
  ) throws {
    let found = try plan(query).filters.map { filter in
      "\(filter.key)\(filter.mode == .exclude ? "≠" : "=")\(filter.value)"
    }
    #expect(found == filters)
  }

  @Test func `a facet that is chosen beside the query is none of its filters`() throws {
    let planned = try plan(
      "type:brochure", filters: [FacetFilter(key: "type", value: "price list")])
    #expect(planned.filters.isEmpty)
  }

  @Test(arguments: [
    ("date:2009", 1), ("date:2009..2010 vault", 1), ("date:2009 AND date:2010", 0),
    ("vault OR date:2009", 0),
  ])
  func `one range of dates at the top is looked up, others are matched`(
    query: String, ranges: Int
  ) throws {
    #expect(try plan(query).dates.count == ranges)
  }

  @Test func `words side by side are alternatives, AND asks for all of them`() throws {
    #expect(try plan("vault archive").plan.isDisjunction)
    guard case .all(let parts, _, let excluding) = try plan("vault AND archive").plan else {
      Issue.record("not a conjunction")
      return
    }
    #expect(parts.count == 2)
    #expect(excluding.isEmpty)
  }

  @Test func `a word that is excluded is neither marked nor scored`() throws {
    let planned = try plan("archive -vault")
    #expect(planned.patterns.joined().joined().contains("archiv"))
    #expect(!planned.patterns.joined().joined().contains("vault"))
    #expect(planned.parts.map(\.name) == ["archive"])
  }

  @Test func `a query for nothing but what is excluded starts from everything`() throws {
    guard case .all(let parts, _, let excluding) = try plan("NOT vault").plan,
      case .everything = parts[0]
    else {
      Issue.record("not everything without a word")
      return
    }
    #expect(excluding.count == 1)
  }
}

/// Patterns of paths and ranges of dates, as queries write them.
struct QueryValueTests {
  @Test(arguments: [
    ("*.pdf", "sales/2010/Prices.PDF", true), ("prices.?df", "sales/prices.pdf", true),
    ("sales", "sales/prices.pdf", true), ("sale", "sales/prices.pdf", false),
    ("sales/*.pdf", "sales/prices.pdf", true), ("sales/*.pdf", "sales/2010/prices.pdf", false),
    ("sales/**.pdf", "sales/2010/prices.pdf", true), ("**/2010/**", "sales/2010/x", true),
    ("a?c", "a/c", false), ("*", "x", true), ("", "x", false),
    ("*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
  ])
  func `a star stays within a name, two go on`(pattern: String, path: String, matches: Bool) {
    #expect(PathPattern(pattern).matches(path) == matches)
  }

  @Test(arguments: [
    ("2009", 20_090_000, true), ("2009", 20_091_231, true), ("2009", 20_100_101, false),
    ("2009-06", 20_090_600, true), ("2009-06", 20_090_000, true), ("2009-06", 20_090_531, false),
    ("2009-06..2011", 20_110_000, true), ("2009-06..2011", 20_120_101, false),
    ("..2010", 19_990_101, true), ("2010..", 20_091_231, false), ("..2010", 0, false),
  ])
  func `a date is in a range if they share a day, and what has none never`(
    range: String, stored: Int32, isIn: Bool
  ) throws {
    #expect(try #require(DateRange(range)).contains(storedDate: stored) == isIn)
  }

  @Test(arguments: [
    ("2010-03-31..2010-03-01", true), ("2010-12..2010-03", true), ("2011..2009", true),
    ("2010-03-01..2010-02", true), ("2010..2009-12-31", true), ("2010-03-01..2010-03-01", false),
    ("2010-03-31..2010-03", false), ("2010-03..2010-03-01", false), ("2010..2010-01-01", false),
    ("2009", false), ("2010..", false), ("..2010", false),
  ])
  func `a range that ends before it begins is an error, and one that shares a day is none`(
    range: String, isReversed: Bool
  ) throws {
    #expect(try #require(DateRange(range)).isReversed == isReversed)
    let query = "vault date:\(range)"
    if isReversed {
      #expect(throws: QuerySyntaxError(.reversedDates(range), column: 7)) {
        try QueryParser.parse(query, fields: ["date"])
      }
    } else {
      #expect(throws: Never.self) { try QueryParser.parse(query, fields: ["date"]) }
    }
  }

  @Test(arguments: ["..", "2009-13", "2010..x", "", "2009-02-30", "10.2009"])
  func `what is not a range is refused`(text: String) {
    #expect(DateRange(text) == nil)
  }
}

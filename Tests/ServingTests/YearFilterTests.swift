import Foundation
import JSONCoding
import RandomNumbers
import Testing

@testable import Serving

/// Filters on years, and the bars that lead to them.
struct YearFilterTests {
  @Test(
    arguments: [
      ("year=2009", 2009, 2009, "2009"), ("year=2009..2011", 2009, 2011, "2009–2011"),
      ("year=2009..", 2009, nil, "from 2009"), ("year=..2011", nil, 2011, "to 2011"),
      ("year=2011..2009", 2011, 2009, "2011–2009"), ("year=2009..2009", 2009, 2009, "2009"),
      ("year=0", 0, 0, "0"), ("year=-5..5", -5, 5, "-5–5"),
    ] as [(String, Int?, Int?, String)])
  func `a filter has two ends, of which one may be open`(
    filter: String, first: Int?, last: Int?, words: String
  ) throws {
    let found = try #require(YearFilter(filter))
    #expect(found.first == first && found.last == last)
    #expect(found.words == words)
  }

  @Test(arguments: [
    "", "year", "year=", "year=..", "year=x", "year=2009..x", "year=x..2009", "year!=2009",
    "years=2009", "type=2009", "year=2009...2011", "year= 2009", "year=99999999999999999999",
    "year=2009..2010..2011",
  ])
  func `what is none is a filter like any other`(filter: String) {
    #expect(YearFilter(filter) == nil)
  }

  @Test(arguments: [
    ("year=2009", [2009]), ("year=2009..2011", [2009, 2010, 2011]),
    ("year=2011..", [2011, 2012]), ("year=..2008", [2007, 2008]), ("year=2012..2007", []),
  ])
  func `a year passes from end to end`(filter: String, passing: [Int]) throws {
    let found = try #require(YearFilter(filter))
    #expect((2007...2012).filter(found.contains) == passing)
  }

  @Test(arguments: 1...3) func `an address holds the filter that it was made of`(seed: UInt64)
    throws
  {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let ends = [numbers.next(below: 3000), numbers.next(below: 3000)]
      let filter = try #require(YearFilter(YearFilter.text("\(ends[0])", "\(ends[1])")))
      #expect(filter.first == ends[0] && filter.last == ends[1])
      #expect(filter.isOne == (ends[0] == ends[1]))
    }
  }

  // MARK: Ends that are typed

  @Test(arguments: [
    ("from=2009&to=2011", "year=2009..2011"), ("from=2011&to=2009", "year=2009..2011"),
    ("from=2009", "year=2009.."), ("to=2011", "year=..2011"), ("from=2009&to=2009", "year=2009"),
    ("from=+2009+&to=", "year=2009.."), ("facet=year%3D2001&from=2009", "year=2009.."),
  ])
  func `typed ends are a filter in place of the one before`(query: String, filter: String) {
    #expect(SearchState(FormFields(query)).filters == [filter])
  }

  @Test(arguments: ["", "from=&to=", "from=+&to=+"])
  func `ends that are left empty change nothing`(query: String) {
    let state = SearchState(FormFields("facet=year%3D2001&\(query)"))
    #expect(state.filters == ["year=2001"])
  }

  // MARK: Bars

  private static func bars(_ query: String, _ years: [(Int, Int)]) -> String {
    YearBars(
      state: SearchState(FormFields(query)),
      entries: years.map { ["value": .string("\($0.0)"), "count": .integer($0.1)] }
    ).content.markup
  }

  /// Where the bar of a year leads, as a filter; none for no filter.
  private static func target(_ markup: String, _ year: Int) throws -> [String] {
    let links = markup.components(separatedBy: "<a ").filter {
      $0.contains("data-year=\"\(year)\"")
    }
    let address = try #require(links.first?.components(separatedBy: "href=\"").last)
    let query = address.prefix { $0 != "\"" }.split(separator: "?").dropFirst().first ?? ""
    return SearchState(FormFields(String(query).replacing("&amp;", with: "&"))).filters
  }

  private static let years = [(2011, 4), (2008, 1), (2009, 8), (2010, 0)]

  @Test(arguments: [
    // Nothing chosen: a year; one chosen: the range; the same again: nothing; within a range: anew.
    ("", 2009, ["year=2009"]), ("facet=year%3D2009", 2011, ["year=2009..2011"]),
    ("facet=year%3D2009", 2008, ["year=2008..2009"]), ("facet=year%3D2009", 2009, []),
    ("facet=year%3D2008..2010", 2009, ["year=2009"]), ("facet=year%3D2008..", 2009, ["year=2009"]),
    ("facet=year%3D2008&facet=year%3D2010", 2011, ["year=2011"]),
    ("facet=type%3DFlyer", 2011, ["type=Flyer", "year=2011"]),
  ])
  func `a bar leads from what is chosen to what is meant`(
    query: String, year: Int, filters: [String]
  ) throws {
    #expect(try Self.target(Self.bars(query, Self.years), year) == filters)
  }

  @Test func `bars stand in the order of years, as high as their numbers, and never invisible`() {
    let markup = Self.bars("", Self.years)
    let order = [2008, 2009, 2010, 2011].compactMap { markup.firstRange(of: "data-year=\"\($0)\"") }
    #expect(order.count == 4)
    #expect(order.map(\.lowerBound) == order.map(\.lowerBound).sorted())
    let heights = markup.components(separatedBy: " height=\"").dropFirst().compactMap {
      Int($0.prefix { $0.isNumber })
    }
    // Each bar has the height of its picture, then its own.
    #expect(heights == [48, 6, 48, 48, 48, 2, 48, 24])
    #expect(markup.contains("2008: 1 document\"") && markup.contains("2009: 8 documents\""))
  }

  @Test func `a year is named by two digits, whichever they are`() {
    let markup = Self.bars("", [(2000, 1), (2009, 1), (1999, 1), (2010, 1)])
    for name in [">00<", ">09<", ">99<", ">10<"] { #expect(markup.contains(name)) }
  }

  @Test func `of very many years the last stand as bars, and the form asks for any`() {
    let markup = Self.bars("q=archive", (1900...2020).map { ($0, 1) })
    #expect(markup.components(separatedBy: "data-year=").count - 1 == 40)
    #expect(markup.contains("data-year=\"2020\"") && !markup.contains("data-year=\"1980\""))
    #expect(markup.contains("placeholder=\"1900\"") && markup.contains("placeholder=\"2020\""))
    #expect(markup.contains("name=\"q\" value=\"archive\""))
  }

  @Test func `the form keeps the search, its own filter apart`() {
    let markup = Self.bars("q=a&facet=type%3DFlyer&facet=year%3D2008..2010&page=3", Self.years)
    #expect(markup.contains("value=\"type=Flyer\""))
    #expect(!markup.contains("value=\"year="))
    #expect(markup.contains("name=\"from\" type=\"number\" min=\"1\" max=\"9999\" value=\"2008\""))
    #expect(!markup.contains("name=\"page\""))
  }

  @Test func `one year needs no form, and what is no year no bar`() {
    #expect(!Self.bars("", [(2008, 1)]).contains("<form"))
    let odd = YearBars(
      state: SearchState(FormFields("")), entries: [["value": "unknown", "count": 3]])
    #expect(!odd.content.markup.contains("data-year"))
  }
}

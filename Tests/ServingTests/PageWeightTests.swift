import Foundation
import JSONCoding
import ParlanceKit
import ServingSupport
import Testing

@testable import Serving

/// How heavy a page of a search can become: each of its links has the whole search.
struct PageWeightTests {
  private let asker: Asker

  init() throws { asker = try Asker() }

  /// An address of a search of just that many bytes.
  private static func target(ofLength length: Int) -> String {
    "/search?q=" + String(repeating: "a", count: length - "/search?q=".utf8.count)
  }

  @Test func `a search is a page as long as its address is no longer than the bound`() {
    let most = SearchState.longestAddress
    #expect(asker.get(Self.target(ofLength: most)).status == 200)
    let response = asker.get(Self.target(ofLength: most + 1))
    #expect(response.status == 400)
    #expect(response.text.contains("\(most + 1) bytes"))
    #expect(response.text.contains("/api/search"))
  }

  @Test(arguments: [
    // Letters that take nine bytes each in an address.
    "/search?q=" + String(repeating: "%E4%BE%A1", count: 250),
    "/search?q=a" + String(repeating: "&facet=type%3DBrochure", count: 100),
    "/search?like=" + String(repeating: "x", count: 2_100),
    "/?q=" + String(repeating: "b+", count: 1_100),
  ])
  func `whatever makes an address long counts`(target: String) {
    #expect(asker.get(target).status == 400)
  }

  @Test(arguments: ["/api/search", "/search"]) func `programs may ask longer ones`(path: String) {
    let query = (0..<280).map { "word\($0)" }.joined(separator: "+")
    #expect(asker.get("\(path)?q=\(query)", accept: "application/json").status == 200)
  }

  @Test(arguments: ["a+", "%E4%BE%A1+", "(a)+", "-a+", "%22a+b%22+", "type:a+"])
  func `the heaviest query that is a page has less than half a megabyte`(part: String) {
    let count = (SearchState.longestAddress - "/search?q=".utf8.count) / part.utf8.count
    let page = asker.get("/search?q=" + String(repeating: part, count: count))
    // Some of them are no queries, and a slow machine may be told that they take too long.
    #expect([200, 400, 503].contains(page.status), "\(page.text)")
    #expect(page.body.count < 500_000, "\(page.body.count)")
  }

  // MARK: The rail

  private static func answer(values: Int, facets: Int = 6) -> JSONValue {
    let entries: [JSONValue] = (0..<values).map {
      [
        "value": .string("Value \($0)"), "concept": .string("https://id.example/\($0)"), "count": 3,
      ]
    }
    return [
      "facets": .object(
        JSONObject((0..<facets).map { .init(name: "facet\($0)", value: .array(entries)) }))
    ]
  }

  private static func rail(_ query: String, values: Int, facets: Int = 6) -> String {
    FacetRail(
      state: SearchState(FormFields(query)), answer: answer(values: values, facets: facets)
    ).content.map(\.markup).joined()
  }

  @Test func `a longer search lists fewer values, and says how many it left out`() throws {
    let short = Self.rail("q=archive", values: 1_000)
    let long = Self.rail("q=" + String(repeating: "a", count: 1_900), values: 1_000)
    let counts = [short, long].map { $0.components(separatedBy: "<a ").count - 1 }
    #expect(counts[0] == 6 * 400)
    #expect((6 * 8...6 * 30).contains(counts[1]), "\(counts[1])")
    #expect(short.contains("600 not listed"))
    #expect(long.contains("\(1_000 - counts[1] / 6) not listed"))
    #expect(long.utf8.count < 500_000)
    // The heading counts what is left out, too.
    #expect(short.contains("992 more"))
    #expect(long.contains("992 more"))
  }

  @Test(arguments: [0, 1, 8, 9, 400]) func `nothing is said of what is all there`(values: Int) {
    let rail = Self.rail("q=archive", values: values, facets: 1)
    #expect(!rail.contains("not listed"))
    #expect(rail.components(separatedBy: "<a ").count - 1 == values)
    #expect(rail.contains("<details") == (values > 8))
  }
}

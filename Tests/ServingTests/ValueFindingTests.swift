import Foundation
import JSONCoding
import Testing

@testable import Serving

/// Values of long facets, looked for by a part of their name, which the address of the page keeps.
struct ValueFindingTests {
  private static func rail(_ query: String, _ values: [String], missing: Int = 0) -> String {
    let entries = values.map { value -> JSONValue in
      ["value": .string(value), "concept": .string("urn:\(value)"), "count": 3]
    }
    let answer: JSONValue = [
      "facets": ["product": .array(entries)], "missing": ["product": .integer(missing)],
    ]
    return FacetRail(state: SearchState(FormFields(query)), answer: answer).content.map(\.markup)
      .joined()
  }

  /// The values that a page shows behind the first ones, and those that it hides.
  private static func values(_ rail: String) -> (shown: [String], hidden: [String]) {
    let list = rail.components(separatedBy: "<details").last ?? ""
    var result: (shown: [String], hidden: [String]) = ([], [])
    for item in list.components(separatedBy: "<li").dropFirst() where item.contains("<a ") {
      let start = item.components(separatedBy: "</a>")[0]
      let name = String(start[(start.lastIndex(of: ">") ?? start.startIndex)...].dropFirst())
      if item.prefix(while: { $0 != ">" }).contains("hidden") {
        result.hidden.append(name)
      } else {
        result.shown.append(name)
      }
    }
    return result
  }

  private static let names = (0..<30).map { "Value \($0)" }

  @Test func `what is looked for is shown, the rest is hidden, and the list is open`() {
    let found = Self.rail("q=a&find.product=VALUE+2", Self.names)
    #expect(Self.values(found).shown == (20..<30).map { "Value \($0)" })
    #expect(Self.values(found).hidden == (8..<20).map { "Value \($0)" })
    #expect(found.contains("<details open=\"\">"))
    let usual = Self.rail("q=a", Self.names)
    #expect(Self.values(usual).shown.count == 22)
    #expect(!usual.contains("<details open"))
    // What is looked for in another facet, or nothing, is no filter of this one.
    for query in ["find.type=x", "find.product=+", "find.product="] {
      #expect(Self.values(Self.rail("q=a&\(query)", Self.names)).hidden.isEmpty)
    }
  }

  @Test func `the first values, and documents without one, are shown and found like others`() {
    let rail = Self.rail("find.product=none", Self.names, missing: 4)
    #expect(Self.values(rail).shown == ["(none)"])
    #expect(rail.components(separatedBy: "<details")[0].components(separatedBy: "<a ").count == 9)
    #expect(Self.values(Self.rail("find.product=29", Self.names, missing: 4)).shown == ["Value 29"])
  }

  @Test func `among more values than a page has, those that are found come first`() {
    let names = (0..<1_000).map { "Value \($0)" }
    let rail = Self.rail("find.product=99", names)
    #expect(
      Self.values(rail).shown == (8..<1_000).map { "Value \($0)" }.filter { $0.contains("99") })
    #expect(rail.components(separatedBy: "<a ").count - 1 == 400)
    #expect(rail.contains("600 not listed"))
    let all = Self.rail("find.product=value", names)
    #expect(Self.values(all).shown.count == 392)
  }

  @Test func `without scripts the box asks the server, and keeps the rest of the search`() {
    let rail = Self.rail("q=a+b&facet=type%3Dx&page=2&find.type=y&find.product=%3Cz%22", Self.names)
    let form = rail.components(separatedBy: "</form>")[0]
    #expect(form.contains("action=\"/search\" method=\"get\""))
    #expect(form.contains("name=\"find.product\" value=\"&lt;z&quot;\""))
    for (name, value) in [("q", "a b"), ("facet", "type=x"), ("page", "2"), ("find.type", "y")] {
      #expect(form.contains("type=\"hidden\" name=\"\(name)\" value=\"\(value)\""))
    }
    #expect(form.components(separatedBy: "name=\"find.product\"").count == 2)
    // A few values are looked over at once; where nothing is hidden behind the first ones there is no box.
    #expect(!Self.rail("q=a", Array(Self.names.prefix(19))).contains("<form"))
    #expect(Self.rail("q=a", Array(Self.names.prefix(20))).contains("<form"))
    #expect(!Self.rail("find.product=v", Array(Self.names.prefix(8))).contains("<form"))
  }

  @Test func `what is looked for is part of the page's address, and no part of the search`() {
    let state = SearchState(FormFields("q=a&find.product=x+y&find.type=&view=list&other=1&page=3"))
    #expect(state.address == "/search?q=a&find.product=x+y&view=list&page=3")
    #expect(state.adding("type=z").address.contains("find.product=x+y"))
    #expect(state.search.text == "q=a")
  }
}

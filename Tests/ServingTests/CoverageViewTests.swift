import Foundation
import JSONCoding
import ParlanceKit
import Testing

@testable import Serving

/// The page of what there is for each pair of values: each number is the search that lists it.
struct CoverageViewTests {
  private func markup(_ json: String, rows: String = "product", columns: String = "type") throws
    -> String
  {
    HTML(
      "main", [],
      CoverageView(
        coverage: try JSONReader.value(of: Array(json.utf8)), rows: rows, columns: columns,
        facets: ["product", "type"]
      ).content
    ).markup
  }

  private static let coverage = """
    {"total":7,"columns":[{"value":"Flyer","concept":"urn:f"},{"value":"R&D <x>"}],"rows":[
    {"value":"Archive","concept":"urn:a?b=c","cells":[3,0]},
    {"value":"Cloud","depth":2,"cells":[0,4]},{"value":"Deep","depth":99,"cells":[0,0]}]}
    """

  @Test func `counts documents and gaps`() throws {
    #expect(
      try markup(Self.coverage).contains(
        "<p>7 documents, 4 gaps: a dot stands where there is none.</p>"))
    #expect(
      try markup("{}").contains("<p>0 documents, 0 gaps: a dot stands where there is none.</p>"))
  }

  @Test func `a number leads to its documents, nothing has a dot`() throws {
    let text = try markup(Self.coverage)
    #expect(
      text.contains(
        "<a href=\"/search?facet=product%3Durn:a%3Fb%3Dc&amp;facet=type%3Durn:f\">3</a>"))
    // A value that is no concept is asked for by its words.
    #expect(
      text.contains(
        "<a href=\"/search?facet=product%3DCloud&amp;facet=type%3DR%26D+%3Cx%3E\">4</a>"))
    #expect(text.components(separatedBy: "<td class=\"none\">·</td>").count == 5)
    #expect(!text.contains(">0</a>"))
  }

  @Test func `rows and columns are headings, and rows lead to all of theirs`() throws {
    let text = try markup(Self.coverage)
    #expect(text.contains("<th scope=\"col\">product / type</th><th scope=\"col\">Flyer</th>"))
    #expect(text.contains("<th scope=\"col\">R&amp;D &lt;x&gt;</th>"))
    #expect(
      text.contains(
        "<th scope=\"row\" class=\"level0\"><a href=\"/search?facet=product%3Durn:a%3Fb%3Dc\">Archive</a></th>"
      ))
    #expect(text.contains("class=\"level2\""))
    #expect(text.contains("class=\"level6\"") && !text.contains("level99"))
    #expect(text.contains("aria-label=\"Documents by product and type\""))
  }

  @Test(arguments: [
    ("", false), (",\"more_columns\":0", false), (",\"more_columns\":12", true),
    (",\"more_columns\":9223372036854775807", true),
  ])
  func `columns that are left out are told`(member: String, isTold: Bool) throws {
    let text = try markup("{\"total\":1\(member)}")
    #expect(text.contains("more values of type are not shown") == isTold)
    if isTold { #expect(text.contains("<p class=\"note\">\(member.dropFirst(16)) more")) }
  }

  @Test func `the form has each facet twice, what is shown being chosen`() throws {
    let text = try markup("{}")
    #expect(text.contains("<label for=\"rows\">Rows</label>"))
    #expect(text.contains("<option value=\"product\" selected=\"\">product</option>"))
    #expect(text.contains("<option value=\"type\" selected=\"\">type</option>"))
    #expect(text.components(separatedBy: "selected").count == 3)
    let none = try markup("{}", rows: "other", columns: "other")
    #expect(!none.contains("selected"))
  }

  @Test(arguments: [
    "{\"rows\":7,\"columns\":\"x\"}", "{\"rows\":[{}],\"columns\":[{}]}",
    "{\"rows\":[{\"cells\":[1,2,3]}],\"columns\":[{\"value\":\"a\"}]}",
    "{\"rows\":[{\"value\":\"a\",\"cells\":[\"x\"],\"depth\":0}],\"columns\":[{\"value\":\"b\"}]}",
  ])
  func `a shape that is another one gives a page all the same`(json: String) throws {
    #expect(try markup(json).contains("<table class=\"coverage\">"))
  }
}

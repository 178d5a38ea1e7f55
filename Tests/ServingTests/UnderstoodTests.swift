import Foundation
import JSONCoding
import Serving
import ServingSupport
import Testing

/// What a search page says of how it was understood, and what takes each part of it away.
struct UnderstoodTests {
  private let asker: Asker

  init() throws { asker = try Asker() }

  /// The chips of a page as plain text, each with where its `×` leads.
  private func chips(_ target: String) throws -> [(words: String, address: String?)] {
    let page = asker.get(target)
    try #require(page.status == 200, "\(page.text)")
    return page.text.components(separatedBy: "<li class=\"chip\">").dropFirst().map { rest in
      let chip = rest.components(separatedBy: "</li>")[0]
      let parts = chip.components(separatedBy: "<a href=\"")
      let address = parts.last { $0.contains("class=\"take\"") }.map {
        String($0.prefix { $0 != "\"" }).replacing("&amp;", with: "&")
      }
      let words = chip.components(separatedBy: "<a ").map { piece in
        piece.contains("class=\"take\"") ? "" : piece
      }.joined(separator: "<a ")
      return (Self.text(words), address)
    }
  }

  private static func text(_ markup: String) -> String {
    var text = ""
    var isTag = false
    for character in markup {
      if character == "<" { isTag = true }
      if !isTag { text.append(character) }
      if character == ">" { isTag = false }
    }
    return text.replacing("&amp;", with: "&").replacing("&quot;", with: "\"").trimmed
  }

  @Test func `each part of a query is a chip that takes it away, the rest as it was typed`() throws
  {
    let query = "acme+vault++%22must+be%22+type:brochure+date:2009..2011+-draft"
    let chips = try chips("/search?q=\(query)&sort=date")
    #expect(
      chips.map { $0.words } == [
        "“acme vault”: product Harbor Archive (formerly Acme Vault until 2009-06-30)",
        "\"must be\"", "type: brochure", "date: 2009–2011", "not draft",
      ])
    let rests = [
      "%22must+be%22+type:brochure+date:2009..2011+-draft",
      "acme+vault++type:brochure+date:2009..2011+-draft",
      "acme+vault++%22must+be%22+date:2009..2011+-draft",
      "acme+vault++%22must+be%22+type:brochure+-draft",
      "acme+vault++%22must+be%22+type:brochure+date:2009..2011",
    ]
    #expect(chips.map { $0.address } == rests.map { "/search?sort=date&q=\($0)" })
    for chip in chips { #expect(asker.get(chip.address ?? "").status == 200) }
  }

  @Test func `the last part of a query, and each filter, leads to a search without it`() throws {
    let chips = try chips("/search?q=archive&facet=type%3DFlyer&since=2009&literal=true")
    #expect(
      chips.map { $0.words } == ["archive", "type: Flyer", "since 2009", "the words alone"])
    #expect(chips[0].address == "/search?facet=type%3DFlyer&since=2009&literal=true")
    #expect(chips[1].address == "/search?q=archive&since=2009&literal=true")
    #expect(try self.chips("/search").isEmpty)
  }

  @Test func `a word that was taken for another says so, and what is told of none stands beside`()
    throws
  {
    let page = "/search?q=brochre"
    #expect(try chips(page).first?.words.contains("“brochre” was taken for") == true)
    #expect(asker.get("/search?q=zzzz").text.contains("no document has zzzz"))
    #expect(asker.get("/search?q=acme+vault").text.contains("Search for the words alone"))
  }

  @Test func `years are chosen by one bar, a second one, or typed ends`() throws {
    func addresses(_ target: String) -> [String] {
      asker.get(target).text.components(separatedBy: "data-year=").dropLast().compactMap {
        $0.components(separatedBy: "<a href=\"").last.map { String($0.prefix { $0 != "\"" }) }
      }
    }
    #expect(addresses("/search") == ["/search?facet=year%3D2010", "/search?facet=year%3D2011"])
    // From a year that is chosen another one makes a range, and the same one none.
    #expect(
      addresses("/search?facet=year%3D2011") == ["/search?facet=year%3D2010..2011", "/search"])
    #expect(
      addresses("/search?facet=year%3D2010..2011")
        == ["/search?facet=year%3D2010", "/search?facet=year%3D2011"])
    for (typed, words, total) in [
      ("from=2010&to=2011", "year: 2010–2011", 2), ("from=2011&to=2010", "year: 2010–2011", 2),
      ("from=2011&to=", "year: from 2011", 1), ("from=&to=2010", "year: to 2010", 1),
      ("from=2010&to=2010", "year: 2010", 1), ("from=1990&to=1999", "year: 1990–1999", 0),
    ] {
      let target = "/search?facet=year%3D2009&\(typed)"
      #expect(try chips(target).map { $0.words } == [words], "\(typed)")
      #expect(asker.get(target).text.contains(">\(total) document"), "\(typed)")
    }
    #expect(try chips("/search?from=&to=").isEmpty)
    #expect(asker.get("/search?from=abc&to=").status == 400)
    let page = asker.get("/search?q=archive&facet=year%3D2010..2011").text
    #expect(page.components(separatedBy: "aria-current=\"true\" title=\"201").count == 3)
    #expect(page.contains("name=\"from\" type=\"number\""))
  }

  @Test(arguments: [
    ("year%3D2010..2011", 2), ("year%3D2011..", 1), ("year%3D..2010", 1), ("year!%3D2011..2020", 1),
    ("year%3D1000..1999", 0),
  ])
  func `a filter on a range of years counts like one on each`(filter: String, total: Int) throws {
    let answer = try asker.json(asker.get("/api/search?facet=\(filter)"))
    #expect(answer["total"]?.integer == total)
    let years = answer["facets"]?["year"]?.array?.compactMap { $0["value"]?.string }
    // Its own counts ignore what is asked for, and respect what is ruled out.
    #expect(years == (filter.contains("!") ? ["2010"] : ["2011", "2010"]))
  }

  @Test(arguments: ["2011..2010", "..", "0..5", "2010..99999", "-1..2", "2010...2011"])
  func `what is no range of years is a value that there is not`(value: String) {
    #expect(asker.get("/api/search?facet=year%3D\(value)").status == 400)
  }

  @Test func `file links answer to the key of the list`() throws {
    let asker = try Asker(servesFiles: true)
    #expect(asker.get("/search?q=archive").text.contains("data-key=\"o\">Download"))
    #expect(!self.asker.get("/search?q=archive").text.contains("data-key=\"o\""))
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

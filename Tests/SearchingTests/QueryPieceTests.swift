import RandomNumbers
import Testing

@testable import Searching

/// What can be left out of a query.
struct QueryPieceTests {
  private static let facets = ["type", "product"]

  private func pieces(_ query: String, labels: [String] = []) -> [QueryPiece] {
    QueryPieces.pieces(of: query, facets: Self.facets, labels: labels)
  }

  private func rests(_ query: String, labels: [String] = []) -> [String?] {
    pieces(query, labels: labels).map { $0.rest }
  }

  @Test(
    arguments: [
      ("", []), ("  ", []), ("a", [""]), ("  a ", [""]),
      ("price  list   acme", ["list   acme", "price  acme", "price  list"]),
      ("a AND b", ["b", "a"]), ("a OR b c", ["b c", "a OR c", "a OR b"]),
      ("a OR b AND c", ["b AND c", "a OR c", "a OR b"]),
      ("a AND b OR c", ["b OR c", "a OR c", "a AND b"]),
      ("a -draft b", ["-draft b", "a b", "a -draft"]),
      ("a AND NOT b", ["NOT b", "a"]), ("a NEAR/5 b c", ["c", "a NEAR/5 b"]),
      ("(a OR b) c", ["(b) c", "(a) c", "(a OR b)"]), ("(a) c", ["c", "(a)"]),
      ("x ( a b ) y", ["( a b ) y", "x ( b ) y", "x ( a) y", "x ( a b )"]),
      ("-(a b)", ["-(b)", "-(a)"]), ("a((b))", ["((b))", "a"]),
      ("\"price list\"brochure", ["brochure", "\"price list\""]),
      ("a\"b c\"d", ["\"b c\"d", "a d", "a\"b c\""]),
      (
        "type:brochure date:2009..2011 path:sales/**",
        [
          "date:2009..2011 path:sales/**", "type:brochure path:sales/**",
          "type:brochure date:2009..2011",
        ]
      ),
      ("ünïcode Straße 日本", ["Straße 日本", "ünïcode 日本", "ünïcode Straße"]),
      ("a AND", []), ("\"open", []), ("a * b", ["* b", "a b", "a *"]),
      // What would be left is a field without a value.
      ("type: x", ["x", nil]),
    ] as [(String, [String?])])
  func `each part goes alone, with the operator that only it needs`(
    query: String, rests: [String?]
  ) {
    #expect(self.rests(query) == rests)
  }

  @Test func `words that are a label together are one part`() {
    let parts = pieces("price list, acme vault 2009", labels: ["acme vault", "price list"])
    #expect(parts.map { $0.text } == ["price list,", "acme vault", "2009"])
    #expect(
      parts.map { $0.rest } == ["acme vault 2009", "price list, 2009", "price list, acme vault"])
    #expect(pieces("acme OR vault", labels: ["acme vault"]).count == 2)
    #expect(pieces("acme -vault", labels: ["acme vault"]).count == 2)
  }

  @Test func `a part says what it is`() {
    let parts = pieces("-draft product:\"Harbor Archive\" \"price list\" NOT (a) b NEAR c *")
    #expect(
      parts.map { $0.kind } == [
        .words, .field("product"), .phrase, .words, .near, .everything,
      ])
    #expect(parts.map { $0.isExcluded } == [true, false, false, true, false, false])
    #expect(
      parts.map { $0.value } == ["draft", "Harbor Archive", "price list", "a", "b NEAR c", "*"])
    #expect(parts[1].text == "product:\"Harbor Archive\"")
  }

  @Test func `a long query has so many parts and no more`() {
    let query = (0..<500).map { "w\($0)" }.joined(separator: " ")
    #expect(pieces(query).count == QueryPieces.most)
  }

  @Test func `what is left of any query is a query, of the other parts as they were`() throws {
    var random = SeededGenerator(seed: 16)
    let words = [
      "a", "bee", "\"c d\"", "-e", "NOT f", "type:g", "-product:\"h i\"", "j*", "*", "k NEAR l",
      "(m n)", "(o OR -p)", "ä-ß", "date:2009..", "\"q\"", "+r", "s:", "&&",
    ]
    for _ in 0..<2000 {
      var query = ""
      for number in 0..<random.next(below: 6) {
        if number > 0 { query += [" ", "  ", " AND ", " OR "][random.next(below: 4)] }
        query += words[random.next(below: words.count)]
      }
      let parts = pieces(query)
      for (place, part) in parts.enumerated() {
        guard let rest = part.rest else { continue }
        let others = parts.enumerated().filter { $0.offset != place }.map(\.element.text)
        #expect(pieces(rest).map { $0.text } == others, "\(query) without \(part.text): \(rest)")
      }
    }
  }
}

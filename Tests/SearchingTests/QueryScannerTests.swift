import Testing

@testable import Searching

/// The pieces that a query is cut into, and what is done to a query that found nothing.
struct QueryScannerTests {
  private static let fields: Set<String> = ["title", "type", "path"]

  private func pieces(_ query: String) throws -> [String] {
    try QueryScanner(query, fields: Self.fields).tokens.map { token in
      switch token.kind {
      case .word: "w \(token.text)"
      case .prefix: "p \(token.text)"
      case .everything: "*"
      case .phrase(let beginsLast): "\(beginsLast ? "ph*" : "ph") \(token.text)"
      case .field(let name): "\(name): \(token.text)"
      case .open: "("
      case .close: ")"
      case .not: "NOT"
      case .and: "AND"
      case .or: "OR"
      case .near(let distance): "NEAR \(distance)"
      }
    }
  }

  @Test(arguments: [
    ("", []), ("  ", []), ("price list", ["w price", "w list"]), ("pri*", ["p pri"]),
    ("a AND b OR c", ["w a", "AND", "w b", "OR", "w c"]),
    ("and or not", ["w and", "w or", "w not"]),
    ("NOT a", ["NOT", "w a"]), ("-a", ["NOT", "w a"]), ("a -b", ["w a", "NOT", "w b"]),
    ("a-b", ["w a-b"]), ("- a", ["w a"]), ("a - b", ["w a", "w b"]), ("--a", ["w --a"]),
    ("-(a b)", ["NOT", "(", "w a", "w b", ")"]), ("-\"a b\"", ["NOT", "ph a b"]),
    ("a NEAR b", ["w a", "NEAR 10", "w b"]), ("a NEAR/3 b", ["w a", "NEAR 3", "w b"]),
    ("NEAR/0", ["NEAR 0"]), ("NEAR/10000", ["NEAR 10000"]), ("near/3", ["w near/3"]),
    ("*", ["*"]), ("**", ["*"]), ("a*b c", []), ("\"a b\"", ["ph a b"]), ("\"a b*\"", ["ph* a b"]),
    ("\"a b\"*", ["ph* a b"]), ("“a b”", ["ph a b"]), ("«a» b", ["ph a", "w b"]),
    ("title:a", ["title: a"]), ("TITLE:a", ["title: a"]), ("title:\"a b\"", ["title: a b"]),
    ("type:\"\"", ["type: "]), ("other:a", ["w other:a"]), (":a", ["w :a"]),
    ("title:a:b", ["title: a:b"]),
    ("path:a/b*", ["path: a/b*"]), ("(a)(b)", ["(", "w a", ")", "(", "w b", ")"]),
    ("a\u{3000}b", ["w a", "w b"]), ("a\tb\nc", ["w a", "w b", "w c"]), ("!", []), ("日本", ["w 日本"]),
  ])
  func `a query is cut into words, phrases, fields and operators`(
    query: String, expected: [String]
  ) throws {
    if query == "a*b c" {
      #expect(throws: QuerySyntaxError(.misplacedStar("a*b"), column: 2)) { try pieces(query) }
    } else {
      #expect(try pieces(query) == expected)
    }
  }

  @Test(arguments: [
    ("NEAR/x", QuerySyntaxError.Reason.nearNeedsNumber("NEAR/x"), 1),
    ("a NEAR/10001 b", .nearNeedsNumber("NEAR/10001"), 3),
    ("a NEAR/-1 b", .nearNeedsNumber("NEAR/-1"), 3),
    ("NEAR/", .nearNeedsNumber("NEAR/"), 1), ("a \"b", .openQuote, 3), ("title:\"b", .openQuote, 7),
    ("title:", .missingValue("title"), 1), ("a title: ", .missingValue("title"), 3),
    ("größe \"b", .openQuote, 7), ("👩‍👩‍👧 \"b", .openQuote, 3),
  ])
  func `a mistake has the column that a person counts`(
    query: String, reason: QuerySyntaxError.Reason, column: Int
  ) throws {
    #expect(throws: QuerySyntaxError(reason, column: column)) { try pieces(query) }
  }

  @Test(arguments: [
    ("3.5\" disk", ["w 3.5\"", "w disk"]), ("monitor 19\"", ["w monitor", "w 19\""]),
    ("(19\")", ["(", "w 19\"", ")"]), ("צה\"ל", ["w צה\"ל"]),
    ("צה\"ל רמטכ\"ל", ["w צה\"ל", "w רמטכ\"ל"]), ("a\"b", ["w a\"b"]),
    ("19\" \"flat screen\"", ["w 19\"", "ph flat screen"]),
    ("3.5\" or 5.25\" disks", ["w 3.5\"", "w or", "w 5.25\"", "w disks"]),
    ("\"price list\" b\"", ["ph price list", "w b\""]), ("a\"b c\"", ["w a", "ph b c"]),
    ("title:3.5\" disk", ["title: 3.5\"", "w disk"]), ("title:\"a\"", ["title: a"]),
  ])
  func `a quotation mark behind a letter or digit belongs to the word unless it opens a phrase`(
    query: String, expected: [String]
  ) throws {
    #expect(try pieces(query) == expected)
  }

  @Test
  func `a quotation mark that closes nothing is told, one of inches or an abbreviation is not`()
    throws
  {
    func ignored(_ query: String) throws -> [String] {
      try QueryScanner(query, fields: Self.fields).notices.map(\.surface)
    }
    #expect(try ignored("price list\"") == ["\""])
    #expect(try ignored("3.5\" disk").isEmpty)
    #expect(try ignored("צה\"ל").isEmpty)
  }

  @Test func `each piece knows where it stands`() throws {
    let tokens = try QueryScanner("ab  \"c d\" (e*)", fields: []).tokens
    #expect(tokens.map(\.column) == [1, 5, 11, 12, 14])
    for (token, next) in zip(tokens, tokens.dropFirst()) { #expect(token.end <= next.column + 1) }
  }

  @Test(
    arguments: [
      ("titles:a", "title"), ("titel:a", "title"), ("typ:a", "type"), ("paths:a", "path"),
      ("ti:a", nil),
      ("http://x", nil), ("10:30", nil), ("titles:", nil), ("t1tle:a", nil),
      ("titles:\"a\"", "title"),
    ] as [(String, String?)])
  func `a field that is nearly one is told`(query: String, field: String?) throws {
    let notices = try QueryScanner(query, fields: Self.fields).notices
    #expect(
      notices.compactMap(\.remedy) == (field.map { ["to search the field, write \($0):"] } ?? []))
  }

  @Test func `less is asked by words side by side, in place of phrases and AND`() {
    let (a, b) = (QueryNode.word("a"), QueryNode.word("b"))
    #expect(QueryNode.and([a, b]).relaxed == .sequence([a, b]))
    #expect(QueryNode.phrase("a b").relaxed == .sequence([a, b]))
    #expect(QueryNode.phrase("a b", beginsLast: true).relaxed == .sequence([a, .prefix("b")]))
    #expect(QueryNode.near(a, .phrase("b a"), 3).relaxed == .sequence([a, b, a]))
    #expect(QueryNode.and([a, .and([b, a])]).relaxed == .sequence([a, b, a]))
    #expect(QueryNode.or([a, .phrase("a b")]).relaxed == .or([a, .sequence([a, b])]))
    #expect(QueryNode.group(.and([a, b])).relaxed == .group(.sequence([a, b])))
    // What is ruled out, and what must be of a field, stays.
    #expect(QueryNode.and([a, .not(b)]).relaxed == .sequence([a, .not(b)]))
    #expect(
      QueryNode.and([a, .field("type", "b")]).relaxed == .sequence([a, .field("type", "b")]))
  }

  @Test func `a field is given up alone, and not where it rules out`() {
    let (a, field) = (QueryNode.word("a"), QueryNode.field("path", "x"))
    func without(_ node: QueryNode) -> QueryNode { node.replacing(field: "path") { _ in nil } }
    #expect(without(.and([a, field])) == a)
    #expect(without(field) == .everything)
    #expect(without(.group(field)) == .everything)
    #expect(without(.or([a, .field("type", "x")])) == .or([a, .field("type", "x")]))
    #expect(without(.and([a, .not(field)])) == .and([a, .not(field)]))
    #expect(without(.sequence([a, .group(.or([field, a])), a])) == .sequence([a, .group(a), a]))
    let replaced = QueryNode.and([a, field]).replacing(field: "path") { .word($0) }
    #expect(replaced == .and([a, .word("x")]))
  }
}

/// Takes a query apart; `Documentation/QuerySyntax.md` describes the language.
///
/// Precedence, loosest first: `OR`, `AND`, side by side, `NOT` and `-`, `NEAR`.
struct QueryParser {
  private let tokens: [QueryToken]
  private let fields: Set<String>
  private let saved: [String: String]
  private var notices: [Understanding.Notice]
  private let open: [String]
  private var position = 0
  private var depth = 0

  /// The tokens of the query with those of the saved queries in it.
  private var length: Int

  /// How deep groups may stand in each other, those of saved queries included: two saved queries that named
  /// each other twice stood for 2^40 words.
  private static let deepest = 50

  /// The most tokens of a query: what follows takes time by the square of them in places, and a saved query
  /// may stand for many others.
  static let longest = 4096

  /// Parses a query.
  ///
  /// - Parameters:
  ///   - text: the query.
  ///   - fields: the fields that may stand before a colon, in lower case.
  ///   - saved: the queries that `query:name` stands for.
  /// - Returns: the query; `.everything` for an empty one.
  /// - Throws: `QuerySyntaxError`.
  static func parse(
    _ text: String, fields: Set<String>, saved: [String: String] = [:]
  ) throws -> ParsedQuery {
    try parse(text, fields: fields, saved: saved, open: [])
  }

  /// Parses a query within the saved ones that are `open`.
  private static func parse(
    _ text: String, fields: Set<String>, saved: [String: String], open: [String]
  ) throws -> ParsedQuery {
    var parser = QueryParser(
      try QueryScanner(text, fields: fields), fields: fields, saved: saved, open: open)
    // Before parsing, which recurses: what is pasted in may be of any length.
    guard parser.length <= longest else {
      throw QuerySyntaxError(
        .tooLong(limit: longest), column: parser.tokens[longest].column)
    }
    guard !parser.tokens.isEmpty else {
      guard let first = text.firstIndex(where: { !$0.isWhitespace }) else {
        return ParsedQuery(node: .everything)
      }
      throw QuerySyntaxError(
        .noWord(text), column: text.distance(from: text.startIndex, to: first) + 1)
    }
    let node = try parser.parseOr()
    if let token = parser.peek { throw QuerySyntaxError(.strayParenthesis, column: token.column) }
    return ParsedQuery(node: node, notices: parser.notices, length: parser.length)
  }

  private init(
    _ scanner: QueryScanner, fields: Set<String>, saved: [String: String], open: [String]
  ) {
    tokens = scanner.tokens
    length = scanner.tokens.count
    notices = scanner.notices
    self.fields = fields
    self.saved = saved
    self.open = open
  }

  private var peek: QueryToken? { position < tokens.count ? tokens[position] : nil }

  private mutating func parseOr() throws -> QueryNode {
    var parts = [try parseAnd()]
    while let token = peek, token.kind == .or {
      position += 1
      try requireOperand(of: "OR", at: token)
      parts.append(try parseAnd())
    }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func parseAnd() throws -> QueryNode {
    var parts = [try parseSequence()]
    while let token = peek, token.kind == .and {
      position += 1
      try requireOperand(of: "AND", at: token)
      parts.append(try parseSequence())
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func parseSequence() throws -> QueryNode {
    var parts: [QueryNode] = []
    while let token = peek {
      switch token.kind {
      case .or, .and:
        if parts.isEmpty {
          throw QuerySyntaxError(.missingOperand(token.text), column: token.column)
        }
        return Self.sequence(parts)
      case .close:
        return Self.sequence(parts)
      default: parts.append(try parseNear())
      }
    }
    return Self.sequence(parts)
  }

  private mutating func parseNear() throws -> QueryNode {
    let first = try parsePrimary()
    // In "a NEAR b NEAR c" both pairs are to be near.
    var chain: [QueryNode] = []
    while let token = peek, case .near(let distance) = token.kind {
      position += 1
      try requireOperand(of: token.text, at: token)
      let right = try parsePrimary()
      guard Self.isWords(right), let last = chain.last.map(Self.right) ?? Self.words(first) else {
        throw QuerySyntaxError(.nearNeedsWords, column: token.column)
      }
      chain.append(.near(last, right, distance))
    }
    return chain.isEmpty ? first : chain.count == 1 ? chain[0] : .and(chain)
  }

  private mutating func parsePrimary() throws -> QueryNode {
    guard let token = peek else { return .everything }
    position += 1
    switch token.kind {
    case .word: return .word(token.text)
    case .prefix: return .prefix(token.text)
    case .everything: return .everything
    case .phrase(let beginsLast): return .phrase(token.text, beginsLast: beginsLast)
    case .field(let name): return try field(name, token)
    case .not:
      try requireOperand(of: token.text, at: token)
      return try deeper(token) { .not(try $0.parseNear()) }
    case .open: return try deeper(token) { try $0.parseGroup(token) }
    case .close: throw QuerySyntaxError(.strayParenthesis, column: token.column)
    case .and, .or, .near:
      throw QuerySyntaxError(.missingOperand(token.text), column: token.column)
    }
  }

  /// Parses what is one level deeper, unless that is too deep.
  private mutating func deeper(
    _ token: QueryToken, _ parse: (inout QueryParser) throws -> QueryNode
  ) throws -> QueryNode {
    depth += 1
    defer { depth -= 1 }
    // Every saved query is parsed by a parser of its own, whose depth begins at 0.
    guard depth + open.count <= Self.deepest else {
      throw QuerySyntaxError(.tooDeep, column: token.column)
    }
    return try parse(&self)
  }

  private mutating func parseGroup(_ token: QueryToken) throws -> QueryNode {
    if peek?.kind == .close { throw QuerySyntaxError(.emptyGroup, column: token.column) }
    let node = try parseOr()
    guard peek?.kind == .close else {
      throw QuerySyntaxError(.openParenthesis, column: token.column)
    }
    position += 1
    return .group(node)
  }

  private mutating func field(_ name: String, _ token: QueryToken) throws -> QueryNode {
    switch name {
    case "query": return try savedQuery(token)
    case "date":
      guard let range = DateRange(token.text) else {
        throw QuerySyntaxError(.badDate(token.text), column: token.column)
      }
      if range.isReversed {
        throw QuerySyntaxError(.reversedDates(token.text), column: token.column)
      }
    default: break
    }
    return .field(name, token.text)
  }

  /// What a saved query stands for.
  private mutating func savedQuery(_ token: QueryToken) throws -> QueryNode {
    let name = token.text
    guard !open.contains(name) else {
      throw QuerySyntaxError(.circularQuery(name), column: token.column)
    }
    guard let text = saved[name] else {
      throw QuerySyntaxError(
        .unknownQuery(name, known: saved.keys.sorted()), column: token.column)
    }
    return try deeper(token) { parser in
      let parsed: ParsedQuery
      do {
        parsed = try Self.parse(
          text, fields: parser.fields, saved: parser.saved, open: parser.open + [name])
      } catch let error as QuerySyntaxError {
        switch error.reason {
        // The cause is in the whole, not in the one saved query that happened to be the last.
        case .circularQuery, .tooDeep, .tooLong:
          throw QuerySyntaxError(error.reason, column: token.column)
        default:
          throw QuerySyntaxError(
            .defectiveQuery(name, cause: error.description), column: token.column)
        }
      }
      parser.notices += parsed.notices
      parser.length += parsed.length
      guard parser.length <= Self.longest else {
        throw QuerySyntaxError(.tooLong(limit: Self.longest), column: token.column)
      }
      // An `OR` in the saved query must not bind with what stands beside its name.
      return .group(parsed.node)
    }
  }

  private func requireOperand(of name: String, at token: QueryToken) throws {
    switch peek?.kind {
    case nil, .or, .and, .close, .near:
      throw QuerySyntaxError(.missingOperand(name), column: token.column)
    default: return
    }
  }

  private static func sequence(_ parts: [QueryNode]) -> QueryNode {
    parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private static func isWords(_ node: QueryNode) -> Bool {
    switch node {
    case .word, .phrase(_, beginsLast: false): true
    case .group(let inner): isWords(inner)
    default: false
    }
  }

  private static func words(_ node: QueryNode) -> QueryNode? { isWords(node) ? node : nil }

  /// The right side of a pair that is to be near.
  private static func right(_ node: QueryNode) -> QueryNode? {
    if case .near(_, let right, _) = node { right } else { nil }
  }
}

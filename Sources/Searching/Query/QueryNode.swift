/// A query as it was written, taken apart but not yet understood.
indirect enum QueryNode: Equatable, Sendable {
  /// A bare word.
  case word(String)
  /// Words in quotes.
  case phrase(String)
  /// The beginning of a word, written `word*`.
  case prefix(String)
  /// Two words or phrases with at most so many words between them.
  case near(QueryNode, QueryNode, Int)
  /// `field:value`.
  case field(String, String)
  /// Every document, written `*`.
  case everything
  /// Parts joined by `AND`.
  case and([QueryNode])
  /// Parts joined by `OR`.
  case or([QueryNode])
  /// A part that must not match.
  case not(QueryNode)
  /// Parts written side by side.
  case sequence([QueryNode])
}

extension QueryNode {
  /// The query with less asked of a document: words joined by `AND`, in phrases or near one another
  /// stand side by side; fields and what is ruled out stay.
  var relaxed: QueryNode {
    switch self {
    case .word, .prefix, .field, .everything, .not: self
    case .phrase(let text): .sequence(text.split(separator: " ").map { .word(String($0)) })
    case .near(let left, let right, _): QueryNode.flat([left.relaxed, right.relaxed])
    case .and(let parts), .sequence(let parts): QueryNode.flat(parts.map(\.relaxed))
    case .or(let parts): .or(parts.map(\.relaxed))
    }
  }

  /// The query with the fields of one name replaced by something else, or left out; fields that are
  /// ruled out stay.
  func replacing(field name: String, by replacement: (String) -> QueryNode?) -> QueryNode {
    replaced(name, replacement) ?? .everything
  }

  private func replaced(_ name: String, _ replacement: (String) -> QueryNode?) -> QueryNode? {
    switch self {
    case .field(name, let value): return replacement(value)
    case .and(let parts), .or(let parts), .sequence(let parts):
      let kept = parts.compactMap { $0.replaced(name, replacement) }
      if kept.count <= 1 { return kept.first }
      if case .and = self { return .and(kept) }
      if case .or = self { return .or(kept) }
      return .sequence(kept)
    default: return self
    }
  }

  private static func flat(_ parts: [QueryNode]) -> QueryNode {
    .sequence(
      parts.flatMap { part in
        if case .sequence(let inner) = part { inner } else { [part] }
      })
  }
}

/// A defect of a query, with its place and a way out.
package struct QuerySyntaxError: Error, Equatable, Sendable {
  /// What is wrong.
  package enum Reason: Equatable, Sendable {
    /// A quotation mark has no counterpart.
    case openQuote
    /// A parenthesis has no counterpart.
    case openParenthesis
    /// A closing parenthesis has no counterpart.
    case strayParenthesis
    /// An operator lacks a part beside it.
    case missingOperand(String)
    /// There is nothing between parentheses.
    case emptyGroup
    /// `NEAR` stands beside something that is no word and no phrase.
    case nearNeedsWords
    /// `NEAR/` is not followed by a number.
    case nearNeedsNumber(String)
    /// A field has no value.
    case missingValue(String)
    /// There is no such field; the known ones are given.
    case unknownField(String, known: [String])
    /// A value of `date:` is no date and no range of dates.
    case badDate(String)
    /// Parentheses are nested too deeply.
    case tooDeep
    /// No query was saved under the name; the known ones are given.
    case unknownQuery(String, known: [String])
    /// A saved query refers to itself, maybe by way of others.
    case circularQuery(String)
    /// A saved query has a defect of its own.
    case defectiveQuery(String, cause: String)
  }

  /// What is wrong.
  package var reason: Reason

  /// The column, from 1, in characters of the query.
  package var column: Int

  /// An error at a place.
  package init(_ reason: Reason, column: Int) {
    self.reason = reason
    self.column = column
  }
}

extension QuerySyntaxError: CustomStringConvertible {
  /// What is wrong, in one sentence.
  package var description: String {
    switch reason {
    case .openQuote: "the quotation mark is never closed"
    case .openParenthesis: "the parenthesis is never closed"
    case .strayParenthesis: "there is no parenthesis to close"
    case .missingOperand(let name): "'\(name)' lacks a word beside it"
    case .emptyGroup: "there is nothing between the parentheses"
    case .nearNeedsWords: "NEAR stands between words or phrases only"
    case .nearNeedsNumber(let text): "'\(text)' has no number of words after the '/'"
    case .missingValue(let field): "'\(field):' has no value"
    case .unknownField(let field, _): "there is no field '\(field)'"
    case .badDate(let value): "'\(value)' is no date and no range of dates"
    case .tooDeep: "the parentheses are nested too deeply"
    case .unknownQuery(let name, _): "no query was saved as '\(name)'"
    case .circularQuery(let name): "the saved query '\(name)' refers to itself"
    case .defectiveQuery(let name, let cause): "in the saved query '\(name)': \(cause)"
    }
  }

  /// A way out.
  package var remedy: String {
    switch reason {
    case .openQuote: "add a closing '\"', or leave the quotation mark out"
    case .openParenthesis: "add a ')'"
    case .strayParenthesis: "remove the ')', or add a '(' before it"
    case .missingOperand(let name):
      "write a word on both sides, or \"\(name)\" in quotes to find it"
    case .emptyGroup: "write a word between them, or remove them"
    case .nearNeedsWords: "write it as in: renewal NEAR/5 \"price list\""
    case .nearNeedsNumber: "write it as in NEAR/5"
    case .missingValue(let field): "write it as in \(field):value or \(field):\"two words\""
    case .unknownField(let field, let known):
      "use one of \(known.map { $0 + ":" }.joined(separator: " ")), "
        + "or write \"\(field): …\" in quotes"
    case .badDate: "write it as in date:2009, date:2009-06..2011 or date:2010-03-01.."
    case .tooDeep: "use fewer parentheses"
    case .unknownQuery(let name, let known):
      known.isEmpty
        ? "save one with: parlance query save \(name) QUERY"
        : "use one of \(known.map { "query:" + $0 }.joined(separator: " "))"
    case .circularQuery(let name), .defectiveQuery(let name, _):
      "save it anew with: parlance query save \(name) QUERY"
    }
  }
}

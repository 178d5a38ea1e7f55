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
    /// There is no word where one is needed, only signs.
    case noWord(String)
    /// `NEAR` stands beside something that is not a word or a phrase.
    case nearNeedsWords
    /// `NEAR/` is not followed by a number.
    case nearNeedsNumber(String)
    /// A star does not stand at the end of a word or phrase.
    case misplacedStar(String)
    /// `~` or `^` stands behind a word or phrase, as other query languages have it.
    case foreignOperator(String)
    /// A field has no value.
    case missingValue(String)
    /// A value of `date:` is neither a date nor a range of dates.
    case badDate(String)
    /// A range of dates ends before it begins.
    case reversedDates(String)
    /// Parentheses, negations or saved queries are nested too deeply.
    case tooDeep
    /// The query has more words, filters and operators, those of saved queries included, than `limit`.
    case tooLong(limit: Int)
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
    case .strayParenthesis: "unmatched closing parenthesis"
    case .missingOperand(let name): "'\(name)' lacks a word beside it"
    case .emptyGroup: "there is nothing between the parentheses"
    case .noWord(let text): "'\(text)' contains no word"
    case .nearNeedsWords: "NEAR stands between words or phrases only"
    case .nearNeedsNumber(let text): "'\(text)' has no number of words after the '/'"
    case .misplacedStar(let text):
      "the star in '\(text)' does not stand at the end of a word or phrase"
    case .foreignOperator(let text): "'\(text)' has no meaning behind a word or phrase"
    case .missingValue(let field): "'\(field):' has no value"
    case .badDate(let value): "'\(value)' is neither a date nor a range of dates"
    case .reversedDates(let value): "'\(value)' ends before it begins"
    case .tooDeep: "parentheses, negations or saved queries are nested too deeply"
    case .tooLong(let limit):
      "the query has more than \(limit) words and operators, those of saved queries included"
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
    case .noWord: "write a word, or * for every document"
    case .nearNeedsWords: "write it as in: renewal NEAR/5 \"price list\""
    case .nearNeedsNumber: "write it as in NEAR/5"
    case .misplacedStar: "write it as in renew* or \"price li*\""
    case .foreignOperator(let text) where text.hasPrefix("^"):
      "leave it out: a word counts for more by itself the fewer documents have it"
    case .foreignOperator:
      "words near one another are written renewal NEAR/5 price; mistyped words are corrected anyway"
    case .missingValue(let field): "write it as in \(field):value or \(field):\"two words\""
    case .badDate: "write it as in date:2009, date:2009-06..2011 or date:2010-03-01.."
    case .reversedDates: "write the earlier date first, as in date:2009-06..2011"
    case .tooDeep: "use fewer levels"
    case .tooLong: "leave out what matters least, or ask in several queries"
    case .unknownQuery(let name, let known):
      known.isEmpty
        ? "save one with: parlance query save \(name) QUERY"
        : "use one of \(known.map { "query:" + $0 }.joined(separator: " "))"
    case .circularQuery(let name), .defectiveQuery(let name, _):
      "save it anew with: parlance query save \(name) QUERY"
    }
  }
}

/// A piece of a query with its place.
struct QueryToken: Equatable {
  /// What a piece is.
  enum Kind: Equatable {
    case word
    case phrase
    case field(String)
    case open
    case close
    case not
    case and
    case or
    case near(Int)
  }

  var kind: Kind
  var text: String
  /// The column of its first character, from 1.
  var column: Int

  /// How many words may lie between the parts of a `NEAR` without a number.
  private static let usualDistance = 10

  /// Cuts a query into pieces.
  ///
  /// - Throws: `QuerySyntaxError`.
  static func tokens(of query: String) throws -> [QueryToken] {
    let characters = Array(query)
    var tokens: [QueryToken] = []
    var index = 0
    while index < characters.count {
      let character = characters[index]
      let column = index + 1
      if character.isWhitespace {
        index += 1
      } else if character == "(" || character == ")" {
        tokens.append(
          QueryToken(
            kind: character == "(" ? .open : .close, text: String(character), column: column))
        index += 1
      } else if character == "-", index + 1 < characters.count,
        !characters[index + 1].isWhitespace
      {
        tokens.append(QueryToken(kind: .not, text: "-", column: column))
        index += 1
      } else if isQuote(character) {
        let text = try quoted(characters, &index)
        tokens.append(QueryToken(kind: .phrase, text: text, column: column))
      } else if let token = try bare(characters, &index) {
        tokens.append(token)
      }
    }
    return tokens
  }

  private static func isQuote(_ character: Character) -> Bool {
    character == "\"" || character == "“" || character == "”" || character == "„"
  }

  private static func quoted(_ characters: [Character], _ index: inout Int) throws -> String {
    let start = index
    index += 1
    while index < characters.count, !isQuote(characters[index]) { index += 1 }
    guard index < characters.count else {
      throw QuerySyntaxError(.openQuote, column: start + 1)
    }
    defer { index += 1 }
    return String(characters[start + 1..<index])
  }

  /// A word, an operator, or a field with its value.
  private static func bare(
    _ characters: [Character], _ index: inout Int
  ) throws -> QueryToken? {
    let start = index
    var colon: Int?
    while index < characters.count {
      let character = characters[index]
      if character.isWhitespace || character == "(" || character == ")" || isQuote(character) {
        break
      }
      if character == ":", colon == nil, index > start, isFieldName(characters[start..<index]) {
        colon = index
      }
      index += 1
    }
    if let colon {
      let name = String(characters[start..<colon])
      if index == colon + 1, index < characters.count, isQuote(characters[index]) {
        let text = try quoted(characters, &index)
        return QueryToken(kind: .field(name), text: text, column: start + 1)
      }
      guard index > colon + 1 else {
        throw QuerySyntaxError(.missingValue(name), column: start + 1)
      }
      return QueryToken(
        kind: .field(name), text: String(characters[colon + 1..<index]), column: start + 1)
    }
    let text = String(characters[start..<index])
    return QueryToken(kind: try kind(of: text, column: start + 1), text: text, column: start + 1)
  }

  private static func isFieldName(_ characters: ArraySlice<Character>) -> Bool {
    characters.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
      && (characters.first?.isLetter ?? false)
  }

  private static func kind(of text: String, column: Int) throws -> Kind {
    switch text {
    case "AND": return .and
    case "OR": return .or
    case "NOT": return .not
    case "NEAR": return .near(usualDistance)
    default:
      guard text.hasPrefix("NEAR/") else { return .word }
      guard let distance = Int(text.dropFirst(5)), (0...10_000).contains(distance) else {
        throw QuerySyntaxError(.nearNeedsNumber(text), column: column)
      }
      return .near(distance)
    }
  }
}

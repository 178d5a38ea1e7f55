import TextAnalysis

/// Cuts a query into pieces.
///
/// What is not understood is an error with its place, or a notice; signs that separate words are neither.
struct QueryScanner {
  /// The pieces.
  private(set) var tokens: [QueryToken] = []

  /// What is to be told of how the query was read.
  private(set) var notices: [Understanding.Notice] = []

  private let characters: [Character]
  private let fields: Set<String>
  private var index = 0

  /// How many words may lie between the parts of a `NEAR` without a number.
  private static let usualDistance = 10

  /// Cuts a query.
  ///
  /// - Parameters:
  ///   - query: the query.
  ///   - fields: the fields that may stand before a colon, in lower case.
  /// - Throws: `QuerySyntaxError`.
  init(_ query: String, fields: Set<String>) throws {
    // Places in errors are those that a person counts, not bytes.
    characters = Array(query)
    self.fields = fields
    while let character = peek() {
      if character.isWhitespace {
        index += 1
      } else if character == "(" || character == ")" {
        add(character == "(" ? .open : .close, String(character), at: index)
        index += 1
        if character == ")" { try refuseStar("…)*") }
      } else if character == "-", let next = peek(1), Self.beginsTerm(next) {
        add(.not, "-", at: index)
        index += 1
      } else if Self.isQuote(character) {
        try readPhrase()
      } else {
        try readBare()
      }
    }
  }

  private func peek(_ distance: Int = 0) -> Character? {
    index + distance < characters.count ? characters[index + distance] : nil
  }

  private mutating func add(_ kind: QueryToken.Kind, _ text: String, at start: Int) {
    // A parenthesis or dash is added before `index` has passed it.
    tokens.append(
      QueryToken(kind: kind, text: text, column: start + 1, end: max(index, start + 1) + 1))
  }

  private static func isQuote(_ character: Character) -> Bool {
    ["\"", "“", "”", "„", "‟", "«", "»", "＂"].contains(character)
  }

  private static func isHebrew(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { (0x5D0...0x5EA).contains($0.value) } ?? false
  }

  /// Whether a quotation mark behind a character of a bare word belongs to it, as in `3.5" disk` and `צה"ל`.
  private func isText(quoteAt place: Int) -> Bool {
    let before = characters[place - 1]
    guard before.isLetter || before.isNumber else { return false }
    // Behind a word and before a blank it opens nothing, whatever follows.
    guard let after = place + 1 < characters.count ? characters[place + 1] : nil,
      !after.isWhitespace, after != ")"
    else { return true }
    // Keyboards have no gershayim, and two such words in a query are no phrase from one to the other.
    if Self.isHebrew(before), Self.isHebrew(after) { return true }
    return !characters[(place + 1)...].contains(where: Self.isQuote)
  }

  /// Whether a dash before the character rules out what begins with it; other dashes separate words.
  private static func beginsTerm(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || isQuote(character) || character == "("
      || character == "*" || !(character.isASCII || character.isWhitespace)
  }

  private mutating func refuseStar(_ text: String) throws {
    guard peek() == "*" else { return }
    throw QuerySyntaxError(.misplacedStar(text), column: index + 1)
  }

  /// Reads what stands in quotes.
  private mutating func quoted() throws -> String {
    let start = index
    index += 1
    while let character = peek(), !Self.isQuote(character) { index += 1 }
    guard index < characters.count else {
      throw QuerySyntaxError(.openQuote, column: start + 1)
    }
    defer { index += 1 }
    return String(characters[start + 1..<index])
  }

  private mutating func readPhrase() throws {
    let start = index
    var text = try quoted()
    if let character = peek(), character == "~" || character == "^" {
      throw QuerySyntaxError(.foreignOperator(String(character)), column: index + 1)
    }
    var beginsLast = false
    // Where a star stands that has a word before it, from 0.
    var place = index
    if peek() == "*" {
      beginsLast = true
      index += 1
    } else if text.hasSuffix("*") {
      beginsLast = true
      text.removeLast()
      // Before the closing quotation mark, behind which `index` is.
      place -= 2
    }
    if let star = text.firstIndex(of: "*") {
      throw QuerySyntaxError(
        .misplacedStar(text),
        column: start + 2 + text.distance(from: text.startIndex, to: star))
    }
    guard QueryWord.hasWords(text) else {
      throw QuerySyntaxError(.noWord(text + (beginsLast ? "*" : "")), column: start + 1)
    }
    guard !beginsLast || text.last?.isWhitespace == false else {
      throw QuerySyntaxError(.misplacedStar(text + "*"), column: place + 1)
    }
    add(.phrase(beginsLast: beginsLast), text, at: start)
  }

  /// Reads a word, an operator, or a field with its value.
  private mutating func readBare() throws {
    let start = index
    var colon: Int?
    while let character = peek() {
      if character.isWhitespace || character == "(" || character == ")" { break }
      if Self.isQuote(character) {
        guard index > start, isText(quoteAt: index) else { break }
        if characters[index - 1].isLetter, !Self.isHebrew(characters[index - 1]) {
          notices.append(
            .init(
              surface: String(character), kind: .ignored, remedy: "write \"two words\" for a phrase"
            ))
        }
      }
      // The first colon alone: values have their own, as `https://id.example` does.
      if character == ":", colon == nil, index > start { colon = index }
      index += 1
    }
    if let colon {
      let name = String(characters[start..<colon])
      if fields.contains(name.lowercased()), try readField(name, start: start, colon: colon) {
        return
      }
      if let field = nearestField(to: name), colon + 1 < index || peek().map(Self.isQuote) == true {
        notices.append(
          .init(surface: name + ":", kind: .text, remedy: "to search the field, write \(field):"))
      }
    }
    try addWord(String(characters[start..<index]), at: start)
  }

  /// Reads the value of a field; `false` if a blank follows the colon, as in a title.
  private mutating func readField(_ name: String, start: Int, colon: Int) throws -> Bool {
    let value: String
    if index == colon + 1, let character = peek(), Self.isQuote(character) {
      value = try quoted()
      try refuseStar("\(name):\"\(value)\"*")
    } else if index > colon + 1 {
      value = String(characters[colon + 1..<index])
    } else if peek()?.isWhitespace == true,
      characters[index...].contains(where: { !$0.isWhitespace })
    {
      notices.append(
        .init(
          surface: name + ":", kind: .text,
          remedy: "to search the field, write \(name):value without a blank"))
      return false
    } else {
      throw QuerySyntaxError(.missingValue(name), column: start + 1)
    }
    add(.field(name.lowercased()), value, at: start)
    return true
  }

  /// The field that a name may have been meant for: one edit away, or its singular or beginning.
  private func nearestField(to name: String) -> String? {
    let name = name.lowercased()
    guard name.count >= 3, name.allSatisfy({ $0.isLetter || $0 == "-" || $0 == "_" }) else {
      return nil
    }
    // Sorted, so that the same query is told the same field each time.
    return fields.sorted().first { field in
      field.hasPrefix(name) || field + "s" == name
        || DamerauLevenshtein.distance(field, name, limit: 1) != nil
    }
  }

  private mutating func addWord(_ text: String, at start: Int) throws {
    // In capitals alone: in small letters they are words.
    if let kind = try Self.operator(text, column: start + 1) { return add(kind, text, at: start) }
    if text.allSatisfy({ $0 == "*" }) { return add(.everything, "*", at: start) }
    if let mark = QueryWord.foreignOperator(in: text) {
      throw QuerySyntaxError(.foreignOperator(String(text[mark...])), column: start + 1)
    }
    let word = noticed(text)
    guard word.contains("*") else {
      if QueryWord.hasWords(word) { add(.word, word, at: start) }
      return
    }
    let base = String(word.reversed().drop { $0 == "*" }.reversed())
    if let star = base.firstIndex(of: "*") {
      throw QuerySyntaxError(
        .misplacedStar(text), column: start + 1 + base.distance(from: base.startIndex, to: star))
    }
    guard QueryWord.hasWords(base) else {
      throw QuerySyntaxError(.misplacedStar(text), column: start + 1)
    }
    // A star behind a sign, as in `R&D-*`, completes no word.
    if base.last.map({ QueryWord.hasWords(String($0)) }) == true {
      return add(.prefix, base, at: start)
    }
    notices.append(.init(surface: text, kind: .word(QueryWord.trimmed(base)), remedy: nil))
    add(.word, base, at: start)
  }

  /// The word without the signs that other query languages have, of which there is a notice.
  private mutating func noticed(_ text: String) -> String {
    for (sign, remedy) in [
      ("+", "write AND between words that must all occur"),
      ("!", "write -word to rule a word out"),
    ] where text.hasPrefix(sign) {
      notices.append(.init(surface: sign, kind: .ignored, remedy: remedy))
      return String(text.drop { $0 == "+" || $0 == "!" })
    }
    if text.contains("|") {
      notices.append(.init(surface: "|", kind: .ignored, remedy: "write OR between words"))
    } else if text == "&&" {
      notices.append(.init(surface: "&&", kind: .ignored, remedy: "write AND between words"))
    }
    return text
  }

  private static func `operator`(_ text: String, column: Int) throws -> QueryToken.Kind? {
    switch text {
    case "AND": return .and
    case "OR": return .or
    case "NOT": return .not
    case "NEAR": return .near(usualDistance)
    default:
      guard text.hasPrefix("NEAR/") else { return nil }
      guard let distance = Int(text.dropFirst(5)), (0...10_000).contains(distance) else {
        throw QuerySyntaxError(.nearNeedsNumber(text), column: column)
      }
      return .near(distance)
    }
  }
}

/// A keyword list in one line of text, as many formats hold it, changed without touching the terms
/// of others.
///
/// The list is never cut up and put together again, since what separates the terms in it (a comma,
/// a semicolon or just blanks) is not always certain.
struct KeywordText {
  /// The text as it stands.
  private(set) var text: String

  private let defaultSeparator: Character

  /// A list as found; `separator` is used where the list does not show its own.
  init(_ text: String, separator: Character = ",") {
    self.text = text
    defaultSeparator = separator
  }

  /// Takes out and adds what the request says.
  mutating func apply(_ request: TagRequest) {
    for term in request.obsoleteKeywords { remove(term) }
    for term in request.wantedKeywords where range(of: term) == nil { append(term) }
  }

  /// The terms, each trimmed of blanks, as far as they can be told apart.
  var terms: [String] {
    text.split(separator: separator).map { Self.trimmed($0) }.filter { !$0.isEmpty }
  }

  private var separator: Character {
    if text.contains(";") { return ";" }
    return text.contains(",") ? "," : defaultSeparator
  }

  private mutating func append(_ term: String) {
    let empty = text.allSatisfy(\.isWhitespace)
    // A term with a comma in it needs the other separator, as long as the list is free to choose.
    let chosen: Character =
      empty && term.contains(separator) ? (separator == "," ? ";" : ",") : separator
    text = empty ? term : text + "\(chosen) " + term
  }

  private mutating func remove(_ term: String) {
    guard var range = range(of: term) else { return }
    var before = text[..<range.lowerBound]
    while before.last?.isWhitespace == true { before.removeLast() }
    if let last = before.last, Self.isSeparator(last) {
      range = text.index(before: before.endIndex)..<range.upperBound
    } else {
      var after = text[range.upperBound...]
      while let first = after.first, first.isWhitespace { after.removeFirst() }
      if let first = after.first, Self.isSeparator(first) { after.removeFirst() }
      while let first = after.first, first.isWhitespace { after.removeFirst() }
      range = before.endIndex..<after.startIndex
    }
    text.removeSubrange(range)
  }

  /// Where `term` stands as a whole term: between separators or the ends of the text.
  private func range(of term: String) -> Range<String.Index>? {
    guard !term.isEmpty else { return nil }
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(term) {
        let end = text.index(start, offsetBy: term.count)
        let before = text[..<start].last { !$0.isWhitespace }
        let after = text[end...].first { !$0.isWhitespace }
        if before.map(Self.isSeparator) ?? true, after.map(Self.isSeparator) ?? true {
          return start..<end
        }
      }
      start = text.index(after: start)
    }
    return nil
  }

  private static func isSeparator(_ character: Character) -> Bool {
    character == "," || character == ";"
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    var slice = text[...]
    while slice.first?.isWhitespace == true { slice.removeFirst() }
    while slice.last?.isWhitespace == true { slice.removeLast() }
    return String(slice)
  }
}

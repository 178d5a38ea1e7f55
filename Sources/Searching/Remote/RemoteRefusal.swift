/// Something that a search engine cannot do, or not as a search here would.
package enum RemoteRefusal: Error, Equatable, Sendable, CustomStringConvertible {
  /// Words ask for the newest of the best.
  case newest(String)
  /// Words ask for the oldest of the best.
  case oldest(String)
  /// An option of a search has no counterpart.
  case option(String)
  /// Hits so far down are not given.
  case tooDeep(limit: Int)
  /// More words begin so than can be looked for.
  case tooManyWords(String, limit: Int)
  /// A phrase has more forms than can be looked for.
  case tooManyForms(limit: Int)
  /// A pattern of paths cannot be asked exactly.
  case pattern(String)
  /// Documents differ in who may read them in more ways than can be asked for.
  case tooManyRights(limit: Int)

  /// What cannot be done, and a way out.
  package var description: String {
    switch self {
    case .newest(let word):
      "'\(word)' asks for the newest of the best, which a search engine does not put first\n"
        + "Hint: leave it out and add --sort date, or search without --engine"
    case .oldest(let word):
      "'\(word)' asks for the oldest of the best, which a search engine does not put first\n"
        + "Hint: leave it out, or search without --engine"
    case .option(let name):
      "\(name) is not answered by a search engine\nHint: search without --engine"
    case .tooDeep(let limit):
      "a search engine gives no hits beyond the first \(limit)\n"
        + "Hint: narrow the search, or search without --engine"
    case .tooManyWords(let beginning, let limit):
      "more than \(limit) words begin with '\(beginning)'\nHint: write more of the word"
    case .tooManyForms(let limit):
      "a phrase can be written in more than \(limit) ways\nHint: write more of its words, or fewer"
    case .pattern(let text):
      "this search engine is not asked for the pattern '\(text)'\n"
        + "Hint: ** stands for whole folders, ? for a sign that is not beside a *; or search without --engine"
    case .tooManyRights(let limit):
      "documents differ in more than \(limit) ways in who may read them, and an engine cannot be asked for "
        + "so many\nHint: search without --engine"
    }
  }
}

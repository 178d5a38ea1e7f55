internal import System

extension XMLError: CustomStringConvertible {
  /// `path:line:column: error: message`, then the hint on a line of its own.
  package var description: String {
    var place = path ?? ""
    if let position {
      place += (place.isEmpty ? "" : ":") + "\(position.line):\(position.column)"
    }
    let text = (place.isEmpty ? "" : place + ": ") + "error: " + message
    return hint.map { text + "\nHint: " + $0 } ?? text
  }

  /// What went wrong in one sentence, without place and hint.
  package var message: String {
    switch code {
    case .unreadable(let errno):
      return "cannot be read: " + SystemError.words(errno)
    case .malformed(_, let message):
      return "not well-formed XML: \(message)"
    case .truncated(let message):
      return "the document is cut off: \(message)"
    case .empty:
      return "the document is empty"
    case .notMarkup(let beginning):
      return "not XML: the document begins with \"\(beginning)\""
    case .invalidEncoding(let message):
      return "wrong character encoding: \(message)"
    case .unsupportedEncoding(let name):
      return "the character encoding '\(name)' is not supported"
    case .doctypeRefused:
      return "a DOCTYPE is not allowed here"
    case .strayAmpersand(let text):
      return "the ampersand of \"\(text)\" is not escaped"
    case .undeclaredEntity(let name):
      return "the entity '\(name)' is not declared in this document"
    case .limitExceeded(let limit, let value):
      return "more than \(value) \(limit.words)"
    }
  }

  /// A way out, where one is known.
  package var hint: String? {
    switch code {
    case .notMarkup:
      "name an XML file; Turtle, JSON-LD, tables and lists are known by .ttl, .jsonld, .csv, .tsv and .txt."
    case .unreadable where path?.contains("\u{FFFD}") == true:
      "if the name is not UTF-8, rename the file or hand it to standard input: - < FILE"
    case .truncated: "the file may not have been copied completely."
    case .invalidEncoding: "save the file as UTF-8, or declare the encoding that it has."
    case .unsupportedEncoding: "save the file as UTF-8."
    case .doctypeRefused: "remove the DOCTYPE."
    case .strayAmpersand: "write &amp; where text has an ampersand."
    case .undeclaredEntity:
      "declare it in the DOCTYPE's internal part; external entities are never read."
    case .limitExceeded(.expandedCharacters, _):
      "write the text of the entities in place of the references."
    case .malformed(number: 201, _): "declare the prefix with xmlns:prefix=\"…\"."
    default: nil
    }
  }
}

extension XMLError.Limit {
  fileprivate var words: String {
    switch self {
    case .bytes: "bytes in the document"
    case .depth: "elements nested in each other"
    case .attributes: "attributes on one element"
    case .namespaces: "namespace declarations in scope"
    case .nameLength: "bytes in a name"
    case .textLength: "bytes of text in one element"
    case .tokenLength: "bytes in one tag, comment or instruction"
    case .expandedCharacters: "bytes added by expanding entities"
    case .doctypeLength: "bytes in the DOCTYPE"
    }
  }
}

/// A walk over the characters of a line of YAML that knows quotes and brackets.
struct FlowWalk {
  private var quote: Unicode.Scalar?
  var isEscaped = false
  private var depth = 0
  /// The character before; a blank at the start.
  private var previous: Unicode.Scalar = " "
  /// Whether a value may begin here, at which alone a quotation mark is one: `it's` has none.
  private var mayBegin = true

  var isClosed: Bool { depth <= 0 && quote == nil }

  /// Takes the next character; whether a comment begins with it.
  mutating func isComment(_ scalar: Unicode.Scalar) -> Bool {
    defer { previous = scalar }
    if let quote {
      if isEscaped {
        isEscaped = false
      } else if scalar == "\\", quote == "\"" {
        isEscaped = true
      } else if scalar == quote {
        self.quote = nil
      }
      return false
    }
    let isBlank = previous.properties.isWhitespace
    switch scalar {
    case "#" where isBlank: return true
    case "\"", "'": if mayBegin || previous == scalar { quote = scalar }
    case "[", "{": if mayBegin { depth += 1 }
    case "]", "}": if depth > 0 { depth -= 1 }
    default: break
    }
    let opens = depth > 0 && [",", "[", "{", ":"].contains(scalar)
    mayBegin = opens || (mayBegin && scalar.properties.isWhitespace)
    return false
  }
}

/// A value in quotes or brackets that may go on over lines, as far as it is read.
struct YAMLOpenValue {
  /// The lines as one, without their comments.
  private(set) var text = ""

  private var walk = FlowWalk()

  /// Whether it is a text in quotes.
  var isQuoted: Bool { text.first == "\"" || text.first == "'" }

  /// Whether all quotes and brackets are closed.
  var isClosed: Bool { walk.isClosed }

  /// Appends a line; a comment at its end is left out.
  mutating func append(_ line: Substring) {
    // A backslash before the end of a line takes the break away (YAML 1.2.2, 7.3.1).
    let isJoined = walk.isEscaped
    if isJoined {
      text.unicodeScalars.removeLast()
      walk.isEscaped = false
    } else if !text.isEmpty {
      _ = walk.isComment(" ")
    }
    var piece = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      if walk.isComment(scalar) { break }
      piece.append(scalar)
    }
    guard !piece.isEmpty else { return }
    text += (text.isEmpty || isJoined ? "" : " ") + KeywordText.trimmed(String(piece))
  }
}

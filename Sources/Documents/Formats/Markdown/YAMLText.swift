/// Scalars of YAML: quoting and its inverse.
///
/// Source: YAML 1.2.2, 7.3.
enum YAMLText {
  /// A scalar that reads back as this very string, in a list in brackets, too: plain where that is safe, else double-quoted.
  static func quoted(_ text: String) -> String {
    isPlain(text) ? text : doubleQuoted(text)
  }

  /// The value of a one-line scalar; a comment behind it is dropped.
  static func unquoted(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let quote = scalars.first, quote == "\"" || quote == "'" else {
      guard let comment = text.range(ofText: " #") else { return text }
      return KeywordText.trimmed(text[..<comment.lowerBound])
    }
    return scan(scalars, from: 0).value
  }

  /// A line without the comment at its end: `#` at its start or behind a blank, outside of quotes.
  static func withoutComment(_ text: String) -> String {
    var walk = FlowWalk()
    for (index, scalar) in text.unicodeScalars.enumerated() where walk.isComment(scalar) {
      return KeywordText.trimmed(String(text.unicodeScalars.prefix(index)))
    }
    return KeywordText.trimmed(text)
  }

  /// The items of `[a, "b", c]`, or `nil` if it is none or not complete.
  static func flowList(_ text: String) -> [String]? {
    let scalars = Array(text.unicodeScalars)
    guard scalars.first == "[" else { return nil }
    var items: [String] = []
    var position = 1
    while position < scalars.count {
      let character = scalars[position]
      if character == "]" {
        let rest = KeywordText.trimmed(string(scalars[(position + 1)...]))
        return rest.isEmpty || rest.hasPrefix("#") ? items : nil
      }
      if character == "," || character.properties.isWhitespace {
        position += 1
      } else if character == "[" || character == "{" {
        return nil
      } else if character == "\"" || character == "'" {
        let (value, end) = scan(scalars, from: position)
        items.append(value)
        position = end
      } else {
        let end = scalars[position...].firstIndex { $0 == "," || $0 == "]" } ?? scalars.count
        items.append(KeywordText.trimmed(string(scalars[position..<end])))
        position = end
      }
    }
    return nil
  }

  /// The texts of a list in brackets and of the lists in it, without maps; `nil` if it is not one list or map as a whole.
  static func flowTexts(_ text: String) -> [String]? {
    let scalars = Array(text.unicodeScalars)
    var texts: [String] = []
    var open: [Unicode.Scalar] = []
    var mapCount = 0
    var position = 0
    repeat {
      guard position < scalars.count else { return nil }
      let scalar = scalars[position]
      position += 1
      if scalar == "[" || scalar == "{" {
        open.append(scalar)
        mapCount += scalar == "{" ? 1 : 0
      } else if scalar == "]" || scalar == "}" {
        guard open.popLast() == (scalar == "]" ? "[" : "{") else { return nil }
        mapCount -= scalar == "}" ? 1 : 0
      } else if scalar != ",", !scalar.properties.isWhitespace, scalar != ":" || mapCount == 0 {
        let (value, end) = flowScalar(scalars, from: position - 1, inMap: open.last == "{")
        if mapCount == 0 { texts.append(value) }
        position = end
      }
    } while !open.isEmpty
    return position == scalars.count ? texts : nil
  }

  /// The text that begins at `start` within brackets, and where what follows it begins.
  private static func flowScalar(
    _ scalars: [Unicode.Scalar], from start: Int, inMap: Bool
  ) -> (value: String, end: Int) {
    if scalars[start] == "\"" || scalars[start] == "'" { return scan(scalars, from: start) }
    var end = start
    while end < scalars.count, ![",", "]", "}"].contains(scalars[end]) {
      if inMap, scalars[end] == ":", end > start { break }
      end += 1
    }
    return (KeywordText.trimmed(string(scalars[start..<end])), max(end, start + 1))
  }

  /// Whether a line begins a map: a key, in quotes or without, and a colon with a blank or nothing behind it.
  static func isEntry(_ line: String) -> Bool {
    let scalars = Array(line.unicodeScalars)
    guard let first = scalars.first, first != "[", first != "{" else { return false }
    var position = first == "\"" || first == "'" ? scan(scalars, from: 0).end : 0
    if position > 0 { return position < scalars.count && scalars[position] == ":" }
    if first == "?" { return scalars.count == 1 || scalars[1] == " " }
    while position < scalars.count {
      let isLast = position + 1 == scalars.count
      if scalars[position] == ":", isLast || scalars[position + 1].properties.isWhitespace {
        return true
      }
      position += 1
    }
    return false
  }

  /// Whether a value is the head of a block of lines: `|`, `>-`, `|2+ # comment`.
  static func isBlockHeader(_ text: String) -> Bool {
    guard text.first == "|" || text.first == ">" else { return false }
    let rest = text.dropFirst().drop { "+-0123456789".contains($0) }
    return rest.isEmpty || rest.first?.isWhitespace == true && withoutComment(String(rest)).isEmpty
  }

  /// The text between the quotes that open at `start`, and where what follows them begins.
  private static func scan(_ scalars: [Unicode.Scalar], from start: Int) -> (
    value: String, end: Int
  ) {
    let quote = scalars[start]
    var result = String.UnicodeScalarView()
    var position = start + 1
    while position < scalars.count {
      let scalar = scalars[position]
      if scalar == quote {
        guard quote == "'", position + 1 < scalars.count, scalars[position + 1] == "'" else {
          return (String(result), position + 1)
        }
        position += 1
      } else if scalar == "\\", quote == "\"", position + 1 < scalars.count {
        position = appendEscape(scalars, at: position + 1, to: &result)
        continue
      }
      result.append(scalars[position])
      position += 1
    }
    return (String(result), position)
  }

  /// Appends what the escape at `position`, behind its backslash, stands for.
  ///
  /// - Returns: where what follows it begins.
  private static func appendEscape(
    _ scalars: [Unicode.Scalar], at position: Int, to result: inout String.UnicodeScalarView
  ) -> Int {
    let lengths: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]
    guard let length = lengths[scalars[position]] else {
      result.append(escapes[scalars[position]] ?? scalars[position])
      return position + 1
    }
    var end = position + 1 + length
    guard var code = number(scalars, position + 1, length) else {
      result.append(scalars[position])
      return position + 1
    }
    // JSON, which is YAML, writes what is beyond 16 bits as two surrogates.
    if (0xD800..<0xDC00).contains(code), end + 1 < scalars.count, scalars[end] == "\\",
      scalars[end + 1] == "u", let low = number(scalars, end + 2, 4),
      (0xDC00..<0xE000).contains(low)
    {
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      end += 6
    }
    result.append(Unicode.Scalar(code) ?? "\u{FFFD}")
    return end
  }

  /// What `length` hexadecimal digits say; `nil` if there are not as many.
  private static func number(_ scalars: [Unicode.Scalar], _ start: Int, _ length: Int) -> UInt32? {
    guard start + length <= scalars.count else { return nil }
    let digits = scalars[start..<start + length]
    guard digits.allSatisfy({ $0.isASCII && $0.properties.isASCIIHexDigit }) else { return nil }
    return UInt32(string(digits), radix: 16)
  }

  /// The escapes of one letter (YAML 1.2.2, 5.7); any other character stands for itself.
  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
    "0": "\0", "a": "\u{7}", "b": "\u{8}", "t": "\t", "n": "\n", "v": "\u{B}", "f": "\u{C}",
    "r": "\r", "e": "\u{1B}", "N": "\u{85}", "_": "\u{A0}", "L": "\u{2028}", "P": "\u{2029}",
  ]

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
      return false
    }
    // Readers of YAML 1.1 take these for truth values or for nothing.
    let words: Set = ["true", "false", "yes", "no", "on", "off", "null", "~", "y", "n"]
    // What begins with a digit or a sign may be a number or a date to a reader.
    guard first.properties.isAlphabetic, last != ":", !last.properties.isWhitespace,
      !words.contains(text.lowercased())
    else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == " "
        || scalar == "-" || scalar == "_" || scalar == "/" || scalar == "." || scalar == "("
        || scalar == ")" || scalar == "+"
    }
  }

  private static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        guard scalar.value >= 0x20 else { continue }
        result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

/// The header fields of a message or of one of its parts.
struct MailHeaders {
  private(set) var fields: [(name: String, value: [UInt8])] = []

  /// Where the body begins.
  private(set) var bodyStart: Int

  // Mail has some dozens, of which few are read; a message made of fields alone is bounded by this.
  private static let fieldLimit = 1_000

  /// Reads fields from `start` up to an empty line; lines end in LF or CRLF.
  init(_ bytes: ArraySlice<UInt8>) {
    var index = bytes.startIndex
    bodyStart = bytes.endIndex
    while index < bytes.endIndex {
      let end = bytes[index...].firstIndex(of: 10) ?? bytes.endIndex
      var line = bytes[index..<end]
      if line.last == 13 { line = line.dropLast() }
      index = min(end + 1, bytes.endIndex)
      if line.isEmpty {
        bodyStart = index
        return
      }
      if let first = line.first, first == 0x20 || first == 9 {
        if !fields.isEmpty, fields[fields.count - 1].value.count < 1 << 20 {
          fields[fields.count - 1].value += line
        }
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), fields.count < Self.fieldLimit,
        Self.isName(line[..<colon])
      {
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        fields.append((name, Array(line[(colon + 1)...])))
      } else if fields.isEmpty, line.starts(with: "From ".utf8) {
        continue
      } else if fields.isEmpty {
        bodyStart = bytes.startIndex
        return
      }
    }
  }

  /// Whether these bytes begin like a message: a field that mail has among the first lines.
  static func looksLikeMail(_ bytes: [UInt8]) -> Bool {
    let headers = MailHeaders(bytes.prefix(8 << 10))
    let known: Set = [
      "from", "to", "subject", "date", "received", "return-path", "message-id", "mime-version",
      "delivered-to", "content-type",
    ]
    let distinct = Set(headers.fields.map(\.name)).intersection(known)
    // One such field alone may be a line of any text, such as `To: all`.
    return distinct.count >= 2 && headers.fields.first.map { !$0.name.isEmpty } ?? false
  }

  /// The decoded value of the first field with this name.
  subscript(name: String) -> String? {
    fields.first { $0.name == name }.map { MailWords.decode($0.value) }
  }

  /// The undecoded value of the first field with this name.
  func raw(_ name: String) -> [UInt8]? {
    fields.first { $0.name == name }?.value
  }

  private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.count <= 100 && bytes.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

/// Encoded words (RFC 2047) and parameters (RFC 2231) in header fields.
enum MailWords {
  /// A field's text with its encoded words decoded.
  static func decode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var index = 0
    var lastEncodedEnd: Int?
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "="), let (text, end) = encodedWord(bytes, index) {
        // White space between two encoded words is not part of the text.
        if let last = lastEncodedEnd { result.removeSubrange(last...) }
        result += text
        lastEncodedEnd = result.count
        index = end
      } else {
        let byte = bytes[index]
        if byte != 0x20 && byte != 9 && byte != 13 && byte != 10 { lastEncodedEnd = nil }
        result.append(byte)
        index += 1
      }
    }
    return TextCollector.singleLine(CharacterDetection.decode(result).text)
  }

  /// The parts of `text/html; charset="utf-8"`: the value in lower case, and the parameters.
  static func parameters(_ bytes: [UInt8]) -> (value: String, parameters: [String: String]) {
    let pieces = split(bytes)
    let value = String(decoding: pieces.first ?? [], as: UTF8.self).lowercased().filter {
      $0 != " " && $0 != "\t"
    }
    var parameters: [String: MailParameter] = [:]
    for piece in pieces.dropFirst().prefix(50) {
      guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = String(decoding: piece[..<equals], as: UTF8.self).lowercased()
        .filter { $0 != " " && $0 != "\t" && $0 != "\r" && $0 != "\n" }
      let key = String(name.prefix { $0 != "*" })
      parameters[key, default: MailParameter()]
        .add(unquoted(piece[(equals + 1)...]), markedBy: name.dropFirst(key.count))
    }
    return (value, parameters.mapValues(\.text))
  }

  private static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    var isQuoted = false
    var isEscaped = false
    for (index, byte) in bytes.enumerated() {
      if byte == 0x22, !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && byte == UInt8(ascii: "\\") && !isEscaped
      if byte == UInt8(ascii: ";") && !isQuoted {
        pieces.append(bytes[start..<index])
        start = index + 1
      }
    }
    return pieces + [bytes[start...]]
  }

  /// The text of a quoted string, or of one without quotes; what stands around it is left out.
  ///
  /// A backslash stands for itself but before a quotation mark or another one: some programs write paths as they are.
  private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        if byte != 0x22, byte != UInt8(ascii: "\\") { result.append(UInt8(ascii: "\\")) }
        result.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte != 0x22 {
        result.append(byte)
      }
    }
    return isEscaped ? result + [UInt8(ascii: "\\")] : result
  }

  private static func encodedWord(_ bytes: [UInt8], _ start: Int) -> ([UInt8], Int)? {
    guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "?") else { return nil }
    let mark = UInt8(ascii: "?")
    guard let first = bytes[(start + 2)...].prefix(64).firstIndex(of: mark),
      first + 2 < bytes.count,
      bytes[first + 2] == mark,
      let end = bytes[(first + 3)...].prefix(4096).firstIndex(of: mark), end + 1 < bytes.count,
      bytes[end + 1] == UInt8(ascii: "=")
    else { return nil }
    // A language may stand behind the encoding: `=?UTF-8*en?…` (RFC 2231, 5).
    let label = bytes[(start + 2)..<first].prefix { $0 != UInt8(ascii: "*") }
    let encoding = CharacterEncoding(label: label) ?? .windows1252
    let text = bytes[(first + 3)..<end]
    let decoded: [UInt8]
    switch bytes[first + 1] | 0x20 {
    case UInt8(ascii: "b"): decoded = MIMEDecoding.base64(text)
    case UInt8(ascii: "q"): decoded = MIMEDecoding.quotedPrintable(text, isHeader: true)
    default: return nil
    }
    return (encoding.decode(decoded[...]), end + 2)
  }
}

internal import System

/// Writes tags into the header of a message: `Keywords:` and `X-Parlance-Type:` and the like for facets.
///
/// Lines keep their ends, an mbox `From ` line stays first, the body is not touched. Source: RFC
/// 5322, 3.6.5, and RFC 2047 for characters beyond ASCII.
struct MailWriting {
  private let bytes: [UInt8]
  private let request: TagRequest
  private let header: MailHeader
  private var edits = ByteEdits()

  /// The change of the file; empty if everything stands there already.
  static func edits(_ bytes: [UInt8], _ request: TagRequest) throws(DocumentRefusal) -> ByteEdits {
    var writing = try MailWriting(bytes, request)
    try writing.editKeywords()
    for property in request.properties {
      let name = Self.fieldName(ofFacet: property.facet)
      let existing = writing.header.fields.first { $0.name == name.lowercased() }
      switch property.change(from: existing.map(\.value)) {
      case .keep: continue
      case .remove: if let existing { writing.edits.replace(existing.range, with: []) }
      case .set(let value): try writing.set(name, [value], existing)
      }
    }
    return writing.edits
  }

  private init(_ bytes: [UInt8], _ request: TagRequest) throws(DocumentRefusal) {
    self.bytes = bytes
    self.request = request
    guard let header = MailHeader(bytes) else {
      throw DocumentRefusal(.damaged, "the message does not begin with header fields")
    }
    self.header = header
  }

  /// `X-Parlance-Type`, `X-Parlance-Buying-Stage`.
  private static func fieldName(ofFacet key: String) -> String {
    let words = key.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return (["X", "Parlance"] + words.map { $0.prefix(1).uppercased() + $0.dropFirst() })
      .joined(separator: "-")
  }

  private mutating func editKeywords() throws(DocumentRefusal) {
    let existing = header.fields.first { $0.name == "keywords" }
    let current = existing.map { KeywordText($0.value).terms } ?? []
    let terms = request.terms(changing: current)
    guard terms != current else { return }
    if terms.isEmpty, let existing {
      try refuseIfSigned("keywords")
      edits.replace(existing.range, with: [])
    } else {
      try set("Keywords", terms, existing)
    }
  }

  private mutating func set(_ name: String, _ terms: [String], _ existing: MailHeader.Field?)
    throws(DocumentRefusal)
  {
    try refuseIfSigned(name.lowercased())
    let line = MailText.folded(name, terms, newline: header.newline)
    if let existing {
      edits.replace(existing.range, with: line)
    } else {
      edits.insert(line, at: header.end)
    }
  }

  private func refuseIfSigned(_ name: String) throws(DocumentRefusal) {
    for field in header.fields where field.name == "dkim-signature" {
      for tag in field.value.split(separator: ";") {
        let parts = tag.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, KeywordText.trimmed(parts[0]) == "h" else { continue }
        let signed = parts[1].split(separator: ":").map { KeywordText.trimmed($0).lowercased() }
        // Also where the message has no such field yet: a signature that lists it says that there
        // is none (RFC 6376, 5.4.2).
        guard !signed.contains(name) else {
          throw DocumentRefusal(.signed, "a DKIM signature covers the field '\(name)'")
        }
      }
    }
  }
}

/// The fields of a message's header.
struct MailHeader {
  /// A field with its folded lines.
  struct Field {
    /// The name in lower case.
    let name: String
    /// The value unfolded, encoded words decoded.
    let value: String
    let range: Range<Int>
  }

  /// The fields in order.
  private(set) var fields: [Field] = []

  /// Where the header ends: before the empty line.
  private(set) var end = 0

  /// The line end in use.
  let newline: [UInt8]

  /// Reads the header; `nil` if the bytes do not begin with one.
  init?(_ bytes: [UInt8]) {
    let feed = bytes.firstIndex(of: UInt8(ascii: "\n"))
    let isCRLF = feed.map { $0 > 0 && bytes[$0 - 1] == UInt8(ascii: "\r") } ?? false
    newline = isCRLF ? [0x0D, 0x0A] : [0x0A]
    var lines = LineRanges(bytes, start: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    var open: Range<Int>?
    var isFirst = true
    while let line = lines.next() {
      let text = bytes[line]
      if isFirst, text.starts(with: Array("From ".utf8)) {
        isFirst = false
        continue
      }
      isFirst = false
      let isBlank = text.allSatisfy { $0 == 0x0D || $0 == 0x0A }
      let continues = text.first == 0x20 || text.first == 0x09
      if continues, let range = open {
        open = range.lowerBound..<line.upperBound
        continue
      }
      if let range = open { fields.append(Self.field(bytes, range)) }
      open = nil
      if isBlank {
        end = line.lowerBound
        break
      }
      guard Self.isField(text), text.last == 0x0A else { return nil }
      open = line
    }
    guard end > 0, !fields.isEmpty else { return nil }
  }

  private static func isField(_ line: ArraySlice<UInt8>) -> Bool {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
      return false
    }
    return line[..<colon].allSatisfy { (0x21...0x7E).contains($0) || $0 == 0x20 }
  }

  private static func field(_ bytes: [UInt8], _ range: Range<Int>) -> Field {
    let line = bytes[range]
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? range.upperBound - 1
    let name = KeywordText.trimmed(String(decoding: line[..<colon], as: UTF8.self)).lowercased()
    let unfolded = line[(colon + 1)...].filter { $0 != 0x0D && $0 != 0x0A }
    let text = KeywordText.trimmed(String(decoding: unfolded, as: UTF8.self))
    return Field(name: name, value: MailText.decoded(text), range: range)
  }
}

/// Header text: folding and encoded words.
///
/// Source: RFC 5322, 2.2.3, and RFC 2047.
enum MailText {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// A field whose terms are separated by commas and folded at 78 characters.
  static func folded(_ name: String, _ terms: [String], newline: [UInt8]) -> [UInt8] {
    var result = Array("\(name):".utf8)
    var width = result.count
    for (index, term) in terms.enumerated() {
      let pieces = encoded(term)
      for (number, piece) in pieces.enumerated() {
        let endsList = index == terms.count - 1 || number < pieces.count - 1
        let text = Array((endsList ? piece : piece + ",").utf8)
        if width + 1 + text.count > 78, width > name.utf8.count + 1 {
          result += newline
          width = 0
        }
        result.append(UInt8(ascii: " "))
        result += text
        width += 1 + text.count
      }
    }
    return result + newline
  }

  /// The term itself, or its words, if it is ASCII, else encoded words of at most 75 characters.
  private static func encoded(_ term: String) -> [String] {
    let clean = String(String.UnicodeScalarView(term.unicodeScalars.filter { $0.value >= 0x20 }))
    guard clean.utf8.contains(where: { $0 >= 0x7F }) || clean.contains("=?") else {
      // A long term is folded at its blanks, since a line has at most 998 characters.
      let words = clean.split(separator: " ", omittingEmptySubsequences: false)
      return clean.utf8.count <= 76 || words.contains("") ? [clean] : words.map(String.init)
    }
    var words: [String] = []
    var piece: [UInt8] = []
    // By characters: one must not be cut between two encoded words (RFC 2047, 5).
    for scalar in clean.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      // 45 bytes are 60 digits, and 72 characters with the marks: RFC 2047 allows 75 (section 2).
      if piece.count + bytes.count > 45 {
        words.append("=?UTF-8?B?\(base64(piece))?=")
        piece = []
      }
      piece += bytes
    }
    return words + ["=?UTF-8?B?\(base64(piece))?="]
  }

  /// Text with its encoded words decoded; one of another character set than UTF-8 stays as it is.
  static func decoded(_ text: String) -> String {
    guard text.contains("=?") else { return text }
    var bytes: [UInt8] = []
    var previousWasWord = false
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let trimmed = word.hasSuffix(",") ? word.dropLast() : word
      if let content = encodedWord(String(trimmed)) {
        if !previousWasWord, !bytes.isEmpty { bytes.append(0x20) }
        bytes += content
        if trimmed.count < word.count { bytes.append(UInt8(ascii: ",")) }
        previousWasWord = trimmed.count == word.count
      } else {
        if !bytes.isEmpty { bytes.append(0x20) }
        bytes += Array(word.utf8)
        previousWasWord = false
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func encodedWord(_ word: String) -> [UInt8]? {
    let parts = word.split(separator: "?", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "=", parts[4] == "=", parts[1].lowercased() == "utf-8"
    else {
      return nil
    }
    switch parts[2].lowercased() {
    case "b": return fromBase64(Array(parts[3].utf8))
    case "q": return fromQuoted(Array(parts[3].utf8))
    default: return nil
    }
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let piece = bytes[start..<min(start + 3, bytes.count)]
      let value = piece.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - piece.count))
      for index in 0..<4 {
        result.append(
          index <= piece.count ? alphabet[value >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func fromBase64(_ text: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var value = 0
    var bits = 0
    for byte in text where byte != UInt8(ascii: "=") {
      guard let digit = alphabet.firstIndex(of: byte) else { return nil }
      value = (value << 6 | digit) & 0xFFFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: value >> bits))
      }
    }
    return result
  }

  private static func fromQuoted(_ text: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var position = 0
    while position < text.count {
      if text[position] == UInt8(ascii: "="), position + 2 < text.count {
        guard let byte = UInt8(hexadecimal: text[position + 1], text[position + 2]) else {
          return nil
        }
        result.append(byte)
        position += 3
      } else {
        result.append(text[position] == UInt8(ascii: "_") ? 0x20 : text[position])
        position += 1
      }
    }
    return result
  }
}

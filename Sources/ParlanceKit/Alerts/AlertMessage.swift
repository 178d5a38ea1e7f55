package import JSONCoding

/// What is new for a saved query, as a recipient gets it.
package struct AlertMessage: Sendable {
  /// A document that is new.
  package struct Item: Sendable, Equatable {
    /// What identifies it.
    package let id: String
    /// The title, or the name of the file.
    package let title: String
    /// The path.
    package let path: String
    /// The date; empty if it has none.
    package let date: String
    /// The address of its page; empty if there is none.
    package let link: String
  }

  /// The name of the saved query.
  package let query: String

  /// The documents, the newest first.
  package let items: [Item]

  /// The documents that are listed.
  private static let most = 100

  private var subject: String {
    "\(items.count) new \(items.count == 1 ? "document" : "documents") for \(query)"
  }

  private var lines: [String] {
    let shown = items.prefix(Self.most).flatMap { item in
      [
        item.title + (item.date.isEmpty ? "" : " (\(item.date))"), "  \(item.path)",
        item.link.isEmpty ? "" : "  \(item.link)",
      ].filter { !$0.isEmpty }
    }
    let rest = items.count - Self.most
    return [subject + ":", ""] + shown + (rest > 0 ? ["… and \(rest) more"] : [])
  }

  /// The message as a web service takes it: `text` for those that show it, `documents` for programs.
  package var json: JSONValue {
    [
      "text": .string(lines.joined(separator: "\n")), "query": .string(query),
      "total": .integer(items.count),
      "documents": .array(
        items.prefix(Self.most).map { item in
          [
            "id": .string(item.id), "title": .string(item.title), "path": .string(item.path),
            "date": item.date.isEmpty ? .null : .string(item.date),
            "link": item.link.isEmpty ? .null : .string(item.link),
          ]
        }),
    ]
  }

  /// The message as a mail (RFC 5322): the same news to the same person have the same `Message-ID`.
  func mail(from sender: String, to address: String) -> [UInt8] {
    let mark = AlertStore.mark(([query, address] + items.map(\.id)).joined(separator: "\n"))
    let host = sender.split(separator: "@").last.map(String.init) ?? "localhost"
    let head = [
      "From: <\(sender)>", "To: <\(address)>", Self.header("Subject: Parlance: ", subject),
      "Message-ID: <parlance-\(String(mark, radix: 16))@\(host)>",
      "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
    ]
    let text = Array(lines.map(Self.plain).joined(separator: "\n").utf8) + [0x0A]
    return Array((head + [""] + Self.base64(text)).map { $0 + "\r\n" }.joined().utf8)
  }

  /// A field of the head, whose text is ASCII: other text stands in encoded words of at most 75 characters (RFC 2047).
  private static func header(_ name: String, _ text: String) -> String {
    let text = plain(text)
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return name + text }
    var words: [String] = []
    var piece: [UInt8] = []
    // 45 bytes make 60 digits; a letter is never cut.
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if piece.count + bytes.count > 45 {
        words += base64(piece)
        piece = []
      }
      piece += bytes
    }
    words += base64(piece)
    // Each on a line of its own, which has 76 characters at most then.
    return String(name.dropLast()) + words.map { "\r\n =?utf-8?B?\($0)?=" }.joined()
  }

  /// A line without control characters, which a document may have in its title.
  private static func plain(_ line: String) -> String {
    String(
      String.UnicodeScalarView(
        line.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }

  /// Base 64 (RFC 4648) in lines of 76 characters.
  private static func base64(_ bytes: [UInt8]) -> [String] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    return stride(from: 0, to: bytes.count, by: 57).map { start in
      let line = Array(bytes[start..<min(start + 57, bytes.count)])
      var text: [UInt8] = []
      for place in stride(from: 0, to: line.count, by: 3) {
        let group = line[place..<min(place + 3, line.count)]
        let number = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for digit in 0..<4 {
          text.append(
            digit <= group.count ? digits[number >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
        }
      }
      return String(decoding: text, as: UTF8.self)
    }
  }
}

import Foundation
import Model
import RandomNumbers
import Testing

@testable import Documents

/// How much of a mail is read: its bounds, each with what is told beyond it.
@Suite struct `A mail at its bounds` {
  private func read(_ text: String, _ name: String = "a.eml") throws -> Document {
    try readDocument(text, name)
  }

  private static let head = "From: Ann <a@b.c>\nSubject: Outer\n"

  /// A text within so many parts that hold one part each.
  private func nested(_ depth: Int) -> String {
    (0..<depth).reduce("Content-Type: text/plain\n\nleaf words") { inner, level in
      "Content-Type: multipart/mixed; boundary=b\(level).\n\n--b\(level).\n\(inner)\n--b\(level).--\n"
    }
  }

  @Test(arguments: [(0, true), (1, true), (19, true), (20, false), (21, false), (200, false)])
  func `reads parts within twenty others, and tells of deeper ones`(depth: Int, isRead: Bool) throws
  {
    let document = try read(Self.head + nested(depth))
    #expect(document.text == (isRead ? "leaf words" : ""))
    #expect(document.remarks == (isRead ? [] : ["parts nested deeper than 20 are left out"]))
    #expect(document.title == "Outer")
  }

  /// Messages that are forwarded, each within another.
  private func forwarded(_ depth: Int) -> String {
    (0..<depth).reduce("Subject: leaf\n\nleaf words") { inner, level in
      "Subject: level \(level)\nContent-Type: message/rfc822\n\n\(inner)"
    }
  }

  @Test(arguments: [(1, true), (3, true), (4, false), (30, false)])
  func `reads messages within three others, and tells of deeper ones`(depth: Int, isRead: Bool)
    throws
  {
    let document = try read("From: a@b.c\n" + forwarded(depth))
    #expect(document.text.contains("leaf words") == isRead)
    #expect(document.remarks == (isRead ? [] : ["a message nested deeper than 3 is left out"]))
    // The outer subject is the title; the others are words of the text.
    #expect(document.title == "level \(depth - 1)")
    #expect(document.text.hasPrefix(depth > 1 ? "level \(depth - 2)" : "leaf\n"))
  }

  private func withAttachments(_ count: Int) -> String {
    let parts = (0..<count).map {
      "--b\nContent-Type: text/plain; name=f\($0).txt\nContent-Disposition: attachment\n\nwords\($0).\n"
    }
    return Self.head + "Content-Type: multipart/mixed; boundary=b\n\n" + parts.joined() + "--b--\n"
  }

  @Test(arguments: [0, 1, 200, 201, 240])
  func `reads two hundred attachments, and names all of them`(count: Int) throws {
    let document = try read(withAttachments(count))
    let names = document.metadata.filter { $0.name == "Attachment" }.map(\.value)
    #expect(names == (0..<count).map { "f\($0).txt" })
    for number in 0..<count {
      #expect(document.text.contains("words\(number).") == (number < 200))
    }
    #expect(document.remarks.contains("attachments beyond 200 are left out") == (count > 200))
    #expect(document.remarks.count == (count > 200 ? 1 : 0), "it is told once")
  }

  private func mailbox(_ count: Int) -> String {
    (0..<count).map { "From a@b.c Mon\nSubject: s\($0)\nFrom: a@b.c\n\nbody\($0).\n\n" }.joined()
  }

  @Test(arguments: [1, 2, 10_000, 10_002])
  func `of a mailbox reads ten thousand messages`(count: Int) throws {
    let document = try read(mailbox(count), "a.mbox")
    #expect(document.text.contains("body\(min(count, 10_000) - 1)."))
    #expect(!document.text.contains("body10000."))
    #expect(document.remarks.contains("messages beyond 10000 are left out") == (count > 10_000))
  }

  // MARK: What the fields say

  @Test func `tells from whom to whom, and by which list`() throws {
    let document = try read(
      "From: =?utf-8?q?J=C3=BCrgen?= <j@b.c>\nTo: a@b.c,\n d@e.f\nCc: g@h.i\nList-Id: <all.b.c>\n"
        + "Subject: S\nContent-Language: de\n\nwords")
    func value(_ name: String) -> String? { document.metadata.first { $0.name == name }?.value }
    #expect(value("From") == "Jürgen <j@b.c>" && document.values(.author) == ["Jürgen <j@b.c>"])
    #expect(value("To") == "a@b.c, d@e.f" && value("Cc") == "g@h.i")
    #expect(value("List-id") == "<all.b.c>")
    #expect(document.language == "de")
  }

  @Test func `takes the keywords of all fields that hold some`() throws {
    let document = try read(
      "From: a@b.c\nSubject: S\nKeywords: one, two\nX-Keywords: three\nkeywords: four\n\nwords")
    #expect(document.values(.keyword) == ["one", "two", "four", "three"])
  }

  @Test func `takes facets by the name of their field`() throws {
    let document = try read(
      "From: a@b.c\nSubject: S\nX-Parlance-Type: Flyer\nX-Parlance-Buying-Stage: =?utf-8?q?f=C3=BCr?=\n\nw"
    )
    #expect(document.values(facet: "type") == ["Flyer"])
    let stages = document.metadata.filter { $0.value == "für" }.map(\.name)
    #expect(stages == ["X-Parlance:BuyingStage"])
  }

  @Test func `is what it says though it has no body, no subject or no end`() throws {
    #expect(try read("From: a@b.c\nTo: b@c.d\n").text.isEmpty)
    #expect(try read("From: a@b.c\nTo: b@c.d\n\nwords").title == nil)
    #expect(
      try read("From: a@b.c\nSubject: S\nContent-Type: multipart/mixed; boundary=\"\"\n\nx").remarks
        == ["a part of type multipart/mixed names no boundary and is left out"])
    #expect(
      try read("From: a@b.c\nSubject: S\nContent-Type: multipart/alternative; boundary=b\n\n").text
        .isEmpty)
  }

  @Test(arguments: 1...6) func `cut off anywhere is read as far as it goes, or refused`(
    seed: UInt64
  ) throws {
    var numbers = SeededGenerator(seed: seed)
    let whole = Array((withAttachments(3) + forwarded(2)).utf8)
    for _ in 0..<40 {
      let length = numbers.next(below: whole.count)
      var bytes = Array(whole.prefix(length))
      for _ in 0..<numbers.next(below: 4) where !bytes.isEmpty {
        bytes[numbers.next(below: bytes.count)] = UInt8(numbers.next(below: 256))
      }
      do {
        let document = try readDocument(bytes, "a.eml")
        #expect(document.text.utf8.count <= bytes.count * 4)
      } catch is DocumentRefusal {}
    }
  }
}

/// The transfer encodings of mail, beside the Foundation that knows them, too.
@Suite struct `Bytes of a mail on their way` {
  private func bytes(_ numbers: inout SeededGenerator, most: Int = 200) -> [UInt8] {
    (0..<numbers.next(below: most)).map { _ in UInt8(numbers.next(below: 256)) }
  }

  @Test(arguments: 1...5) func `are in base 64 what they were, whatever stands between`(
    seed: UInt64
  ) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let bytes = bytes(&numbers)
      var text = Array(Data(bytes).base64EncodedString().utf8)
      if numbers.next(below: 2) == 0 {
        text = text.map {
          $0 == UInt8(ascii: "+")
            ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
        }
      }
      #expect(MIMEDecoding.base64(text[...]) == bytes)
      // Line ends, blanks and what no digit is are passed over.
      for _ in 0..<numbers.next(below: 10) {
        let noise = Array(" \r\n\t!*~\0".utf8)
        text.insert(
          noise[numbers.next(below: noise.count)], at: numbers.next(below: text.count + 1))
      }
      #expect(MIMEDecoding.base64(text[...]) == bytes)
      // Without its padding it is no less.
      #expect(MIMEDecoding.base64(text.filter { $0 != UInt8(ascii: "=") }[...]) == bytes)
    }
  }

  @Test(arguments: [
    ("", ""), ("=", ""), ("====", ""), ("YQ", "a"), ("YQ==", "a"), ("YQ==YQ==", "aa"), ("Y", ""),
    ("YWI=", "ab"),
    ("YWJj", "abc"), ("YWJjZ", "abc"), ("\r\n YW Jj\r\n", "abc"),
  ])
  func `in base 64 end with a piece that is cut`(text: String, decoded: String) {
    #expect(String(decoding: MIMEDecoding.base64(Array(text.utf8)[...]), as: UTF8.self) == decoded)
  }

  @Test(arguments: 6...9) func `are in quoted-printable what they were`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let bytes = bytes(&numbers)
      // The naive writer: everything but letters as two digits of either case, lines broken anywhere.
      var text: [UInt8] = []
      for byte in bytes {
        if numbers.next(below: 8) == 0 {
          text += Array(["=\n", "=\r\n", "= \t\n"][numbers.next(below: 3)].utf8)
        }
        let isLetter = (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
        if isLetter, numbers.next(below: 4) > 0 {
          text.append(byte)
        } else {
          let digits = String(byte, radix: 16, uppercase: numbers.next(below: 2) == 0)
          text += Array(("=" + (digits.count < 2 ? "0" : "") + digits).utf8)
        }
      }
      #expect(MIMEDecoding.quotedPrintable(text[...]) == bytes)
      #expect(MIMEDecoding.quotedPrintable(text[...], isHeader: true) == bytes)
    }
  }

  @Test(arguments: [
    ("a_b", "a_b", "a b"), ("=5F", "_", "_"), ("=", "", ""), ("=4", "=4", "=4"),
    ("=4G", "=4G", "=4G"),
    ("a=\nb", "ab", "ab"), ("a=  b", "a=  b", "a=  b"), ("==41", "=A", "=A"), ("=+1", "=+1", "=+1"),
    ("a =", "a ", "a "), ("a=\r", "a", "a"),
  ])
  func `that are no code stay as they stand`(text: String, body: String, header: String) {
    let bytes = Array(text.utf8)[...]
    #expect(String(decoding: MIMEDecoding.quotedPrintable(bytes), as: UTF8.self) == body)
    #expect(
      String(decoding: MIMEDecoding.quotedPrintable(bytes, isHeader: true), as: UTF8.self) == header
    )
  }
}

/// What is a message at all, and how much of its fields is kept.
@Suite struct `The fields of a message` {
  private func headers(_ text: String) -> MailHeaders { MailHeaders(Array(text.utf8)[...]) }

  @Test(arguments: [999, 1000, 1001, 5000])
  func `are a thousand at most, and the body begins behind all of them`(count: Int) {
    let fields = (0..<count).map { "F\($0): x\n" }.joined()
    let text = fields + "\nbody"
    let headers = headers(text)
    #expect(headers.fields.count == min(count, 1000))
    #expect(String(text.utf8.dropFirst(headers.bodyStart)) == "body")
  }

  @Test(arguments: [
    ("From: a\nTo: b\n\n", true), ("Subject: a\nDate: b", true), ("from: a\nFROM: b\n\n", false),
    ("From: a\n\n", false), ("X: a\nY: b\nZ: c\n\n", false), ("", false),
    ("\nFrom: a\nTo: b\n", false),
    ("X-Mailer: m\nMime-Version: 1.0\nContent-Type: text/plain\n\n", true),
    ("From a@b Mon\nFrom: a\nTo: b\n\n", true), ("Dear Ann,\nFrom: me\nTo: you\n", false),
    ("Fr om: a\nTo: b\nDate: c\n\n", false), (": x\nFrom: a\nTo: b\n", false),
    ("Größe: x\nFrom: a\nTo: b\n", false),
  ])
  func `make a message of a file if two are such as mail has`(text: String, isMail: Bool) {
    #expect(MailHeaders.looksLikeMail(Array(text.utf8)) == isMail)
  }

  @Test func `have names of a hundred signs, and values that do not grow without end`() {
    let long = String(repeating: "n", count: 101)
    #expect(headers("Subject: s\n\(long): x\n\n").fields.count == 1)
    #expect(headers("Subject: s\n\(long.dropLast()): x\n\n").fields.count == 2)
    let line = " " + String(repeating: "v", count: 1 << 16) + "\n"
    let endless = headers("Subject: s\n" + String(repeating: line, count: 40) + "\n")
    #expect((endless.raw("subject")?.count ?? 0) <= (1 << 20) + line.utf8.count)
    #expect((endless.raw("subject")?.count ?? 0) >= 1 << 20)
  }
}

import Model
import Testing

@testable import Documents

/// Which parts of a mail are read, and which are told of.
struct MailPartsTests {
  private func read(_ lines: [String]) throws -> Document {
    try readDocument(lines.joined(separator: "\n"), "a.eml")
  }

  private func mail(_ type: String, _ lines: [String]) throws -> Document {
    try read(["From: a@b.c", "Subject: S", "Content-Type: \(type)", ""] + lines)
  }

  private func part(_ head: String..., text: String) -> [String] { ["--b"] + head + ["", text] }

  private static let mixed = "multipart/mixed; boundary=b"

  @Test(arguments: [
    ("text/plain", "", true), ("text/html", "", false), ("text/plain", " ", false),
    ("text/plain", "\n \n", false),
  ])
  func `of alternatives the plain text is read unless there is none`(
    type: String, blank: String, isPlain: Bool
  ) throws {
    let plain = type == "text/plain" && blank.isEmpty ? "plain words" : blank
    let document = try mail(
      "multipart/alternative; boundary=b",
      part("Content-Type: text/html", text: "<p>html words</p>")
        + part("Content-Type: \(type)", text: plain) + ["--b--"])
    #expect(document.text == (isPlain ? "plain words" : "html words"))
  }

  @Test func `a line is a boundary only if nothing else stands in it`() throws {
    let document = try mail(
      Self.mixed,
      [
        "preamble", "--b  ", "", "one", "--bc", "--b x", "two", "--b", "", "three", "--b--",
        "epilogue",
      ])
    #expect(document.text == "one\n--bc\n--b x\ntwo\nthree")
  }

  @Test func `of a mail that was cut off what came is read`() throws {
    #expect(try mail(Self.mixed, ["--b", "", "one", "--b", "", "tw"]).text == "one\ntw")
    #expect(try mail(Self.mixed, ["--b"]).text.isEmpty)
    #expect(try mail(Self.mixed, []).text.isEmpty)
  }

  @Test(arguments: [
    ("application/pdf", "inline", true), ("application/octet-stream", "attachment", true),
    ("text/plain", "attachment", true), ("image/png", "attachment", true),
    ("image/png", "inline", false), ("application/pgp-signature", "inline", false),
  ])
  func `an attachment without a name is told of, but for pictures within the text`(
    type: String, disposition: String, isTold: Bool
  ) throws {
    let document = try mail(
      Self.mixed,
      part(text: "words")
        + part("Content-Type: \(type)", "Content-Disposition: \(disposition)", text: "bytes")
        + ["--b--"])
    #expect(document.text == "words")
    #expect(
      document.remarks
        == (isTold ? ["an attachment of type \(type) has no name and is left out"] : []))
  }

  @Test func `parts without a boundary are told of`() throws {
    let document = try mail(
      Self.mixed,
      part(text: "words") + part("Content-Type: multipart/mixed", text: "--x\n\nlost") + ["--b--"])
    #expect(document.text == "words")
    #expect(
      document.remarks == ["a part of type multipart/mixed names no boundary and is left out"])
  }

  @Test func `an attachment is read by its name, and a message within a message`() throws {
    let document = try mail(
      Self.mixed,
      part(
        "Content-Type: application/octet-stream; name=\"x.txt\"",
        "Content-Transfer-Encoding: base64", text: "d29yZHM=")
        + part("Content-Type: message/rfc822", text: "Subject: Inner\n\ninner words")
        + ["--b--"])
    #expect(document.text == "x.txt\nwords\nInner\ninner words")
    #expect(document.title == "S")
    #expect(document.metadata.contains { $0.name == "Attachment" && $0.value == "x.txt" })
  }

  @Test(arguments: [
    ("quoted-printable", "gr=C3=BC=\n=C3=9Fe", "grüße"), ("base64", "Z3LDvMOf\nZQ==", "grüße"),
    ("8bit", "grüße", "grüße"), ("BASE64", "Z3LDvMOfZQ", "grüße"), ("unknown", "grüße", "grüße"),
  ])
  func `text is taken out of its encoding`(encoding: String, text: String, expected: String) throws
  {
    let document = try read([
      "Subject: S", "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: \(encoding)", "", text,
    ])
    #expect(document.text == expected)
  }

  @Test func `a mailbox has a message behind each line that begins one`() throws {
    let box = """
      From a@b.c Mon Mar  1 10:00:00 2010
      Subject: One
      From: Ann <a@b.c>
      Date: Mon, 1 Mar 2010 10:00:00 +0100

      first words
      From here on it is text.

      From d@e.f Tue Mar  2 10:00:00 2010
      Subject: Two
      Date: Tue, 2 Mar 2010 10:00:00 +0100

      second words

      """
    let document = try readDocument(box, "a.mbox")
    #expect(document.headings == ["One", "Two"])
    #expect(document.text.contains("first words\nFrom here on it is text."))
    #expect(document.text.contains("second words"))
    #expect(document.dates(.metadata) == ["2010-03-02", "2010-03-01"])
  }

  @Test func `a value that is too long is cut between letters`() throws {
    let long = "x" + String(repeating: "é", count: 10_000)
    let document = try read(["Subject: S", "Keywords: \(long)", "", "words"])
    let value = try #require(document.values(.keyword).first)
    #expect(value.utf8.count == (16 << 10) - 1)
    #expect(value.unicodeScalars.allSatisfy { $0 == "x" || $0 == "é" })
  }
}

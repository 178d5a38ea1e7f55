import Testing

@testable import Documents

/// Names of attachments as mail programs write them (RFC 2231).
@Suite struct `A parameter of a mail's field` {
  private func text(_ pieces: [(mark: String, value: String)]) -> String {
    var parameter = MailParameter()
    for piece in pieces { parameter.add(Array(piece.value.utf8), markedBy: piece.mark[...]) }
    return parameter.text
  }

  @Test(
    arguments: [
      ([("", "offer.pdf")], "offer.pdf"),
      ([("*", "utf-8'en'%C3%84nderung.pdf")], "Änderung.pdf"),
      ([("*", "iso-8859-1''%C4nderung.pdf")], "Änderung.pdf"),
      // Pieces count by their numbers, however they come.
      ([("*1", "b.pdf"), ("*0", "a-")], "a-b.pdf"),
      ([("*0*", "utf-8''%C3"), ("*1*", "%84nderung"), ("*2", ".pdf")], "Änderung.pdf"),
      ([("*10", "k"), ("*2", "c"), ("*0", "a"), ("*1", "b")], "abck"),
      // An encoded word of other programs.
      ([("", "=?utf-8?Q?=C3=84nderung.pdf?=")], "Änderung.pdf"),
      // The first of two counts.
      ([("", "first.pdf"), ("", "second.pdf")], "first.pdf"),
      // Without its two quotes a value names no encoding.
      ([("*", "a%20b.pdf")], "a b.pdf"), ([("*", "utf-8'a.pdf")], "utf-8'a.pdf"),
      // What is no number counts as the first piece; one below zero is none.
      ([("*x", "a.pdf")], "a.pdf"), ([("*-1", "a.pdf")], ""),
      ([], ""),
    ] as [([(String, String)], String)])
  func `is the text of its pieces`(pieces: [(String, String)], expected: String) {
    #expect(text(pieces.map { (mark: $0.0, value: $0.1) }) == expected)
  }

  @Test func `of an encoding that nobody knows keeps what is readable`() {
    #expect(text([("*", "no-such-code''offer%20one.pdf")]).contains("offer"))
  }

  @Test func `is one line, whatever is escaped in it`() {
    let found = text([("*", "utf-8''a%0D%0AX-Other:%20b.pdf")])
    #expect(!found.contains("\n") && !found.contains("\r"), "\(found.debugDescription)")
  }
}

import Testing

@testable import Documents

/// Header fields of mail, by the examples of the RFCs and what mail programs write.
struct MailHeaderTests {
  private func headers(_ text: String) -> MailHeaders { MailHeaders(Array(text.utf8)[...]) }

  private func parameters(_ text: String) -> [String: String] {
    MailWords.parameters(Array(text.utf8)).parameters
  }

  // MARK: Fields (RFC 5322)

  @Test(arguments: ["\n", "\r\n"]) func `fields end at an empty line`(lineEnd: String) {
    let text = ["Subject: One", "To: a@e.example", "", "Body: no field", ""].joined(
      separator: lineEnd)
    let headers = headers(text)
    #expect(headers.fields.map(\.name) == ["subject", "to"])
    #expect(headers["subject"] == "One")
    #expect(String(text.utf8.dropFirst(headers.bodyStart)) == "Body: no field" + lineEnd)
  }

  @Test func `a field goes on in lines that begin with a blank`() {
    let headers = headers("Subject: one\r\n two\r\n\tthree\r\nTo: x\r\n\r\n")
    #expect(headers["subject"] == "one two three")
    #expect(headers["to"] == "x")
  }

  @Test func `an envelope line is passed over, and what is no field ends nothing behind one`() {
    #expect(headers("From a@e.example Mon Jan  5\nSubject: x\n\n")["subject"] == "x")
    let headers = headers("Subject: x\nnot a field\nTo: y\n\n")
    #expect(headers.fields.map(\.name) == ["subject", "to"])
    #expect(self.headers("no field\nSubject: x\n\n").fields.isEmpty)
  }

  @Test func `of two fields of a name the first counts, whatever the case`() {
    let headers = headers("SUBJECT: one\nsubject: two\n\n")
    #expect(headers["subject"] == "one")
    #expect(headers["to"] == nil)
  }

  // MARK: Encoded words (RFC 2047)

  @Test(arguments: [
    // The examples of section 8.
    ("=?ISO-8859-1?Q?a?=", "a"), ("=?ISO-8859-1?Q?a?= b", "a b"),
    ("=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"),
    ("=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=", "ab"),
    ("=?ISO-8859-1?Q?a?=\r\n    =?ISO-8859-1?Q?b?=", "ab"), ("=?ISO-8859-1?Q?a_b?=", "a b"),
    ("=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"),
    ("=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>", "Keith Moore <moore@cs.utk.edu>"),
    ("=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?=", "Keld Jørn Simonsen"),
    (
      "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=\r\n =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
      "If you can read this you understand the example."
    ),
    ("=?utf-8?b?w6TDtsO8?=", "äöü"), ("=?UTF-8*de?Q?Gr=C3=B6=C3=9Fe?=", "Größe"),
    ("=?koi8-r?B?8NLJ18XU?=", "Привет"), ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
    ("a =?utf-8?q?=C3=A4?= b", "a ä b"), ("=?utf-8?q?=c3=a4?=", "ä"),
  ])
  func `encoded words are decoded, and blanks between two of them are not text`(
    _ text: String, _ wanted: String
  ) {
    #expect(MailWords.decode(Array(text.utf8)) == wanted)
  }

  @Test(arguments: [
    "=?utf-8?x?abc?=", "=?utf-8?q?abc", "=?utf-8?q", "=?utf-8", "=?", "=", "a=b?c", "?=",
    "=?utf-8?q?a", "1 = 2 ? 3 : 4",
  ])
  func `what is no encoded word stays as it is`(_ text: String) {
    #expect(MailWords.decode(Array(text.utf8)) == text)
  }

  // MARK: Parameters (RFC 2045, 2231)

  @Test(
    arguments: [
      ("text/plain", "text/plain", [:]),
      ("TEXT/Plain; charset=utf-8", "text/plain", ["charset": "utf-8"]),
      ("text/plain; charset=\"utf-8\"", "text/plain", ["charset": "utf-8"]),
      (
        "text/plain;charset = us-ascii ; format=flowed", "text/plain",
        ["charset": "us-ascii", "format": "flowed"]
      ),
      ("multipart/mixed; boundary=\"a;b=c\"", "multipart/mixed", ["boundary": "a;b=c"]),
      ("x/y; name=\"a \\\"b\\\"; c.txt\"; size=7", "x/y", ["name": "a \"b\"; c.txt", "size": "7"]),
      ("x/y; name=\"C:\\docs\\a.txt\"", "x/y", ["name": "C:\\docs\\a.txt"]),
      ("x/y; name=\"a\\\\b\"", "x/y", ["name": "a\\b"]), ("x/y; none; a=b", "x/y", ["a": "b"]),
      ("x/y;", "x/y", [:]), ("", "", [:]), ("x/y; NAME=A", "x/y", ["name": "A"]),
      ("x/y; name=\"=?utf-8?Q?Gr=C3=B6=C3=9Fe?=\"", "x/y", ["name": "Größe"]),
      // Of two with one name the first counts.
      ("x/y; a=1; a=2", "x/y", ["a": "1"]),
    ] as [(String, String, [String: String])])
  func `a value has parameters, quoted or not`(
    _ text: String, _ value: String, _ wanted: [String: String]
  ) {
    let found = MailWords.parameters(Array(text.utf8))
    #expect(found.value == value)
    #expect(found.parameters == wanted)
  }

  @Test(arguments: [
    // RFC 2231, sections 3 and 4; RFC 5987, section 3.2.2.
    ("m/x; URL*0=\"ftp://\"; URL*1=\"cs.utk.edu/pub\"", "url", "ftp://cs.utk.edu/pub"),
    ("a/x; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", "title", "This is ***fun***"),
    (
      "a/x; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\"",
      "title", "This is even more ***fun*** isn't it!"
    ),
    ("a; title*=iso-8859-1'en'%A3%20rates", "title", "£ rates"),
    ("a; title*=UTF-8''%c2%a3%20and%20%e2%82%ac%20rates", "title", "£ and € rates"),
    // A letter in two pieces, and pieces in any order.
    ("a; f*0*=utf-8''Gr%C3; f*1*=%B6%C3%9Fe.txt", "f", "Größe.txt"),
    ("a; f*1*=%B6%C3%9Fe.txt; f*0*=utf-8''Gr%C3", "f", "Größe.txt"),
    ("a; f*2=c; f*0=a; f*1=b; f*10=e; f*9=d", "f", "abcde"),
    ("a; f*=koi8-r''%F0%D2%C9%D7%C5%D4", "f", "Привет"),
    ("a; f*=''a%20b", "f", "a b"), ("a; f*=a%20b", "f", "a b"), ("a; f*=utf-8''100%", "f", "100%"),
    ("a; f*=utf-8''a%zz%4", "f", "a%zz%4"), ("a; f*=utf-8''it's", "f", "it's"),
  ])
  func `a parameter may be in pieces and in an encoding`(
    _ text: String, _ name: String, _ wanted: String
  ) {
    #expect(parameters(text) == [name: wanted])
  }

  @Test(arguments: [
    "; ; ;", ";=", ";*=", ";*0*=''", "a;b*99999999999999999999=c", "a; b*-1=c", "a; \"b=c",
    "a; b=\\",
    "a; b*0*='''''", String(repeating: "a=b;", count: 10_000),
  ])
  func `whatever stands there is harmless`(_ text: String) {
    let found = MailWords.parameters(Array(text.utf8))
    #expect(found.parameters.count <= 50)
  }
}

import Testing

@testable import Documents

/// Lines of calendars and contacts, by RFC 5545, RFC 6350, RFC 6868 and vCard 2.1.
struct ContentLinesTests {
  private func lines(_ bytes: [UInt8]) throws -> [ContentLine] {
    var lines: [ContentLine] = []
    try ContentLine.forEach(in: bytes, DocumentReader().makeContext { false }) {
      lines.append($0)
      return true
    }
    return lines
  }

  private func line(_ text: String) throws -> ContentLine {
    let lines = try lines(Array(text.utf8))
    #expect(lines.count == 1, "\(text.debugDescription)")
    return try #require(lines.first)
  }

  @Test(arguments: [
    ("SUMMARY:Fair", "SUMMARY", "Fair"), ("summary:Fair", "SUMMARY", "Fair"),
    ("item1.EMAIL:a@e.example", "EMAIL", "a@e.example"), ("SUMMARY:", "SUMMARY", ""),
    ("URL:http://e.example:80/a;b", "URL", "http://e.example:80/a;b"),
    (
      "DESCRIPTION:one\\ntwo\\, three\\; four\\\\five\\Nsix", "DESCRIPTION",
      "one\ntwo, three; four\\five\nsix"
    ),
    ("DTSTART;TZID=America/New_York:20100312T083000", "DTSTART", "20100312T083000"),
    ("ATTENDEE;CN=\"Bell: Ann\":mailto:a@e.example", "ATTENDEE", "mailto:a@e.example"),
    ("NOTE;X=\"a;b:c\";Y=d:value", "NOTE", "value"),
  ])
  func `a line has a name and a value`(_ text: String, _ name: String, _ value: String) throws {
    let line = try line(text + "\r\n")
    #expect(line.name == name)
    #expect(line.value == value)
  }

  @Test(arguments: [
    ("ATTENDEE;CN=Ann Bell:x", "CN", "Ann Bell"), ("ATTENDEE;cn=Ann:x", "CN", "Ann"),
    ("ATTENDEE;ROLE=CHAIR;CN=\"Bell, Ann\":x", "CN", "Bell, Ann"),
    ("ATTENDEE;CN=\"Bell; Ann\";ROLE=CHAIR:x", "CN", "Bell; Ann"),
    ("ATTENDEE;CN=\"Bell; Ann\";ROLE=CHAIR:x", "ROLE", "CHAIR"),
    ("ATTENDEE;CN=George Herman ^'Babe^' Ruth:x", "CN", "George Herman \"Babe\" Ruth"),
    (
      "GEO;X-ADDRESS=\"Pittsburgh Pirates^n115 Federal St\":x", "X-ADDRESS",
      "Pittsburgh Pirates\n115 Federal St"
    ),
    ("X;A=^^n^x^:x", "A", "^n^x^"), ("X;A=:x", "A", ""),
  ])
  func `a parameter has a value`(_ text: String, _ name: String, _ value: String) throws {
    let line = try line(text)
    #expect(line.parameter(name) == value)
    #expect(line.parameter("NONE") == nil)
  }

  @Test(
    arguments: [
      ("N:Bell;Ann;;Dr.;", ["Bell", "Ann", "Dr."]), ("N:Bell\\; Co;Ann", ["Bell; Co", "Ann"]),
      ("ADR:;;1 Main St;Vienna;;1010;Austria", ["1 Main St", "Vienna", "1010", "Austria"]),
      ("N:a\\\\;b", ["a\\", "b"]), ("N:", []), ("N:; ;", []),
    ] as [(String, [String])])
  func `a value has parts`(_ text: String, _ parts: [String]) throws {
    #expect(try line(text).parts == parts)
  }

  // MARK: Folds

  @Test(arguments: ["\r\n", "\n"], [" ", "\t"])
  func `a line that a blank follows goes on`(lineEnd: String, blank: String) throws {
    let text = ["SUMMARY:This is a lo", "ng description", "  that exists on a long line.", "X:y"]
      .joined(separator: "\(lineEnd)\(blank)").replacing("\(lineEnd)\(blank)X", with: "\(lineEnd)X")
    let lines = try lines(Array(text.utf8))
    #expect(lines.map(\.value) == ["This is a long description  that exists on a long line.", "y"])
  }

  @Test func `a character that a fold cuts is put together again`() throws {
    let text = "SUMMARY:Größe und Süße, 資料\r\n"
    let bytes = Array(text.utf8)
    // Wherever it is folded, also within a character.
    for place in 9..<(bytes.count - 2) {
      let folded = bytes[..<place] + Array("\r\n ".utf8) + bytes[place...]
      #expect(try lines(Array(folded)).map(\.value) == ["Größe und Süße, 資料"], "\(place)")
    }
  }

  @Test func `what is not UTF-8 is read as what it is`() throws {
    let bytes = Array("SUMMARY:Gr".utf8) + [0xF6, 0xDF] + Array("e des Archivs\r\n und mehr".utf8)
    #expect(try lines(bytes).map(\.value) == ["Größe des Archivsund mehr"])
  }

  // MARK: Quoted-printable (vCard 2.1)

  @Test(arguments: [
    ("NOTE;ENCODING=QUOTED-PRINTABLE:Gr=C3=BC=C3=9Fe", "Grüße"),
    ("NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gr=C3=BC=C3=9Fe", "Grüße"),
    ("NOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Gr=FC=DFe", "Grüße"),
    ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1252:=80 5", "€ 5"),
    ("NOTE;QUOTED-PRINTABLE;CHARSET=KOI8-R:=F0=D2=C9=D7=C5=D4", "Привет"),
    ("NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo", "one\r\ntwo"),
    ("NOTE;ENCODING=QUOTED-PRINTABLE:one=\r\n two=\r\nthree", "one twothree"),
    ("NOTE;CHARSET=none;ENCODING=QUOTED-PRINTABLE:a=41", "aA"),
  ])
  func `a value of quoted-printable is what it stands for`(_ text: String, _ value: String) throws {
    #expect(try line(text).value == value)
  }

  @Test(arguments: ["", ":", "no colon", "\r\n\r\n", ";:", "NAME;A=\"b:c"])
  func `what is no line is none`(_ text: String) throws {
    let lines = try lines(Array(text.utf8))
    #expect(lines.allSatisfy { $0.value.isEmpty })
  }
}

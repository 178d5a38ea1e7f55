import Model
import Testing

@testable import Documents

/// Titles that programs write by themselves say nothing of a document.
struct OfficeTitleTests {
  @Test(arguments: [
    "PowerPoint Presentation", "POWERPOINT PRESENTATION", "Word Document", "Slide 1", "Untitled",
    "PowerPoint-Präsentation", "Unbenannt", "Présentation PowerPoint", " untitled \n", "",
  ])
  func `what a program made up is none`(title: String) {
    #expect(OfficeTitle.meaningful(title) == "")
  }

  @Test(arguments: [
    ("Price list 2010", "Price list 2010"), ("Untitled works of 2010", "Untitled works of 2010"),
    ("Slide 12", "Slide 12"), ("A\n  B", "A B"), ("Häfen & <Archive>", "Häfen & <Archive>"),
    // What stands behind it is the name of the file, which is better than nothing.
    ("Microsoft Word - Price list.doc", "Price list.doc"),
    ("microsoft powerpoint - Übersicht.ppt", "Übersicht.ppt"),
    ("Microsoft Word", "Microsoft Word"),
  ])
  func `anything else is the title, on one line`(title: String, expected: String) {
    #expect(OfficeTitle.meaningful(title) == expected)
  }

  @Test(arguments: [
    ("{\\info{\\title Untitled}}", nil), ("{\\info{\\title Price list}}", "Price list"),
    ("{\\info{\\title Gr\\'fc\\'dfe}}", "Grüße"),
  ])
  func `so are those of other programs`(info: String, title: String?) throws {
    let document = try readDocument(
      "{\\rtf1\\ansi\\ansicpg1252\(info)\\pard Some words.\\par}", "a.rtf")
    #expect(document.title == title)
  }

  @Test(arguments: [
    (
      "{\\creatim\\yr2009\\mo1\\dy2}{\\revtim\\yr2010\\mo3\\dy12\\hr8}",
      ["2009-01-02", "2010-03-12"]
    ),
    // Programs without a clock.
    ("{\\creatim\\yr0\\mo1\\dy1}", []), ("{\\creatim\\yr1601\\mo1\\dy1}", []),
    ("{\\creatim\\yr1904\\mo1\\dy1}", []), ("{\\creatim\\yr1970\\mo1\\dy1}", ["1970-01-01"]),
    ("{\\creatim\\yr2101\\mo1\\dy1}", []), ("{\\creatim\\yr2010\\mo13\\dy1}", []),
    ("{\\creatim\\yr2010\\mo2\\dy30}", []), ("{\\creatim\\yr-2147483648\\mo1\\dy1}", []),
    ("{\\creatim\\yr99999999999\\mo1\\dy1}", []), ("{\\creatim}", []),
  ])
  func `the dates of RTF are days of the calendar, or none`(info: String, expected: [String]) throws
  {
    let document = try readDocument("{\\rtf1\\ansi{\\info\(info)}\\pard Some words.\\par}", "a.rtf")
    #expect(document.dates(.metadata).sorted() == expected)
  }

  @Test func `each field of RTF is what it is for`() throws {
    let document = try readDocument(
      "{\\rtf1\\ansi{\\info{\\author Ann}{\\operator Bob}{\\*\\company Acme}{\\subject S}{\\doccomm C}"
        + "{\\keywords a, b; c}{\\*\\category K}{\\unheard U}}\\pard Some words.\\par}", "a.rtf")
    #expect(document.values(.author) == ["Ann", "Bob", "Acme"])
    #expect(document.values(.subject) == ["S"] && document.values(.description) == ["C"])
    #expect(document.values(.keyword) == ["a", "b", "c"] && document.values(.category) == ["K"])
    #expect(!document.metadata.contains { $0.value == "U" })
  }
}

import Model
import Testing

/// Which of the dates of a document counts.
struct DocumentDateTests {
  typealias Dates = [(DocumentDate.Source, String)]

  private func document(_ format: String?, _ dates: Dates) throws -> Document {
    var document = Document(id: "d", format: format)
    for (source, text) in dates {
      document.dates.append(DocumentDate(try #require(CalendarDate(text)), source: source))
    }
    return document
  }

  @Test(
    arguments: [
      ("docx", [], nil),
      ("docx", [(.file, "2012-01-01"), (.content, "2010")], "2010"),
      // The next date that lies in a year or month makes it precise; one that does not, does not.
      ("docx", [(.content, "2010"), (.metadata, "2010-02-11")], "2010-02-11"),
      ("docx", [(.content, "2010"), (.metadata, "2011-02-11")], "2010"),
      (
        "docx", [(.content, "2010"), (.metadata, "2011-02-11"), (.file, "2010-03-01")], "2010-03-01"
      ),
      ("docx", [(.content, "2010"), (.path, "2010-03"), (.file, "2010-04-01")], "2010-03"),
      ("docx", [(.content, "2010"), (.path, "2010-03"), (.file, "2010-03-09")], "2010-03-09"),
      ("docx", [(.content, "2010-05-05"), (.metadata, "2010-06-06")], "2010-05-05"),
      // Of each source the first date counts.
      ("docx", [(.content, "2010"), (.content, "2010-05"), (.file, "2011-01-01")], "2010"),
      // A mail, a page, a book is of the day that its fields name.
      ("eml", [(.content, "2010-05-05"), (.metadata, "2010-06-06")], "2010-06-06"),
      ("md", [(.content, "2010-05-05"), (.metadata, "2010")], "2010-05-05"),
      ("epub", [(.content, "2011-05-05"), (.metadata, "2010")], "2010"),
      (nil, [(.content, "2010-05-05"), (.metadata, "2010-06-06")], "2010-05-05"),
    ] as [(String?, Dates, String?)])
  func `the most telling source wins, made precise by the next`(
    format: String?, dates: Dates, expected: String?
  ) throws {
    #expect(try document(format, dates).effectiveDate?.description == expected)
  }

  @Test(
    arguments: [
      ([(.file, "2012-01-01")], nil),
      ([(.path, "2010"), (.file, "2012-01-01")], "2010"),
      // The time of the file makes precise what the document says itself, and is no date alone.
      ([(.path, "2010"), (.file, "2010-03-01")], "2010-03-01"),
      ([(.metadata, "2010-02"), (.path, "2010")], "2010-02"),
    ] as [(Dates, String?)])
  func `the time of a file alone is not the document's`(dates: Dates, expected: String?) throws {
    #expect(try document("docx", dates).ownDate?.description == expected)
  }
}

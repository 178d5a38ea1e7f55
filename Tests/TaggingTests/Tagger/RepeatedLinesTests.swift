import Model
import Testing

@testable import Tagging

/// What stands in a line of many documents says nothing of one of them.
struct RepeatedLinesTests {
  private static let header = "Harbor Archive Product Management · Internal"

  private static func note(_ number: Int, body: String = "") -> Document {
    let subject = ["parking", "windows", "lunch", "bicycles"][number % 4]
    return Document(
      id: "\(number)", path: "notes/\(number).txt", title: "Notes on \(subject) \(number)",
      text:
        "\(header)\r\n\nThe office asks about \(subject), item \(number).\n\(body)\n\n  \(header)")
  }

  private static func products(of document: Document, among notes: [Document]) throws -> [String] {
    var lines = RepeatedLines(documentCount: notes.count)
    for note in notes { lines.add(path: note.path, text: note.text) }
    var context = TaggingContext()
    context.lines = lines
    return try TaggerFixture.makeTagger().tag(document, context: context)
      .filter { $0.uri.hasPrefix("urn:product") && $0.outcome == .accepted }.map(\.uri)
  }

  @Test func `a header of all documents tags none, the same name in the text does`() throws {
    let notes = (0..<25).map { Self.note($0) }
    #expect(try Self.products(of: notes[7], among: []) == ["urn:product/archive"])
    for note in notes { #expect(try Self.products(of: note, among: notes).isEmpty) }
    let about = Self.note(30, body: "Harbor Archive is late. Harbor Archive costs more.")
    #expect(try Self.products(of: about, among: notes + [about]) == ["urn:product/archive"])
  }

  @Test(arguments: [1, 4]) func `a few documents that share a line repeat nothing`(count: Int)
    throws
  {
    let notes = (0..<count).map { Self.note($0) }
    #expect(try Self.products(of: notes[0], among: notes) == ["urn:product/archive"])
  }

  @Test func `a title that half of the folder has is a header`() throws {
    let notes = (0..<10).map { number in
      Document(
        id: "\(number)", path: "notes/\(number).txt", title: Self.header,
        text: "\(Self.header)\nItem \(number) of the agenda.")
    }
    #expect(try Self.products(of: notes[0], among: notes).isEmpty)
    #expect(try Self.products(of: notes[0], among: []) == ["urn:product/archive"])
  }

  private static let words = ["the cellar", "the roof", "the door", "the wall"]

  /// 25 documents that differ in a number within the header and within the text.
  private static func notes(header: (Int) -> String) -> [Document] {
    (1...25).map { number in
      Document(
        id: "\(number)", path: "notes/\(number).txt", title: "Notes of meeting \(number)",
        text:
          "Item \(number) of the agenda was put off.\n\(header(number))\nNext: \(words[number % 4]).\n"
      )
    }
  }

  @Test(arguments: [
    ("Harbor Archive 2010, page # of 25", true), ("Harbor Archive – Seite # von 7", true),
    ("PAGE #/25 · Harbor Archive", true), ("Harbor Archive | #/25", true),
    ("Harbor Archive\t# of 25", true), ("Harbor Archive (# / 25)", true),
    ("Harbor Archive - # -", true), ("– # – Harbor Archive", true), ("S. # Harbor Archive", true),
    ("Harbor Archive Page:#", true), ("Harbor Archive invoice 47#", false),
    ("Harbor Archive, part # of 25", false), ("Harbor Archive #/25", false),
    ("Harbor Archive S #", false), ("Harbor Archive - #", false),
    ("Harbor Archive homepage #", false), ("Harbor Archive page 3.#", false),
    ("Harbor Archive page #.5", false), ("Harbor Archive page #,5", false),
    ("Harbor Archive page #-4", false), ("Harbor Archive page #/123456", false),
    ("Harbor Archive page #/25/2010", false), ("Harbor Archive page #. Internal", true),
    ("Harbor Archive page #, 5", true), ("Harbor Archive page #.", true),
    ("Harbor Archive page 123456#", false),
  ])
  func `lines that differ in the number of the page only are one line, others are not`(
    header: String, isRepeated: Bool
  ) throws {
    let notes = Self.notes { header.replacing("#", with: "\($0)") }
    let products = try Self.products(of: notes[6], among: notes)
    #expect(products.isEmpty == isRepeated, "\(products)")
  }

  @Test(arguments: [
    ("Harbor Archive invoice #", false), ("Harbor Archive | #/25", false),
    ("Harbor Archive, page # of 25", true),
  ])
  func `of a title no number but one that is called a page is left out`(
    title: String, isHeader: Bool
  ) throws {
    let notes = (1...25).map { number in
      let title = title.replacing("#", with: "\(number)")
      return Document(
        id: "\(number)", path: "notes/\(number).txt", title: title,
        text: "\(title)\nItem \(number) of the agenda was put off.")
    }
    #expect(try Self.products(of: notes[6], among: notes).isEmpty == isHeader)
  }

  /// 25 documents with one line before and behind the text.
  private static func documents(first: String, last: String) -> [Document] {
    (1...25).map { number in
      func line(_ text: String) -> String { text.replacing("#", with: "\(number)") }
      return Document(
        id: "\(number)", path: "notes/n\(number).txt", title: "Notes of meeting \(number)",
        text: "\(line(first))\nItem \(number) of the agenda was put off.\n\(line(last))\n")
    }
  }

  @Test(arguments: [
    "Harbor Archive team notes - printed # May 2010", "Harbor Archive 5.1 on 2010-05-03 10:#",
    "Harbor Archive, gedruckt am #. Mai 2010", "Harbor Archive / n#.txt",
    "Harbor Archive, le # août 2010", "Harbor Archive, # maart 2010",
  ])
  func `dates, times and the own name are no part of a header or footer`(line: String) throws {
    let headed = Self.documents(first: line, last: "Signed by whom it may concern.")
    #expect(try Self.products(of: headed[6], among: headed).isEmpty)
    let footed = Self.documents(first: "To whom it may concern", last: line)
    #expect(try Self.products(of: footed[6], among: footed).isEmpty)
  }

  @Test(arguments: [
    "Printed by Harbor Archive / Document NOTE-#", "Stored by Harbor Archive under 2010-#-77",
  ])
  func `a running number is no part of a footer, but of a header`(line: String) throws {
    let footed = Self.documents(first: "To whom it may concern", last: line)
    #expect(try Self.products(of: footed[6], among: footed).isEmpty)
    let headed = Self.documents(first: line.replacing("2010-", with: "number "), last: "Signed.")
    #expect(try Self.products(of: headed[6], among: headed) == ["urn:product/archive"])
  }

  @Test func `a line in the middle keeps its dates and numbers`() throws {
    let notes = Self.notes { "Harbor Archive was moved on \($0) May 2010" }
    #expect(try Self.products(of: notes[6], among: notes) == ["urn:product/archive"])
  }

  @Test(arguments: [(9, false), (10, true), (11, true)])
  func `ten documents make a repetition`(count: Int, isRepeated: Bool) throws {
    let notes = (0..<count).map { Self.note($0) }
    #expect(try Self.products(of: notes[0], among: notes).isEmpty == isRepeated)
  }
}

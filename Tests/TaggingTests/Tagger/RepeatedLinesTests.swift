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
}

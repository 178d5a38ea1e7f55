import Model
import Testing

@testable import Documents

/// Files whose name promises what their content is not: nothing is lost without a word.
struct WrongEndingTests {
  private static let endings = DocumentFormat.all.flatMap { $0.names + $0.aliases.keys }.sorted()

  @Test(arguments: endings) func `nothing is refused as nothing`(ending: String) {
    #expect(refusal([], "a.\(ending)") == .empty)
  }

  @Test(arguments: endings) func `a cut archive is damage under any name`(ending: String) {
    #expect(refusal(Array("PK\u{3}\u{4}zz".utf8), "a.\(ending)") == .damaged)
  }

  /// Drawings in text that is not words: their name alone decides, and none of it is read.
  private static let drawings: Set = ["dxf", "iges", "igs"]

  @Test(arguments: endings.filter { !drawings.contains($0) })
  func `words are read, or refused, or it is told that none were found`(ending: String) {
    let words = "Only words here"
    switch DocumentReader().read(Array(words.utf8), name: "a.\(ending)") {
    case .failure(let refusal): #expect(refusal.reason != .empty)
    case .success(let document) where document.text.isEmpty:
      #expect(document.remarks == ["nothing was found that a .\(document.format ?? "") file tells"])
    case .success(let document):
      #expect(document.text == words && document.remarks.isEmpty)
    }
  }

  @Test(arguments: ["ics", "vcf", "url"])
  func `a file of lines without one that counts is told`(ending: String) throws {
    let document = try readDocument("Only words here\n", "a.\(ending)")
    #expect(document.text.isEmpty)
    #expect(document.remarks == ["nothing was found that a .\(ending) file tells"])
  }
}

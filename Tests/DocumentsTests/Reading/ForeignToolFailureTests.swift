import Model
import System
import TestSupport
import Testing

@testable import Documents

/// A program that fails says little: whether the file, the program or the moment is to blame.
struct ForeignToolFailureTests {
  /// The refusal of a PDF by a program that ends so.
  private func refusal(_ pdf: [UInt8], message: String, status: Int) throws -> DocumentRefusal? {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    try folder.writeProgram(
      "pdftotext", "#!/bin/sh\ncat > /dev/null\necho '\(message)' >&2\nexit \(status)\n")
    let reader = DocumentReader(tools: ForeignTools(folders: [folder.path]))
    guard case .failure(let refusal) = reader.read(pdf, name: "a.pdf") else { return nil }
    return refusal
  }

  @Test func `a file that this program can open is not damaged when pdftotext cannot`() throws {
    let sound = PDFBuilder().build()
    let message = "Syntax Error: Unknown thing"
    #expect(try refusal(sound, message: message, status: 1)?.remedy == .tools)
    #expect(try refusal(sound, message: message, status: 99)?.remedy == .tools)
    let damaged = Array("%PDF-1.4\nnothing\n".utf8)
    #expect(try refusal(damaged, message: message, status: 1)?.reason == .damaged)
  }

  @Test func `what the system refuses pdftotext passes`() throws {
    let message = "I/O Error: Could not open file: Too many open files."
    #expect(try refusal(PDFBuilder().build(), message: message, status: 1)?.remedy == .time)
  }

  @Test func `a document with hundreds of old office files is not converted for hours`() throws {
    let context = ReadingContext(
      limits: ReadingLimits(), tools: ForeignTools(folders: []), facets: [], isCancelled: { false })
    for _ in 0..<2 {
      context.begin()
      for _ in 0..<context.limits.conversions { try context.countConversion() }
      let refusal = #expect(throws: DocumentRefusal.self) { try context.countConversion() }
      #expect(refusal?.reason == .limit)
    }
  }
}

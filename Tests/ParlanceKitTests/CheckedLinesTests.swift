import System
import TestSupport
import Testing

@testable import ParlanceKit

/// Files of lines with a checksum in the last one.
struct CheckedLinesTests {
  private static let lines = ["a.xml\tparlance\t2026", "b.xml\tskos\t2025"]

  @Test(arguments: [CheckedLines.Form.comment, .json])
  func `a bit that is not as it was written is noticed wherever it is`(
    form: CheckedLines.Form
  ) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/list"
      try CheckedLines.write(Self.lines, to: path, form)
      let written = try MappedBytes.contents(of: path)
      #expect(try CheckedLines.read(path, form).map(String.init) == Self.lines)
      for place in written.indices {
        for bit in 0..<8 {
          var bytes = written
          bytes[place] ^= 1 << UInt8(bit)
          try AtomicFile.write(bytes, to: path)
          #expect(throws: StorageError.self, "byte \(place), bit \(bit)") {
            _ = try CheckedLines.read(path, form)
          }
        }
      }
    }
  }

  @Test func `lines without a checksum are believed`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/list"
      try AtomicFile.write(Array("a\nb\n".utf8), to: path)
      #expect(try CheckedLines.read(path).map(String.init) == ["a", "b"])
      try AtomicFile.write([], to: path)
      #expect(try CheckedLines.read(path).isEmpty)
    }
  }
}

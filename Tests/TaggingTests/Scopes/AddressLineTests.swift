import Testing

@testable import Tagging

/// Lines in which names stand.
struct AddressLineTests {
  @Test func `of a text without an end of a line only what is near is looked at`() {
    let bytes = Array(String(repeating: "Sold to Germany today. ", count: 20_000).utf8)
    let line = AddressLine(around: 200_000..<200_007, in: bytes)
    #expect(line.range.count <= 2_007)
    #expect(!line.isBegun)
    #expect(!line.isAlone)
    #expect(line.lineBefore == nil)
  }

  @Test func `empty lines before a name are passed only where they are near`() {
    let name = Array("Germany".utf8)
    func line(after empty: Int) -> AddressLine {
      let bytes = Array("20457 Hamburg\n".utf8) + [UInt8](repeating: 0x0A, count: empty) + name
      return AddressLine(around: (bytes.count - name.count)..<bytes.count, in: bytes)
    }
    #expect(line(after: 3).lineBefore == 0..<13)
    #expect(line(after: 3).isAlone)
    #expect(line(after: 1_000_000).lineBefore == nil)
  }
}

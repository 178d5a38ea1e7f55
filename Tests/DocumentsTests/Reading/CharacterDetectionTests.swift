import Documents
import RandomNumbers
import Testing

@Suite struct `Character detection` {
  private func decoded(_ bytes: [UInt8], _ declared: String? = nil) -> String {
    let label = declared.flatMap { CharacterEncoding(label: $0.utf8) }
    return String(decoding: CharacterDetection.decode(bytes, declared: label).text, as: UTF8.self)
  }

  @Test func `marks decide`() {
    #expect(decoded([0xEF, 0xBB, 0xBF] + Array("é".utf8)) == "é")
    #expect(decoded([0xFF, 0xFE, 0xE9, 0, 0x61, 0]) == "éa")
    #expect(decoded([0xFE, 0xFF, 0, 0xE9, 0, 0x61]) == "éa")
  }

  @Test func `UTF-16 without mark is told by its zeros`() {
    let text = "A plain English sentence, long enough."
    let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    #expect(decoded(little) == text)
    #expect(decoded(big) == text)
  }

  @Test func `well-formed UTF-8 wins over a wrong declaration`() {
    #expect(decoded(Array("Größe".utf8), "iso-8859-1") == "Größe")
  }

  @Test func `what is no UTF-8 is Windows-1252 unless declared otherwise`() {
    #expect(decoded([0x93, 0x47, 0x72, 0xF6, 0xDF, 0x65, 0x94, 0x20, 0x80]) == "“Größe” €")
    #expect(decoded([0xC4, 0x8D, 0xFF, 0xB1], "iso-8859-2") == "Ä\u{8D}˙ą")
    #expect(decoded([0x93, 0xFA, 0x96, 0x7B], "shift_jis") == "日本")
    #expect(decoded([0xB0, 0xA1, 0xFF], "euc-kr").hasPrefix("가"))
    #expect(decoded([0xE9], "../../etc/passwd") == "é")
  }

  @Test func `Cyrillic is told from Windows-1252 by its runs`() {
    let text = "Коммерческое предложение для постоянных клиентов"
    let windows = text.unicodeScalars.map { scalar -> UInt8 in
      scalar.value < 0x80 ? UInt8(scalar.value) : UInt8(scalar.value - 0x0410 + 0xC0)
    }
    #expect(decoded(windows) == text)
  }

  @Test(arguments: 1...2) func `the fast UTF-8 check agrees with the library`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let edges: [UInt8] = [
      0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xA0, 0xED, 0x9F, 0xEF, 0xF0, 0x90,
      0xF4, 0x8F, 0xF5, 0xFF,
    ]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...14, using: &generator)
      let bytes = (0..<count).map { _ in edges.randomElement(using: &generator) ?? 0 }
      let expected = String(validating: bytes, as: UTF8.self) != nil
      #expect(CharacterDetection.isUTF8(bytes[...]) == expected, "\(bytes)")
    }
  }
}

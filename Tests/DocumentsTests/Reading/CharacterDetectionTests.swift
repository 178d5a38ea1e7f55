import Documents
import Foundation
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

  /// A text and its bytes in an encoding that nothing declares.
  static let undeclared: [(label: String, text: String)] = [
    ("shift_jis", "これは製品のデータシートです。価格表と仕様書を含みます。"),
    ("euc-jp", "これは製品のデータシートです。価格表と仕様書を含みます。"),
    ("iso-2022-jp", "これは製品のデータシートです。"),
    ("euc-kr", "이것은 제품 데이터시트입니다. 가격표와 사양서를 포함합니다."),
    ("gb18030", "这是产品的数据表。包括价格表和规格书。"),
    ("big5", "這是產品的資料表。包括價格表和規格書。"),
    ("koi8-r", "Это технический паспорт изделия. Прайс-лист и брошюра прилагаются."),
    ("windows-1251", "Это технический паспорт изделия. Прайс-лист и брошюра прилагаются."),
    ("windows-1253", "Αυτό είναι το φύλλο δεδομένων του προϊόντος."),
    ("windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy. Zażółć gęślą jaźń."),
    ("iso-8859-2", "Příliš žluťoučký kůň úpěl ďábelské ódy. Zażółć gęślą jaźń."),
    ("windows-1252", "“Prüfbericht” – 100 € für Käufer’s Straße, où l’été ¿qué? déjà vu à Århus"),
    (
      "windows-1252", "Cœur naïf, garçon, Noël – « le prix » : 20 m³, ½ l; ação, señor, Øl og æbler"
    ),
  ]

  @Test(arguments: undeclared) func `undeclared encodings are told by their bytes`(
    label: String, text: String
  ) throws {
    #expect(decoded(try Self.bytes(text, in: label)) == text, "\(label)")
  }

  @Test func `UTF-32 is told by its mark`() throws {
    #expect(decoded([0xFF, 0xFE, 0, 0, 0xE9, 0, 0, 0]) == "é")
    #expect(decoded([0, 0, 0xFE, 0xFF, 0, 1, 0xF4, 0xC4]) == "\u{1F4C4}")
  }

  /// The bytes of a text, by the `iconv` program.
  private static func bytes(_ text: String, in label: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/iconv")
    process.arguments = [
      "-f", "UTF-8", "-t", label.replacingOccurrences(of: "windows-", with: "CP"),
    ]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(data)
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

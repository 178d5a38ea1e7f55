import RandomNumbers
import Testing

@testable import XMLReading

/// UTF-16 cut anywhere, held against the standard library.
struct XMLTranscoderTests {
  private func convert(
    _ bytes: [UInt8], bigEndian: Bool, cutting numbers: inout SeededGenerator
  ) -> (text: [UInt8], isValid: Bool, isComplete: Bool) {
    var transcoder = XMLTranscoder(bigEndian: bigEndian)
    var text: [UInt8] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + 1 + numbers.next(below: 5))
      let piece = Array(bytes[start..<end])
      let isValid = transcoder.convert(piece.span)
      text += transcoder.output
      guard isValid else { return (text, false, false) }
      start = end
    }
    return (text, true, transcoder.isComplete)
  }

  private func bytes(_ units: [UInt16], bigEndian: Bool) -> [UInt8] {
    units.flatMap { unit in
      let pair = [UInt8(truncatingIfNeeded: unit >> 8), UInt8(truncatingIfNeeded: unit)]
      return bigEndian ? pair : pair.reversed()
    }
  }

  @Test(arguments: 1...4, [true, false])
  func `text is what it was, however it is cut`(seed: UInt64, bigEndian: Bool) {
    var numbers = SeededGenerator(seed: seed)
    let scalars: [Unicode.Scalar] = [
      "a", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}",
      "\u{10000}",
      "\u{10FFFF}", "\u{FEFF}", "<",
    ]
    for _ in 0..<200 {
      var text = "x"
      for _ in 0..<numbers.next(below: 20) {
        text.unicodeScalars.append(scalars[numbers.next(below: scalars.count)])
      }
      let units = (numbers.next(below: 2) == 0 ? [] : [0xFEFF]) + Array(text.utf16)
      let found = convert(
        bytes(units, bigEndian: bigEndian), bigEndian: bigEndian, cutting: &numbers)
      #expect(found.isValid && found.isComplete)
      #expect(found.text == Array(text.utf8))
    }
  }

  @Test(
    arguments: [
      ([0xD800], true, false), ([0xD800, 0xDC00], true, true), ([0xDC00], false, false),
      ([0xD800, 0x61], false, false), ([0xD800, 0xD800], false, false),
      ([0x61, 0xDFFF], false, false),
      ([], true, true),
    ] as [([UInt16], Bool, Bool)])
  func `half a pair is refused, or waited for`(units: [UInt16], isValid: Bool, isComplete: Bool) {
    var numbers = SeededGenerator(seed: 1)
    let found = convert(bytes(units, bigEndian: true), bigEndian: true, cutting: &numbers)
    #expect(found.isValid == isValid && found.isComplete == isComplete)
  }

  @Test func `half a unit is waited for`() {
    var numbers = SeededGenerator(seed: 1)
    #expect(!convert([0, 0x61, 0], bigEndian: true, cutting: &numbers).isComplete)
  }

  @Test(
    arguments: [
      ([], .asDeclared), ([0x3C], .asDeclared), ([0xEF, 0xBB, 0xBF, 0x3C], .asDeclared),
      ([0x3C, 0x3F, 0x78, 0x6D], .asDeclared), ([0xFF, 0xFE, 0x3C, 0], .utf16(bigEndian: false)),
      ([0xFE, 0xFF, 0, 0x3C], .utf16(bigEndian: true)),
      ([0x3C, 0, 0x3F, 0], .utf16(bigEndian: false)),
      ([0, 0x3C, 0, 0x3F], .utf16(bigEndian: true)), ([0xFF, 0xFE], .utf16(bigEndian: false)),
      ([0xFF, 0xFE, 0, 0], .unsupported("UTF-32")), ([0, 0, 0xFE, 0xFF], .unsupported("UTF-32")),
      ([0x3C, 0, 0, 0], .unsupported("UTF-32")), ([0, 0, 0, 0x3C], .unsupported("UTF-32")),
      ([0x4C, 0x6F, 0xA7, 0x94], .unsupported("EBCDIC")),
    ] as [([UInt8], XMLTranscoder.Form)])
  func `the first bytes tell the form`(head: [UInt8], form: XMLTranscoder.Form) {
    #expect(XMLTranscoder.Form(head: head) == form)
  }

  @Test(arguments: [
    ("utf-8", true), ("ISO-8859-15", true), ("windows-1252", true), ("Shift_JIS", true),
    ("EUC-JP", true), ("UTF-7", false), ("ISO-2022-JP", false), ("IBM037", false), ("", false),
    ("UTF-32", false), ("UCS-4", false),
  ])
  func `encodings that hide a bracket are not handed on`(name: String, isSupported: Bool) {
    #expect(XMLEncodingPolicy.isSupported(name) == isSupported)
  }
}

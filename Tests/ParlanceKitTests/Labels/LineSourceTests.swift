import Foundation
import JSONCoding
import TestSupport
import Testing

@testable import ParlanceKit

/// Lists of labels as files hold them: with any ends of lines, in UTF-8 or as spreadsheets write UTF-16.
struct LineSourceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func source(_ bytes: [UInt8]) throws -> LineSource {
    try folder.write("labels", bytes)
    return try LineSource(path: folder.url(of: "labels").path)
  }

  /// All lines as text.
  private func lines(_ source: LineSource) throws -> [String] {
    var lines: [String] = []
    while let line = try source.next() { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }

  private static func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
    (isLittle ? [0xFF, 0xFE] : [0xFE, 0xFF])
      + text.utf16.flatMap { unit in
        let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        return isLittle ? bytes : bytes.reversed()
      }
  }

  @Test(
    arguments: [
      ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("a\r\nb\r\n", ["a", "b"]),
      ("\n\na\n", ["", "", "a"]), ("a\n\nb", ["a", "", "b"]), ("\n", [""]),
      ("ä\nß 漢\n", ["ä", "ß 漢"]),
    ] as [(String, [String])])
  func `lines are told apart by their ends`(text: String, expected: [String]) throws {
    #expect(try lines(source(Array(text.utf8))) == expected)
  }

  @Test(arguments: [true, false], ["a\nb\n", "a\r\nb", "ä\nß 漢\n😀\n", "\n\na", "a"])
  func `UTF-16 with its mark is read like UTF-8`(isLittle: Bool, text: String) throws {
    let wide = try lines(source(Self.utf16(text, isLittle: isLittle)))
    #expect(wide == (try lines(source(Array(text.utf8)))))
  }

  @Test(arguments: [true, false])
  func `bytes of UTF-16 that look like ends of lines are parts of letters`(isLittle: Bool) throws {
    // U+0A0D and U+0D0A hold both; U+0A41 holds a line feed beside an A.
    let text = "\u{0A0D}x\u{0D0A}\n\u{0A41}\n"
    #expect(
      try lines(source(Self.utf16(text, isLittle: isLittle))) == ["\u{0A0D}x\u{0D0A}", "\u{0A41}"])
  }

  @Test(arguments: [
    ("a\nb", "a"), ("\n \t\nb\n", "b"), ("", ""), ("\n\n", ""), (" a \nb", " a "),
    ("\r\n\r\nc\r\n", "c"),
  ])
  func `the first line with something in it is seen, and nothing is taken by looking`(
    text: String, first: String
  ) throws {
    for bytes in [Array(text.utf8), Self.utf16(text, isLittle: true)] {
      let looked = try source(bytes)
      for _ in 0..<2 {
        #expect(String(decoding: try looked.firstLine(), as: UTF8.self) == first)
      }
      #expect(looked.count == 0)
      #expect(try lines(looked) == (try lines(source(bytes))))
    }
  }

  @Test func `lines are counted as they are taken`() throws {
    let source = try source(Array("\n\nlabel\na\n".utf8))
    _ = try source.firstLine()
    for number in 1...4 {
      #expect(try source.next() != nil)
      #expect(source.count == number)
    }
    #expect(try source.next() == nil)
    #expect(source.count == 4)
  }

  @Test(arguments: [1022, 1023, 5000]) func `of very many blank lines none is lost`(count: Int)
    throws
  {
    let bytes = [UInt8](repeating: 0x0A, count: count) + Array("label\n".utf8)
    let source = try source(bytes)
    let first = String(decoding: try source.firstLine(), as: UTF8.self)
    // Beyond so many a file is taken for one without a head.
    #expect(first == (count < 1023 ? "label" : ""))
    let lines = try lines(source)
    #expect(lines.count == count + 1)
    #expect(lines.last == "label")
  }

  @Test func `half a pair at the end of UTF-16 is repaired, a mark alone is no line`() throws {
    let half = try lines(source([0xFF, 0xFE, 0x61, 0x00, 0x3D, 0xD8]))
    #expect(half == ["a\u{FFFD}"])
    #expect(try lines(source([0xFF, 0xFE])).isEmpty)
  }

  @Test func `a file that is not there is told by its name`() {
    #expect(throws: InputError.self) { try LineSource(path: folder.url(of: "none").path) }
  }
}

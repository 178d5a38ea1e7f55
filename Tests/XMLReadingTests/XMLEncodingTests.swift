import Foundation
import Testing
import XMLReading

struct XMLEncodingTests {
  static let text = "<a b=\"é\">ü ẞ 😀</a>"
  static let expected = ["start a b=é", "text ü ẞ 😀", "end a"]

  static func encode(_ text: String, _ encoding: String.Encoding) -> [UInt8] {
    [UInt8](text.data(using: encoding) ?? Data())
  }

  @Test(arguments: [1, 2, 3, 5, 1_000])
  func `reads UTF-16 of either order, with and without a mark`(chunk: Int) throws {
    let little = Self.encode(Self.text, .utf16LittleEndian)
    let big = Self.encode(Self.text, .utf16BigEndian)
    #expect(try events(little, chunk: chunk) == Self.expected)
    #expect(try events(big, chunk: chunk) == Self.expected)
    #expect(try events([0xFF, 0xFE] + little, chunk: chunk) == Self.expected)
    #expect(try events([0xFE, 0xFF] + big, chunk: chunk) == Self.expected)
  }

  @Test func `reads UTF-16 that declares itself`() throws {
    let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?>" + Self.text
    let bytes = Self.encode(text, .utf16LittleEndian)
    #expect(try events([0xFF, 0xFE] + bytes) == Self.expected)
    #expect(try events(bytes) == Self.expected)
  }

  @Test func `skips the mark of UTF-8`() throws {
    #expect(try events([0xEF, 0xBB, 0xBF] + [UInt8](Self.text.utf8)) == Self.expected)
  }

  @Test(arguments: [
    ("ISO-8859-1", String.Encoding.isoLatin1), ("windows-1252", .windowsCP1252),
  ])
  func `converts declared single-byte encodings`(name: String, encoding: String.Encoding) throws {
    let text = "<?xml version=\"1.0\" encoding=\"\(name)\"?><a>äöü</a>"
    #expect(try events(Self.encode(text, encoding)) == ["start a", "text äöü", "end a"])
  }

  @Test func `refuses encodings that hide markup from the guards`() {
    for name in ["UTF-7", "ISO-2022-JP"] {
      let text = "<?xml version=\"1.0\" encoding=\"\(name)\"?><a/>"
      #expect(failure(text)?.code == .unsupportedEncoding(name), "\(name)")
    }
    #expect(failure([0x3C, 0, 0, 0, 0x61, 0, 0, 0])?.code == .unsupportedEncoding("UTF-32"))
  }

  @Test func `places bytes that are not UTF-8`() throws {
    let bytes = [UInt8]("<a>\n<b>ab".utf8) + [0xE4, 0x20] + [UInt8]("</b></a>".utf8)
    let error = try #require(failure(bytes))
    #expect(error.position?.line == 2)
    guard case .invalidEncoding = error.code else {
      Issue.record("\(error)")
      return
    }
    #expect(error.hint?.contains("UTF-8") == true)
  }

  @Test func `refuses half a surrogate pair, and a document that says UTF-16 and is not`() {
    let lone = Self.encode("<a>", .utf16LittleEndian) + [0x00, 0xD8, 0x41, 0x00]
    #expect(failure(lone) != nil)
    #expect(failure("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>") != nil)
    #expect(failure([0x3C, 0, 0x61, 0, 0x3E]) != nil)
  }
}

import Testing

@testable import Documents

/// Where the packet of tags stands in images, and where it is put.
@Suite struct `Packets in images` {
  private static let namespace = Array("http://ns.adobe.com/xap/1.0/\0".utf8)

  private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    let length = content.count + 2
    return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
  }

  private static func jpeg(_ segments: [[UInt8]]) -> [UInt8] {
    [0xFF, 0xD8] + segments.joined() + segment(0xDA, [1, 2]) + [9, 9, 0xFF, 0xD9]
  }

  private static let frame = segment(0xE0, Array("JFIF\0".utf8))
  private static let exif = segment(0xE1, Array("Exif\0\0abc".utf8))
  private static let comment = segment(0xFE, Array("a comment".utf8))
  private static func packet(_ text: String) -> [UInt8] {
    segment(0xE1, namespace + Array(text.utf8))
  }

  private func reason(_ bytes: [UInt8]) -> DocumentRefusal.Reason? {
    do {
      _ = try JPEGImage(bytes)
      return nil
    } catch { return error.reason }
  }

  @Test func `stand behind the frame and EXIF of a JPEG image, before all else`() throws {
    for (segments, place) in [
      ([], 0), ([Self.frame], 1), ([Self.frame, Self.exif], 2), ([Self.exif], 1),
      ([Self.frame, Self.comment, Self.exif], 1), ([Self.comment, Self.frame], 0),
    ] as [([[UInt8]], Int)] {
      let image = try JPEGImage(Self.jpeg(segments))
      #expect(image.packet == nil)
      var expected = segments
      expected.insert(Self.packet("new"), at: place)
      let edits = try image.edits(putting: Array("new".utf8))
      #expect(edits.applied(to: image.bytes) == Self.jpeg(expected))
      #expect(image.removal?.isEmpty == true, "nothing is there to take away")
    }
  }

  @Test func `are replaced where they stand, and taken away whole`() throws {
    let bytes = Self.jpeg([Self.frame, Self.comment, Self.packet("old one")])
    let image = try JPEGImage(bytes)
    let place = try #require(image.packet)
    #expect(Array(bytes[place]) == Array("old one".utf8))
    #expect(
      try image.edits(putting: Array("x".utf8)).applied(to: bytes)
        == Self.jpeg([Self.frame, Self.comment, Self.packet("x")]))
    #expect(image.removal?.applied(to: bytes) == Self.jpeg([Self.frame, Self.comment]))
  }

  @Test func `of 65,504 bytes fit into a JPEG image, one more does not`() throws {
    let image = try JPEGImage(Self.jpeg([Self.frame]))
    let most = 0xFFFF - 2 - Self.namespace.count
    let edits = try image.edits(putting: [UInt8](repeating: 0x20, count: most))
    let new = try #require(edits.applied(to: image.bytes))
    #expect(try JPEGImage(new).packet?.count == most)
    #expect(throws: DocumentRefusal.self) {
      try image.edits(putting: [UInt8](repeating: 0x20, count: most + 1))
    }
  }

  @Test func `leave alone what cannot be changed safely`() {
    #expect(reason(Self.jpeg([Self.packet("a"), Self.packet("b")])) == .unsupportedFormat)
    // What a list of images points at would stand elsewhere.
    let list = Self.segment(0xE2, Array("MPF\0".utf8) + [1, 2, 3])
    #expect(reason(Self.jpeg([list, Self.packet("a")])) == .unsupportedFormat)
    #expect(reason(Self.jpeg([Self.packet("a"), list])) == nil)
  }

  @Test func `are looked for in no image that is cut off anywhere before its scan`() {
    let bytes = Self.jpeg([Self.frame, Self.packet("tags")])
    let scan = bytes.count - 10
    #expect(reason(bytes) == nil)
    for count in 2..<(scan + 4) where count < bytes.count - 6 {
      #expect(reason(Array(bytes.prefix(count))) == .damaged, "\(count) bytes")
    }
    #expect(
      reason(Self.jpeg([[0xFF, 0xE0, 0, 1]])) == .damaged, "a length that does not hold itself")
  }

  // MARK: PNG

  private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + content
    func number(_ value: Int) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }
    return number(content.count) + body + [0, 0, 0, 0]
  }

  private static func png(_ chunks: [[UInt8]], hasEnd: Bool = true) -> [UInt8] {
    PNGImage.signature + chunks.joined() + (hasEnd ? chunk("IEND", []) : [])
  }

  private static let header = chunk("IHDR", [UInt8](repeating: 1, count: 13))
  private static let plain = Array("XML:com.adobe.xmp\0".utf8) + [0, 0, 0, 0]

  private func pngReason(_ bytes: [UInt8]) -> DocumentRefusal.Reason? {
    do {
      _ = try PNGImage(bytes)
      return nil
    } catch { return error.reason }
  }

  @Test func `stand behind the header of a PNG image, with their sum`() throws {
    let bytes = Self.png([Self.header, Self.chunk("IDAT", [7])])
    let image = try PNGImage(bytes)
    #expect(image.packet == nil && image.removal?.isEmpty == true)
    let new = try #require(try image.edits(putting: Array("tags".utf8)).applied(to: bytes))
    let again = try PNGImage(new)
    let place = try #require(again.packet)
    #expect(Array(new[place]) == Array("tags".utf8))
    #expect(place.lowerBound == PNGImage.signature.count + Self.header.count + 8 + Self.plain.count)
    #expect(again.removal?.applied(to: new) == bytes)
    #expect(
      try again.edits(putting: Array("tags".utf8)).applied(to: new) == new, "the sum is the same")
  }

  @Test func `in PNG images are plain, one, and in a whole file`() {
    let compressed = Array("XML:com.adobe.xmp\0".utf8) + [1, 0, 0, 0]
    let one = Self.chunk("iTXt", Self.plain + [1])
    #expect(pngReason(Self.png([Self.header, one])) == nil)
    #expect(pngReason(Self.png([Self.header, one, one])) == .unsupportedFormat)
    #expect(
      pngReason(Self.png([Self.header, Self.chunk("iTXt", compressed)])) == .unsupportedFormat)
    #expect(pngReason(Self.png([Self.header, Self.chunk("iTXt", Array("Title\0".utf8))])) == nil)
    #expect(pngReason(Self.png([one, Self.header])) == .damaged, "the header comes first")
    #expect(pngReason(Self.png([Self.header], hasEnd: false)) == .damaged)
    #expect(pngReason(PNGImage.signature) == .damaged)
    // A length beyond what the format allows.
    #expect(pngReason(PNGImage.signature + [0x80, 0, 0, 0] + Self.header) == .damaged)
  }
}

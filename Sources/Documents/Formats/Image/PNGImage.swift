internal import Compressing

/// The chunks of a PNG file.
struct PNGImage: ImageContainer {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private static let keyword = Array("XML:com.adobe.xmp\0".utf8)

  /// What stands between the keyword and the text: not compressed, no language, no translation.
  private static let header = keyword + [0, 0, 0, 0]

  private var chunk: Range<Int>?
  private let place: Int
  let bytes: [UInt8]

  var packet: Range<Int>? {
    chunk.map { ($0.lowerBound + 8 + Self.header.count)..<($0.upperBound - 4) }
  }

  var removal: ByteEdits? { chunk.map { ByteEdits(replacing: $0, with: []) } ?? ByteEdits() }

  /// Finds the chunks.
  ///
  /// - Throws: `DocumentRefusal` if they do not follow each other up to the end, or the packet is not plain.
  init(_ bytes: [UInt8]) throws(DocumentRefusal) {
    var position = Self.signature.count
    var isEnded = false
    var place = 0
    while !isEnded {
      // Lengths have 31 bits (PNG 1.2, 3.2), of which the header, the type and the sum are no part.
      guard let length = Self.uint32(bytes, position), length < 1 << 31,
        position + 12 + length <= bytes.count
      else { throw DocumentRefusal(.damaged, "the chunks of the PNG image end before its end") }
      let end = position + 12 + length
      let type = bytes[(position + 4)..<(position + 8)]
      if place == 0 {
        guard type.elementsEqual("IHDR".utf8) else {
          throw DocumentRefusal(.damaged, "the PNG image does not begin with its header")
        }
        place = end
      }
      let content = bytes[(position + 8)..<(end - 4)]
      if type.elementsEqual("iTXt".utf8), content.starts(with: Self.keyword) {
        guard chunk == nil, content.starts(with: Self.header) else {
          throw DocumentRefusal(
            .unsupportedFormat, "the XMP packet of the image is compressed, or there are two")
        }
        chunk = position..<end
      }
      isEnded = type.elementsEqual("IEND".utf8)
      position = end
    }
    self.place = place
    self.bytes = bytes
  }

  func edits(putting packet: [UInt8]) throws(DocumentRefusal) -> ByteEdits {
    let content = Array("iTXt".utf8) + Self.header + packet
    let new =
      // The length is of the content alone, the sum of type and content (PNG, 5.3).
      Self.bytes(content.count - 4) + content + Self.bytes(Int(CRC32.checksum(content)))
    return ByteEdits(replacing: chunk ?? place..<place, with: new)
  }

  private static func uint32(_ bytes: [UInt8], _ offset: Int) -> Int? {
    guard offset + 4 <= bytes.count else { return nil }
    return bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func bytes(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }
}

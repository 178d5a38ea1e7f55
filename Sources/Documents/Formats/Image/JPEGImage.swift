internal import System

/// The segments of a JPEG file before its first scan.
struct JPEGImage: ImageContainer {
  private static let xmp = Array("http://ns.adobe.com/xap/1.0/\0".utf8)

  /// The longest packet that a segment holds: its length counts itself and the name of the namespace.
  private static let roomiest = 0xFFFF - 2 - xmp.count

  private var segment: Range<Int>?
  private let place: Int
  let bytes: [UInt8]

  var packet: Range<Int>? {
    segment.map { ($0.lowerBound + 4 + Self.xmp.count)..<$0.upperBound }
  }

  var removal: ByteEdits? { segment.map { ByteEdits(replacing: $0, with: []) } ?? ByteEdits() }

  /// Finds the segments.
  ///
  /// - Throws: `DocumentRefusal` if they do not follow each other up to the first scan, or there are two packets.
  init(_ bytes: [UInt8]) throws(DocumentRefusal) {
    var position = 2
    var place = 2
    var hasImages = false
    while true {
      guard position + 4 <= bytes.count, bytes[position] == 0xFF else {
        throw DocumentRefusal(.damaged, "the segments of the JPEG image end before its first scan")
      }
      let marker = bytes[position + 1]
      // What follows the header of a scan is compressed, and has no lengths to go by.
      if marker == 0xDA { break }
      let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
      let end = position + 2 + length
      guard length >= 2, end <= bytes.count else {
        throw DocumentRefusal(.damaged, "a segment of the JPEG image is cut off")
      }
      let content = bytes[(position + 4)..<end]
      if marker == 0xE1, content.starts(with: Self.xmp) {
        guard segment == nil else {
          throw DocumentRefusal(.unsupportedFormat, "the image has two XMP packets")
        }
        // Images behind this one are found by their distance from the segment that lists them.
        guard !hasImages else {
          throw DocumentRefusal(.unsupportedFormat, "the XMP packet stands behind a list of images")
        }
        segment = position..<end
      }
      // A packet stands behind the frame and EXIF, which come first.
      let isFirst = marker == 0xE0 || marker == 0xE1 && content.starts(with: "Exif\0".utf8)
      if isFirst, place == position { place = end }
      if marker == 0xE2, content.starts(with: "MPF\0".utf8) { hasImages = true }
      position = end
    }
    self.place = place
    self.bytes = bytes
  }

  func edits(putting packet: [UInt8]) throws(DocumentRefusal) -> ByteEdits {
    guard packet.count <= Self.roomiest else {
      throw DocumentRefusal(.noRoom, "the XMP packet would have \(packet.count) bytes")
    }
    let length = 2 + Self.xmp.count + packet.count
    let new = [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + Self.xmp + packet
    return ByteEdits(replacing: segment ?? place..<place, with: new)
  }
}

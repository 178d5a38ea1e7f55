internal import System

extension DocumentFormat {
  /// Images that hold an XMP packet: tags are written into it where ExifTool proves that nothing else changes.
  package static let image = DocumentFormat(
    "image", names: [],
    writing: Writing(
      extensions: ["jpg", "jpeg", "jpe", "png", "tif", "tiff"], edits: ImageWriting.edits))
}

/// Where an image keeps its XMP packet, and how another one comes in its place.
protocol ImageContainer {
  /// The whole file.
  var bytes: [UInt8] { get }

  /// The bytes of the packet; `nil` if there is none.
  var packet: Range<Int>? { get }

  /// What puts a packet in the place of the one that is there, or where one belongs.
  ///
  /// - Throws: `DocumentRefusal` if there is no room for it.
  func edits(putting packet: [UInt8]) throws(DocumentRefusal) -> ByteEdits

  /// What takes the packet away; `nil` where it can only be emptied.
  var removal: ByteEdits? { get }

  /// Whether all bytes of an image but its packet, and what tells its place, stand in this one, too.
  func keepsAll(of old: any ImageContainer) -> Bool
}

extension ImageContainer {
  func keepsAll(of old: any ImageContainer) -> Bool {
    guard let old = old as? Self else { return false }
    return removal?.applied(to: bytes) == old.removal?.applied(to: old.bytes)
  }
}

/// Changes the XMP packet of an image; every other byte that says something stays.
///
/// Sources: XMP specification part 3 (ISO 16684-1 storage in files), JPEG (ITU T.81 B.1), PNG (ISO 15948, 5 and 11.3.4.5),
/// TIFF 6.0, section 2.
package enum ImageWriting {
  /// The edits of a request; none if everything stands there already.
  ///
  /// - Throws: `DocumentRefusal` if the structure is not what it should be, or has no room.
  static func edits(_ bytes: [UInt8], _ request: TagRequest) throws(DocumentRefusal) -> ByteEdits {
    let image = try container(bytes)
    guard let packet = image.packet else {
      guard let new = try XMPWriting.packet(request, XMPWriting.Options()) else {
        return ByteEdits()
      }
      return try image.edits(putting: new)
    }
    let writing = try XMPWriting(Array(bytes[packet]), request)
    guard let changed = try writing.changed(XMPWriting.Options()) else { return ByteEdits() }
    // A packet that another program made stays, if empty: it was there before.
    if let removal = image.removal, try XMPWriting.isEmpty(changed),
      !BytePattern.contains("xmptk", in: changed)
    {
      return removal
    }
    return try image.edits(putting: changed)
  }

  /// Whether Parlance wrote into the packet of an image.
  package static func bearsTags(_ bytes: [UInt8]) -> Bool {
    guard let packet = (try? container(bytes))?.packet else { return false }
    return BytePattern.contains("https://parlance.dev/ns/xmp/1.0/", in: Array(bytes[packet]))
  }

  static func container(_ bytes: [UInt8]) throws(DocumentRefusal) -> any ImageContainer {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return try JPEGImage(bytes) }
    if bytes.starts(with: PNGImage.signature) { return try PNGImage(bytes) }
    return try TIFFImage(bytes)
  }
}

/// The first directory of a TIFF file, whose entries say where everything is.
///
/// Nothing moves: a new packet is put behind all, and what points to it is changed.
struct TIFFImage: ImageContainer {
  /// The tag of the XMP packet.
  private static let xmp = 700

  private struct Entry {
    var tag: Int
    var range: Range<Int>
  }

  let bytes: [UInt8]
  private let isBigEndian: Bool
  private let entries: [Entry]
  /// The number of entries, the entries, and the place of the next directory.
  private let directory: Range<Int>
  let packet: Range<Int>?

  /// A packet whose entry is there can only be emptied.
  var removal: ByteEdits? { nil }

  /// Reads the directory.
  ///
  /// - Throws: `DocumentRefusal` if this is no TIFF file of 32-bit offsets, or an offset leads out of it.
  init(_ bytes: [UInt8]) throws(DocumentRefusal) {
    let damage = DocumentRefusal(.damaged, "an offset of the TIFF image leads out of it")
    isBigEndian = bytes.starts(with: "MM".utf8)
    guard isBigEndian || bytes.starts(with: "II".utf8),
      Self.number(bytes, 2, 2, isBigEndian) == 42
    else { throw DocumentRefusal(.unsupportedFormat, "no TIFF image of 32-bit offsets") }
    guard let start = Self.number(bytes, 4, 4, isBigEndian),
      let count = Self.number(bytes, start, 2, isBigEndian),
      start >= 8, start + 2 + 12 * count + 4 <= bytes.count
    else { throw damage }
    self.bytes = bytes
    directory = start..<(start + 2 + 12 * count + 4)
    var found: [Entry] = []
    for index in 0..<count {
      let place = start + 2 + 12 * index
      guard let tag = Self.number(bytes, place, 2, isBigEndian) else { throw damage }
      found.append(Entry(tag: tag, range: place..<(place + 12)))
    }
    entries = found
    let packets = found.filter { $0.tag == Self.xmp }
    guard let entry = packets.first?.range.lowerBound else {
      packet = nil
      return
    }
    guard packets.count == 1, let type = Self.number(bytes, entry + 2, 2, isBigEndian),
      [1, 2, 7].contains(type), let length = Self.number(bytes, entry + 4, 4, isBigEndian),
      let offset = Self.number(bytes, entry + 8, 4, isBigEndian), length > 4
    else {
      throw DocumentRefusal(.unsupportedFormat, "the XMP packet of the image is not one text")
    }
    guard offset >= 8, offset + length <= bytes.count else { throw damage }
    packet = offset..<(offset + length)
  }

  func edits(putting new: [UInt8]) throws(DocumentRefusal) -> ByteEdits {
    // The old one gives way where it was put behind all.
    let isLast = packet?.upperBound == bytes.count
    let end = isLast ? packet?.lowerBound ?? bytes.count : bytes.count
    // Directories begin on a word boundary (TIFF 6.0, section 2).
    let pad = end & 1
    guard end + new.count + directory.count + 16 < 1 << 32 else {
      throw DocumentRefusal(.noRoom, "the TIFF image would be larger than its offsets reach")
    }
    var edits = ByteEdits()
    if let entry = entries.first(where: { $0.tag == Self.xmp })?.range {
      edits.replace(
        (entry.lowerBound + 4)..<entry.upperBound,
        with: number(new.count, 4) + number(end + pad, 4))
      edits.replace(end..<bytes.count, with: [UInt8](repeating: 0, count: pad) + new)
      return edits
    }
    // The packet is the last, so that the next one can take its place.
    edits.replace(4..<8, with: number(end + pad, 4))
    let place = end + pad + directory.count + 12
    edits.insert(
      [UInt8](repeating: 0, count: pad) + directory(pointingTo: place, new.count) + new,
      at: bytes.count)
    return edits
  }

  /// The directory with an entry more, in the order of the tags.
  private func directory(pointingTo place: Int, _ count: Int) -> [UInt8] {
    // Type 1, BYTE, as the XMP specification has it for this tag.
    let entry = number(Self.xmp, 2) + number(1, 2) + number(count, 4) + number(place, 4)
    let before = entries.prefix { $0.tag < Self.xmp }
    var result = number(entries.count + 1, 2)
    for old in before { result += bytes[old.range] }
    result += entry
    for old in entries.dropFirst(before.count) { result += bytes[old.range] }
    return result + bytes[(directory.upperBound - 4)..<directory.upperBound]
  }

  func keepsAll(of old: any ImageContainer) -> Bool {
    guard let old = old as? TIFFImage, bytes.count >= 8 else { return false }
    func others(_ image: TIFFImage) -> [[UInt8]] {
      image.entries.filter { $0.tag != Self.xmp }.map { Array(image.bytes[$0.range]) }
        + [Array(image.bytes[(image.directory.upperBound - 4)..<image.directory.upperBound])]
    }
    let changed =
      [4..<8, old.packet ?? 0..<0]
      + old.entries.filter { $0.tag == Self.xmp }.map { $0.range }
    return others(self) == others(old)
      && old.bytes.indices.allSatisfy { place in
        place < bytes.count && bytes[place] == old.bytes[place]
          || changed.contains { $0.contains(place) }
      }
  }

  private static func number(
    _ bytes: [UInt8], _ offset: Int, _ count: Int, _ isBigEndian: Bool
  ) -> Int? {
    guard offset >= 0, offset + count <= bytes.count else { return nil }
    let digits = bytes[offset..<(offset + count)]
    return isBigEndian
      ? digits.reduce(0) { $0 << 8 | Int($1) } : digits.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private func number(_ value: Int, _ count: Int) -> [UInt8] {
    let digits = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return isBigEndian ? digits.reversed() : digits
  }
}

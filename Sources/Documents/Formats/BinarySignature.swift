/// Files that are not documents, told by their first bytes.
enum BinarySignature {
  private static let signatures: [(bytes: [UInt8], words: String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image"), ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    (Array("GIF8".utf8), "a GIF image"), (Array("BM".utf8) + [], "a BMP image"),
    ([0x49, 0x49, 0x2A, 0], "a TIFF image"), ([0x4D, 0x4D, 0, 0x2A], "a TIFF image"),
    (Array("RIFF".utf8), "a RIFF media file"), (Array("ID3".utf8), "an MP3 file"),
    (Array("OggS".utf8), "an Ogg file"), ([0x1F, 0x8B], "gzip-compressed"),
    (Array("BZh".utf8), "bzip2-compressed"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz-compressed"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"), (Array("Rar!".utf8), "a RAR archive"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"), (Array("MZ".utf8), "a program"),
    (Array("SQLite format 3".utf8), "an SQLite database"), ([0xCA, 0xFE, 0xBA, 0xBE], "a program"),
    ([0, 0, 1, 0], "an icon"), (Array("%!PS".utf8), "a PostScript file"),
  ]

  /// What the file is, or `nil` if the bytes are none of these.
  static func words(_ head: [UInt8]) -> String? {
    for (bytes, words) in signatures where head.starts(with: bytes) {
      // Two letters are a signature only if no text follows.
      if bytes.count > 2 || bytes.contains(where: { $0 >= 0x80 })
        || head.prefix(64).contains(where: { $0 < 9 })
      {
        return words
      }
    }
    if head.count > 12, head[4..<8].elementsEqual("ftyp".utf8) { return "an MP4 media file" }
    return nil
  }
}

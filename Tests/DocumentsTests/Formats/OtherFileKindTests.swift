import Testing

@testable import Documents

/// What a file without text is, by how it begins and what it is called.
@Suite struct `Kinds of files without text` {
  private func kind(_ head: [UInt8], _ fileExtension: String) -> String? {
    OtherFileKind.name(head: head + [UInt8](repeating: 0, count: 20), fileExtension: fileExtension)
  }

  @Test(arguments: [
    ([0x89, 0x50, 0x4E, 0x47], "png", "png"), ([0x89, 0x50, 0x4E, 0x47], "jpg", "png"),
    ([0xFF, 0xD8, 0xFF], "jpeg", "jpg"), ([0x49, 0x49, 0x2A, 0], "nef", "nef"),
    ([0x49, 0x49, 0x2A, 0], "tiff", "tif"), ([0x4D, 0x4D, 0, 0x2A], "arw", "tif"),
    (Array("RIFF".utf8), "avi", "avi"), (Array("RIFF".utf8), "wav", "wav"),
    (Array("RIFF".utf8), "dat", "wav"), ([0x1A, 0x45, 0xDF, 0xA3], "webm", "webm"),
    (Array("MZ".utf8), "dll", "exe"), (Array("BM".utf8), "bmp", "bmp"),
    ([0, 0, 0, 24] + Array("ftypqt  ".utf8), "mov", "mov"),
    ([0, 0, 0, 24] + Array("ftypheic".utf8), "jpg", "heic"),
    ([0, 0, 0, 24] + Array("ftypisom".utf8), "bin", "mp4"),
  ])
  func `are told by their beginning; the name decides among those that begin alike`(
    head: [UInt8], fileExtension: String, expected: String
  ) {
    #expect(kind(head, fileExtension) == expected)
  }

  @Test func `are none where a text begins with the same letters`() {
    for text in [
      "BMW builds cars in Munich, it is said.", "MZ is a county's sign.", "ID3 or not: a text.",
    ] {
      #expect(OtherFileKind.name(head: Array(text.utf8), fileExtension: "txt") == nil)
    }
    #expect(OtherFileKind.name(head: [], fileExtension: "txt") == nil)
    #expect(OtherFileKind.name(head: Array("a".utf8), fileExtension: "") == nil)
  }

  @Test func `that hold drawings in text are told by their names`() {
    #expect(OtherFileKind.name(head: Array("0\nSECTION\n".utf8), fileExtension: "dxf") == "dxf")
    #expect(OtherFileKind.name(head: [], fileExtension: "igs") == "iges")
  }

  @Test(arguments: [
    ("zip", "zip"), ("jar", "zip"), ("jpe", "jpg"), ("ost", "pst"), ("so", "exe"), ("", "bin"),
    ("nosuch", "bin"), ("docx", "bin"),
  ])
  func `of which only the name is known are what it says`(fileExtension: String, expected: String) {
    #expect(OtherFileKind.name(fileExtension: fileExtension) == expected)
  }

  @Test func `have one name each, and every other extension leads to one`() {
    #expect(OtherFileKind.names == Array(Set(OtherFileKind.names)).sorted())
    for (alias, name) in OtherFileKind.aliases {
      #expect(OtherFileKind.names.contains(name), "\(alias)")
      #expect(!OtherFileKind.names.contains(alias), "\(alias) is a name already")
    }
  }

  @Test func `are named for people`() {
    #expect(OtherFileKind.words(Array("Rar!....".utf8)) == "a RAR archive")
    #expect(OtherFileKind.words([0x1F, 0x8B, 8, 0]) == "gzip-compressed")
    #expect(OtherFileKind.words(Array("Just text".utf8)) == "neither text nor a known format")
  }
}

internal import CUchardet

/// Tells encodings without mark or declaration by what their bytes look like, through uchardet.
///
/// uchardet compares how often characters follow each other with what is usual in some thirty
/// languages. What it names is taken if browsers know it, too; everything else is Windows-1252.
/// `Documentation/DocumentFormats.md` has what was measured.
enum UndeclaredEncoding {
  /// How much of a text is looked at, in bytes: more of it takes longer and changes no answer.
  private static let sampleLength = 16 << 10

  /// The encoding of bytes that are not UTF-8; Windows-1252 if nothing speaks for another one.
  static func guess(_ bytes: [UInt8]) -> CharacterEncoding {
    let sample = sample(of: bytes)
    // UTF-8 is ruled out already: the bytes were not valid.
    guard let name = name(of: sample), let encoding = encoding(named: name, sample),
      encoding != .utf8
    else { return .windows1252 }
    return encoding
  }

  /// The first lines with bytes beyond ASCII: a file may begin with pages that say nothing.
  private static func sample(of bytes: [UInt8]) -> [UInt8] {
    var sample: [UInt8] = []
    var start = 0
    while start < bytes.count, sample.count < sampleLength {
      let end = bytes[start...].firstIndex(of: 10) ?? bytes.count - 1
      let line = bytes[start...end]
      if line.contains(where: { $0 >= 0x80 }) {
        // A file without line ends may have its only such bytes anywhere.
        let first = line.count <= sampleLength ? start : line.firstIndex { $0 >= 0x80 } ?? start
        sample += bytes[first...end].prefix(sampleLength - sample.count)
      }
      start = end + 1
    }
    return sample
  }

  private static func name(of sample: [UInt8]) -> String? {
    guard let detector = unsafe uchardet_new() else { return nil }
    defer { unsafe uchardet_delete(detector) }
    let status = unsafe sample.withUnsafeBytes { bytes in
      unsafe uchardet_handle_data(
        detector, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    guard status == 0 else { return nil }
    unsafe uchardet_data_end(detector)
    guard let name = unsafe uchardet_get_charset(detector) else { return nil }
    let text = unsafe String(cString: name)
    return text.isEmpty ? nil : text
  }

  /// The encoding to decode with, where uchardet names a part of it.
  private static func encoding(named name: String, _ sample: [UInt8]) -> CharacterEncoding? {
    // Both have the Russian letters in the same places; only KOI8-U has the Ukrainian ones.
    if name == "KOI8-R" { return CharacterEncoding(label: "koi8-u".utf8) }
    // ISO 8859 has control characters where its Windows cousins have quotation marks and dashes.
    if name.hasPrefix("ISO-8859-"), let page = windowsPages[String(name.dropFirst(9))],
      sample.contains(where: { (0x80...0x9F).contains($0) })
    {
      return CharacterEncoding(codePage: page)
    }
    // Both have most letters in the same places, and short texts may be taken for either.
    if name == "WINDOWS-1250", hasLettersOfLatin2(sample) {
      return CharacterEncoding(label: "iso-8859-2".utf8)
    }
    return CharacterEncoding(label: name.utf8)
  }

  /// Whether bytes stand within words that are letters in ISO 8859-2 and signs in Windows-1250, and none of
  /// those that are letters in Windows-1250 and control characters in ISO 8859-2.
  private static func hasLettersOfLatin2(_ sample: [UInt8]) -> Bool {
    guard !sample.contains(where: { (0x80...0x9F).contains($0) }) else { return false }
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || byte >= 0xC0 }
    return sample.indices.dropFirst().dropLast().contains { index in
      [0xA6, 0xA9, 0xAB, 0xAC, 0xAE, 0xB1, 0xB6].contains(sample[index])
        && isLetter(sample[index - 1]) && isLetter(sample[index + 1])
    }
  }

  private static let windowsPages = [
    "2": 1250, "7": 1253, "8": 1255, "9": 1254, "13": 1257, "16": 1250,
  ]
}

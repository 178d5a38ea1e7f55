/// Hyphens as texts have them: `-`, and those of typesetting, U+2010 and U+2011, which does not break.
enum Hyphen {
  /// How many bytes a hyphen at a place of UTF-8 has; 0 if there is none.
  @inline(__always)
  static func length(in text: Span<UInt8>, at place: Int) -> Int {
    guard place < text.count else { return 0 }
    let byte = text[place]
    if byte == 0x2D { return 1 }
    // E2 80 90 and E2 80 91; dashes, from E2 80 92 on, part words.
    guard byte == 0xE2, place &+ 2 < text.count, text[place &+ 1] == 0x80,
      text[place &+ 2] & 0xFE == 0x90
    else { return 0 }
    return 3
  }
}

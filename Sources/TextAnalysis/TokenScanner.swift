internal import CTextTables

/// A token as it is found: where it stands and the key of its folded form.
@frozen
package struct ScannedToken: Sendable, BitwiseCopyable {
  /// The offset of its first byte.
  package let start: Int

  /// The offset after its last byte.
  package let end: Int

  /// The key of the folded form.
  package let key: TokenKey

  /// A token at a place.
  @inlinable package init(start: Int, end: Int, key: TokenKey) {
    self.start = start
    self.end = end
    self.key = key
  }
}

/// Cuts UTF-8 into tokens, one at a time, without allocating; invalid bytes separate.
///
/// A token is a run of letters, digits and what extends them (UAX #29 words), with these rules:
/// - hyphens, apostrophes, `_`, `&` and `/` separate; a possessive `s` after an apostrophe is no
///   token ("Alzheimer's disease" is two tokens), other apostrophes leave both sides;
/// - letters and digits stay together ("KB2506", "camelCase"), and a point between two digits
///   joins ("3.5"), a comma does not;
/// - `++` and `#` after a letter belong to it ("C++", "C#"), `#` only before a non-word;
/// - scripts without spaces (Han, Hiragana, Thai, Lao, Khmer, Burmese, …) give one token a
///   character; Katakana and Hangul stay together.
///
/// Words of up to 16 ASCII bytes take a fast path of 64-byte masks and one 16-byte load.
@frozen
@unsafe package struct TokenScanner {
  @usableFromInline let base: UnsafePointer<UInt8>

  /// The number of bytes of the text.
  package let count: Int

  /// The first byte of the text.
  @inlinable package var bytes: UnsafePointer<UInt8> { unsafe base }

  @usableFromInline var blockStart: Int
  @usableFromInline var mask: UInt64
  @usableFromInline var runPosition = 0
  @usableFromInline var runEnd = 0

  /// A scanner at the start of `text`, which must stay valid while it is used.
  @inlinable package init(_ text: UnsafeBufferPointer<UInt8>) {
    if let address = text.baseAddress, !text.isEmpty {
      unsafe base = address
      unsafe count = text.count
      unsafe mask = parlance_word_mask(address, 0, text.count)
    } else {
      unsafe base = parlance_no_text()
      unsafe count = 0
      unsafe mask = 0
    }
    unsafe blockStart = 0
  }

  /// The next token, or `nil` at the end of the text.
  @inlinable package mutating func next() -> ScannedToken? {
    while true {
      if unsafe runPosition < runEnd {
        if let token = unsafe nextInRun() { return token }
        continue
      }
      while unsafe mask == 0 {
        unsafe blockStart &+= 64
        if unsafe blockStart >= count { return nil }
        unsafe mask = unsafe parlance_word_mask(base, blockStart, count)
      }
      let bit = unsafe mask.trailingZeroBitCount
      let start = unsafe blockStart &+ bit
      let run = unsafe (~(mask &>> UInt64(bit))).trailingZeroBitCount
      var end = start &+ run
      // Adding the lowest set bit carries through the run and clears it.
      unsafe mask = mask & (mask &+ (mask & (0 &- mask)))
      if bit &+ run == 64 { end = unsafe continueRun(from: end) }
      let length = end &- start
      if length <= 16 {
        var low: UInt64 = 0
        var high: UInt64 = 0
        let foreign = unsafe parlance_fold_16(
          base + start, count &- start, length, &low, &high)
        if foreign == 0 {
          if length == 1, low == 0x73 {
            if unsafe isPossessive(start) { continue }
          }
          if unsafe end < count {
            let after = unsafe base[end]
            if after == 0x2B || after == 0x23,
              let token = unsafe tokenWithSymbol(start: start, end: end)
            {
              return token
            }
          }
          return ScannedToken(start: start, end: end, key: TokenKey(low: low, high: high))
        }
      }
      unsafe runPosition = start
      unsafe runEnd = end
    }
  }

  /// The end of a run that reaches the end of its block.
  @usableFromInline mutating func continueRun(from position: Int) -> Int {
    var end = position
    while unsafe end == blockStart &+ 64 {
      unsafe blockStart &+= 64
      guard unsafe blockStart < count else {
        unsafe mask = 0
        return end
      }
      unsafe mask = unsafe parlance_word_mask(base, blockStart, count)
      let run = unsafe (~mask).trailingZeroBitCount
      end &+= run
      unsafe mask = run == 64 ? 0 : (mask &>> UInt64(run)) &<< UInt64(run)
    }
    return end
  }

  /// Whether the `s` at `start` follows a letter or digit and an apostrophe.
  @usableFromInline func isPossessive(_ start: Int) -> Bool {
    if start >= 2, unsafe base[start - 1] == 0x27 { return unsafe endsWord(at: start - 1) }
    return unsafe start >= 4 && base[start - 1] == 0x99 && base[start - 2] == 0x80
      && base[start - 3] == 0xE2 && endsWord(at: start - 3)
  }

  /// Whether the character that ends before `end` belongs to a word.
  private func endsWord(at end: Int) -> Bool {
    var lead = end - 1
    if unsafe base[lead] < 0x80 { return unsafe isWord(base[lead]) }
    while lead > 0, end - lead < 4, unsafe base[lead] & 0xC0 == 0x80 { lead -= 1 }
    let decoded = unsafe scalar(at: lead, before: end)
    guard lead + decoded.length == end else { return false }
    return UnicodeTable.kind(decoded.scalar) != .separator
  }

  private func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  /// The token with the `++` or `#` at `end`, if they belong to it.
  @usableFromInline func tokenWithSymbol(start: Int, end: Int) -> ScannedToken? {
    guard unsafe (base[end - 1] | 0x20) &- 0x61 < 26 else { return nil }
    var stop = end
    if unsafe base[end] == 0x2B {
      guard unsafe end + 1 < count, unsafe base[end + 1] == 0x2B else { return nil }
      stop = end + 2
    } else {
      if unsafe end + 1 < count, unsafe isWord(base[end + 1]) { return nil }
      stop = end + 1
    }
    return unsafe ScannedToken(start: start, end: stop, key: key(start..<stop))
  }
}

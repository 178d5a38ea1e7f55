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
/// - hyphens, apostrophes, however they are typed, `_`, `&` and `/` separate; a possessive `s` after an
///   apostrophe is no token ("Alzheimer's disease" is two tokens), other apostrophes leave both sides;
/// - letters and digits stay together ("KB2506", "camelCase"), and a point between two digits
///   joins ("3.5"), a comma does not;
/// - `++` and `#` after a letter belong to it ("C++", "C#"), `#` only before a non-word;
/// - scripts without spaces (Han, Hiragana, Thai, Lao, Khmer, Burmese, …) give one token a
///   character; Katakana and Hangul stay together.
///
/// Words of up to 16 ASCII bytes take a fast path of 64-byte masks and one 16-byte load.
///
/// It borrows the text, and cannot outlive it. Ranges that it is given must lie in the text, as those of its own
/// tokens do.
@frozen
@safe package struct TokenScanner: ~Escapable {
  @usableFromInline let base: UnsafePointer<UInt8>

  /// The number of bytes of the text.
  package let count: Int

  /// The first byte of the text.
  @inlinable package var bytes: UnsafePointer<UInt8> { unsafe base }

  @usableFromInline var blockStart: Int
  @usableFromInline var mask: UInt64
  @usableFromInline var runPosition = 0
  @usableFromInline var runEnd = 0

  /// A scanner at the start of `text`.
  @_lifetime(copy text)
  @inlinable package init(_ text: Span<UInt8>) {
    count = text.count
    // No pointer leaves the scanner, which the compiler holds within the life of the text.
    let address = unsafe text.withUnsafeBufferPointer { $0.baseAddress }
    if let address = unsafe address, text.count > 0 {
      unsafe base = address
      mask = unsafe parlance_word_mask(address, 0, text.count)
    } else {
      unsafe base = parlance_no_text()
      mask = 0
    }
    blockStart = 0
  }

  /// The next token, or `nil` at the end of the text.
  @inlinable package mutating func next() -> ScannedToken? {
    while true {
      if runPosition < runEnd {
        if let token = nextInRun() { return token }
        continue
      }
      while mask == 0 {
        blockStart &+= 64
        if blockStart >= count { return nil }
        mask = unsafe parlance_word_mask(base, blockStart, count)
      }
      let bit = mask.trailingZeroBitCount
      let start = blockStart &+ bit
      let run = (~(mask &>> UInt64(bit))).trailingZeroBitCount
      var end = start &+ run
      // Adding the lowest set bit carries through the run and clears it.
      mask = mask & (mask &+ (mask & (0 &- mask)))
      if bit &+ run == 64 { end = continueRun(from: end) }
      let length = end &- start
      if length <= 16 {
        var low: UInt64 = 0
        var high: UInt64 = 0
        let foreign = unsafe parlance_fold_16(
          base + start, count &- start, length, &low, &high)
        if foreign == 0 {
          if length == 1, low == 0x73 {
            if isPossessive(start) { continue }
          }
          if end < count {
            let after = unsafe base[end]
            if after == 0x2B || after == 0x23,
              let token = tokenWithSymbol(start: start, end: end)
            {
              return token
            }
          }
          return ScannedToken(start: start, end: end, key: TokenKey(low: low, high: high))
        }
      }
      runPosition = start
      runEnd = end
    }
  }

  /// The end of a run that reaches the end of its block.
  @usableFromInline mutating func continueRun(from position: Int) -> Int {
    var end = position
    while end == blockStart &+ 64 {
      blockStart &+= 64
      guard blockStart < count else {
        mask = 0
        return end
      }
      mask = unsafe parlance_word_mask(base, blockStart, count)
      let run = (~mask).trailingZeroBitCount
      end &+= run
      mask = run == 64 ? 0 : (mask &>> UInt64(run)) &<< UInt64(run)
    }
    return end
  }

  /// Whether the `s` at `start` follows a letter or digit and an apostrophe.
  @usableFromInline func isPossessive(_ start: Int) -> Bool {
    guard start >= 2, let before = scalar(endingAt: start), Self.isApostrophe(before.scalar) else {
      return false
    }
    let end = start - before.length
    guard end > 0, let letter = scalar(endingAt: end) else { return false }
    return UnicodeTable.kind(letter.scalar) != .separator
  }

  /// The character that ends before `end`; `nil` if no valid one does.
  private func scalar(endingAt end: Int) -> DecodedScalar? {
    var lead = end - 1
    while lead > 0, end - lead < 4, unsafe base[lead] & 0xC0 == 0x80 { lead -= 1 }
    let decoded = scalar(at: lead, before: end)
    return lead + decoded.length == end ? decoded : nil
  }

  private func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  /// The token with the `++` or `#` at `end`, if they belong to it.
  @usableFromInline func tokenWithSymbol(start: Int, end: Int) -> ScannedToken? {
    guard unsafe (base[end - 1] | 0x20) &- 0x61 < 26 else { return nil }
    var stop = end
    if unsafe base[end] == 0x2B {
      guard end + 1 < count, unsafe base[end + 1] == 0x2B else { return nil }
      stop = end + 2
    } else {
      if end + 1 < count, unsafe isWord(base[end + 1]) { return nil }
      stop = end + 1
    }
    return ScannedToken(start: start, end: stop, key: key(start..<stop))
  }
}

internal import CTextTables

extension TokenScanner {
  /// The next token of a run of word bytes that is long or not ASCII, or `nil` at its end.
  @usableFromInline mutating func nextInRun() -> ScannedToken? {
    while runPosition < runEnd {
      let start = runPosition
      let first = scalar(at: start, before: runEnd)
      runPosition += first.length
      let kind = UnicodeTable.kind(first.scalar)
      guard kind != .separator, kind != .extending else { continue }
      var builder = TokenKeyBuilder()
      runPosition = appendFold(first, at: start, to: &builder)
      takeFollowing(single: kind == .single, into: &builder)
      let end = runPosition
      if end - start == 1, unsafe base[start] | 0x20 == 0x73, isPossessive(start) {
        continue
      }
      if end == runEnd, end < count,
        unsafe base[end] == 0x2B || base[end] == 0x23,
        let token = tokenWithSymbol(start: start, end: end)
      {
        return token
      }
      return ScannedToken(start: start, end: end, key: builder.key)
    }
    return nil
  }

  /// Adds the rest of the token at `runPosition` and moves behind it.
  private mutating func takeFollowing(single: Bool, into builder: inout TokenKeyBuilder) {
    while runPosition < runEnd {
      let position = runPosition
      let next = scalar(at: position, before: runEnd)
      let kind = UnicodeTable.kind(next.scalar)
      // A point is in a run only between two digits.
      let belongs =
        single
        ? kind == .extending
        : kind == .letter || kind == .digit || kind == .extending || next.scalar == 0x2E
      guard belongs else { return }
      runPosition = appendFold(next, at: position, to: &builder)
    }
  }

  /// Adds the folded form of a character; returns the offset after what was used.
  private func appendFold(
    _ decoded: DecodedScalar, at position: Int, to builder: inout TokenKeyBuilder
  ) -> Int {
    var end = position + decoded.length
    var scalar = decoded.scalar
    if scalar == 0x418 || scalar == 0x438, end + 1 < runEnd,
      unsafe base[end] == 0xCC, unsafe base[end + 1] == 0x86
    {
      // Short i, decomposed: the one breve that makes another letter.
      scalar = 0x439
      end += 2
    }
    UnicodeTable.fold(scalar) { builder.append($0) }
    return end
  }

  private func holds(_ token: ScannedToken) -> Bool { token.start >= 0 && token.end <= count }

  /// The key of the bytes of `range`, symbols included.
  func key(_ range: Range<Int>) -> TokenKey {
    var builder = TokenKeyBuilder()
    fold(range) { builder.append($0) }
    return builder.key
  }

  /// Gives the folded form of the bytes of `range`, byte by byte.
  private func fold(_ range: Range<Int>, _ body: (UInt8) -> Void) {
    var position = range.lowerBound
    while position < range.upperBound {
      let decoded = scalar(at: position, before: range.upperBound)
      position += decoded.length
      var value = decoded.scalar
      if value == 0x418 || value == 0x438, position + 1 < range.upperBound,
        unsafe base[position] == 0xCC, unsafe base[position + 1] == 0x86
      {
        value = 0x439
        position += 2
      }
      UnicodeTable.fold(value, body)
    }
  }

  /// Appends the folded form of a token that this scanner gave.
  package func appendFolded(_ token: ScannedToken, to bytes: inout [UInt8]) {
    precondition(holds(token), "a token is asked of its own text")
    if let length = token.key.length {
      var low = token.key.low
      var high = token.key.high
      for _ in 0..<min(length, 8) {
        bytes.append(UInt8(truncatingIfNeeded: low))
        low >>= 8
      }
      for _ in 0..<max(length - 8, 0) {
        bytes.append(UInt8(truncatingIfNeeded: high))
        high >>= 8
      }
    } else {
      fold(token.start..<token.end) { bytes.append($0) }
    }
  }

  /// What the surface of a token looks like.
  ///
  /// - Complexity: O(length); apart from `next` because most tokens are never asked.
  package func flags(of token: ScannedToken) -> TokenFlags {
    precondition(holds(token), "a token is asked of its own text")
    var flags: TokenFlags = []
    var capitals = 0
    var small = false
    var position = token.start
    while position < token.end {
      let decoded = scalar(at: position, before: token.end)
      let entry = UnicodeTable.entry(decoded.scalar)
      if UnicodeTable.isUppercase(entry) {
        capitals += 1
        if position == token.start { flags.insert(.initialCapital) }
      } else if UnicodeTable.isLowercase(entry) {
        small = true
      }
      switch UnicodeTable.kind(decoded.scalar) {
      case .letter, .single: flags.insert(.hasLetter)
      case .digit: flags.insert(.hasDigit)
      case .separator, .extending: break
      }
      position += decoded.length
    }
    if capitals > 0, !small { flags.insert(.allCapitals) }
    if small, capitals > (flags.contains(.initialCapital) ? 1 : 0) { flags.insert(.mixedCase) }
    return flags
  }
}

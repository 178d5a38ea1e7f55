import TextAnalysis

/// Finds words that are written with signs between their parts, and what they are without: `U.S.A.` is also `usa`,
/// `e-mail` `email`, `HW-5100-A` `hw5100a`, `1,500` and `1.500` `1500`.
///
/// It is handed the tokens of a text one after the other.
struct JoinedWords {
  /// A word without its signs.
  struct Word: Equatable {
    /// Folded.
    var bytes: [UInt8]
    /// Of how many tokens it is.
    var parts: Int
  }

  /// What stands between the parts.
  private enum Sign: Equatable {
    case point
    case hyphen
    /// What parts thousands from hundreds, by its last byte.
    case thousands(UInt8)
  }

  /// Words of more parts are phrases: `state-of-the-art`.
  private static let mostHyphenated = 3

  /// Longer words are none that anybody types.
  private static let mostBytes = 32

  private var last: ScannedToken?
  /// Where it ends, or where nothing is near yet, and whether it begins with a digit.
  private var end = -4
  private var isNumber = false
  private var sign: Sign?
  /// The parts so far, folded, if there are several.
  private var bytes: [UInt8] = []
  private var lengths: [Int] = []

  /// Takes the next token of a text.
  ///
  /// - Returns: the word that ended with the token before, if that was one with signs.
  @inline(__always)
  mutating func next(
    _ token: ScannedToken, of scanner: TokenScanner, _ source: Span<UInt8>
  ) -> Word? {
    // Most words stand by themselves: a blank or nothing is before them, or much.
    let gap = token.start - end
    let isApart = gap > 3 || gap == 0 || source[token.start - 1] <= UInt8(ascii: " ")
    defer { end = token.end }
    guard isApart, sign == nil, !isNumber else { return join(token, of: scanner, source) }
    last = token
    isNumber = Self.isDigit(source[token.start])
    return nil
  }

  private mutating func join(
    _ token: ScannedToken, of scanner: TokenScanner, _ source: Span<UInt8>
  ) -> Word? {
    isNumber = Self.isDigit(source[token.start])
    guard let previous = last else {
      last = token
      return nil
    }
    let gap = token.start - previous.end
    if gap <= 3, let sign = Self.sign(source.extracting(previous.end..<token.start)),
      self.sign == nil || self.sign == sign, mayJoin(previous, token, sign)
    {
      if self.sign == nil { append(previous, scanner) }
      let (count, known) = (bytes.count, self.sign)
      self.sign = sign
      append(token, scanner)
      last = token
      if isPart(bytes[count...], isFirst: false)
        && (known != nil || isPart(bytes[..<count], isFirst: true))
      {
        return nil
      }
      // It goes on otherwise: what came before is a word by itself.
      bytes.removeLast(bytes.count - count)
      lengths.removeLast()
      self.sign = known
      return finished(previous, scanner, source)
    }
    let word = finished(previous, scanner, source)
    last = token
    return word
  }

  /// The word that the text ends with, if it is one with signs.
  mutating func end(of scanner: TokenScanner, _ source: Span<UInt8>) -> Word? {
    guard let last else { return nil }
    self.last = nil
    return finished(last, scanner, source)
  }

  private mutating func append(_ token: ScannedToken, _ scanner: TokenScanner) {
    // What is too long already is counted alone.
    guard bytes.count <= Self.mostBytes else { return lengths.append(0) }
    let start = bytes.count
    scanner.appendFolded(token, to: &bytes)
    lengths.append(bytes.count - start)
  }

  /// Whether a sign may join two tokens by their lengths, which is known before they are folded.
  private func mayJoin(_ previous: ScannedToken, _ token: ScannedToken, _ sign: Sign) -> Bool {
    let before = self.sign == nil ? previous.key.length ?? .max : 0
    let length = token.key.length ?? .max
    return switch sign {
    case .point: max(before, length) <= 2
    case .hyphen: true
    case .thousands: before <= 3 && length >= 3
    }
  }

  private static func sign(_ bytes: Span<UInt8>) -> Sign? {
    switch bytes.count {
    case 1:
      switch bytes[0] {
      case UInt8(ascii: "."): .point
      case UInt8(ascii: "-"): .hyphen
      case UInt8(ascii: ","), UInt8(ascii: "'"): .thousands(bytes[0])
      default: nil
      }
    // A blank that does not break.
    case 2: bytes[0] == 0xC2 && bytes[1] == 0xA0 ? .thousands(0xA0) : nil
    case 3 where bytes[0] == 0xE2 && bytes[1] == 0x80:
      switch bytes[2] {
      // Hyphens; a thin blank, an apostrophe, and a narrow blank that does not break.
      case 0x90, 0x91: .hyphen
      case 0x89, 0x99, 0xAF: .thousands(bytes[2])
      default: nil
      }
    default: nil
    }
  }

  /// Whether a part is such that its sign joins it.
  private func isPart(_ part: ArraySlice<UInt8>, isFirst: Bool) -> Bool {
    // One behind what is too long already.
    if part.isEmpty { return true }
    switch sign {
    case .point: return part.count <= 2 && part.allSatisfy { $0 &- 0x61 < 26 }
    case .hyphen, nil: return true
    case .thousands:
      if isFirst { return part.count <= 3 && Self.isWhole(part) }
      // The last of them may have decimals.
      let digits = part.prefix { Self.isDigit($0) }
      return digits.count == 3 && (part.count == 3 || part.dropFirst(3).first == 0x2E)
    }
  }

  /// What the parts so far are together.
  private mutating func finished(
    _ last: ScannedToken, _ scanner: TokenScanner, _ source: Span<UInt8>
  ) -> Word? {
    defer {
      sign = nil
      bytes.removeAll(keepingCapacity: true)
      lengths.removeAll(keepingCapacity: true)
    }
    guard let sign else {
      // A number with points is one token.
      guard Self.isDigit(source[last.start]), last.end - last.start >= 5 else { return nil }
      if bytes.isEmpty { append(last, scanner) }
      return Self.wholeNumber(bytes).map { Word(bytes: $0, parts: 1) }
    }
    let count = lengths.count
    guard bytes.count <= Self.mostBytes else { return nil }
    switch sign {
    case .point:
      let isDotted = last.end < source.count && source[last.end] == UInt8(ascii: ".")
      guard isDotted || count > 2, lengths.contains(1) else { return nil }
    case .hyphen:
      guard count <= Self.mostHyphenated,
        !bytes.allSatisfy({ Self.isDigit($0) || $0 == 0x2E })
      else { return nil }
    case .thousands:
      return Word(bytes: Array(bytes.prefix { Self.isDigit($0) }), parts: count)
    }
    return Word(bytes: bytes, parts: count)
  }

  /// The digits of a number with points between its thousands; `nil` for any other word.
  private static func wholeNumber(_ word: [UInt8]) -> [UInt8]? {
    let groups = word.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard groups.count > 1, groups[0].count <= 3, isWhole(groups[0]),
      groups.dropFirst().allSatisfy({ $0.count == 3 && $0.allSatisfy(isDigit) })
    else { return nil }
    return Array(groups.joined())
  }

  private static func isWhole(_ part: ArraySlice<UInt8>) -> Bool {
    part.first != 0x30 && !part.isEmpty && part.allSatisfy(isDigit)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

extension JoinedWords {
  /// The words with signs of a text, without them.
  static func words(in text: String) -> [Word] {
    let source = text.utf8Span
    var scanner = TokenScanner(source.span)
    var joined = JoinedWords()
    var words: [Word] = []
    while let token = scanner.next() {
      if let word = joined.next(token, of: scanner, source.span) { words.append(word) }
    }
    if let word = joined.end(of: scanner, source.span) { words.append(word) }
    return words
  }
}

extension JoinedWords.Word {
  /// The word as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }
}

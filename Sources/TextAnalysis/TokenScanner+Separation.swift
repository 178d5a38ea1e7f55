extension TokenScanner {
  /// What stands between the token that ends at `end` and the one that starts at `start`.
  ///
  /// - Parameters:
  ///   - end: the end of the earlier token, or 0 before the first one.
  ///   - start: the start of the later token.
  ///   - previousLength: the length of the earlier token in bytes; after one of up to two bytes a
  ///     point is taken for an abbreviation's ("St. Louis").
  /// - Returns: the strongest separation that the bytes between them hold.
  @inlinable package func separation(
    from end: Int, to start: Int, previousLength: Int
  ) -> TokenSeparation {
    if previousLength == 0 { return .paragraph }
    if start == end { return .adjacent }
    precondition(end >= 0 && start <= count, "what separates lies in the text")
    if start &- end == 1 {
      let byte = unsafe base[end]
      if byte == 0x20 || byte == 0x2D { return .soft }
    }
    return classify(from: end, to: start, previousLength: previousLength)
  }

  @usableFromInline func classify(
    from end: Int, to start: Int, previousLength: Int
  ) -> TokenSeparation {
    var result = TokenSeparation.soft
    var lineBreaks = 0
    var terminator = false
    var position = end
    while position < start {
      let decoded = scalar(at: position, before: start)
      position += decoded.length
      switch decoded.scalar {
      case 0x0A, 0x85, 0x2028:
        lineBreaks += 1
        if terminator { result = max(result, .sentence) }
      case 0x20, 0x09, 0x0D, 0xA0, 0x202F, 0x3000, 0x2000...0x200B:
        if decoded.scalar == 0x09 { result = max(result, .punctuation) }
        if terminator { result = max(result, .sentence) }
      case 0x2E:
        terminator = previousLength > 2 || position != end + 1
      case 0x21, 0x3F:
        terminator = true
        result = max(result, .punctuation)
      case 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0x0964:
        result = max(result, .sentence)
      case 0x0C, 0x2029:
        return .paragraph
      case 0x22, 0x29, 0x5D, 0x201D, 0xBB:
        result = max(result, .punctuation)
      case 0x26, 0x27, 0x2D, 0x2F, 0x5F, 0xAD, 0x2010, 0x2011, 0x2012, 0x2013, 0x2019, 0x30FB, 0xB7,
        0x2B9, 0x2BB...0x2BF:
        terminator = false
      case 0x53, 0x73:
        // A letter between tokens is a possessive, with which a name is the same as without.
        terminator = false
      default:
        terminator = false
        // What else is typed for an apostrophe is one within a word only: elsewhere it quotes.
        let isBeforeWord = unsafe position == start || base[position] | 0x20 == 0x73
        let isWithinWord =
          isBeforeWord && position - decoded.length == end && Self.isApostrophe(decoded.scalar)
        if !isWithinWord { result = max(result, .punctuation) }
      }
    }
    return lineBreaks > 1 ? .paragraph : result
  }

  /// Whether a character is an apostrophe, or what keyboards, transliterations and wrong encodings put in its place:
  /// accents without a letter, single quotation marks, the prime, modifier letters, 0x92 of Windows-1252.
  static func isApostrophe(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x27, 0x60, 0x92, 0xB4, 0x2B9, 0x2BB...0x2BF, 0x2018, 0x2019, 0x201B, 0x2032, 0xFF07: true
    default: false
    }
  }
}

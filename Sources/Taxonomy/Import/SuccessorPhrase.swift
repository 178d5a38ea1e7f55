internal import Knowledge

/// Finds the names that a note gives as taking the place of a deprecated concept.
enum SuccessorPhrase {
  /// The possible names in lower case, the likeliest first; empty if the note gives none.
  static func names(in note: String) -> [String] {
    let text = TextNormalization.collapsed(note.lowercased().utf8)
    for marker in markers {
      guard let rest = rest(of: text, after: marker) else { continue }
      let names = candidates(rest)
      if !names.isEmpty { return names }
    }
    return []
  }

  /// The URIs that a note gives as what takes the place of a deprecated concept, in their order.
  ///
  /// They are looked for behind the words that say so only: other links say where to read more.
  static func uris(in note: String) -> [String] {
    let text = TextNormalization.collapsed(note.utf8)
    // Only ASCII is folded, so that places in both texts are the same.
    let folded = String(
      decoding: text.utf8.map { (65...90).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    for marker in markers {
      guard let rest = rest(of: folded, after: marker) else { continue }
      let found = uris(among: String(decoding: text.utf8.suffix(rest.utf8.count), as: UTF8.self))
      if !found.isEmpty { return found }
    }
    return []
  }

  private static func uris(among text: String) -> [String] {
    text.split(whereSeparator: { $0.isWhitespace || "<>\"“”„«»()[]{}".contains($0) })
      .compactMap { word in
        let lower = word.lowercased()
        let isURI = ["http://", "https://", "urn:"].contains {
          lower.hasPrefix($0) && lower.utf8.count > $0.utf8.count
        }
        guard isURI, let end = word.lastIndex(where: { !".,;:!?'’".contains($0) }) else {
          return nil
        }
        return String(word[...end])
      }
  }

  private static let markers = LabelWords.lists.terms("successor")

  private static func rest(of text: String, after marker: String) -> String? {
    let bytes = Array(text.utf8)
    let wanted = Array(marker.utf8)
    guard bytes.count > wanted.count else { return nil }
    for start in 0..<(bytes.count - wanted.count)
    where bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted) {
      let isWordStart = start == 0 || !isWordByte(bytes[start - 1])
      if isWordStart, !isWordByte(bytes[start + wanted.count]) {
        return String(decoding: bytes[(start + wanted.count)...], as: UTF8.self)
      }
    }
    return nil
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// What stands in quotes, else the sentence without words of courtesy, whole and in parts.
  private static func candidates(_ rest: String) -> [String] {
    for (open, close) in quotes {
      guard let start = rest.firstIndex(of: open) else { continue }
      let after = rest[rest.index(after: start)...]
      if let end = after.firstIndex(of: close), end > after.startIndex {
        return [String(after[..<end])]
      }
    }
    // What follows the sentence says why or since when, not what.
    var sentence = String(rest.prefix { !";.()\n".contains($0) })
    for word in courtesies {
      while let range = rangeOfWord(word, in: sentence) { sentence.removeSubrange(range) }
    }
    let whole = trimmed(sentence)
    guard !whole.isEmpty else { return [] }
    let parts = whole.split(separator: ",").map { trimmed(String($0)) }.filter { !$0.isEmpty }
    return [whole] + (parts.count > 1 ? parts : [])
  }

  private static let quotes: [(Character, Character)] = [
    ("\"", "\""), ("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ("‘", "’"), ("'", "'"),
  ]

  private static let courtesies = LabelWords.lists.terms("courtesy")

  private static func rangeOfWord(_ word: String, in text: String) -> Range<String.Index>? {
    var start = text.startIndex
    while let range = text[start...].firstRange(of: word) {
      let isStart =
        range.lowerBound == text.startIndex || !text[text.index(before: range.lowerBound)].isLetter
      let isEnd = range.upperBound == text.endIndex || !text[range.upperBound].isLetter
      if isStart, isEnd { return range }
      start = range.upperBound
    }
    return nil
  }

  private static func trimmed(_ text: String) -> String {
    let bare = text.drop { " :,-–\"'".contains($0) }
    let end = bare.lastIndex { !" :,-–\"'".contains($0) }
    return end.map { String(bare[...$0]) } ?? ""
  }
}

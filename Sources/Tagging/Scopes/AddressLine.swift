/// The line of a text in which a name stands, to tell whether it is of an address.
struct AddressLine {
  private let bytes: [UInt8]

  /// Where the name stands.
  let mention: Range<Int>

  /// The line without its end.
  let range: Range<Int>

  /// Longer lines are prose, whatever else stands in them.
  private static let longest = 160

  /// How far ends of lines are looked for on either side: a text may be one line, with a name every few words.
  private static let farthest = 1_000

  /// Whether the line begins where its range does, and not before.
  let isBegun: Bool

  /// The line of a place in a text, or what is near of it if it is long.
  init(around mention: Range<Int>, in bytes: [UInt8]) {
    self.bytes = bytes
    self.mention = mention
    let low = max(mention.lowerBound - Self.farthest, 0)
    let high = min(mention.upperBound + Self.farthest, bytes.count)
    let start = bytes[low..<mention.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? low
    isBegun = start == 0 || bytes[start - 1] == 0x0A
    range = start..<(bytes[mention.upperBound..<high].firstIndex(of: 0x0A) ?? high)
  }

  /// Whether it has a postal code or a way to reach somebody, or is the last line of an address.
  ///
  /// - Parameters:
  ///   - contacts: words that stand in lines of addresses.
  ///   - text: the same text.
  /// - Returns: whether it is of an address.
  func isAddress(_ contacts: [[UInt8]], in text: PhraseText) -> Bool {
    if holdsAddress(range, contacts, in: text) { return true }
    guard isAlone, let before = lineBefore else { return false }
    return holdsPostalCode(before) && before.count <= Self.longest
  }

  private func holdsAddress(
    _ line: Range<Int>, _ contacts: [[UInt8]], in text: PhraseText
  ) -> Bool {
    guard line.count <= Self.longest else { return false }
    if holdsPostalCode(line) { return true }
    return line.contains { place in
      (place == line.lowerBound || !isLetter(bytes[place - 1]) || !isLetter(bytes[place]))
        && contacts.contains { contact in
          text.match(contact, at: place).map { isFollowedUp(contact, $0, in: line) } ?? false
        }
    }
  }

  /// Whether what follows a word that stands in prose, too ("mobile workers"), leads to a number or an address.
  private func isFollowedUp(_ contact: [UInt8], _ end: Int, in line: Range<Int>) -> Bool {
    guard contact.allSatisfy(isLetter) else { return true }
    let next = bytes[end..<max(end, line.upperBound)].first { $0 != 0x20 }
    return next.map { isDigit($0) || ":.+(/".utf8.contains($0) } ?? false
  }

  /// Whether nothing but the name stands in its line.
  var isAlone: Bool {
    isBegun && range.count <= Self.longest
      && range.allSatisfy { mention.contains($0) || !(isLetter(bytes[$0]) || isDigit(bytes[$0])) }
  }

  /// The line before that is not empty; `nil` if it is long, or none is near.
  var lineBefore: Range<Int>? {
    guard isBegun else { return nil }
    let low = max(range.lowerBound - Self.farthest, 0)
    var end = range.lowerBound - 1
    while end > low {
      let found = bytes[low..<end].lastIndex(of: 0x0A).map { $0 + 1 }
      guard let start = found ?? (low == 0 ? 0 : nil) else { return nil }
      if bytes[start..<end].contains(where: { $0 > 0x20 }) { return start..<end }
      end = start - 1
    }
    return nil
  }

  /// Whether a postal code stands in a line.
  ///
  /// Four or five digits before a capitalised word or behind the two letters of a state ("20457 Hamburg", "CA 94105"),
  /// or a British code ("RG1 8LS"). A year is not a postal code.
  private func holdsPostalCode(_ line: Range<Int>) -> Bool {
    var place = line.lowerBound
    while place < line.upperBound {
      guard isDigit(bytes[place]) else {
        place += 1
        continue
      }
      var end = place
      while end < line.upperBound, isDigit(bytes[end]) { end += 1 }
      if isPostalCode(place..<end, in: line) || isBritishCode(place..<end, in: line) { return true }
      place = end
    }
    return false
  }

  private func isPostalCode(_ digits: Range<Int>, in line: Range<Int>) -> Bool {
    guard (4...5).contains(digits.count), !isPartOfNumber(digits, in: line) else { return false }
    let isYear =
      digits.count == 4 && [[0x31, 0x39], [0x32, 0x30]].contains(Array(bytes[digits].prefix(2)))
    let next = digits.upperBound
    if !isYear, next + 1 < line.upperBound, bytes[next] == 0x20, isCapital(bytes[next + 1]) {
      return !isUnit(at: next + 1, in: line)
    }
    let state = digits.lowerBound - 3
    return digits.count == 5 && state >= line.lowerBound && bytes[digits.lowerBound - 1] == 0x20
      && isCapital(bytes[state]) && isCapital(bytes[state + 1])
      && (state == line.lowerBound || !isLetter(bytes[state - 1]))
  }

  /// Whether a number before a place is an amount: a currency or another unit follows, no town.
  private func isUnit(at start: Int, in line: Range<Int>) -> Bool {
    let word = bytes[start..<line.upperBound].prefix { isLetter($0) }
    // Short forms are in capitals; no town's name is.
    if word.count <= 3, word.dropFirst().allSatisfy(isCapital) { return true }
    return Self.units.contains { word.elementsEqual($0.utf8) }
  }

  private static let units = [
    "Euro", "Euros", "Dollar", "Dollars", "Franken", "Pfund", "Stück", "Seiten",
  ]

  /// Whether a point, comma or letter joins digits to others.
  private func isPartOfNumber(_ digits: Range<Int>, in line: Range<Int>) -> Bool {
    func joins(_ place: Int, _ beyond: Int) -> Bool {
      guard line.contains(place) else { return false }
      if isLetter(bytes[place]) { return true }
      return (bytes[place] == 0x2E || bytes[place] == 0x2C) && line.contains(beyond)
        && isDigit(bytes[beyond])
    }
    return joins(digits.lowerBound - 1, digits.lowerBound - 2)
      || joins(digits.upperBound, digits.upperBound + 1)
  }

  /// Whether a digit is that before the two letters with which a British code ends.
  private func isBritishCode(_ digits: Range<Int>, in line: Range<Int>) -> Bool {
    let start = digits.lowerBound
    guard digits.count == 1, start - 3 >= line.lowerBound, start + 2 < line.upperBound else {
      return false
    }
    let isEnded = start + 3 == line.upperBound || !isLetter(bytes[start + 3])
    return bytes[start - 1] == 0x20 && isCapital(bytes[start + 1]) && isCapital(bytes[start + 2])
      && isEnded && (isDigit(bytes[start - 2]) || isCapital(bytes[start - 2]))
      && (isCapital(bytes[start - 3]) || isDigit(bytes[start - 3]))
  }

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }
  // 0xC3 is the first byte of Ä, Ö and Ü in UTF-8.
  private func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 || byte == 0xC3 }
  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

/// The line of a text in which a name stands, to tell whether it is of an address.
struct AddressLine {
  private let bytes: [UInt8]

  /// Where the name stands.
  let mention: Range<Int>

  /// The line without its end.
  let range: Range<Int>

  /// Longer lines are prose, whatever else stands in them.
  private static let longest = 160

  /// The line of a place in a text.
  init(around mention: Range<Int>, in bytes: [UInt8]) {
    self.bytes = bytes
    self.mention = mention
    let start = bytes[..<mention.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[mention.upperBound...].firstIndex(of: 0x0A) ?? bytes.count
    range = start..<end
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
        && contacts.contains { text.match($0, at: place) != nil }
    }
  }

  /// Whether nothing but the name stands in its line.
  private var isAlone: Bool {
    range.allSatisfy { mention.contains($0) || !(isLetter(bytes[$0]) || isDigit(bytes[$0])) }
  }

  /// The line before that is not empty.
  var lineBefore: Range<Int>? {
    var end = range.lowerBound - 1
    while end > 0 {
      let start = bytes[..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      if bytes[start..<end].contains(where: { $0 > 0x20 }) { return start..<end }
      end = start - 1
    }
    return nil
  }

  /// Whether a postal code stands in a line.
  ///
  /// Four or five digits before a capitalised word or behind the two letters of a state ("20457 Hamburg", "CA 94105"),
  /// or a British code ("RG1 8LS"). A year is no code.
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
      return true
    }
    let state = digits.lowerBound - 3
    return digits.count == 5 && state >= line.lowerBound && bytes[digits.lowerBound - 1] == 0x20
      && isCapital(bytes[state]) && isCapital(bytes[state + 1])
      && (state == line.lowerBound || !isLetter(bytes[state - 1]))
  }

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
  private func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 || byte == 0xC3 }
  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

/// Tells encodings without mark or declaration by how their bytes stand beside each other.
///
/// East Asian text must be well-formed throughout in its encoding, and most of its characters must be
/// of the kind that such text mostly consists of: kana, Hangul, the first level of the ideographs. The
/// ranges are those of JIS X 0208, KS X 1001, GB 2312 and Big5.
enum UndeclaredEncoding {
  /// How much of a text is looked at, in bytes.
  private static let sampleLength = 64 << 10

  /// The fewest characters that say anything.
  private static let leastCharacters = 6

  /// The encoding of bytes that are no UTF-8; Windows-1252 if nothing speaks for another one.
  static func guess(_ bytes: [UInt8]) -> CharacterEncoding {
    let sample = Array(bytes.prefix(sampleLength))
    let isWhole = sample.count == bytes.count
    return eastAsian(sample, isWhole) ?? singleByte(sample)
  }

  // MARK: Two bytes a character

  /// What there is of characters of two bytes under the rules of an encoding.
  private struct Pairs {
    var count = 0
    var kana = 0
    var hangul = 0
    var common = 0
    var ideographs = 0
    var lowTrails = 0
    var lettersOfBig5 = 0
    var kanaOfShiftJIS = 0

    mutating func add(_ lead: UInt8, _ trail: UInt8) {
      count += 1
      switch (lead, trail) {
      case (0xA4...0xA5, 0xA1...): kana += 1
      case (0x82, 0x9F...0xF1), (0x83, 0x40...0x96): kanaOfShiftJIS += 1
      default: break
      }
      if trail < 0x7F { lowTrails += 1 }
      if (0xA4...0xC6).contains(lead) { lettersOfBig5 += 1 }
      guard !(0xA1...0xA9).contains(lead) else { return }
      ideographs += 1
      if trail >= 0xA1, (0xB0...0xC8).contains(lead) { hangul += 1 }
      if trail >= 0xA1, (0xB0...0xD7).contains(lead) { common += 1 }
    }
  }

  private struct Scheme {
    let leads: [ClosedRange<UInt8>]
    let trails: [ClosedRange<UInt8>]
    var singles: [ClosedRange<UInt8>] = []

    /// What there is in well-formed text; `nil` if it is not.
    func pairs(_ bytes: [UInt8], _ isWhole: Bool) -> Pairs? {
      var result = Pairs()
      var index = 0
      while index < bytes.count {
        let lead = bytes[index]
        if lead < 0x80 || singles.contains(where: { $0.contains(lead) }) {
          index += 1
          continue
        }
        guard leads.contains(where: { $0.contains(lead) }) else { return nil }
        guard index + 1 < bytes.count else { return isWhole ? nil : result }
        let trail = bytes[index + 1]
        guard trails.contains(where: { $0.contains(trail) }) else { return nil }
        result.add(lead, trail)
        index += 2
      }
      return result
    }
  }

  private static let eucJapanese = Scheme(leads: [0x8E...0x8E, 0xA1...0xFE], trails: [0xA1...0xFE])
  private static let shiftJIS = Scheme(
    leads: [0x81...0x9F, 0xE0...0xFC], trails: [0x40...0x7E, 0x80...0xFC], singles: [0xA1...0xDF])
  private static let eucKorean = Scheme(leads: [0xA1...0xFE], trails: [0xA1...0xFE])
  private static let big5 = Scheme(
    leads: [0x81...0xFE], trails: [0x40...0x7E, 0xA1...0xFE])
  private static let chinese = Scheme(
    leads: [0x81...0xFE], trails: [0x40...0x7E, 0x80...0xFE])

  private static func eastAsian(_ sample: [UInt8], _ isWhole: Bool) -> CharacterEncoding? {
    func found(_ scheme: Scheme) -> Pairs? {
      scheme.pairs(sample, isWhole).flatMap { $0.count >= leastCharacters ? $0 : nil }
    }
    if let pairs = found(eucJapanese), pairs.kana * 5 >= pairs.count { return label("euc-jp") }
    if let pairs = found(shiftJIS), pairs.kanaOfShiftJIS * 5 >= pairs.count {
      return label("shift_jis")
    }
    if let pairs = found(eucKorean), pairs.hangul * 20 >= pairs.ideographs * 19, pairs.hangul > 0 {
      return label("euc-kr")
    }
    if let pairs = found(big5), pairs.lettersOfBig5 * 5 >= pairs.count * 4,
      pairs.lowTrails * 7 >= pairs.count
    {
      return label("big5")
    }
    if let pairs = found(chinese), pairs.common * 5 >= pairs.ideographs * 4, pairs.common > 0 {
      return label("gb18030")
    }
    return nil
  }

  private static func label(_ name: String) -> CharacterEncoding? {
    CharacterEncoding(label: name.utf8)
  }

  // MARK: One byte a character

  /// High bytes stand alone in western text and in runs in Cyrillic and Greek.
  private static func singleByte(_ sample: [UInt8]) -> CharacterEncoding {
    var high = 0
    var joined = 0
    var upperHalf = 0
    var rareInGreek = 0
    var accentsInGreek = 0
    for index in sample.indices where sample[index] >= 0xC0 {
      let byte = sample[index]
      let before = index > 0 ? sample[index - 1] : 0
      high += 1
      if before >= 0xC0 { joined += 1 }
      if byte >= 0xE0 { upperHalf += 1 }
      if byte == 0xE0 || byte == 0xFF { rareInGreek += 1 }
      if (0xDC...0xDF).contains(byte), before >= 0xE1 { accentsInGreek += 1 }
    }
    if high > 20, joined * 10 > high * 6 {
      // A letter with an accent after a small one is a capital within a word in Windows-1251.
      if rareInGreek * 50 < high, accentsInGreek * 50 > high, let greek = label("windows-1253") {
        return greek
      }
      // Small letters are E0…FF in Windows-1251 and C0…DF in KOI8-R, and most letters are small.
      return upperHalf * 2 > high ? .windows1251 : .koi8
    }
    return centralEuropean(sample) ?? .windows1252
  }

  /// Letters of Latin-2 and Windows-1250 that would be signs within words in Windows-1252, or letters
  /// that hardly occur there.
  private static func centralEuropean(_ sample: [UInt8]) -> CharacterEncoding? {
    var high = 0
    var windows = 0
    var iso = 0
    var either = 0
    for index in sample.indices.dropFirst().dropLast() where sample[index] >= 0x80 {
      high += 1
      guard isLetter(sample[index - 1]), isLetter(sample[index + 1]) else { continue }
      switch sample[index] {
      case 0x9A, 0x9D, 0x9E, 0x9F: windows += 1
      case 0xB1, 0xB6, 0xBC: iso += 1
      case 0xB3, 0xB9, 0xBB, 0xBE, 0xBF: either += 1
      default: continue
      }
    }
    let found = windows + iso + either
    guard found >= 2, found * 30 > high else { return nil }
    return label(iso > windows || windows == 0 && iso == 0 ? "iso-8859-2" : "windows-1250")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte >= 0xC0
  }
}

extension DateScanner {
  /// Whether a line may hold a date; cutting it into words costs fifty times as much.
  static func mayHoldDate(_ line: Span<UInt8>) -> Bool {
    holdsYear(line) || holdsShortYear(line)
  }

  /// Whether a line has a year that a date may have: in four digits, also in wide ones, or before 年.
  static func holdsYear(_ line: Span<UInt8>) -> Bool {
    var (year, digits) = (0, 0)
    var place = 0
    while place < line.count {
      var digit = line[place] &- 0x30
      var width = 1
      if line[place] >= 0xE5, place + 2 < line.count {
        // The year of an era has two digits at most.
        if line[place] == 0xE5, line[place + 1] == 0xB9, line[place + 2] == 0xB4 { return true }
        if line[place] == 0xEF, line[place + 1] == 0xBC, (0x90...0x99).contains(line[place + 2]) {
          (digit, width) = (line[place + 2] - 0x90, 3)
        }
      }
      place += width
      if digit < 10 {
        digits += 1
        year = digits > 4 ? 0 : year * 10 + Int(digit)
      } else {
        if digits == 4, years.contains(year) { return true }
        (year, digits) = (0, 0)
      }
    }
    return digits == 4 && years.contains(year)
  }

  /// Whether a line has what may be a date with a year of two digits: `12.03.98`, `12-Mar-98`, `12 March '98`.
  static func holdsShortYear(_ line: Span<UInt8>) -> Bool {
    var place = 0
    while place < line.count {
      let first = digits(line, place)
      guard first > 0 else {
        place += 1
        continue
      }
      place += first
      guard first <= 2 else { continue }
      let gap = gap(line, place)
      if gap.isMonth {
        if digits(line, place + gap.length) == 2 { return true }
      } else if gap.length == 1 {
        let second = digits(line, place + 1)
        let third = place + 1 + second
        if (1...2).contains(second), third < line.count, line[third] == line[place],
          digits(line, third + 1) == 2
        {
          return true
        }
      }
    }
    return false
  }

  /// How many digits follow.
  private static func digits(_ line: Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < line.count, line[end] &- 0x30 < 10 { end += 1 }
    return end - start
  }

  /// The bytes up to the next digit, as far as they are a mark between two numbers, or may name a month.
  private static func gap(_ line: Span<UInt8>, _ start: Int) -> (length: Int, isMonth: Bool) {
    var (end, letters) = (start, 0)
    while end < line.count, end - start <= 24, line[end] &- 0x30 >= 10 {
      let byte = line[end]
      let isLetter = byte >= 0x80 || (byte | 0x20) &- 0x61 < 26
      guard isLetter || byte == 0x20 || byte == 0x27 || (0x2C...0x2F).contains(byte) else { break }
      letters += isLetter ? 1 : 0
      end += 1
    }
    return (end - start, letters >= 3)
  }
}

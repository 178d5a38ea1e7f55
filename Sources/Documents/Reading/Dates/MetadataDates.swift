package import Model

/// Reads the dates of metadata: ISO 8601, PDF's `D:`, and the ones of mail headers.
package enum MetadataDates {
  /// The day of `2010-03-12T08:00:00Z`, `D:20100312080000+01'00'` or `2010-03`.
  package static func date(_ value: String) -> CalendarDate? {
    let bytes = Array(value.utf8.drop { $0 == 0x20 || $0 == 10 || $0 == 13 || $0 == 9 })
    if bytes.starts(with: "D:".utf8) { return compact(bytes.dropFirst(2)) }
    // The time after a blank or a T does not matter.
    let day = bytes.prefix { $0 == 0x2D || (0x30...0x39).contains($0) }
    if day.count == 8 || day.count == 14, !day.contains(0x2D) { return compact(day) }
    return CalendarDate(utf8: day).flatMap { plausible($0) }
  }

  /// The day of a mail header: `Fri, 12 Mar 2010 08:00:00 +0100`.
  package static func mailDate(_ value: String) -> CalendarDate? {
    DateScanner.dates(in: value).first.flatMap { plausible($0.date) }
      ?? twoDigitYear(value)
  }

  private static func compact(_ bytes: ArraySlice<UInt8>) -> CalendarDate? {
    let digits = bytes.prefix { (0x30...0x39).contains($0) }.map { Int($0 & 15) }
    guard digits.count >= 4 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      digits.count >= range.upperBound ? digits[range].reduce(0) { $0 * 10 + $1 } : nil
    }
    guard let year = number(0..<4) else { return nil }
    let month = number(4..<6)
    let date =
      CalendarDate(year: year, month: month, day: month == nil ? nil : number(6..<8))
      ?? CalendarDate(year: year)
    return date.flatMap { plausible($0) }
  }

  /// Some mailers write `12 Mar 98`; up to 49 the years are those after 2000.
  ///
  /// Source: RFC 5322, 4.3.
  private static func twoDigitYear(_ value: String) -> CalendarDate? {
    let words = value.split(separator: " ")
    guard
      let index = words.dropFirst().firstIndex(where: {
        $0.count == 3 && $0.first?.isLetter == true && !$0.hasSuffix(",")
      }),
      index + 1 < words.count, words[index + 1].utf8.count == 2,
      words[index + 1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let short = Int(words[index + 1])
    else { return nil }
    let year = short < 50 ? 2000 + short : 1900 + short
    return DateScanner.dates(in: "\(words[index - 1]) \(words[index]) \(year)").first
      .flatMap { plausible($0.date) }
  }

  /// Programs write 1601 or 1904 for "unknown".
  private static func plausible(_ date: CalendarDate) -> CalendarDate? {
    (1970...2100).contains(date.year) ? date : nil
  }
}

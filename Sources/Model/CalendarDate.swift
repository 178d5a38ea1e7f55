/// A day, a month or a year of the Gregorian calendar, as a vocabulary or a document states it.
///
/// As a lower bound a month or a year means its first day, as an upper bound its last.
package struct CalendarDate: Hashable, Sendable, BitwiseCopyable {
  /// `year * 10000 + month * 100 + day`, with 0 for a month or day that is not stated.
  package let rawValue: Int32

  /// A date from its raw value, or `nil` if that is not a date.
  package init?(rawValue: Int32) {
    let year = Int(rawValue / 10000)
    let month = Int(rawValue / 100 % 100)
    let day = Int(rawValue % 100)
    self.init(year: year, month: month == 0 ? nil : month, day: day == 0 ? nil : day)
    guard self.rawValue == rawValue else { return nil }
  }

  /// A year from 1 to 9999, with a month and a day if known; `nil` if there is no such date.
  package init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard (1...9999).contains(year), day == nil || month != nil else { return nil }
    if let month {
      guard (1...12).contains(month) else { return nil }
      if let day, !(1...Self.days(inMonth: month, of: year)).contains(day) { return nil }
    }
    rawValue = Int32(year * 10000 + (month ?? 0) * 100 + (day ?? 0))
  }

  /// The year, from 1 to 9999.
  package var year: Int { Int(rawValue / 10000) }

  /// The month, from 1 to 12, if stated.
  package var month: Int? { rawValue / 100 % 100 == 0 ? nil : Int(rawValue / 100 % 100) }

  /// The day, from 1 to 31, if stated.
  package var day: Int? { rawValue % 100 == 0 ? nil : Int(rawValue % 100) }

  /// The first day of the stated period.
  package var firstDay: CalendarDate {
    CalendarDate(year: year, month: month ?? 1, day: day ?? 1) ?? self
  }

  /// The last day of the stated period.
  package var lastDay: CalendarDate {
    let month = month ?? 12
    return CalendarDate(
      year: year, month: month, day: day ?? Self.days(inMonth: month, of: year)) ?? self
  }

  /// Whether the date is a month or a day of `period`, and not the same as it.
  package func isPart(of period: CalendarDate) -> Bool {
    guard self != period, year == period.year, period.day == nil else { return false }
    return period.month == nil || month == period.month
  }

  /// The number of days from 1970-01-01 to the first day of the period; negative before.
  package var daysSince1970: Int {
    // Howard Hinnant's `days_from_civil`: a year that begins in March has its leap day at the end.
    let first = firstDay
    let month = first.month ?? 1
    let shiftedYear = first.year - (month <= 2 ? 1 : 0)
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + (first.day ?? 1) - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The day that is `days` after 1970-01-01, or `nil` outside the years 1 to 9999.
  ///
  /// The algorithm is Howard Hinnant's `civil_from_days`.
  package init?(daysSince1970 days: Int) {
    // Beyond these, the first and the last day of the years 1 to 9999, the sums below would overflow.
    guard (-719_162...2_932_896).contains(days) else { return nil }
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CalendarDate: LosslessStringConvertible {
  /// The date as ISO 8601: `2009`, `2009-06` or `2009-06-30`.
  package var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    var result = padded(year, 4)
    if let month { result += "-" + padded(month, 2) }
    if let day { result += "-" + padded(day, 2) }
    return result
  }

  /// Parses `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or the latter followed by `T` and a time, or by a time zone;
  /// blanks around are ignored.
  package init?(_ description: String) {
    self.init(utf8: description.utf8)
  }

  /// Parses the bytes of a date; see `init(_:)`.
  package init?(utf8 bytes: some Sequence<UInt8>) {
    var numbers: [Int] = [0]
    var digits = 0
    var started = false
    scan: for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard digits < (numbers.count == 1 ? 4 : 2) else { return nil }
        numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(byte & 15)
        digits += 1
        started = true
      case UInt8(ascii: "-") where digits == (numbers.count == 1 ? 4 : 2) && numbers.count < 3:
        numbers.append(0)
        digits = 0
      case UInt8(ascii: " "), 9, 10, 13:
        if started { break scan }
      case UInt8(ascii: "T") where numbers.count == 3 && digits == 2,
        // The time zone of an `xs:date`; behind a year or a month `-` can only begin the next part.
        UInt8(ascii: "-") where numbers.count == 3 && digits == 2,
        UInt8(ascii: "Z") where digits > 0, UInt8(ascii: "+") where digits > 0:
        break scan
      default: return nil
      }
    }
    guard digits == (numbers.count == 1 ? 4 : 2) else { return nil }
    self.init(
      year: numbers[0], month: numbers.count > 1 ? numbers[1] : nil,
      day: numbers.count > 2 ? numbers[2] : nil)
  }
}

extension CalendarDate: Comparable {
  /// Orders by the first day of the period, a longer period before a shorter one.
  package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    left.rawValue < right.rawValue
  }
}

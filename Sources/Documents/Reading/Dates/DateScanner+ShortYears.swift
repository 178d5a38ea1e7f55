internal import Knowledge
internal import Model

extension DateScanner {
  /// A date with a year of two digits, of which it is told too seldom which number is what to read it anywhere.
  ///
  /// It has to stand behind a word such as "date", in a language and script that do not write the year first. With
  /// a month's name the year must show: by an apostrophe, by hyphens at both sides as databases write them, or as a
  /// number that no day has. Of numbers alone the document must show which is the day, or the year be none.
  static func shortYear(
    _ tokens: [DateToken], _ index: Int, _ order: DayMonthOrder
  ) -> (CalendarDate, Int)? {
    guard index + 2 < tokens.count, let number = tokens[index].number, tokens[index].digits <= 2,
      !order.isYearFirst
    else { return nil }
    let (second, third) = (tokens[index + 1], tokens[index + 2])
    guard third.digits == 2, let short = third.number, let year = century(short) else { return nil }
    if index + 3 < tokens.count, tokens[index + 3].number != nil,
      [second.gap, ":"].contains(tokens[index + 3].gap)
    {
      return nil
    }
    let before = tokens[..<index]
    guard label(before).isOwn, !before.suffix(3).contains(where: \.isUnspaced) else { return nil }
    if let middle = second.number {
      guard second.gap == third.gap, second.digits <= 2 else { return nil }
      return numeric(
        (number, middle, year), isSure: short > lastDay, second.gap,
        isPadded: tokens[index].digits == 2 && second.digits == 2, order)
    }
    guard let month = MonthNames.numbersBehindDays[second.word],
      short > lastDay || third.gap.contains(where: { "'\u{2019}".contains($0) })
        || second.gap == "-" && third.gap == "-"
    else { return nil }
    return dated(year, month, number, 3)
  }

  private static func numeric(
    _ numbers: (first: Int, second: Int, year: Int), isSure: Bool, _ gap: String, isPadded: Bool,
    _ order: DayMonthOrder
  ) -> (CalendarDate, Int)? {
    switch gap {
    // `1.2.10` is a version as well.
    case ".": guard isPadded else { return nil }
    case "/": break
    // `10-03-12` is often a year, a month and a day.
    case "-": guard isSure else { return nil }
    default: return nil
    }
    let byDay = dated(numbers.year, numbers.second, numbers.first, 3)
    let byMonth = dated(numbers.year, numbers.first, numbers.second, 3)
    if isSure, byDay == nil || byMonth == nil || numbers.first == numbers.second {
      return byDay ?? byMonth
    }
    return order.choose(byDay, byMonth)
  }

  private static let lastDay = 31

  /// The year that two digits stand for; those between are as likely to be of either century.
  private static func century(_ short: Int) -> Int? {
    switch short {
    case ..<30: 2000 + short
    case 50...: 1900 + short
    default: nil
    }
  }
}

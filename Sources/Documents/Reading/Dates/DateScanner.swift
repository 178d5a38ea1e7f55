internal import Knowledge
internal import Model

/// Dates in one line: ISO 8601, `12 March 2010`, `March 12, 2010`, `12. März 2010`, `2010年3月12日`; `03/2010` not.
enum DateScanner {
  /// A date found in a line.
  struct Found {
    var date: CalendarDate
    /// Whether a word such as "date" stands before it.
    var isLabelled: Bool
    /// Whether the line says that it is of something else: a person's life, an end to come, another document.
    var isForeign: Bool
    /// Whether a place, a comma and nothing else stands before it, and nothing behind: the line above a signature.
    var isSigned: Bool
    /// Whether a colon stands right before it: `Date: …`.
    var followsColon: Bool
    /// How many words beside the date the line has.
    var otherWords: Int
    /// The date with day and month the other way round, where only numbers tell them apart.
    var swapped: CalendarDate?
  }

  static func dates(in line: String, _ order: DayMonthOrder = .unknown) -> [Found] {
    guard mayHoldDate(line.utf8Span.span) else { return [] }
    let tokens = DateToken.tokens(of: line)
    var result: [Found] = []
    var index = 0
    while index < tokens.count {
      if let (date, used) = match(tokens, index, order) {
        let last = tokens[index + used - 1]
        let label = label(tokens[..<index])
        result.append(
          Found(
            date: date, isLabelled: label.isOwn, isForeign: label.isForeign,
            isSigned: index + used == tokens.count && isPlace(tokens[...index]),
            followsColon: tokens[index].gap.contains { ":：".contains($0) },
            otherWords: otherWords(tokens, index..<index + used),
            swapped: used == 3 && last.number != nil && (1...2).contains(tokens[index].digits)
              && tokens[index + 1].number != nil
              ? order.swapped(date) : nil))
        index += used
      } else {
        index += 1
      }
    }
    return result
  }

  /// How many words stand beside a date, those included that are glued to it, and the time of day left out.
  private static func otherWords(_ tokens: [DateToken], _ date: Range<Int>) -> Int {
    let glued = tokens[date].last.map { $0.wordsBehindFirst } ?? 0
    return tokens.indices.reduce(glued) { sum, index in
      date.contains(index) || isTime(tokens, index) ? sum : sum + tokens[index].wordCount
    }
  }

  /// Whether a number is of a time: `10:30:00`.
  private static func isTime(_ tokens: [DateToken], _ index: Int) -> Bool {
    func follows(_ index: Int) -> Bool {
      index < tokens.count && tokens[index].number != nil && tokens[index].gap == ":"
        && tokens[index].digits <= 2
    }
    return tokens[index].number != nil && (follows(index) || follows(index + 1))
  }

  /// The years that dates have; other numbers of four digits are something else.
  static let years = 1900...2100

  /// The year of a line that names just one.
  static func onlyYear(in line: String) -> CalendarDate? {
    let years = Set(DateToken.tokens(of: line).compactMap { $0.digits == 4 ? $0.number : nil })
      .filter { (1950...2100).contains($0) }
    guard years.count == 1, let year = years.first else { return nil }
    return CalendarDate(year: year)
  }

  private static func match(_ tokens: [DateToken], _ index: Int, _ order: DayMonthOrder) -> (
    CalendarDate, Int
  )? {
    let token = tokens[index]
    func at(_ offset: Int) -> DateToken? {
      index + offset < tokens.count ? tokens[index + offset] : nil
    }
    if let number = token.number {
      return numeric(number, token, at, order) ?? dayMonthYear(number, at)
        ?? yearMonthDay(number, token, at) ?? eastAsian(tokens, index)
        ?? shortYear(tokens, index, order)
    }
    if let found = eastAsian(tokens, index) { return found }
    guard let month = MonthNames.numbers[token.word] else { return nil }
    // A day before the month that did not make a date: the 31st of February.
    if index > 0, tokens[index - 1].number != nil, tokens[index - 1].digits <= 2,
      [" ", ". "].contains(token.gap)
    {
      return nil
    }
    return monthFirst(month, at)
  }

  /// `2010-03-12`, `2010/03/12`, `12.03.2010`; `03/12/2010` only where the order is known.
  private static func numeric(
    _ number: Int, _ token: DateToken, _ at: (Int) -> DateToken?, _ order: DayMonthOrder
  ) -> (CalendarDate, Int)? {
    guard token.gap.last != "-" && token.gap.last != ".", let second = at(1), let third = at(2),
      let middle = second.number, let last = third.number, second.gap == third.gap
    else { return nil }
    // A fourth number makes it an address or a version: 10.12.2010.4.
    if let next = at(3), next.gap == second.gap { return nil }
    if token.digits == 4, second.digits == 2, third.digits == 2,
      ["-", "/", "."].contains(second.gap)
    {
      return dated(number, middle, last, 3)
    }
    if third.digits == 4, token.digits <= 2, second.digits <= 2 {
      let byDay = dated(last, middle, number, 3)
      let byMonth = dated(last, number, middle, 3)
      if second.gap == "." || second.gap == ". " {
        return order.isStated(byMonth?.0) && !order.isStated(byDay?.0) ? byMonth : byDay
      }
      if second.gap == "/" || second.gap == "-" {
        if number > 12 { return byDay }
        if middle > 12 || number == middle { return byMonth }
        return order.choose(byDay, byMonth)
      }
    }
    return nil
  }

  /// `12 March 2010`, `12. März 2010`, `12th of March, 2010`, `1er mars 2010`, `12 de marzo de 2010`.
  private static func dayMonthYear(_ day: Int, _ at: (Int) -> DateToken?) -> (CalendarDate, Int)? {
    var offset = 1
    while let token = at(offset), offset <= 2, particles.contains(token.word) { offset += 1 }
    guard let name = at(offset), let month = MonthNames.numbersBehindDays[name.word],
      // What is another month in another language, which sets a point behind the day.
      !(name.gap.hasPrefix(".") && undotted.contains(name.word))
    else { return nil }
    offset += 1
    while let token = at(offset), offset <= 4, token.word == "de" { offset += 1 }
    guard let year = at(offset), year.digits == 4, let number = year.number else { return nil }
    return dated(number, month, day, offset + 1)
  }

  /// `2010. március 12.`; a year behind it makes a line of a year and a date: `2010 March 12, 2011`.
  private static func yearMonthDay(
    _ year: Int, _ token: DateToken, _ at: (Int) -> DateToken?
  ) -> (CalendarDate, Int)? {
    guard token.digits == 4, let name = at(1), let month = MonthNames.numbersBehindDays[name.word],
      let last = at(2), last.digits <= 2, let day = last.number, at(3)?.digits != 4
    else { return nil }
    return dated(year, month, day, 3)
  }

  /// `March 12, 2010`, `March 12th, 2010`, `March 2010`.
  private static func monthFirst(_ month: Int, _ at: (Int) -> DateToken?) -> (CalendarDate, Int)? {
    guard let next = at(1), let number = next.number else { return nil }
    if next.digits == 4 { return dated(number, month, nil, 2) }
    var offset = 2
    if let token = at(offset), ordinalEndings.contains(token.word) { offset += 1 }
    guard let year = at(offset), year.digits == 4, let yearNumber = year.number else { return nil }
    return dated(yearNumber, month, number, offset + 1)
  }

  static func dated(_ year: Int, _ month: Int, _ day: Int?, _ used: Int)
    -> (CalendarDate, Int)?
  {
    guard years.contains(year), let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    return (date, used)
  }

  /// Whether what stands before the last token is a place of at most three words and a comma, such as `Bad Homburg, den`.
  private static func isPlace(_ tokens: ArraySlice<DateToken>) -> Bool {
    (2...4).contains(tokens.count) && tokens.dropLast().allSatisfy { $0.number == nil }
      && tokens.suffix(2).dropFirst(tokens.count == 2 ? 1 : 0).contains { $0.gap.hasPrefix(",") }
  }

  private static let undotted = DateWords.lists["undotted"]
  private static let particles = DateWords.lists["particle"]
  private static let ordinalEndings = Set(MonthNames.ordinalEndings)
}

internal import Knowledge
package import Model

/// Finds the date that a document states of itself: in the title, a heading, or the first lines.
///
/// Running text is full of other dates, so little counts: a date in the title or in one of the first
/// headings; in the first lines, a date after a word such as "Date" or "Stand", or in a line of few
/// other words, of which the very first line may have more: it is what stands for a title in plain
/// text; below them, a line that is a labelled date and nothing else. A day wins over a month, a month over
/// a year; a bare year counts in the title only. `03/10/2016` is read as `DayMonthOrder` finds it.
package enum ContentDates {
  private static let lineLimit = 20
  private static let lineLength = 120
  private static let wordLimit = 4
  private static let firstLineWordLimit = 9
  private static let farLineLimit = 400
  private static let farWordLimit = 2

  /// The date, or `nil` if nothing states one clearly.
  ///
  /// - Parameters:
  ///   - title: the title.
  ///   - headings: the headings, of which the first two count.
  ///   - text: the text.
  ///   - language: the language as a BCP 47 tag, if it is known.
  ///   - order: which number is the day where the document does not show it.
  /// - Returns: the date.
  package static func date(
    title: String?, headings: [String], text: String, language: String? = nil,
    assuming order: DateOrder? = nil
  ) -> CalendarDate? {
    let titles = (title.map { [$0] } ?? []) + headings.prefix(2)
    let lines = lines(of: text)
    let near = lines.prefix { $0.number < lineLimit }
    let order = DayMonthOrder(
      language: language, lines: titles + near.map(\.line), text: text, assuming: order)
    for precise in titles {
      if let found = DateScanner.dates(in: precise, order).first { return found.date }
    }
    var candidate: CalendarDate?
    for (line, number) in near {
      for found in DateScanner.dates(in: line, order) {
        if found.isLabelled { return found.date }
        let limit = number == 0 ? firstLineWordLimit : wordLimit
        if candidate == nil, !found.isOfPerson, found.otherWords <= limit {
          candidate = found.date
        }
      }
    }
    return candidate ?? titles.first.flatMap { DateScanner.onlyYear(in: $0) }
      ?? farDate(lines.dropFirst(near.count), order)
  }

  /// The first line of its own further down such as `Rechnungsdatum: 17.08.2021` or `Hamburg, den 17.08.2021`.
  private static func farDate(
    _ lines: ArraySlice<(line: String, number: Int)>, _ order: DayMonthOrder
  ) -> CalendarDate? {
    for (line, _) in lines {
      for found in DateScanner.dates(in: line, order)
      where found.isSigned || found.isLabelled && found.otherWords <= farWordLimit {
        return found.date
      }
    }
    return nil
  }

  /// The short lines among the first that may state a date, and the number of each.
  private static func lines(of text: String) -> [(line: String, number: Int)] {
    var result: [(line: String, number: Int)] = []
    let bytes = text.utf8Span.span
    let end = min(bytes.count, 8 << 10)
    var (start, number) = (0, 0)
    while start < end, number < farLineLimit {
      var stop = start
      while stop < end, bytes[stop] != 0x0A { stop += 1 }
      if stop - start <= lineLength, DateScanner.holdsYear(bytes.extracting(start..<stop)) {
        result.append((String(decoding: (start..<stop).map { bytes[$0] }, as: UTF8.self), number))
      }
      if stop > start { number += 1 }
      start = stop + 1
    }
    return result
  }
}

/// Dates in one line: ISO 8601, `12 March 2010`, `March 12, 2010`, `12. März 2010`, `03/2010` not.
enum DateScanner {
  /// A date found in a line.
  struct Found {
    var date: CalendarDate
    /// Whether a word such as "date" stands before it.
    var isLabelled: Bool
    /// Whether the line says that it is of a person's life.
    var isOfPerson: Bool
    /// Whether a place, a comma and nothing else stands before it, and nothing behind: the line above a signature.
    var isSigned: Bool
    /// How many words beside the date the line has.
    var otherWords: Int
    /// The date with day and month the other way round, where only numbers tell them apart.
    var swapped: CalendarDate?
  }

  static func dates(in line: String, _ order: DayMonthOrder = .unknown) -> [Found] {
    guard holdsYear(line.utf8Span.span) else { return [] }
    let tokens = tokens(of: line)
    var result: [Found] = []
    var index = 0
    while index < tokens.count {
      if let (date, used) = match(tokens, index, order) {
        let before = tokens[..<index].reversed().prefix { $0.number == nil }.prefix(3)
        let isLabelled =
          before.contains { isLabel($0.word) } && !before.contains { isOtherLabel($0.word) }
        result.append(
          Found(
            date: date, isLabelled: isLabelled,
            isOfPerson: before.contains { isPersonLabel($0.word) },
            isSigned: index + used == tokens.count && isPlace(tokens[...index]),
            otherWords: tokens.count - used,
            swapped: used == 3 && (1...2).contains(tokens[index].digits)
              && tokens[index + 1].number != nil
              ? order.swapped(date) : nil))
        index += used
      } else {
        index += 1
      }
    }
    return result
  }

  /// Whether a line has a year that a date may have, in four digits; cutting it into words costs fifty times as much.
  static func holdsYear(_ line: Span<UInt8>) -> Bool {
    var (year, digits) = (0, 0)
    for place in line.indices {
      let digit = line[place] &- 0x30
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

  /// The years that dates have; other numbers of four digits are something else.
  private static let years = 1900...2100

  /// The year of a line that names just one.
  static func onlyYear(in line: String) -> CalendarDate? {
    let years = Set(tokens(of: line).compactMap { $0.digits == 4 ? $0.number : nil })
      .filter { (1950...2100).contains($0) }
    guard years.count == 1, let year = years.first else { return nil }
    return CalendarDate(year: year)
  }

  /// A number or a word in lower case, and the character right before it.
  private struct Token {
    var word = ""
    var number: Int?
    var digits = 0
    var before: UInt8 = 0x20
    /// What stands between this token and the one before it.
    var gap = ""
  }

  private static func tokens(of line: String) -> [Token] {
    var tokens: [Token] = []
    var gap = ""
    var current = Token()
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }
    func flush() {
      guard !current.word.isEmpty else { return }
      if current.digits > 0 && current.digits <= 4 { current.number = Int(current.word) }
      tokens.append(current)
      current = Token()
      gap = ""
    }
    for scalar in line.lowercased().unicodeScalars.prefix(400) {
      guard isDigit(scalar) || scalar.properties.isAlphabetic else {
        flush()
        gap.unicodeScalars.append(scalar)
        continue
      }
      // "12th" and "Q3" are two tokens, so that the number can be read.
      if let last = current.word.unicodeScalars.last, isDigit(last) != isDigit(scalar) { flush() }
      if current.word.isEmpty { current.gap = gap }
      current.word.unicodeScalars.append(scalar)
      if isDigit(scalar) { current.digits += 1 }
    }
    flush()
    return tokens
  }

  private static func match(_ tokens: [Token], _ index: Int, _ order: DayMonthOrder) -> (
    CalendarDate, Int
  )? {
    let token = tokens[index]
    func at(_ offset: Int) -> Token? {
      index + offset < tokens.count ? tokens[index + offset] : nil
    }
    if let number = token.number {
      return numeric(number, token, at, order) ?? dayMonthYear(number, at)
    }
    guard let month = MonthNames.numbers[token.word] else { return nil }
    // A day before the month that did not make a date: the 31st of February.
    if index > 0, tokens[index - 1].number != nil, tokens[index - 1].digits <= 2, token.gap == " " {
      return nil
    }
    return monthFirst(month, at)
  }

  /// `2010-03-12`, `2010/03/12`, `12.03.2010`; `03/12/2010` only where the order is known.
  private static func numeric(
    _ number: Int, _ token: Token, _ at: (Int) -> Token?, _ order: DayMonthOrder
  ) -> (CalendarDate, Int)? {
    // Behind a hyphen or a point it is the rest of a longer number, such as a version.
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
  private static func dayMonthYear(_ day: Int, _ at: (Int) -> Token?) -> (CalendarDate, Int)? {
    var offset = 1
    while let token = at(offset), offset <= 2, particles.contains(token.word) { offset += 1 }
    guard let month = at(offset).flatMap({ MonthNames.numbers[$0.word] }) else { return nil }
    offset += 1
    while let token = at(offset), offset <= 4, token.word == "de" { offset += 1 }
    guard let year = at(offset), year.digits == 4, let number = year.number else { return nil }
    return dated(number, month, day, offset + 1)
  }

  /// `March 12, 2010`, `March 12th, 2010`, `March 2010`.
  private static func monthFirst(_ month: Int, _ at: (Int) -> Token?) -> (CalendarDate, Int)? {
    guard let next = at(1), let number = next.number else { return nil }
    if next.digits == 4 { return dated(number, month, nil, 2) }
    var offset = 2
    if let token = at(offset), ordinalEndings.contains(token.word) { offset += 1 }
    guard let year = at(offset), year.digits == 4, let yearNumber = year.number else { return nil }
    return dated(yearNumber, month, number, offset + 1)
  }

  private static func dated(_ year: Int, _ month: Int, _ day: Int?, _ used: Int)
    -> (CalendarDate, Int)?
  {
    guard years.contains(year), let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    return (date, used)
  }

  /// Whether what stands before the last token is a place of at most three words and a comma, such as `Bad Homburg, den`.
  private static func isPlace(_ tokens: ArraySlice<Token>) -> Bool {
    (2...4).contains(tokens.count) && tokens.dropLast().allSatisfy { $0.number == nil }
      && tokens.suffix(2).dropFirst(tokens.count == 2 ? 1 : 0).contains { $0.gap.hasPrefix(",") }
  }

  /// Whether a word says that the date is of a person's life: of birth or death.
  private static func isPersonLabel(_ word: String) -> Bool {
    personLabels.contains { $0.count < 5 ? word == $0 : word.hasPrefix($0) }
  }

  /// Whether a word labels the date of the document: `Date`, `Rechnungsdatum`.
  private static func isLabel(_ word: String) -> Bool {
    labels.contains(word) || word.count > 5 && labelEndings.contains { word.hasSuffix($0) }
  }

  /// Whether a word says that the date is another one: of birth, delivery or payment.
  private static func isOtherLabel(_ word: String) -> Bool {
    otherLabels.contains { word.hasPrefix($0) }
  }

  private static let otherLabels = DateWords.lists.terms("other-label")
  private static let personLabels = DateWords.lists.terms("person-label")
  private static let particles = DateWords.lists["particle"]
  private static let labels = DateWords.lists["label"]
  private static let labelEndings = DateWords.lists.terms("label-ending")
  private static let ordinalEndings = Set(MonthNames.ordinalEndings)
}

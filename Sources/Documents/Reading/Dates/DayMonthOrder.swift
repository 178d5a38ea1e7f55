internal import Knowledge
internal import Model

/// Which of the numbers of `03/10/2016` is the day, as the document itself shows it.
///
/// A date with a month's name that is the same day in one of both readings decides; then another date of that
/// form whose day is above 12; then the language with its country, where a label or the spelling tells it; then
/// what the settings of the share say.
struct DayMonthOrder {
  private enum Order { case dayFirst, monthFirst }

  /// No order: such dates are not read.
  static let unknown = DayMonthOrder()

  /// Whether the document is in a language that writes the year first.
  let isYearFirst: Bool

  private var stated: Set<CalendarDate> = []
  private var order: Order?

  private init() { isYearFirst = false }

  /// Looks for the order in the lines that may hold the document's date, and in the beginning of the text.
  ///
  /// - Parameters:
  ///   - language: the language, if it is known.
  ///   - lines: the lines.
  ///   - text: the text.
  ///   - assumed: the order where the document does not show one.
  init(language: String?, lines: [String], text: String, assuming assumed: DateOrder? = nil) {
    isYearFirst = language.map { Self.yearFirst.contains(Self.primary($0)) } ?? false
    let isPossible = lines.contains { Self.holdsShortDate($0) }
    // Most documents have no such date, and need not be looked through for an order.
    guard isPossible else { return }
    for line in lines {
      for found in DateScanner.dates(in: line) where found.swapped == nil {
        stated.insert(found.date)
      }
    }
    order =
      Self.order(of: lines) ?? language.flatMap(Self.order(ofLanguage:))
      ?? Self.order(ofText: text) ?? assumed.map { $0 == .dayMonth ? .dayFirst : .monthFirst }
  }

  /// Whether the document states the date without doubt.
  func isStated(_ date: CalendarDate?) -> Bool { date.map { stated.contains($0) } ?? false }

  /// The reading that the document speaks for; `nil` if it speaks for none.
  func choose<Reading>(
    _ byDay: (CalendarDate, Reading)?, _ byMonth: (CalendarDate, Reading)?
  ) -> (CalendarDate, Reading)? {
    switch (isStated(byDay?.0), isStated(byMonth?.0)) {
    case (true, false): byDay
    case (false, true): byMonth
    default: order.map { $0 == .dayFirst ? byDay : byMonth } ?? nil
    }
  }

  /// The date with its day as month and its month as day; `nil` if there is no such date.
  func swapped(_ date: CalendarDate) -> CalendarDate? {
    guard let month = date.month, let day = date.day, month != day else { return nil }
    return CalendarDate(year: date.year, month: day, day: month)
  }

  /// Whether a line has three numbers such as `5.02.2024` or `03/10/2016`.
  private static func holdsShortDate(_ line: String) -> Bool {
    let pieces = line.split { !($0.isASCII && $0.isNumber) && !"./-".contains($0) }
    return pieces.contains { piece in
      let numbers = piece.split { "./-".contains($0) }
      return numbers.count >= 3 && numbers[0].count <= 2 && numbers[1].count <= 2
    }
  }

  /// The order of dates with slashes whose day is above 12, if all of them agree.
  private static func order(of lines: [String]) -> Order? {
    var found: Set<Bool> = []
    for line in lines {
      for piece in line.split(whereSeparator: { !($0.isASCII && $0.isNumber) && $0 != "/" }) {
        let numbers = piece.split(separator: "/").compactMap { $0.count <= 4 ? Int($0) : nil }
        guard numbers.count == 3, (1900...2100).contains(numbers[2]) else { continue }
        if (13...31).contains(numbers[0]), (1...12).contains(numbers[1]) { found.insert(true) }
        if (13...31).contains(numbers[1]), (1...12).contains(numbers[0]) { found.insert(false) }
      }
    }
    guard found.count == 1 else { return nil }
    return found.contains(true) ? .dayFirst : .monthFirst
  }

  private static func order(ofLanguage tag: String) -> Order? {
    let parts = tag.lowercased().split(separator: "-").map(String.init)
    guard let primary = parts.first else { return nil }
    if parts.dropFirst().contains("us") || parts.dropFirst().contains("ph") { return .monthFirst }
    // English without a country may be either.
    if primary == "en" { return parts.count > 1 ? .dayFirst : nil }
    return yearFirst.contains(primary) ? nil : .dayFirst
  }

  private static func primary(_ tag: String) -> String {
    String(tag.lowercased().prefix { $0 != "-" })
  }

  /// The order by words that only one of both sides writes like that.
  private static func order(ofText text: String) -> Order? {
    var monthFirst = 0
    var dayFirst = 0
    let head = String(decoding: text.utf8.prefix(4 << 10), as: UTF8.self).lowercased()
    for word in head.split(whereSeparator: { !$0.isLetter }) {
      if monthFirstWords.contains(String(word)) { monthFirst += 1 }
      if dayFirstWords.contains(String(word)) { dayFirst += 1 }
    }
    if monthFirst == dayFirst { return nil }
    return monthFirst > dayFirst ? .monthFirst : .dayFirst
  }

  private static let yearFirst = DateWords.lists["year-first"]
  private static let monthFirstWords = DateWords.lists["month-first"]
  private static let dayFirstWords = DateWords.lists["day-first"]
}

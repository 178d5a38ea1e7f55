package import Model

/// Finds the date that a document states of itself: in the title, a heading, or the first lines.
///
/// Running text is full of other dates, so little counts: a date in the title or in one of the first
/// headings; in the first lines, a date after a word such as "Date" or "Stand", or in a line of few
/// other words, of which the very first line may have more: it is what stands for a title in plain
/// text; then one after such a word within a sentence; below them, a line that is a labelled date and
/// nothing else. Never one of a person's life, of an end to come or of another document. A day wins over a month, a month over
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
    var (candidate, told): (CalendarDate?, CalendarDate?)
    for (line, number) in near {
      for found in DateScanner.dates(in: line, order) where !found.isForeign {
        let isShort = found.otherWords <= (number == 0 ? firstLineWordLimit : wordLimit)
        if found.isLabelled, isShort || found.followsColon { return found.date }
        if isShort { candidate = candidate ?? found.date }
        if found.isLabelled { told = told ?? found.date }
      }
    }
    return candidate ?? told ?? titles.first.flatMap { DateScanner.onlyYear(in: $0) }
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
      if stop - start <= lineLength, DateScanner.mayHoldDate(bytes.extracting(start..<stop)) {
        result.append((String(decoding: (start..<stop).map { bytes[$0] }, as: UTF8.self), number))
      }
      if stop > start { number += 1 }
      start = stop + 1
    }
    return result
  }
}

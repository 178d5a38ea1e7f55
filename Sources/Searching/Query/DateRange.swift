package import Model
internal import Taxonomy

/// A range of dates, open at the ends not given.
package struct DateRange: Equatable, Sendable {
  /// The first day or period.
  package var from: CalendarDate?

  /// The last day or period, inclusive.
  package var until: CalendarDate?

  /// A range.
  package init(from: CalendarDate? = nil, until: CalendarDate? = nil) {
    self.from = from
    self.until = until
  }

  /// Parses `2009`, `2009-06..2011`, `2010..` or `..2010`.
  package init?(_ text: String) {
    guard let dots = text.firstRange(of: "..") else {
      guard let date = CalendarDate(text) else { return nil }
      self.init(from: date, until: date)
      return
    }
    let first = text[..<dots.lowerBound]
    let last = text[dots.upperBound...]
    let from = CalendarDate(String(first))
    let until = CalendarDate(String(last))
    guard first.isEmpty || from != nil, last.isEmpty || until != nil,
      !(first.isEmpty && last.isEmpty)
    else { return nil }
    self.init(from: from, until: until)
  }

  /// Whether it ends before it begins: no day is in it, though a document of a month or year without a day might pass.
  var isReversed: Bool {
    guard let from, let until else { return false }
    return until.lastDay.rawValue < from.firstDay.rawValue
  }

  /// The lowest and the highest stored number of a date that shares a day with the range.
  ///
  /// A stored date is `year * 10000 + month * 100 + day`, zeros for what is not stated; documents
  /// without a date have 0 and are never in a range.
  func contains(storedDate raw: Int32) -> Bool {
    guard raw > 0 else { return false }
    let month = raw / 100 % 100
    // A date without month or day is any day of its year or month.
    let first = month == 0 ? raw + 101 : raw % 100 == 0 ? raw + 1 : raw
    let last = month == 0 ? raw + 1231 : raw % 100 == 0 ? raw + 31 : raw
    if let from, last < from.firstDay.rawValue { return false }
    if let until, first > until.lastDay.rawValue { return false }
    return true
  }
}

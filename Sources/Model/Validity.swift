/// The time in which a name is or was in use.
package struct Validity: Hashable, Sendable, BitwiseCopyable {
  /// The first day or period of use; `nil` if open.
  package var from: CalendarDate?

  /// The last day or period of use, inclusive; `nil` if open.
  package var until: CalendarDate?

  /// Always valid.
  package static let always = Validity()

  /// A period, open at the ends not given.
  package init(from: CalendarDate? = nil, until: CalendarDate? = nil) {
    self.from = from
    self.until = until
  }

  /// Whether any day of `date`'s period lies in this one.
  package func contains(_ date: CalendarDate) -> Bool {
    if let from, date.lastDay < from.firstDay { return false }
    if let until, until.lastDay < date.firstDay { return false }
    return true
  }

  /// Whether both periods share a day.
  package func overlaps(_ other: Validity) -> Bool {
    if let from, let end = other.until, end.lastDay < from.firstDay { return false }
    if let until, let start = other.from, until.lastDay < start.firstDay { return false }
    return true
  }
}

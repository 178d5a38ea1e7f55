internal import Glibc

extension CalendarDate {
  /// The day that it is, in UTC.
  package static var today: CalendarDate {
    // A clock beyond the year 9999 shows no day that a vocabulary could name.
    CalendarDate(daysSince1970: time(nil) / 86_400) ?? CalendarDate(epoch: ())
  }

  /// The first day of 1970.
  private init(epoch: Void) { rawValue = 19_700_101 }
}

internal import Glibc

/// Times in the time zone of the person who runs the process.
package enum LocalTime {
  /// The moment that a day begins.
  ///
  /// - Parameters:
  ///   - year: the year, such as 2026.
  ///   - month: 1 to 12.
  ///   - day: 1 to 31.
  /// - Returns: seconds since 1970; -1 where the system cannot tell it.
  package static func startOfDay(year: Int, month: Int, day: Int) -> Int64 {
    // Only what the call reads is set; -1 has it find out whether it is summer time.
    var local = unsafe tm()
    unsafe local.tm_year = Int32(clamping: year - 1900)
    unsafe local.tm_mon = Int32(clamping: month - 1)
    unsafe local.tm_mday = Int32(clamping: day)
    unsafe local.tm_isdst = -1
    return unsafe Int64(mktime(&local))
  }
}

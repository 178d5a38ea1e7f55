package import Model

/// Finds the date that a path states: in the file's name, else in the nearest folder named after one.
///
/// People file by year and put dates into names, and copying a share resets the files' own times: a
/// name tells more than a time stamp, and less than what the document says of itself.
package enum PathDates {
  /// The date, or `nil` if no part of the path states one clearly.
  ///
  /// A day wins over a month, a month over a year. A bare year counts if the file's name has just
  /// one; of a folder, if it is the folder's whole name. Folders are separated by `/`.
  package static func date(in path: String) -> CalendarDate? {
    let parts = path.split(separator: "/")
    guard let file = parts.last else { return nil }
    if let date = date(inName: stem(of: file)) { return date }
    for folder in parts.dropLast().reversed() {
      let name = spaced(folder)
      if let found = DateScanner.dates(in: name).first { return found.date }
      if folder.utf8.count == 4, let year = DateScanner.onlyYear(in: name) { return year }
    }
    return nil
  }

  private static func date(inName name: Substring) -> CalendarDate? {
    let spaced = spaced(name)
    return DateScanner.dates(in: spaced).first?.date ?? compactDay(in: spaced)
      ?? monthAndYear(in: spaced) ?? DateScanner.onlyYear(in: spaced)
  }

  /// `20100211`.
  private static func compactDay(in name: String) -> CalendarDate? {
    for run in name.split(whereSeparator: { !isDigit($0) }) where run.utf8.count == 8 {
      guard let number = Int(run), (1950...2100).contains(number / 10_000) else { continue }
      if let date = CalendarDate(
        year: number / 10_000, month: number / 100 % 100, day: number % 100)
      {
        return date
      }
    }
    return nil
  }

  /// `02-2010`, `2010-02`, the two numbers alone among digits.
  private static func monthAndYear(in name: String) -> CalendarDate? {
    let numbers = name.split(whereSeparator: { !isDigit($0) })
    guard let first = numbers.first, numbers.count == 2, let second = numbers.last,
      name[first.endIndex..<second.startIndex].utf8.count == 1
    else { return nil }
    let (year, month) = first.utf8.count == 4 ? (first, second) : (second, first)
    guard year.utf8.count == 4, month.utf8.count == 2, let number = Int(year),
      (1950...2100).contains(number)
    else { return nil }
    return Int(month).flatMap { CalendarDate(year: number, month: $0) }
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }

  /// A name with blanks for underscores, but hyphens between numbers: `2016_10_03` is a day.
  private static func spaced(_ name: Substring) -> String {
    var result = ""
    var last: Character = " "
    for (place, character) in zip(name.indices, name) {
      let next = name.index(after: place)
      let isBetween =
        character == "_" && isDigit(last) && next < name.endIndex && isDigit(name[next])
      result.append(isBetween ? "-" : character == "_" ? " " : character)
      last = character
    }
    return result
  }

  private static func stem(of file: Substring) -> Substring {
    guard let point = file.lastIndex(of: "."), point > file.startIndex else { return file }
    return file[..<point]
  }
}

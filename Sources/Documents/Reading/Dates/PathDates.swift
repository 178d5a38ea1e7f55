package import Model

/// Finds the date that a path states: in the file's name, else in the nearest folder named after one.
///
/// People file by year and put dates into names, and copying a share resets the files' own times: a
/// name tells more than a time stamp, and less than what the document says of itself.
package enum PathDates {
  /// The date, or `nil` if no part of the path states one clearly.
  ///
  /// A day wins over a month, a month over a year. A bare year counts if the file's name has just
  /// one; of a folder, if it is the folder's whole name. A folder of two digits in one of a year is a
  /// month, one in that a day. Folders are separated by `/`.
  package static func date(in path: String) -> CalendarDate? {
    let parts = path.split(separator: "/")
    guard let file = parts.last else { return nil }
    if let date = date(inName: stem(of: file)) { return date }
    for place in parts.indices.dropLast().reversed() {
      let name = spaced(parts[place])
      if let date = day(in: name) ?? monthAndYear(in: name, isFolder: true) { return date }
      if let date = nested(parts[...place]) { return date }
    }
    return nil
  }

  private static func date(inName name: Substring) -> CalendarDate? {
    let spaced = spaced(name)
    return day(in: spaced) ?? compactDay(in: spaced)
      ?? monthAndYear(in: spaced, isFolder: false) ?? DateScanner.onlyYear(in: spaced)
  }

  /// A date as texts have it, also behind a number that puts files in order: `01-2016-10-03`.
  private static func day(in name: String) -> CalendarDate? {
    if let found = DateScanner.dates(in: name).first { return found.date }
    let number = name.prefix(while: isDigit)
    let rest = name.dropFirst(number.count)
    guard (1...3).contains(number.utf8.count), rest.first == "-" else { return nil }
    return DateScanner.dates(in: String(rest.dropFirst())).first?.date
  }

  /// `2003`, `2003/04`, `2003/04/17`: folders within each other, of which the last one is the innermost.
  private static func nested(_ folders: ArraySlice<Substring>) -> CalendarDate? {
    let numbers = folders.suffix(2).reversed().prefix {
      $0.utf8.count == 2 && $0.allSatisfy(isDigit)
    }
    .reversed().compactMap { Int($0) }
    guard let folder = folders.dropLast(numbers.count).last, folder.utf8.count == 4,
      let year = DateScanner.onlyYear(in: String(folder))?.year
    else { return nil }
    return CalendarDate(
      year: year, month: numbers.first, day: numbers.count > 1 ? numbers.last : nil)
      ?? CalendarDate(year: year)
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

  /// `02-2010`, `2010-02`: of a file's name, if there are no other digits, or it begins with them; of a folder's, if
  /// it begins with them.
  private static func monthAndYear(in name: String, isFolder: Bool) -> CalendarDate? {
    let numbers = name.split(whereSeparator: { !isDigit($0) })
    guard numbers.count >= 2 else { return nil }
    let (first, second) = (numbers[0], numbers[1])
    let isAtStart = first.startIndex == name.startIndex
    guard isAtStart || !isFolder && numbers.count == 2,
      name[first.endIndex..<second.startIndex].utf8.count == 1
    else { return nil }
    if numbers.count > 2 {
      // Numbers that go on are a version, a range or something else.
      let mark = name[first.endIndex]
      guard mark == "-" || mark == ".", name[second.endIndex] != mark else { return nil }
    }
    let (year, month) = first.utf8.count == 4 ? (first, second) : (second, first)
    guard year.utf8.count == 4, month.utf8.count == 2, let number = Int(year),
      (1950...2100).contains(number)
    else { return nil }
    return Int(month).flatMap { CalendarDate(year: number, month: $0) }
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }

  /// A name with blanks for underscores, but hyphens between numbers, since `2016_10_03` is a day.
  ///
  /// Where hyphens stand between numbers, too, underscores part them: `01_2016-10-03`.
  private static func spaced(_ name: Substring) -> String {
    let characters = Array(name)
    func isBetween(_ place: Int) -> Bool {
      place > 0 && isDigit(characters[place - 1]) && place + 1 < characters.count
        && isDigit(characters[place + 1])
    }
    let hasHyphens = characters.indices.contains { characters[$0] == "-" && isBetween($0) }
    var result = ""
    for (place, character) in characters.enumerated() {
      let isHyphen = character == "_" && !hasHyphens && isBetween(place)
      result.append(isHyphen ? "-" : character == "_" ? " " : character)
    }
    return result
  }

  private static func stem(of file: Substring) -> Substring {
    guard let point = file.lastIndex(of: "."), point > file.startIndex else { return file }
    return file[..<point]
  }
}

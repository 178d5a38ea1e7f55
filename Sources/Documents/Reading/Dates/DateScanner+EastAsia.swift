internal import Knowledge
internal import Model

extension DateScanner {
  /// `2016年3月12日`, `2016年3月`, `2016년 3월 12일`, `平成28年3月12日`, from the token at `index` on.
  static func eastAsian(_ tokens: [DateToken], _ index: Int) -> (CalendarDate, Int)? {
    func number(_ place: Int, before unit: Set<String>) -> Int? {
      guard place + 1 < tokens.count, tokens[place].digits <= 2, tokens[place + 1].names(unit)
      else {
        return nil
      }
      return tokens[place].number
    }
    var (place, year) = (index, tokens[index].number)
    if let first = era(tokens[index].word) {
      guard let count = number(index + 1, before: yearUnits), count > 0 else { return nil }
      (place, year) = (index + 1, first + count - 1)
    } else if tokens[index].digits != 4 {
      return nil
    }
    guard let year, place + 1 < tokens.count, tokens[place + 1].names(yearUnits),
      let month = number(place + 2, before: monthUnits)
    else { return nil }
    let day = number(place + 4, before: dayUnits)
    let used = place + (day == nil ? 4 : 6) - index
    return dated(year, month, day, used)
  }

  /// The first year of the era that a word ends with.
  private static func era(_ word: String) -> Int? {
    guard let first = word.unicodeScalars.first, first.value >= 0x3400 else { return nil }
    return eras.first { word.hasSuffix($0.name) }?.first
  }

  /// The names of eras, with the year that is their first.
  private static let eras: [(name: String, first: Int)] = DateWords.lists.terms("era").compactMap {
    let words = $0.split(separator: " ")
    guard words.count == 2, let first = Int(words[1]) else { return nil }
    return (String(words[0]), first)
  }

  private static let yearUnits = DateWords.lists["year-unit"]
  private static let monthUnits = DateWords.lists["month-unit"]
  private static let dayUnits = DateWords.lists["day-unit"]
}

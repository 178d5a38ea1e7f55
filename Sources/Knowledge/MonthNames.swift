/// The names of the months, as `months.tsv` has them, in lower case.
package enum MonthNames {
  private static let lists = WordLists(PackageResources.months_tsv, file: "months.tsv")

  /// The number of each name and abbreviation, from 1, in all languages.
  package static let numbers = numbers(of: ["", "short-"])

  /// The same with the names that stand behind a day alone, such as genitives.
  package static let numbersBehindDays = numbers(of: ["", "short-", "of-"])

  private static func numbers(of kinds: [String]) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for (index, list) in monthLists.enumerated() {
      for name in kinds.flatMap({ lists.terms($0 + list) }) { numbers[name] = index + 1 }
    }
    return numbers
  }

  /// The names in some languages, with their abbreviations or without.
  package static func names(in languages: Set<String>, abbreviated: Bool) -> [String] {
    monthLists.flatMap { list in
      lists.terms(list, in: languages)
        + (abbreviated ? lists.terms("short-\(list)", in: languages) : [])
    }
  }

  /// What stands behind the number of a day, as in 2nd.
  package static var ordinalEndings: [String] { lists.terms("ordinal-ending") }

  private static let monthLists = (1...12).map { $0 < 10 ? "0\($0)" : "\($0)" }
}

internal import Knowledge

/// What tells a title from what programs and templates put in its place, as `titles.tsv` has it.
enum TitleWords {
  /// The lists of the file.
  static let lists = WordLists(PackageResources.titles_tsv, file: "titles.tsv")

  /// Whether a sheet of a workbook is called what programs call it: `Sheet1`, `Tabelle2`.
  static func isMadeUp(sheet name: String) -> Bool {
    sheets.contains(name.lowercased().filter { !$0.isNumber })
  }

  private static let sheets = lists["sheet"]
}

/// What a shell hands to `parlance search`, made ready for the argument parser.
enum QueryArguments {
  /// Arguments in which excluded words, as in `search vault -draft`, stand behind `--`: the parser
  /// would take them for a bundle of short options.
  ///
  /// - Parameter arguments: what follows the program's name.
  /// - Returns: the same arguments; those of other commands stay as they are.
  static func separated(_ arguments: [String]) -> [String] {
    guard arguments.first == "search" else { return arguments }
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    let excluded = arguments[..<end].filter(isExcludedTerm)
    guard !excluded.isEmpty else { return arguments }
    return arguments[..<end].filter { !isExcludedTerm($0) } + ["--"] + excluded
      + arguments[end...].dropFirst()
  }

  private static func isExcludedTerm(_ argument: String) -> Bool {
    argument.utf8.count > 2 && argument.hasPrefix("-") && !argument.hasPrefix("--")
      && !argument.hasPrefix("-0")
  }
}

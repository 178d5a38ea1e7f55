/// What a shell hands to `parlance search`, made ready for the argument parser.
enum QueryArguments {
  /// What stands before an excluded word while arguments are parsed; no argument of a shell can hold it with any sense.
  private static let mark = "\u{1}"

  /// Options without a value, so that a word behind one is a word of the query.
  private static let flags: Set<String> = [
    "--open", "--count", "--explain", "--literal", "--mentions", "--all-copies", "--null", "--help",
    "--version",
  ]

  /// Arguments in which excluded words, as in `search vault -draft`, bear a mark: the parser would take them for a bundle of
  /// short options.
  ///
  /// They keep their places: behind the others, operators between them would bind otherwise.
  ///
  /// - Parameter arguments: what follows the program's name.
  /// - Returns: the same arguments; those of other commands stay as they are.
  static func marked(_ arguments: [String]) -> [String] {
    guard arguments.first == "search" else { return arguments }
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments.indices.map { index in
      let argument = arguments[index]
      guard index < end, isExcludedTerm(argument), !isAwaited(by: arguments[index - 1]) else {
        return argument
      }
      return mark + argument
    }
  }

  /// The words of a query as they were typed.
  static func unmarked(_ words: [String]) -> [String] {
    words.map { $0.hasPrefix(mark) ? String($0.dropFirst()) : $0 }
  }

  /// Whether a dash rules out a word: all but the short options that there are, `-0` and `-h`.
  private static func isExcludedTerm(_ argument: String) -> Bool {
    argument.hasPrefix("-") && !argument.hasPrefix("--") && !["-", "-0", "-h"].contains(argument)
  }

  /// Whether an option takes what follows for its value: of `--limit -1` the parser says what is wrong.
  private static func isAwaited(by argument: String) -> Bool {
    argument.hasPrefix("--") && !argument.contains("=") && !flags.contains(argument)
  }
}

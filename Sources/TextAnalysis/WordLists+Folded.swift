package import Knowledge

extension WordLists {
  /// The terms of a list as the analyzer folds them, with blanks between the words of a term.
  ///
  /// - Parameters:
  ///   - name: the list.
  ///   - languages: the languages that count; all of them if it is `nil`.
  /// - Returns: the terms.
  /// - Precondition: the file has the list.
  package func folded(_ name: String, in languages: Set<String>? = nil) -> Set<String> {
    Set(terms(name, in: languages).map(Analyzer.folded))
  }
}

extension MonthNames {
  /// The names in some languages as the analyzer folds them, with their abbreviations or without.
  package static func folded(in languages: Set<String>, abbreviated: Bool) -> Set<String> {
    Set(names(in: languages, abbreviated: abbreviated).map(Analyzer.folded))
  }
}

extension Analyzer {
  /// A term folded, with blanks between its words.
  fileprivate static func folded(_ term: String) -> String {
    tokens(of: term).map(\.text).joined(separator: " ")
  }
}

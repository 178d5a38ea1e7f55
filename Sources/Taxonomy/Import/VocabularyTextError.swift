/// Why a vocabulary that is not XML cannot be read: a text that breaks its syntax or a limit.
package struct VocabularyTextError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name that the document bears.
  package var path: String

  /// The line, from 1; 0 if it is about the whole document.
  package var line = 0

  /// The column in bytes, from 1; 0 if unknown.
  package var column = 0

  /// What is the matter, offending values in quotes.
  package var message: String

  /// A way out, if one is known; empty otherwise.
  package var hint = ""

  /// An error; about the whole document unless a line is given.
  package init(
    path: String, line: Int = 0, column: Int = 0, message: String, hint: String = ""
  ) {
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }

  /// The error of a document that has passed a limit.
  init(path: String, line: Int = 0, column: Int = 0, _ excess: VocabularyExcess) {
    self.init(
      path: path, line: line, column: column, message: excess.message, hint: excess.remedy)
  }

  /// `path:line:column: error: message`, then the hint.
  package var description: String {
    let place = line == 0 ? "" : ":\(line)" + (column == 0 ? "" : ":\(column)")
    return "\(path)\(place): error: \(message)" + (hint.isEmpty ? "" : "\nHint: \(hint)")
  }
}

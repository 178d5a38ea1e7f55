/// An error at a place in a file, printed as `path:line:column: error: …`.
package struct LocatedError: Error, Sendable, CustomStringConvertible {
  /// The name of the file.
  package var path: String
  /// The line, from 1.
  package var line: Int
  /// The column, from 1, if it is known.
  package var column: Int?
  /// What is wrong.
  package var message: String
  /// A way out, if one is known.
  package var hint: String?

  /// An error at a place.
  package init(
    path: String, line: Int, column: Int? = nil, message: String, hint: String? = nil
  ) {
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }

  /// The place, what is wrong, and a way out.
  package var description: String {
    let place = "\(path):\(line)" + (column.map { ":\($0)" } ?? "")
    return "\(place): error: \(message)" + (hint.map { "\nHint: \($0)" } ?? "")
  }
}

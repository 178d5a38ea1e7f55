/// An error at a place in a file, printed as `path:line:column: error: …`.
struct LocatedError: Error, CustomStringConvertible {
  var path: String
  var line: Int
  var column: Int?
  var message: String
  var hint: String?

  init(path: String, line: Int, column: Int? = nil, message: String, hint: String? = nil) {
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }

  var description: String {
    let place = "\(path):\(line)" + (column.map { ":\($0)" } ?? "")
    return "\(place): error: \(message)" + (hint.map { "\nHint: \($0)" } ?? "")
  }
}

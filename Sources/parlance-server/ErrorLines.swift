/// What fails while the server runs, a line each on standard error, where a journal takes it up.
enum ErrorLines {
  /// Longer lines are cut.
  private static let most = 2_000

  /// Tells what failed.
  static func tell(_ text: String) { ParlanceServer.tell("parlance serve: error: \(line(text))") }

  /// A text as one line: a document's name in it can neither begin another one nor change how a terminal shows it.
  static func line(_ text: String) -> String {
    text.unicodeScalars.prefix(most).reduce(into: "") { line, scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
        line += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: line.unicodeScalars.append(scalar)
      }
    }
  }
}

extension String {
  /// A help text whose paragraphs are one line each, for the argument parser to wrap at the
  /// terminal's width.
  ///
  /// Lines that start with a blank and titles in capitals stay as they are.
  var unwrapped: String {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    var result = ""
    func isKept(_ line: Substring) -> Bool {
      line.isEmpty || line.first == " " || line == line.uppercased()[...]
    }
    for (number, line) in lines.enumerated() {
      if number > 0 { result += isKept(line) || isKept(lines[number - 1]) ? "\n" : " " }
      result += line
    }
    return result
  }
}

extension String {
  /// A help text whose paragraphs are one line each, for the argument parser to wrap at the
  /// terminal's width.
  ///
  /// Lines that start with a blank and titles in capitals stay as they are. Looks at bytes, since the
  /// texts of all commands are made whenever the argument parser starts.
  var unwrapped: String {
    var result: [UInt8] = []
    var wasKept = true
    for (number, line) in utf8.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      let isKept = line.first == 0x20 || !line.contains { 0x61...0x7A ~= $0 }
      if number > 0 { result.append(isKept || wasKept ? 10 : 0x20) }
      result += line
      wasKept = isKept
    }
    return String(decoding: result, as: UTF8.self)
  }
}

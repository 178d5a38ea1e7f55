/// What is compiled into the library from files that a person may read, change and extend.
package enum Resource {
  /// The lines of a file but for comments, which begin with `#`, and empty ones.
  package static func lines(of bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
  }
}

/// Numbers by their names, from lines of a name, a tab and a number.
package struct NumberTable: Sendable {
  private let file: String
  private let numbers: [String: Double]

  /// The names in the order of the file.
  package let names: [String]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  /// - Precondition: every line has a name that no other has, and a number.
  package init(_ bytes: [UInt8], file: String) {
    var numbers: [String: Double] = [:]
    var names: [String] = []
    for line in Resource.lines(of: bytes) {
      let columns = line.split(separator: "\t")
      guard columns.count == 2, let number = Double(columns[1]),
        numbers.updateValue(number, forKey: String(columns[0])) == nil
      else { preconditionFailure("\(file): \(line)") }
      names.append(String(columns[0]))
    }
    self.file = file
    self.numbers = numbers
    self.names = names
  }

  /// The number of a name.
  ///
  /// - Precondition: the file has it.
  package subscript(name: String) -> Double {
    guard let number = numbers[name] else { preconditionFailure("\(file): no \(name)") }
    return number
  }
}

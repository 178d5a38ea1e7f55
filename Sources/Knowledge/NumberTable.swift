/// Numbers by their names, from a file that a person may read and change: a name, a tab and a number a line.
package struct NumberTable: Sendable {
  private let file: String
  private let numbers: [String: Double]

  /// The names in the order of the file.
  package let names: [String]

  /// Reads a file; lines that begin with `#` are comments.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  /// - Precondition: every line has a name that no other has, and a number.
  package init(_ bytes: [UInt8], file: String) {
    var numbers: [String: Double] = [:]
    var names: [String] = []
    for line in ResourceLines(bytes) {
      let columns = line.split(separator: 9).map { String(decoding: $0, as: UTF8.self) }
      guard columns.count == 2, let number = Double(columns[1]),
        // Two numbers of one name are a slip of whoever merged two versions: neither must win in silence.
        numbers.updateValue(number, forKey: columns[0]) == nil
      else { preconditionFailure("\(file): \(String(decoding: line, as: UTF8.self))") }
      names.append(columns[0])
    }
    self.file = file
    self.numbers = numbers
    self.names = names
  }

  /// The number of a name that the file may leave out.
  package func number(_ name: String) -> Double? { numbers[name] }

  /// The number of a name.
  ///
  /// - Precondition: the file has it.
  package subscript(name: String) -> Double {
    guard let number = numbers[name] else { preconditionFailure("\(file): no \(name)") }
    return number
  }
}

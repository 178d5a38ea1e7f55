/// A file of labels: comma-, tab- or semicolon-separated, JSON Lines, or one label a line.
package struct LabelInput {
  /// A label with the other columns of its record.
  package struct Record: Sendable {
    /// The label.
    package let label: String
    /// The other columns by their names.
    package let fields: [String: String]
    /// The line on which the record begins, from 1.
    package var line = 0
  }

  /// The labels in the order of the file, empty ones included.
  package private(set) var records: [Record] = []

  /// Reads a file, or standard input for `-`, to its end.
  ///
  /// - Parameters:
  ///   - path: the file; its ending and first line tell what it is.
  ///   - column: the column or member that holds the labels; `label` or the first if `nil`.
  /// - Throws: `LocatedError` or `InputError`.
  package init(path: String, column: String?) throws {
    let reader = try LabelReader(path: path, column: column)
    while let record = try reader.next() { records.append(record) }
  }
}

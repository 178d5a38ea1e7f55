/// A field of the records of a report, and how a table shows it.
package struct Column: Sendable {
  /// The field's name in JSON and in header lines.
  package let name: String

  /// The heading in a table; `nil` keeps the field out of tables.
  package let heading: String?

  /// Whether a table sets it flush right.
  package let isNumber: Bool

  /// The decimals of a fractional number in lines of text.
  package let decimals: Int

  /// A column; its heading is its name unless given.
  package init(
    _ name: String, heading: String? = nil, isNumber: Bool = false, decimals: Int = 2
  ) {
    self.name = name
    self.heading = heading ?? name
    self.isNumber = isNumber
    self.decimals = decimals
  }

  /// A field that tables leave out.
  package static func outsideTables(_ name: String) -> Column { Column(hidden: name) }

  private init(hidden name: String) {
    self.name = name
    heading = nil
    isNumber = false
    decimals = 2
  }
}

/// For whom the values of a report are made.
package enum ReportForm: Sendable, Hashable {
  /// For people: names instead of identifiers.
  case table
  /// One line of text for each record.
  case lines
  /// JSON values; what is absent is `null`.
  case json
}

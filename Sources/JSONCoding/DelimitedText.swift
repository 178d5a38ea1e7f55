/// Comma- or tab-separated values (RFC 4180; `text/tab-separated-values` with the same quoting).
package struct DelimitedText: Hashable, Sendable {
  /// The byte between two fields.
  package let separator: UInt8

  /// Text with this byte between two fields.
  package init(separator: UInt8) { self.separator = separator }

  /// Comma-separated values.
  package static let csv = DelimitedText(separator: UInt8(ascii: ","))

  /// Tab-separated values.
  package static let tsv = DelimitedText(separator: 0x09)

  /// Semicolon-separated values, as spreadsheets write them where the comma is the decimal point.
  package static let semicolons = DelimitedText(separator: UInt8(ascii: ";"))

  /// Whether a cell would be taken for a formula by a spreadsheet (CWE-1236).
  ///
  /// True for what starts with `=`, `+`, `-`, `@`, a tab or a carriage return and is not a plain
  /// number.
  package static func startsFormula(_ field: some StringProtocol) -> Bool {
    switch field.utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0D: true
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      !field.utf8.dropFirst().allSatisfy { $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: ".") }
        || field.utf8.count == 1
    default: false
    }
  }

  /// Whether `DelimitedTextWriter` puts an apostrophe before a field.
  ///
  /// True for what starts a formula, behind any number of apostrophes.
  // One that stands there already gets another, for else the reader would take it for the guard and drop it.
  static func needsGuard(_ field: some StringProtocol) -> Bool {
    startsFormula(field.drop { $0 == "'" })
  }

  /// The field without the apostrophe with which `DelimitedTextWriter` guards formulas.
  package static func withoutGuard(_ field: String) -> String {
    guard field.utf8.first == UInt8(ascii: "'"), needsGuard(field) else { return field }
    return String(field.dropFirst())
  }
}

/// A record of delimited text.
package struct DelimitedRecord: Hashable, Sendable {
  /// The fields, without quotes.
  package var fields: [String]

  /// The line on which the record begins, from 1.
  package let line: Int

  /// A record.
  package init(fields: [String], line: Int) {
    self.fields = fields
    self.line = line
  }
}

/// Where delimited text breaks its own quoting, or a record is too large.
package struct DelimitedTextError: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Code: Hashable, Sendable {
    /// A quoted field reaches the end of the text.
    case unendedQuote
    /// A record has more fields than `InputLimits.fields`.
    case tooManyFields
    /// A record has more bytes than `InputLimits.lineLength`.
    case tooLong
  }

  /// The line on which the field or record begins, from 1.
  package let line: Int
  /// The column in bytes, from 1.
  package let column: Int
  /// What is wrong.
  package var code = Code.unendedQuote
}

extension DelimitedTextError: CustomStringConvertible {
  /// The cause in words, without the place.
  package var description: String {
    switch code {
    case .unendedQuote: "a quoted field does not end"
    case .tooManyFields: "a record has more than \(InputLimits.fields) fields"
    case .tooLong:
      "a record is longer than \(InputLimits.shown(InputLimits.lineLength)); does a quote not end?"
    }
  }
}

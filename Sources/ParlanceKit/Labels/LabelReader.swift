internal import JSONCoding

/// Reads a file of labels record by record, holding no more than one of them.
package final class LabelReader {
  /// The name of the file in errors.
  package let name: String

  private enum Shape: Equatable {
    case lines
    case jsonLines
    case delimited(DelimitedText)
  }

  private let source: LineSource
  private let column: String?
  private let shape: Shape
  private var records: DelimitedRecords?
  private var header: [String] = []
  private var labelIndex = 0

  /// Opens a file, or standard input for `-`.
  ///
  /// - Parameters:
  ///   - path: the file; its ending and first line tell what it is.
  ///   - column: the column or member that holds the labels; `label` or the first if `nil`.
  /// - Throws: `LocatedError` or `InputError`.
  package init(path: String, column: String?) throws {
    let source = try LineSource(path: path)
    self.source = source
    self.column = column
    name = source.name
    shape = Self.shape(of: try source.firstLine(), path: path, hasColumn: column != nil)
    guard case .delimited(let format) = shape else { return }
    records = DelimitedRecords(format: format) { try source.next() }
    try readHeader()
  }

  /// The columns of the file, if its first line names them.
  package var columns: [String]? { records == nil ? nil : header }

  /// The next record, or `nil` at the end.
  ///
  /// - Throws: `LocatedError` or `InputError`.
  package func next() throws -> LabelInput.Record? {
    switch shape {
    case .lines:
      return try source.next().map {
        LabelInput.Record(
          label: String(decoding: $0, as: UTF8.self), fields: [:], line: source.count)
      }
    case .jsonLines: return try nextObject()
    case .delimited:
      guard let record = try nextRecord() else { return nil }
      let values = record.fields.map(DelimitedText.withoutGuard)
      let label = labelIndex < values.count ? values[labelIndex] : ""
      var fields: [String: String] = [:]
      for (name, value) in zip(header, values) { fields[name] = value }
      return LabelInput.Record(label: label, fields: fields, line: record.line)
    }
  }

  private static func shape(of first: [UInt8], path: String, hasColumn: Bool) -> Shape {
    let lower = path.lowercased()
    if lower.hasSuffix(".jsonl") || lower.hasSuffix(".ndjson") { return .jsonLines }
    if lower.hasSuffix(".tsv") || lower.hasSuffix(".tab") { return .delimited(.tsv) }
    let first = first.drop { $0 == 0x20 }
    if first.first == UInt8(ascii: "{"), first.last == UInt8(ascii: "}") { return .jsonLines }
    let formats = [DelimitedText.tsv, .csv, .semicolons]
    let counts = formats.map { format in first.count { $0 == format.separator } }
    // Of equally frequent ones the first: tab, comma, semicolon.
    let most = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 1
    let likely = counts[most] > 0 ? formats[most] : .csv
    // A column that was named, or the ending, says that there is a header.
    if hasColumn || lower.hasSuffix(".csv") { return .delimited(likely) }
    let header = String(decoding: first, as: UTF8.self).lowercased()
      .split(separator: Character(Unicode.Scalar(likely.separator)))
    return counts[most] > 0 && header.contains("label") ? .delimited(likely) : .lines
  }

  private func nextObject() throws -> LabelInput.Record? {
    while let bytes = try source.next() {
      if JSONLines.isBlank(bytes[...]) { continue }
      let line = JSONLines.read(bytes[...], number: source.count)
      guard case .success(let value) = line.value else {
        guard case .failure(let error) = line.value else { continue }
        throw LocatedError(
          path: name, line: error.line, column: error.column, message: "\(error)")
      }
      guard let label = value[column ?? "label"]?.string ?? value.string else {
        throw LocatedError(
          path: name, line: line.number,
          message: "no member \"\(column ?? "label")\" that is a string",
          hint: "name the member with --column")
      }
      var fields: [String: String] = [:]
      for member in value.object?.members ?? [] {
        fields[member.name] = member.value.string ?? member.value.description
      }
      return LabelInput.Record(label: label, fields: fields, line: line.number)
    }
    return nil
  }

  private func nextRecord() throws -> DelimitedRecord? {
    do {
      return try records?.next()
    } catch let error as DelimitedTextError {
      throw LocatedError(
        path: name, line: error.line, column: error.column, message: "\(error)")
    }
  }

  private func readHeader() throws {
    guard let first = try nextRecord() else { return }
    header = first.fields
    let names = header.map { $0.lowercased() }
    let wanted = (column ?? "label").lowercased()
    guard let index = names.firstIndex(of: wanted) ?? (column == nil ? 0 : nil) else {
      throw LocatedError(
        path: name, line: first.line, message: "no column \"\(column ?? "label")\"",
        hint: "the columns are \(header.map { "\"\($0)\"" }.joined(separator: ", "))")
    }
    labelIndex = index
  }
}

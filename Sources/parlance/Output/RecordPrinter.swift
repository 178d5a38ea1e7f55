import ArgumentParser
import Glibc
import ParlanceKit
import System

/// Prints records in any of the formats.
///
/// JSON Lines, CSV, TSV and paths are printed as they come; a table and JSON at `finish()`.
struct RecordPrinter {
  private let format: OutputFormat
  private let columns: [Column]
  private let pathField: String?
  private let isNullTerminated: Bool
  private var records: [[JSONValue]] = []
  private var hasHeader = false

  /// The number of records printed so far.
  private(set) var count = 0

  /// A printer for the format that options name; the parameters are those of the other one.
  ///
  /// - Throws: `ValidationError` if the list has no paths.
  init(_ options: FormatOptions, columns: [Column], pathField: String? = nil) throws {
    try self.init(
      options.format, isNullTerminated: options.isNullTerminated, columns: columns,
      pathField: pathField)
  }

  /// A printer.
  ///
  /// - Parameters:
  ///   - format: the format.
  ///   - isNullTerminated: whether paths end with NUL.
  ///   - columns: the fields of every record, in order.
  ///   - pathField: the field that `paths` prints; `nil` if the list has none.
  /// - Throws: `ValidationError` if the list has no paths.
  init(
    _ format: OutputFormat, isNullTerminated: Bool, columns: [Column], pathField: String? = nil
  ) throws {
    if format == .paths, pathField == nil {
      throw ValidationError("this list has no paths; choose another --format")
    }
    if isNullTerminated, format != .paths {
      throw ValidationError("-0 goes with --format paths")
    }
    self.format = format
    self.columns = columns
    self.pathField = pathField
    self.isNullTerminated = isNullTerminated
  }

  /// Prints or collects a record; one value for each column.
  mutating func print(_ record: [JSONValue]) {
    precondition(record.count == columns.count, "a record has a value for each column")
    count += 1
    switch format {
    case .table, .json: records.append(record)
    case .jsonl:
      var writer = JSONWriter()
      writer.value(object(record))
      writer.endLine()
      StandardOutput.shared.write(writer.bytes)
    case .csv, .tsv: printDelimited(record)
    case .paths:
      if let index = columns.firstIndex(where: { $0.name == pathField }) {
        let path = record[index].string ?? ""
        // Exact bytes for a program that opens them; for a person nothing that a terminal obeys.
        if isNullTerminated {
          StandardOutput.shared.write(SharePath(path).bytes + [0])
        } else {
          StandardOutput.shared.write(TerminalText.escaped(path) + "\n")
        }
      }
    }
  }

  /// Prints what was collected.
  ///
  /// - Parameters:
  ///   - envelope: for JSON, the members around the list; `nil` prints the list alone.
  ///   - listName: the name of the list within the envelope.
  mutating func finish(envelope: JSONObject? = nil, listName: String = "items") {
    switch format {
    case .table: printTable()
    case .json:
      let list = JSONValue.array(records.map { object($0) })
      var writer = JSONWriter(indentation: 2)
      if var envelope {
        envelope[listName] = list
        writer.value(.object(envelope))
      } else {
        writer.value(list)
      }
      writer.endLine()
      StandardOutput.shared.write(writer.bytes)
    // A list without entries has its header all the same.
    case .csv, .tsv: printHeader()
    case .jsonl, .paths: break
    }
    records = []
  }

  private func object(_ record: [JSONValue]) -> JSONValue {
    .object(
      JSONObject(zip(columns, record).map { JSONObject.Member(name: $0.name, value: $1) }))
  }
}

// MARK: - Lines and tables

extension RecordPrinter {
  private mutating func printHeader() {
    guard !hasHeader else { return }
    hasHeader = true
    var writer = DelimitedTextWriter(format: format == .csv ? .csv : .tsv)
    writer.record(columns.map(\.name))
    StandardOutput.shared.write(writer.bytes)
  }

  private mutating func printDelimited(_ record: [JSONValue]) {
    printHeader()
    var writer = DelimitedTextWriter(format: format == .csv ? .csv : .tsv)
    writer.record(
      zip(columns, record).map { TerminalText.harmless(Self.text($1, decimals: $0.decimals)) })
    StandardOutput.shared.write(writer.bytes)
  }

  private func printTable() {
    guard !records.isEmpty else { return }
    let shown = columns.indices.filter { columns[$0].heading != nil }
    let rows = records.map { record in
      shown.map {
        TerminalText.escaped(Self.text(record[$0], decimals: columns[$0].decimals))
      }
    }
    let headings = shown.map { columns[$0].heading ?? "" }
    var widths = shown.indices.map { column in
      max(
        TerminalText.width(headings[column]),
        rows.map { TerminalText.width($0[column]) }.max() ?? 0)
    }
    fit(&widths)
    let isColored = ColorChoice.isColored(STDOUT_FILENO)
    printRow(headings, widths, shown) { isColored ? Style.faint.apply($0) : $0 }
    for row in rows { printRow(row, widths, shown, decorate: nil) }
  }

  /// Narrows the widest columns until the table fits the terminal.
  private func fit(_ widths: inout [Int]) {
    let available = TerminalWidth.of(descriptor: STDOUT_FILENO)
    guard available > 0 else { return }
    let gaps = 2 * (widths.count - 1)
    // One column at a time, so that none is narrower than another that has more to say.
    while widths.reduce(gaps, +) > available,
      let widest = widths.indices.max(by: {
        widths[$0] < widths[$1]
      }), widths[widest] > 8
    {
      widths[widest] -= 1
    }
  }

  private func printRow(
    _ cells: [String], _ widths: [Int], _ shown: [Int], decorate: ((String) -> String)?
  ) {
    var line = ""
    for (position, cell) in cells.enumerated() {
      let column = columns[shown[position]]
      let text = TerminalText.truncated(cell, to: widths[position])
      let isLast = position == cells.count - 1
      let padded =
        column.isNumber
        ? String(repeating: " ", count: max(0, widths[position] - TerminalText.width(text))) + text
        : isLast ? text : TerminalText.padded(text, to: widths[position])
      line += decorate?(padded) ?? padded
      if !isLast { line += "  " }
    }
    StandardOutput.shared.writeLine(line)
  }

  /// A value in one line of text; a list with `; ` between its parts.
  static func text(_ value: JSONValue, decimals: Int = 2) -> String {
    switch value {
    case .null: ""
    case .bool(let bool): bool ? "true" : "false"
    case .integer(let integer): String(integer)
    case .number(let number): FixedPoint.string(number, decimals: decimals)
    case .string(let string): string
    case .array(let elements): elements.map { text($0, decimals: decimals) }.joined(separator: "; ")
    case .object(let object):
      object.members.map { "\($0.name)=\(text($0.value, decimals: decimals))" }
        .joined(separator: "; ")
    }
  }
}

import Glibc
import JSONCoding
import MappedStorage
import System

/// A file of labels: comma-, tab- or semicolon-separated, JSON Lines, or one label a line.
struct LabelInput {
  /// A label with the other columns of its record.
  struct Record {
    let label: String
    let fields: [String: String]
  }

  /// The labels in the order of the file, empty ones included.
  private(set) var records: [Record] = []

  private enum Shape: Equatable {
    case lines
    case jsonLines
    case delimited(DelimitedText)
  }

  /// Reads a file, or standard input for `-`.
  ///
  /// - Parameters:
  ///   - path: the file; its ending and first line tell what it is.
  ///   - column: the column or member that holds the labels; `label` or the first if `nil`.
  /// - Throws: `LocatedError` or `StorageError`.
  init(path: String, column: String?) throws {
    let bytes = path == "-" ? try Self.standardInput() : try MappedBytes.contents(of: path)
    let text = Self.decoded(bytes)
    let name = path == "-" ? "(standard input)" : path
    switch Self.shape(of: text, path: path, hasColumn: column != nil) {
    case .lines: readLines(text)
    case .jsonLines: try readJSONLines(text, column, name)
    case .delimited(let format): try readDelimited(text, format, column, name)
    }
  }

  private static func standardInput() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var lines = DescriptorLines(STDIN_FILENO)
    while let line = try lines.next() {
      bytes += line
      bytes.append(0x0A)
    }
    return bytes
  }

  /// UTF-8 of what may be UTF-16, as spreadsheets write it.
  private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return bytes }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
      isLittle
        ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
        : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func shape(of bytes: [UInt8], path: String, hasColumn: Bool) -> Shape {
    let lower = path.lowercased()
    if lower.hasSuffix(".jsonl") || lower.hasSuffix(".ndjson") { return .jsonLines }
    if lower.hasSuffix(".tsv") || lower.hasSuffix(".tab") { return .delimited(.tsv) }
    let first = bytes.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 >= 0xBB }
      .prefix { $0 != 0x0A && $0 != 0x0D }
    if first.first == UInt8(ascii: "{"), first.last == UInt8(ascii: "}") { return .jsonLines }
    let formats = [DelimitedText.tsv, .csv, .semicolons]
    let counts = formats.map { format in first.count { $0 == format.separator } }
    let most = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 1
    let likely = counts[most] > 0 ? formats[most] : .csv
    if hasColumn || lower.hasSuffix(".csv") { return .delimited(likely) }
    let header = String(decoding: first, as: UTF8.self).lowercased()
      .split(separator: Character(Unicode.Scalar(likely.separator)))
    return counts[most] > 0 && header.contains("label") ? .delimited(likely) : .lines
  }

  private mutating func readLines(_ bytes: [UInt8]) {
    var lines = TextLines(bytes)
    while let line = lines.next() {
      records.append(
        Record(label: String(decoding: bytes[line.range], as: UTF8.self), fields: [:]))
    }
  }

  private mutating func readJSONLines(
    _ bytes: [UInt8], _ column: String?, _ path: String
  ) throws {
    try JSONLines.forEach(in: bytes) { line in
      switch line.value {
      case .failure(let error):
        throw LocatedError(
          path: path, line: error.line, column: error.column, message: "\(error)")
      case .success(let value):
        guard let label = value[column ?? "label"]?.string ?? value.string else {
          throw LocatedError(
            path: path, line: line.number,
            message: "no member \"\(column ?? "label")\" that is a string",
            hint: "name the member with --column")
        }
        var fields: [String: String] = [:]
        for member in value.object?.members ?? [] {
          fields[member.name] = member.value.string ?? member.value.description
        }
        records.append(Record(label: label, fields: fields))
      }
    }
  }

  private mutating func readDelimited(
    _ bytes: [UInt8], _ format: DelimitedText, _ column: String?, _ path: String
  ) throws {
    var reader = DelimitedTextReader(bytes, format: format)
    func next() throws -> DelimitedRecord? {
      do throws(DelimitedTextError) {
        return try reader.next()
      } catch {
        throw LocatedError(
          path: path, line: error.line, column: error.column, message: "\(error)")
      }
    }
    guard let header = try next()?.fields else { return }
    let names = header.map { $0.lowercased() }
    let wanted = (column ?? "label").lowercased()
    guard let index = names.firstIndex(of: wanted) ?? (column == nil ? 0 : nil) else {
      throw LocatedError(
        path: path, line: 1, message: "no column \"\(column ?? "label")\"",
        hint: "the columns are \(header.map { "\"\($0)\"" }.joined(separator: ", "))")
    }
    while let record = try next() {
      let label = index < record.fields.count ? record.fields[index] : ""
      var fields: [String: String] = [:]
      for (name, value) in zip(header, record.fields) { fields[name] = value }
      records.append(Record(label: DelimitedText.withoutGuard(label), fields: fields))
    }
  }
}

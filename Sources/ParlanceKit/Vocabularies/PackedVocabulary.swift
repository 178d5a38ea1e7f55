internal import Compressing
internal import Documents
internal import JSONCoding
internal import System
internal import Taxonomy

/// Vocabulary files that are unpacked before they are read: gzip, and workbooks, whose first sheet is a
/// table.
enum PackedVocabulary {
  /// A packed document may be as large as what is read into memory whole.
  static let limit = 1 << 30

  /// What a packed file holds; nil if it is not packed, not a regular file, or cannot be opened, which
  /// reading it reports.
  ///
  /// - Throws: `VocabularyTextError` if it is damaged or too large.
  static func contents(
    of path: String, named name: String
  ) throws -> (bytes: [UInt8], format: VocabularyFormat?)? {
    guard let kind = kind(of: path) else { return nil }
    let bytes = try MappedBytes.contents(of: path)
    do {
      switch kind {
      case .gzip: return (try Inflater().inflateFile(bytes, limit: limit), nil)
      case .workbook: return (tabSeparated(try SpreadsheetTable.rows(of: bytes)), .table)
      }
    } catch let refusal as DocumentRefusal {
      throw VocabularyTextError(
        path: name, message: "the workbook cannot be read: \(refusal.detail)",
        hint: "save the first sheet as CSV (UTF-8).")
    } catch InflateError.tooLarge {
      throw VocabularyTextError(
        path: name, message: "the file unpacks to more than \(limit >> 20) MiB")
    } catch is InflateError {
      throw VocabularyTextError(
        path: name,
        message: "the gzip file is damaged or cut off, or something else is behind it")
    }
  }

  private enum Kind { case gzip, workbook }

  /// A zip archive is a workbook here, whatever its name: nothing else that is zipped is a vocabulary.
  private static func kind(of path: String) -> Kind? {
    // What is a pipe can be read once only, and not here.
    guard let found = FileIdentity(followingLinks: path), found.isRegular,
      let head = try? FileDescriptor(reading: path).bytes(in: 0..<4)
    else { return nil }
    if head.starts(with: [0x1F, 0x8B]) { return .gzip }
    // An empty archive begins otherwise, and holds no sheet.
    return head == [0x50, 0x4B, 0x03, 0x04] ? .workbook : nil
  }

  /// Rows as a table of which each line has the number of its row.
  private static func tabSeparated(_ rows: [SpreadsheetTable.Row]) -> [UInt8] {
    var writer = DelimitedTextWriter(format: .tsv, lineBreaks: .blanks)
    var line = 1
    var lines: [UInt8] = []
    for row in rows where !row.cells.isEmpty {
      // Blank rows count, so that errors name the row of the sheet.
      let blank = max(0, row.number - line)
      lines += writer.bytes + [UInt8](repeating: 0x0A, count: blank)
      writer = DelimitedTextWriter(format: .tsv, lineBreaks: .blanks)
      writer.record(row.cells)
      line += blank + 1
    }
    return lines + writer.bytes
  }
}

extension VocabularyImporter {
  /// Reads a file, unpacked if it is packed; see `read(path:as:named:givenPath:)`.
  ///
  /// - Throws: what reading throws, and `VocabularyTextError` of a damaged package.
  mutating func readFile(
    _ path: String, as format: VocabularyFormat?, named name: String? = nil,
    givenPath: String? = nil
  ) throws {
    let name = name ?? path
    guard let packed = try PackedVocabulary.contents(of: path, named: givenPath ?? name) else {
      return try read(path: path, as: format, named: name, givenPath: givenPath)
    }
    try read(
      bytes: packed.bytes, path: name, as: format ?? packed.format, givenPath: givenPath)
  }

  /// The format of a file, of what is in it if it is packed.
  ///
  /// - Throws: what finding it throws, and `VocabularyTextError` of a damaged package.
  static func formatOfFile(_ path: String, named name: String) throws -> VocabularyFormat {
    guard let packed = try PackedVocabulary.contents(of: path, named: name) else {
      return try format(ofFile: path, named: name)
    }
    return try packed.format ?? format(of: packed.bytes, named: name)
  }
}

internal import Knowledge
package import Matching
internal import Model

/// What the columns of a file of labels mean: occurrences, and what helps to tell which concept is meant.
package struct LabelColumns: Sendable {
  /// The column with the number of occurrences, if there is one.
  package var count: String?

  /// The names of the columns that help, as the input spells them.
  package var context: [String] = []

  /// The language of the labels, if known.
  package var language: String?

  /// Columns of which nothing is known.
  package init() {}

  /// Whether what a label means may depend on labels that come later: the majority of its folder.
  package var needsAllLabels: Bool { context.contains(where: Self.isFolder) }

  /// The records as requests.
  ///
  /// - Throws: `RequestError` if a column is in no record.
  package func requests(_ records: [LabelInput.Record]) throws -> [LabelRequest] {
    var check = ColumnCheck(self)
    for record in records { check.see(record) }
    if !records.isEmpty { try check.verify() }
    return unchecked(records)
  }

  /// The records as requests, whatever columns they lack.
  package func unchecked(_ records: [LabelInput.Record]) -> [LabelRequest] {
    records.map(request)
  }

  private func request(_ record: LabelInput.Record) -> LabelRequest {
    var request = LabelRequest(record.label)
    request.context.language = language
    for name in context {
      guard let value = record.fields[name], !value.isEmpty else { continue }
      if Self.isDate(name), let date = CalendarDate(value) {
        request.context.date = date
      } else {
        request.context.words.append(value)
        if Self.isFolder(name) { request.folder = value }
      }
    }
    return request
  }

  /// Looks for the columns while records come in.
  package struct ColumnCheck {
    private var missing: [String]

    /// A check that has seen nothing.
    package init(_ columns: LabelColumns) {
      missing = columns.context + [columns.count].compactMap(\.self)
    }

    /// Looks at a record.
    package mutating func see(_ record: LabelInput.Record) {
      if !missing.isEmpty { missing.removeAll { record.fields[$0] != nil } }
    }

    /// - Throws: `RequestError` if a column was in no record.
    package func verify() throws {
      if let name = missing.first { throw RequestError("no column \"\(name)\"") }
    }
  }

  private static func isDate(_ name: String) -> Bool {
    dateNames.contains { name.lowercased().contains($0) }
  }

  private static func isFolder(_ name: String) -> Bool {
    folderNames.contains { name.lowercased().contains($0) }
  }

  private static let lists = WordLists(PackageResources.columns_tsv, file: "columns.tsv")
  private static let dateNames = lists.terms("date")
  private static let folderNames = lists.terms("folder")

  /// The occurrences that a record stands for: 1 if it does not say.
  ///
  /// - Throws: `LocatedError` if it says something that is not a count.
  package func occurrences(_ record: LabelInput.Record, in path: String) throws -> Int {
    guard let count, let text = record.fields[count] else { return 1 }
    let digits = text.split(separator: " ").joined(separator: " ")
    if digits.isEmpty { return 1 }
    // Spreadsheets write whole numbers with decimals, too.
    if let number = Int(digits) ?? Double(digits).flatMap({ Int(exactly: $0) }), number >= 0 {
      return number
    }
    throw LocatedError(
      path: path, line: record.line,
      message: "\"\(text)\" is not a count: a whole number from 0 to \(Int.max)")
  }

  /// The labels of records to wait for a decision, for each of some schemes.
  ///
  /// - Throws: `RequestError` if a column is in no record; `LocatedError` for a wrong count.
  package func waiting(
    _ records: [LabelInput.Record], in path: String, schemes: [String]
  ) throws -> [WaitingLabel] {
    _ = try requests(records)
    return try records.flatMap { record in
      let count = try occurrences(record, in: path)
      return schemes.map { scheme in
        var label = WaitingLabel(record.label)
        label.count = count
        label.scheme = scheme
        label.language = language ?? ""
        label.fields = record.fields.filter { context.contains($0.key) && !$0.value.isEmpty }
        return label
      }
    }
  }
}

import ParlanceKit
import System

/// Prints the answer to a search.
struct SearchReport {
  let answer: SearchService.Answer
  let request: SearchService.Request
  let facetLimit: Int

  /// Prints the answer in a format, paths with NUL behind each if that is asked for.
  ///
  /// - Throws: `ValidationError` if it has no such form; `ExitStatus.nothing` if a facet has none of the values
  ///   that were looked for.
  func print(_ format: OutputFormat, isNullTerminated: Bool) throws {
    if request.values != nil { return try printValues(format, isNullTerminated) }
    if format == .table { return printTable() }
    let form = format.reportForm
    let fields = HitField.fields(of: request, form: form)
    var printer = try RecordPrinter(
      format, isNullTerminated: isNullTerminated, columns: fields.map(\.column),
      pathField: HitField.path.rawValue)
    for hit in answer.hits {
      printer.print(
        fields.map { field in
          field == .path && format == .paths
            ? .string(Self.place(of: hit)) : field.value(of: hit, form: form)
        })
    }
    printer.finish(envelope: answer.envelope, listName: "hits")
  }

  private func printValues(_ format: OutputFormat, _ isNullTerminated: Bool) throws {
    var printer = try RecordPrinter(
      format, isNullTerminated: isNullTerminated, columns: SearchService.Facet.columns)
    for facet in answer.facets {
      for record in facet.records(form: format.reportForm) { printer.print(record) }
    }
    printer.finish(listName: "values")
    if printer.count == 0 { throw ExitStatus.nothing }
  }

  /// The path from here, if the document lies below; else the whole identifier.
  static func place(of hit: SearchService.Hit) -> String {
    guard hit.id.hasPrefix("/"), let here = CurrentFolder.path else {
      return hit.path.isEmpty ? hit.id : hit.path
    }
    let folder = here + "/"
    return hit.id.hasPrefix(folder) ? String(hit.id.dropFirst(folder.count)) : hit.id
  }
}

import ParlanceKit
import Searching

/// Prints the values of one facet with the number of hits that have them.
struct FacetValueReport {
  let index: SearchIndex
  let results: SearchResults

  /// Prints the values.
  ///
  /// - Parameters:
  ///   - wanted: the key of the facet, and after a `=` what their labels must have.
  ///   - format: the form.
  ///   - isNullTerminated: whether paths end with NUL.
  /// - Throws: `FacetFilterError.unknownFacet`; `ExitStatus.nothing` if there is no value.
  func print(_ wanted: String, _ format: SearchFormat, isNullTerminated: Bool) throws {
    let parts = wanted.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    var entries = try index.entries(
      ofFacet: String(parts[0]), matching: parts.count > 1 ? String(parts[1]) : "", in: results)
    if (format.general ?? .table) == .table { entries = index.tree(of: entries) }
    var general = FormatOptions()
    general.format = format.general ?? .table
    general.isNullTerminated = isNullTerminated
    var printer = try RecordPrinter(
      general,
      columns: [
        Column("value"), Column("count", isNumber: true), Column.outsideTables("depth"),
        Column("concept"),
      ])
    for entry in entries {
      let mark = general.format == .table ? String(repeating: "› ", count: entry.depth) : ""
      printer.print([
        .string(mark + entry.value.label),
        .integer(entry.count), .integer(entry.depth),
        entry.value.concept.map { .string($0) } ?? .null,
      ])
    }
    printer.finish(listName: "values")
    if entries.isEmpty { throw ExitStatus.nothing }
  }
}

extension CoverageReport {
  /// How many documents a list shows to a person.
  private static let shown = 20

  /// The report for a terminal.
  package var lines: [ReportText] {
    var lines: [ReportText] = [
      "\(share): \(summary)"
    ]
    let (rows, columns) = (matrix.rows.map(Self.indented), matrix.columns.map(Self.indented))
    let counts = matrix.counts
    let width = rows.map(\.count).max() ?? 0
    for (number, column) in columns.enumerated() { lines.append("  \(number + 1) \(column)") }
    let cell = max(4, "\(counts.flatMap(\.self).max() ?? 0)".count + 1)
    func padded(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let head = columns.indices.map { padded("\($0 + 1)", cell) }.joined()
    lines.append(ReportText(padded("", width) + head, .faint))
    for (name, row) in zip(rows, counts) {
      var line = ReportText(name + padded("", width - name.count))
      for count in row {
        let isGap = count == 0
        line = line + ReportText(padded(isGap ? "·" : "\(count)", cell), isGap ? .faint : .plain)
      }
      lines.append(line)
    }
    return lines + lists
  }

  private var summary: String {
    "\(documents) documents, \(matrix.keys.rows) × \(matrix.keys.columns), \(matrix.gaps) gaps"
  }

  /// A value below those that are broader.
  private static func indented(_ value: CoverageMatrix.Value) -> String {
    // Deeper ones would push the figures out of a terminal of eighty columns.
    String(repeating: "  ", count: min(value.depth, 6)) + value.label
  }

  private var lists: [ReportText] {
    let groups = Dictionary(grouping: items) { [$0.facet, $0.problem] }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { key, items in
      let title = "\(key[0]) \(key[1]): \(items.count) of \(documents) documents"
      let rest = items.count - Self.shown
      return [ReportText(title, .strong)]
        + items.prefix(Self.shown).map { ReportText("  \($0.path)") }
        + (rest > 0 ? [ReportText("  … and \(rest) more", .faint)] : [])
    }
  }

  /// The report as one page that needs nothing else and prints well.
  package var html: [UInt8] {
    var page = ReportPage(share, summary, what: "coverage")
    let head = matrix.columns.map { "<th>\(ReportPage.text($0.label))</th>" }.joined()
    page.add("<table><thead><tr><th></th>\(head)</tr></thead><tbody>\n")
    for (name, row) in zip(matrix.rows.map(Self.indented), matrix.counts) {
      let cells = row.map { $0 == 0 ? "<td class=\"gap\">0</td>" : "<td>\($0)</td>" }.joined()
      page.add("<tr><th>\(ReportPage.text(name))</th>\(cells)</tr>\n")
    }
    page.add("</tbody></table>\n")
    let groups = Dictionary(grouping: items) { [$0.facet, $0.problem] }
    for (key, items) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let title = "\(ReportPage.text(key[0])) \(ReportPage.text(key[1])): \(items.count)"
      page.add("<h2>\(title)</h2>\n<ul>\n")
      for item in items { page.add("<li>\(ReportPage.text(item.path))</li>\n") }
      page.add("</ul>\n")
    }
    return page.finished()
  }
}

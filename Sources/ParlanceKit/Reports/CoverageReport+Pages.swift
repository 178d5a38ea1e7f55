internal import XMLReading

extension CoverageReport {
  /// How many documents a list shows to a person.
  private static let shown = 20

  /// The report for a terminal.
  package var lines: [ReportText] {
    var lines: [ReportText] = [
      "\(share): \(documents) documents, \(titles.rows) × \(titles.columns), \(gaps) gaps"
    ]
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
    func text(_ text: String) -> String { String(decoding: XMLText.escaped(text), as: UTF8.self) }
    var page = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>\(text(share)): coverage</title>
      <style>
      body { font: 14px/1.4 sans-serif; margin: 2em; color: #222 }
      table { border-collapse: collapse; margin: 1em 0 }
      th, td { border: 1px solid #ccc; padding: .2em .6em; text-align: right }
      tr > th:first-child, td.name { text-align: left }
      td.gap { background: #fbe3e3; color: #a33 }
      thead { display: table-header-group }
      tr { break-inside: avoid }
      @media print { body { margin: 0 } }
      </style></head><body>
      <h1>\(text(share))</h1>
      <p>\(documents) documents; \(text(titles.rows)) × \(text(titles.columns)), \(gaps) gaps</p>
      <table><thead><tr><th></th>\(columns.map { "<th>\(text($0))</th>" }.joined())</tr></thead><tbody>

      """
    for (name, row) in zip(rows, counts) {
      let cells = row.map { $0 == 0 ? "<td class=\"gap\">0</td>" : "<td>\($0)</td>" }.joined()
      page += "<tr><th>\(text(name))</th>\(cells)</tr>\n"
    }
    page += "</tbody></table>\n"
    let groups = Dictionary(grouping: items) { [$0.facet, $0.problem] }
    for (key, items) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      page += "<h2>\(text(key[0])) \(text(key[1])): \(items.count)</h2>\n<ul>\n"
      for item in items { page += "<li>\(text(item.path))</li>\n" }
      page += "</ul>\n"
    }
    return Array((page + "</body></html>\n").utf8)
  }
}

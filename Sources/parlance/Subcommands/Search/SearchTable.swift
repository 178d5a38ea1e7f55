import CPlatform
import Glibc
import Searching
import Taxonomy

extension SearchReport {
  /// Prints the answer for people.
  func printTable() {
    printUnderstanding()
    let width = Int(parlance_terminal_width(STDOUT_FILENO))
    let digits = String(results.hits.last?.rank ?? 1).count
    for hit in results.hits { printHit(hit, digits: digits, width: width > 0 ? width : 200) }
    if results.total > 0 {
      let shown = results.hits.count
      let text =
        shown < results.total ? "\(shown) of \(results.total) documents" : "\(shown) documents"
      StandardOutput.shared.writeLine(Style.faint.apply(text))
    } else {
      printWayOut()
    }
    printHistogram()
    printFacets()
  }

  /// What to do when nothing was found.
  private func printWayOut() {
    StandardOutput.shared.writeLine("Nothing found.")
    if !results.suggestions.isEmpty {
      StandardOutput.shared.writeLine(
        "Near: " + Self.safe(results.suggestions.joined(separator: ", ")))
    }
    for relaxation in results.relaxations {
      let count = "\(relaxation.count) document\(relaxation.count == 1 ? "" : "s")"
      let text =
        switch relaxation.change {
        case .facet(let key): "Without the filter on \(key): \(count)"
        case .allFacets: "Without the filters on facets: \(count)"
        case .dates: "At any date: \(count)"
        case .anyWord: "With any of the words: \(count)"
        }
      StandardOutput.shared.writeLine(Self.safe(text))
    }
  }

  private func printHistogram() {
    guard let histogram = results.histogram else { return }
    let highest = histogram.entries.map(\.count).max() ?? 1
    let digits = String(max(highest, histogram.undated)).count
    for entry in histogram.entries {
      let count = String(entry.count)
      let bar = String(repeating: "█", count: max(1, entry.count * 40 / max(highest, 1)))
      StandardOutput.shared.writeLine(
        TerminalText.padded(entry.period.description, to: 10) + "  "
          + String(repeating: " ", count: digits - count.count) + count + "  "
          + Style.faint.apply(bar))
    }
    if histogram.undated > 0 {
      StandardOutput.shared.writeLine("undated     \(histogram.undated)")
    }
  }

  private func printUnderstanding() {
    let understanding = results.understanding
    guard !understanding.isPlain else { return }
    var parts = understanding.readings.map { reading in
      let concepts = reading.concepts.map(\.label).joined(separator: " or ")
      let note = reading.note.isEmpty ? "" : " (\(reading.note))"
      return "\(reading.facet) = \(concepts)\(note)"
    }
    parts += understanding.corrections.map {
      "\($0.word) → \($0.replacements.joined(separator: ", "))"
    }
    StandardOutput.shared.writeLine(
      Style.faint.apply("Understood: ") + Self.safe(parts.joined(separator: " · "))
        + Style.faint.apply("   (--literal for the words alone)"))
    for reading in understanding.readings where reading.concepts.count > 1 {
      let choices = reading.concepts.map { "\(reading.facet):\"\($0.label)\"" }
      StandardOutput.shared.writeLine(
        Self.safe("\"\(reading.surface)\" is ambiguous; write one of: ")
          + Self.safe(choices.joined(separator: "  ")))
    }
  }

  private func printHit(_ hit: SearchHit, digits: Int, width: Int) {
    let rank = String(hit.rank)
    let indent = String(repeating: " ", count: digits + 3)
    let type = hit.tags.first?.values.map(\.label).joined(separator: ", ")
    let facts = [type, hit.date.map { $0.description }].compactMap { $0 }.joined(separator: " · ")
    let title = hit.title.isEmpty ? hit.id : hit.title
    var line = " " + String(repeating: " ", count: digits - rank.count) + rank + "  "
    line += Style.strong.apply(Self.safe(title))
    if !facts.isEmpty { line += "   " + Style.field.apply(Self.safe(facts)) }
    let place = Self.place(of: hit)
    if place != title { line += "   " + Style.faint.apply(Self.safe(place)) }
    StandardOutput.shared.writeLine(line)
    if !hit.snippet.text.isEmpty {
      StandardOutput.shared.writeLine(
        indent + Self.marked(hit.snippet, width: width - indent.count))
    }
    for part in hit.explanation {
      StandardOutput.shared.writeLine(
        indent + Style.faint.apply("\(Self.fixed(part.score))  \(Self.safe(part.name))"))
    }
  }

  private static func fixed(_ score: Double) -> String {
    let hundredths = Int((score * 100).rounded())
    let fraction = String(hundredths % 100)
    return "\(hundredths / 100)." + (fraction.count < 2 ? "0" : "") + fraction
  }

  /// A passage cut to the width, its matches set off.
  private static func marked(_ snippet: Snippet, width: Int) -> String {
    let bytes = Array(snippet.text.utf8)
    var line = ""
    var used = 0
    var position = 0
    func add(_ range: Range<Int>, _ style: Style?) -> Bool {
      let text = safe(String(decoding: bytes[range], as: UTF8.self))
      let cut = TerminalText.truncated(text, to: max(2, width - used))
      used += TerminalText.width(cut)
      line += style?.apply(cut) ?? cut
      return cut == text && used < width - 1
    }
    for range in snippet.highlights {
      guard add(position..<range.lowerBound, nil), add(range, .highlight) else { return line }
      position = range.upperBound
    }
    _ = add(position..<bytes.count, nil)
    return line
  }

  private func printFacets() {
    for facet in results.facets where !facet.entries.isEmpty && facetLimit > 0 {
      let shown = facet.entries.prefix(facetLimit).map { entry in
        let mark = entry.depth > 0 ? "› " : ""
        return Self.safe(mark + entry.value.label) + " " + Style.faint.apply("\(entry.count)")
      }
      let rest = facet.entries.count - shown.count
      StandardOutput.shared.writeLine(
        Style.field.apply(TerminalText.padded(Self.safe(facet.key), to: 9)) + " "
          + shown.joined(separator: " · ") + (rest > 0 ? Style.faint.apply(" · +\(rest)") : ""))
    }
  }

  private static func safe(_ text: String) -> String { TerminalText.escaped(text) }
}

import Glibc
import ParlanceKit
import Searching
import System
import Taxonomy

extension SearchReport {
  /// Prints the answer for people.
  func printTable() {
    printUnderstanding()
    let digits = String(results.hits.last?.rank ?? 1).count
    for hit in results.hits { printHit(hit, digits: digits) }
    if results.total > 0 {
      let shown = results.hits.count
      let all = Self.documents(results.total)
      StandardOutput.shared.writeLine(
        Style.faint.apply(shown < results.total ? "\(shown) of \(all)" : all))
    } else {
      printWayOut()
    }
    printHistogram()
    printFacets()
  }

  /// The columns of the terminal; where there is none, so many that a page of text holds them.
  private static let width: Int = {
    let width = TerminalWidth.of(descriptor: STDOUT_FILENO)
    return width > 0 ? width : 140
  }()

  private static func documents(_ count: Int) -> String {
    "\(count) document\(count == 1 ? "" : "s")"
  }

  /// What to do when nothing was found.
  private func printWayOut() {
    StandardOutput.shared.writeLine("Nothing found.")
    if !results.suggestions.isEmpty {
      StandardOutput.shared.writeLine(
        "Near: " + Self.safe(results.suggestions.joined(separator: ", ")))
    }
    for relaxation in results.relaxations {
      let count = Self.documents(relaxation.count)
      let text =
        switch relaxation.change {
        case .facet(let key): "Without the filter on \(key): \(count)"
        case .allFacets: "Without the filters on facets: \(count)"
        case .dates: "At any date: \(count)"
        case .anyWord: "With any of the words: \(count)"
        case .anywhere: "Anywhere, not just in the title: \(count)"
        case .anyFolder: "In any folder: \(count)"
        case .related(let facet, let label): "Related, \(facet):\"\(label)\": \(count)"
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
    let readings = Self.bySurface(understanding.readings)
    var parts = readings.map { readings in
      let note = readings.first.map { $0.note.isEmpty ? "" : " (\($0.note))" } ?? ""
      return readings.map { reading in
        "\(reading.facet) = " + reading.concepts.map(\.label).joined(separator: " or ")
      }.joined(separator: " or ") + note
    }
    // They only settle the order of equals: no news but for who asks why.
    let related = understanding.readings.flatMap(\.related).map(\.label)
    if request.wantsExplanations, !related.isEmpty {
      let rest = related.count > 3 ? " and \(related.count - 3) more" : ""
      parts.append(
        "related, first among equals: " + related.prefix(3).joined(separator: ", ") + rest)
    }
    parts += understanding.corrections.map {
      "\($0.word) → \($0.replacements.joined(separator: ", "))"
    }
    parts += understanding.notices.map(\.message)
    let wayOut: [(text: String, style: Style?)] =
      understanding.isLiteral ? [] : [("  (--literal for the words alone)", .faint)]
    printPieces(
      [("Understood:", .faint)]
        + parts.enumerated().map { number, part in
          (number + 1 < parts.count ? part + " ·" : part, nil)
        } + wayOut)
    for readings in readings {
      let queries = readings.flatMap(\.queries)
      guard let surface = readings.first?.surface, queries.count > 1 else { continue }
      printPieces(
        [("\"\(surface)\" is ambiguous; write one of:", nil)]
          + queries.map { (" \($0)", nil) })
    }
  }

  /// The readings of the same words together.
  private static func bySurface(
    _ readings: [Understanding.Reading]
  ) -> [[Understanding.Reading]] {
    var result: [[Understanding.Reading]] = []
    for reading in readings {
      if result.last?.first?.surface == reading.surface {
        result[result.count - 1].append(reading)
      } else {
        result.append([reading])
      }
    }
    return result
  }

  /// Prints pieces side by side, in a new line where one does not fit.
  private func printPieces(_ pieces: [(text: String, style: Style?)]) {
    var line = ""
    var used = 0
    for piece in pieces {
      let text = Self.safe(piece.text)
      let width = TerminalText.width(text)
      if used > 0, used + 1 + width > Self.width {
        StandardOutput.shared.writeLine(line)
        line = "  "
        used = 2
      } else if used > 0 {
        line += " "
        used += 1
      }
      line += piece.style?.apply(text) ?? text
      used += width
    }
    StandardOutput.shared.writeLine(line)
  }

  private func printHit(_ hit: SearchHit, digits: Int) {
    let rank = String(hit.rank)
    let indent = String(repeating: " ", count: digits + 3)
    let width = Self.width - indent.count
    let title = hit.title.isEmpty ? hit.id : hit.title
    let facts = self.facts(of: hit, width: max(width / 2, width - 3 - TerminalText.width(title)))
    let room = facts.isEmpty ? width : width - TerminalText.width(facts) - 3
    var line = " " + String(repeating: " ", count: digits - rank.count) + rank + "  "
    line += Style.strong.apply(TerminalText.truncated(Self.safe(title), to: room))
    if !facts.isEmpty { line += "   " + Style.field.apply(facts) }
    StandardOutput.shared.writeLine(line)
    let place = Self.place(of: hit)
    let copies = hit.copies.count
    let more = copies == 0 ? "" : "   +\(copies) \(copies == 1 ? "copy" : "copies")"
    if place != title || copies > 0 {
      StandardOutput.shared.writeLine(indent + Style.faint.apply(Self.safe(place)) + more)
    }
    if !hit.snippet.text.isEmpty {
      StandardOutput.shared.writeLine(
        indent + Self.marked(hit.snippet, width: width))
    }
    for line in Self.explanation(of: hit) {
      StandardOutput.shared.writeLine(indent + Style.faint.apply(Self.safe(line)))
    }
  }

  /// The parts of a score, those of one kind (`near: price list`) in one line, and their sum.
  private static func explanation(of hit: SearchHit) -> [String] {
    guard !hit.explanation.isEmpty else { return [] }
    var rows: [(name: String, score: Double, members: [String])] = []
    for part in hit.explanation {
      guard part.kind != .match else {
        rows.append((part.name, part.score, []))
        continue
      }
      let kind = part.kind.rawValue + ": "
      let member = "\(part.name) \(fixed(part.score))"
      if let row = rows.firstIndex(where: { $0.name == kind }) {
        rows[row].score += part.score
        rows[row].members.append(member)
      } else {
        rows.append((kind, part.score, [member]))
      }
    }
    rows.append(("in all", hit.explanation.reduce(0) { $0 + $1.score }, []))
    let width = rows.map { fixed($0.score).count }.max() ?? 0
    return rows.map { row in
      let score = fixed(row.score)
      return String(repeating: " ", count: width - score.count) + score + "  " + row.name
        + row.members.joined(separator: ", ")
    }
  }

  /// The values of the first two facets of the vocabulary, as far as there is room, and the date.
  private func facts(of hit: SearchHit, width: Int) -> String {
    let keys = index.facetKeys.prefix(2)
    let values = hit.tags.filter { keys.contains($0.key) }.map { tags in
      tags.values.map(\.label).joined(separator: ", ")
    }.joined(separator: " · ")
    let date = hit.date?.description ?? ""
    if values.isEmpty || date.isEmpty {
      return TerminalText.truncated(Self.safe(values + date), to: width)
    }
    return TerminalText.truncated(Self.safe(values), to: width - date.count - 3) + " · " + date
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
    let facets = results.facets.filter { !$0.entries.isEmpty && facetLimit > 0 }
    let indent = facets.map { TerminalText.width(Self.safe($0.key)) }.max() ?? 0
    for facet in facets {
      StandardOutput.shared.writeLine(
        Style.field.apply(TerminalText.padded(Self.safe(facet.key), to: indent)) + "  "
          + values(of: facet, width: Self.width - indent - 2))
    }
  }

  /// The most frequent values of a facet, as many as fit, narrower ones after those above them.
  private func values(of facet: FacetCounts, width: Int) -> String {
    var shown = min(facetLimit, facet.entries.count)
    while true {
      let rest = facet.entries.count - shown
      var pieces = index.tree(of: Array(facet.entries.prefix(shown))).map { entry in
        let mark = String(repeating: "› ", count: entry.depth)
        return (Self.safe(mark + entry.value.label), " \(entry.count)")
      }
      if rest > 0 { pieces.append(("", "+\(rest)")) }
      let used = pieces.reduce(3 * (pieces.count - 1)) {
        $0 + TerminalText.width($1.0) + $1.1.count
      }
      if used <= width || shown <= 1 {
        return pieces.map { $0.0 + Style.faint.apply($0.1) }.joined(separator: " · ")
      }
      shown -= 1
    }
  }

  private static func safe(_ text: String) -> String { TerminalText.escaped(text) }
}

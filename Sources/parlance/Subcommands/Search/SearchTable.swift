import Glibc
import ParlanceKit
import System

extension SearchReport {
  /// Prints the answer for people.
  func printTable() {
    let understood = answer.understood
    printPieces(understood.pieces(tellsRelated: request.wantsExplanations))
    understood.waysToBeClear.forEach(printPieces)
    let digits = String(answer.hits.last?.rank ?? 1).count
    for hit in answer.hits { printHit(hit, digits: digits) }
    for line in answer.summary { StandardOutput.shared.writeLine(line) }
    printHistogram()
    printFacets()
  }

  /// The columns of the terminal; where there is none, so many that a page of text holds them.
  private static let width: Int = {
    let width = TerminalWidth.of(descriptor: STDOUT_FILENO)
    return width > 0 ? width : 140
  }()

  private func printHistogram() {
    guard let histogram = answer.histogram else { return }
    let highest = histogram.entries.map(\.count).max() ?? 1
    let digits = String(max(highest, histogram.undated)).count
    for entry in histogram.entries {
      let count = String(entry.count)
      let bar = String(repeating: "█", count: max(1, entry.count * 40 / max(highest, 1)))
      StandardOutput.shared.writeLine(
        TerminalText.padded(entry.period, to: 10) + "  "
          + String(repeating: " ", count: digits - count.count) + count + "  "
          + Style.faint.apply(bar))
    }
    if histogram.undated > 0 {
      StandardOutput.shared.writeLine("undated     \(histogram.undated)")
    }
  }

  /// Prints pieces side by side, in a new line where one does not fit.
  private func printPieces(_ pieces: [ReportText]) {
    guard !pieces.isEmpty else { return }
    var line = ""
    var used = 0
    for piece in pieces {
      let width = TerminalText.width(Self.safe(piece.plain))
      if used > 0, used + 1 + width > Self.width {
        StandardOutput.shared.writeLine(line)
        line = "  "
        used = 2
      } else if used > 0 {
        line += " "
        used += 1
      }
      line += piece.styled
      used += width
    }
    StandardOutput.shared.writeLine(line)
  }

  private func printHit(_ hit: SearchService.Hit, digits: Int) {
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
    if !hit.passage.text.isEmpty {
      StandardOutput.shared.writeLine(
        indent + Self.marked(hit.passage, width: width))
    }
    for line in hit.explanationLines {
      StandardOutput.shared.writeLine(indent + Style.faint.apply(Self.safe(line)))
    }
  }

  /// The values of the first two facets of the vocabulary, as far as there is room, and the date.
  private func facts(of hit: SearchService.Hit, width: Int) -> String {
    let keys = answer.facetKeys.prefix(2)
    let values = hit.tags.filter { keys.contains($0.facet) }.map { tags in
      tags.values.map(\.label).joined(separator: ", ")
    }.joined(separator: " · ")
    let date = hit.date ?? ""
    if values.isEmpty || date.isEmpty {
      return TerminalText.truncated(Self.safe(values + date), to: width)
    }
    return TerminalText.truncated(Self.safe(values), to: width - date.count - 3) + " · " + date
  }

  /// A passage cut to the width, its matches set off.
  private static func marked(_ passage: SearchService.Passage, width: Int) -> String {
    let bytes = Array(passage.text.utf8)
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
    for range in passage.highlights {
      guard add(position..<range.lowerBound, nil), add(range, .highlight) else { return line }
      position = range.upperBound
    }
    _ = add(position..<bytes.count, nil)
    return line
  }

  private func printFacets() {
    let facets = answer.facets.filter { !$0.counts.isEmpty && facetLimit > 0 }
    let indent = facets.map { TerminalText.width(Self.safe($0.key)) }.max() ?? 0
    for facet in facets {
      StandardOutput.shared.writeLine(
        Style.field.apply(TerminalText.padded(Self.safe(facet.key), to: indent)) + "  "
          + values(of: facet, width: Self.width - indent - 2))
    }
  }

  /// The most frequent values of a facet, as many as fit, narrower ones after those above them.
  private func values(of facet: SearchService.Facet, width: Int) -> String {
    var shown = min(facetLimit, facet.counts.count)
    while true {
      let rest = facet.counts.count - shown
      var pieces = facet.tree(first: shown).map { branch in
        (Self.safe(branch.mark + branch.count.label), " \(branch.count.count)")
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

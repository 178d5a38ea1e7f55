extension SearchService.Understanding {
  /// What was understood, for a person: pieces that stand side by side, or in lines where they do not fit.
  ///
  /// - Parameter tellsRelated: whether to name related concepts; they only settle the order of equals, and are
  ///   no news but for who asks why.
  /// - Returns: the pieces; none if the query was taken for just its words.
  package func pieces(tellsRelated: Bool) -> [ReportText] {
    guard !isPlain else { return [] }
    var parts = readingsBySurface.map { readings in
      let note = readings.first.map { $0.note.isEmpty ? "" : " (\($0.note))" } ?? ""
      let word = readings.allSatisfy(\.isTogether) ? " and " : " or "
      return readings.map { reading in
        "\(reading.facet) = " + reading.concepts.map(\.label).joined(separator: word)
      }.joined(separator: word) + note
    }
    let related = readings.flatMap(\.related).map(\.label)
    if tellsRelated, !related.isEmpty {
      let rest = related.count > 3 ? " and \(related.count - 3) more" : ""
      parts.append(
        "related, first among equals: " + related.prefix(3).joined(separator: ", ") + rest)
    }
    parts += corrections.map { "\($0.word) → \($0.replacements.joined(separator: ", "))" }
    parts += notices.map(\.message)
    var pieces = [ReportText("Understood:", .faint)]
    for (number, part) in parts.enumerated() {
      pieces.append(ReportText(number + 1 < parts.count ? part + " ·" : part))
    }
    if !isLiteral { pieces.append(ReportText("  (--literal for the words alone)", .faint)) }
    return pieces
  }

  /// For each wording of several meanings the pieces of a line that says how to write each of them.
  package var waysToBeClear: [[ReportText]] {
    readingsBySurface.compactMap { readings in
      let queries = readings.flatMap(\.queries)
      guard let surface = readings.first?.surface, queries.count > 1 else { return nil }
      return [ReportText("\"\(surface)\" is ambiguous; write one of:")]
        + queries.map { ReportText(" \($0)") }
    }
  }

  /// The readings of the same words together.
  private var readingsBySurface: [[SearchService.Reading]] {
    var result: [[SearchService.Reading]] = []
    for reading in readings {
      if result.last?.first?.surface == reading.surface {
        result[result.count - 1].append(reading)
      } else {
        result.append([reading])
      }
    }
    return result
  }
}

extension SearchService.Answer {
  /// The number of documents in words.
  package static func documents(_ count: Int) -> String {
    "\(count) document\(count == 1 ? "" : "s")"
  }

  /// How much is shown of what was found; if nothing was, what to do instead.
  package var summary: [ReportText] {
    if total > 0 {
      let all = Self.documents(total)
      return [ReportText(hits.count < total ? "\(hits.count) of \(all)" : all, .faint)]
    }
    return ["Nothing found."]
      + (suggestions.isEmpty ? [] : [ReportText("Near: " + suggestions.joined(separator: ", "))])
      + relaxations.map(\.text)
  }
}

extension SearchService.Relaxation {
  fileprivate var text: ReportText {
    let found = SearchService.Answer.documents(count)
    return switch change {
    case .facet(let key): "Without the filter on \(key): \(found)"
    case .allFacets: "Without the filters on facets: \(found)"
    case .dates: "At any date: \(found)"
    case .anyWord: "With any of the words: \(found)"
    case .anywhere: "Anywhere, not just in the title: \(found)"
    case .anyFolder: "In any folder: \(found)"
    case .related(let facet, let label): "Related, \(facet):\"\(label)\": \(found)"
    }
  }
}

extension SearchService.Hit {
  /// The parts of the score, those of one kind (`near: price list`) in one line, and their sum.
  package var explanationLines: [String] {
    guard !explanation.isEmpty else { return [] }
    var rows: [(name: String, score: Double, members: [String])] = []
    for part in explanation {
      guard !part.isMatch else {
        rows.append((part.name, part.score, []))
        continue
      }
      let kind = part.kind + ": "
      let member = "\(part.name) \(FixedPoint.string(part.score, decimals: 2))"
      if let row = rows.firstIndex(where: { $0.name == kind }) {
        rows[row].score += part.score
        rows[row].members.append(member)
      } else {
        rows.append((kind, part.score, [member]))
      }
    }
    rows.append(("in all", explanation.reduce(0) { $0 + $1.score }, []))
    let scores = rows.map { FixedPoint.string($0.score, decimals: 2) }
    let width = scores.map(\.count).max() ?? 0
    return zip(rows, scores).map { row, score in
      String(repeating: " ", count: width - score.count) + score + "  " + row.name
        + row.members.joined(separator: ", ")
    }
  }
}

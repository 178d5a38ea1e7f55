package import JSONCoding

extension RecoveredCatalog {
  /// Whether nothing was recovered.
  package var isEmpty: Bool { tagged == 0 && decided == 0 && runs.isEmpty }

  /// The fields of the record.
  package static let columns = [
    Column("share"), Column("documents", isNumber: true), Column("tagged", isNumber: true),
    Column("tags", isNumber: true), Column("decided", isNumber: true),
    Column("unmarked", isNumber: true), Column("runs"), Column("run", isNumber: true),
    Column("place"), Column("losses"),
  ]

  /// It as a record.
  package var record: [JSONValue] {
    [
      .string(root), .integer(documents), .integer(tagged), .integer(tags), .integer(decided),
      .integer(unmarked), .array(runs.map { .integer(Int($0)) }),
      run.map { .integer(Int($0)) } ?? .null, place.map { .string($0.rawValue) } ?? .null,
      .array(losses.map(JSONValue.string)),
    ]
  }

  /// What a person is told.
  package var lines: [ReportText] {
    var lines: [ReportText] = [
      "\(root): \(tags) tags of \(tagged) of \(documents) documents are there again."
    ]
    if decided > 0 {
      lines.append("What people decided on \(decided) documents holds again.")
    }
    if !runs.isEmpty {
      lines.append("Files can be put back again by the runs \(RunRanges.text(runs)).")
    }
    if let place { lines.append("Tags are written to: \(place.rawValue).") }
    if !losses.isEmpty {
      lines.append(ReportText("Not recovered:", .strong))
      lines += losses.map { ReportText(" \($0)", .warning) }
    }
    if let run {
      lines.append("Run \(Int(run)): recovered.   parlance undo \(Int(run)) takes it back.")
    }
    return lines
  }
}

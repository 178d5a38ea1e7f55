package import JSONCoding
internal import Taxonomy

extension WorkspaceImport {
  /// The fields of the records.
  package static let columns = [
    Column("title", heading: ""), .outsideTables("key"), .outsideTables("uri"),
    Column("concepts", isNumber: true), Column("deprecated", isNumber: true),
    Column("labels", isNumber: true), .outsideTables("preferred"), .outsideTables("alternative"),
    .outsideTables("hidden"), Column("abbreviations", isNumber: true),
    Column("former_names", heading: "former names", isNumber: true), .outsideTables("codes"),
    .outsideTables("findings"),
  ]

  /// A record for each scheme.
  package var records: [[JSONValue]] {
    counts.schemes.map { scheme in
      [
        .string(scheme.title), .string(scheme.key), .string(scheme.uri),
        .integer(scheme.concepts), .integer(scheme.deprecated), .integer(scheme.labels),
        .integer(scheme.preferredLabels), .integer(scheme.alternativeLabels),
        .integer(scheme.hiddenLabels), .integer(scheme.abbreviations),
        .integer(scheme.formerNames), .integer(scheme.codes), .integer(scheme.findings),
      ]
    }
  }

  /// What is told beside the schemes.
  package var envelope: JSONObject {
    let findings = VocabularyFinding.Severity.allCases.map {
      JSONObject.Member(name: $0.rawValue, value: .integer(counts.findings[$0] ?? 0))
    }
    return JSONObject([
      .init(name: "sources", value: .array(sources.map { .string($0.path) })),
      .init(name: "collections", value: .integer(vocabulary.collections.count)),
      .init(name: "findings", value: .object(JSONObject(findings))),
      .init(name: "replaced", value: .array(replaced.map { .string($0.path) })),
      .init(name: "differences", value: differences.map(JSONValue.integer) ?? .null),
    ])
  }

  /// What a person is told below the table: what was replaced, collections, findings.
  package var remarks: [String] {
    var remarks: [String] = []
    if !replaced.isEmpty {
      let names = replaced.map(\.path).joined(separator: ", ")
      let differences = differences.map { count in
        count == 0 ? ", no differences" : ", \(count) difference\(count == 1 ? "" : "s")"
      }
      remarks.append("in place of \(names)\(differences ?? "")")
    }
    let collections = vocabulary.collections.count
    if collections > 0 {
      remarks.append("\(collections) collection\(collections == 1 ? "" : "s") of concepts")
    }
    let list = FindingList(findings)
    let parts = list.counts.map { "\($0.count) \($0.severity)\($0.count == 1 ? "" : "s")" }
    if !parts.isEmpty {
      let hasNotes = list.items.contains(where: \.isNote)
      let command = hasNotes ? "parlance check --all" : "parlance check"
      remarks.append("\(parts.joined(separator: ", ")): \(command) shows them")
    }
    return remarks
  }
}

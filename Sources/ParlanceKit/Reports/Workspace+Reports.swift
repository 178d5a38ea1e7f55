internal import Cataloging
package import JSONCoding
internal import Taxonomy

// MARK: - Runs

extension Workspace {
  /// The fields of the records of runs.
  package static let runColumns = [
    Column("run", heading: "run", isNumber: true), Column("started"), Column("command"),
    Column("state"), Column("changed", isNumber: true), Column("place"), Column("account"),
    Column("share"),
  ]

  /// A record for each run that changed tags, the latest first.
  ///
  /// - Parameter all: whether runs that changed nothing are among them.
  /// - Returns: the records.
  /// - Throws: `CatalogError`.
  package func runRecords(all: Bool) throws -> [[JSONValue]] {
    let catalog = try openCatalogForReading()
    let roots = Dictionary(
      try catalog.shares().map { ($0.id, $0.root) }, uniquingKeysWith: { first, _ in first })
    let runs = try catalog.runs().filter { all || $0.changed > 0 || $0.state == .running }
    return runs.map { run in
      [
        .integer(Int(run.id)), .string(run.started), .string(run.command),
        .string(run.state.rawValue), .integer(run.changed), .string(run.place),
        .string(run.account), .string(roots[run.share] ?? ""),
      ]
    }
  }

  /// The latest run that can be taken back and changed anything; `nil` if there is none.
  ///
  /// - Throws: `CatalogError`.
  package func latestRun() throws -> Int64? {
    try openCatalog().runs().first {
      $0.state != .undone && $0.command != "undo" && !($0.state == .done && $0.changed == 0)
    }?.id
  }

  /// A run as a person is asked about it: command, time and place.
  ///
  /// - Throws: `CatalogError.unknownRun`.
  package func description(ofRun number: Int64) throws -> String {
    let run = try openCatalog().run(number)
    return "run \(number) (\(run.command), \(run.started), written to \(run.place))"
  }
}

// MARK: - Shares

extension ShareSummary {
  /// The fields of the records.
  package static let columns = [
    Column("share"), Column("documents", isNumber: true), Column("missing", isNumber: true),
    Column("state"),
  ]

  /// The share as a record.
  package var record: [JSONValue] {
    [
      .string(share.root), .integer(documents), .integer(missing),
      isPresent ? "present" : "absent",
    ]
  }
}

extension Workspace {
  /// The fields of the records of the status of shares.
  package static let statusColumns = [
    Column("share"), Column("documents", isNumber: true), Column("tagged", isNumber: true),
    Column("pending", heading: "for review", isNumber: true),
    Column("unreadable", isNumber: true), Column("untagged", isNumber: true),
    Column("missing", isNumber: true),
  ]

  /// A record for each share: how far its tagging is.
  ///
  /// - Throws: `CatalogError`.
  package func statusRecords() throws -> [[JSONValue]] {
    try openCatalogForReading().status().map { status in
      [
        .string(status.share.root), .integer(status.documents), .integer(status.tagged),
        .integer(status.pending), .integer(status.unreadable), .integer(status.untagged),
        .integer(status.missing),
      ]
    }
  }

  /// The fields of the records of documents that lack their tags.
  package static let outstandingColumns = [
    Column("share"), Column("path"), Column("cause"), Column("reason"),
  ]

  /// A record for each document that lacks its tags and may be named to this account, share by share.
  ///
  /// - Throws: `CatalogError`.
  package func outstandingRecords() throws -> [[JSONValue]] {
    let catalog = try openCatalogForReading()
    let named = NamedDocuments(self, catalog)
    return try catalog.shares().flatMap { share in
      try catalog.outstandingDocuments(in: share).filter {
        try named.contains($0.path, in: share)
      }.map { document in
        [
          .string(share.root), .string(document.path), .string(document.cause.rawValue),
          .string(document.reason),
        ]
      }
    }
  }

  /// The documents of each share that lack their tags and why, in words; shares without any are left out.
  ///
  /// - Throws: `CatalogError`.
  package func outstandingDocuments() throws -> [[String]] {
    let catalog = try openCatalogForReading()
    let named = NamedDocuments(self, catalog)
    return try catalog.shares().map { share in
      try catalog.outstandingDocuments(in: share).filter {
        try named.contains($0.path, in: share)
      }.map { "\(share.root)/\($0.path): \($0.words)" }
    }.filter { !$0.isEmpty }
  }
}

extension OutstandingDocument {
  /// The cause and the reason as a person reads them.
  fileprivate var words: String {
    switch cause {
    case .missing: "missing since \(reason)"
    case .unreadable: "unreadable: \(reason)"
    case .unwritten: "its tags are in the catalog only: \(reason)"
    case .due: "not looked at yet"
    }
  }
}

// MARK: - Sources

extension SourceSummary {
  /// The fields of the records.
  package static let columns = [
    Column("path"), Column("format"), Column("imported"), Column("schemes"),
  ]

  /// The source as a record.
  package var record: [JSONValue] {
    [
      .string(source.path), .string(source.format.rawValue), .string(source.imported),
      .array(schemes.map { .string($0) }),
    ]
  }
}

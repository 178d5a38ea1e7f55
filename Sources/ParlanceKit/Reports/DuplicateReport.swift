internal import Cataloging
package import JSONCoding
package import Searching

/// The documents of a share that are there several times: copies, and versions that newer ones superseded.
package struct DuplicateReport: Sendable {
  /// The root of the share.
  package let share: String

  /// The groups, each with the document to keep first.
  package let groups: [DuplicateGroup]
}

extension DuplicateReport {
  /// The duplicates of a share, among the documents that this account may read.
  ///
  /// The search index is brought up to date first, if that is possible.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - folder: the root of the share.
  ///   - observer: is told what becomes of the index, and how far the comparison is.
  /// - Throws: `WorkspaceError.unknownShare`, `NothingIndexed`, `CatalogError`, `IndexError`;
  ///   `CancellationError` if the observer ended it.
  package init(
    _ workspace: Workspace, share folder: String, observer: IndexObserver = IndexObserver()
  ) throws {
    let catalog = try workspace.openCatalogForReading()
    let share = try catalog.share(named: folder)
    let session = try SearchSession(workspace, observer: observer)
    let isOwn = try Self.membership(in: share, catalog)
    self.share = share.root
    groups = try session.withIndex {
      try $0.duplicates(where: isOwn, progress: observer.progress)
    }
  }

  /// Whether a document is one of a share, by what identifies it in the index.
  private static func membership(
    in share: CatalogShare, _ catalog: Catalog
  ) throws -> (String) -> Bool {
    if share.isFolder {
      let beginning = ShareStore.identifier(of: "", in: share)
      return { $0.hasPrefix(beginning) }
    }
    // Documents of an export bear the names that it gives them.
    let names = Set(try catalog.entries(of: share).map(\.path))
    return { names.contains($0) }
  }

  /// How many documents one other of their kind stands for.
  package func spare(_ kind: DuplicateGroup.Kind) -> Int {
    groups.reduce(0) { $0 + ($1.kind == kind ? $1.members.count - 1 : 0) }
  }

  private func count(_ kind: DuplicateGroup.Kind) -> Int { groups.count { $0.kind == kind } }

  private var summary: String {
    "\(spare(.copies)) copies of \(count(.copies)) documents, "
      + "\(spare(.versions)) older versions of \(count(.versions)) documents"
  }
}

// MARK: - For people

extension DuplicateReport {
  /// The report for a terminal.
  package var lines: [ReportText] {
    var lines: [ReportText] = ["\(share): \(summary)"]
    for kind in DuplicateGroup.Kind.allCases where count(kind) > 0 {
      lines.append(ReportText(Self.title(kind), .strong))
      for group in groups where group.kind == kind {
        for (place, member) in group.members.enumerated() {
          let role = place == 0 ? "keep   " : "       "
          let date = member.date.map { "  \($0)" } ?? ""
          lines.append("  \(role, .field)\(member.path)\(date, .faint)")
        }
      }
    }
    return lines
  }

  /// The report as one page that needs nothing else and prints well.
  package var html: [UInt8] {
    var page = ReportPage(share, summary, what: "duplicates")
    for kind in DuplicateGroup.Kind.allCases where count(kind) > 0 {
      page.add("<h2>\(Self.title(kind))</h2>\n<table><tbody>\n")
      for group in groups where group.kind == kind {
        for (place, member) in group.members.enumerated() {
          let role = place == 0 ? "keep" : ""
          let path = ReportPage.text(member.path)
          let date = member.date?.description ?? ""
          page.add("<tr><th>\(role)</th><td class=\"name\">\(path)</td><td>\(date)</td></tr>\n")
        }
      }
      page.add("</tbody></table>\n")
    }
    return page.finished()
  }

  private static func title(_ kind: DuplicateGroup.Kind) -> String {
    switch kind {
    case .copies: "The same text, or nearly so"
    case .versions: "Versions of one document, the newest first"
    }
  }
}

// MARK: - For programs

extension DuplicateReport {
  /// The fields of the records.
  package static let columns = [
    Column("group", isNumber: true), Column("kind"), Column("role"), Column("path"),
    Column("date"), Column("kept"),
  ]

  /// A record for each document of a group: what is to keep (`keep`), or which one stands for it.
  package var records: [[JSONValue]] {
    groups.enumerated().flatMap { number, group in
      group.members.enumerated().map { place, member in
        [
          .integer(number + 1), .string(group.kind.rawValue),
          .string(place == 0 ? "keep" : group.kind == .copies ? "copy" : "older"),
          .string(member.path), .string(member.date?.description ?? ""),
          .string(group.members[0].path),
        ]
      }
    }
  }
}

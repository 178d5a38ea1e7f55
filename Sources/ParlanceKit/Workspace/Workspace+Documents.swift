package import Cataloging
package import JSONCoding
internal import Model

/// Why a path does not lead to a document that the workspace knows.
package enum DocumentPathError: Error, Equatable, Sendable {
  /// The path is in none of the shares.
  case outside(path: String, shares: [String])

  /// The share has no such document.
  case unknown(path: String, share: String)

  /// The document could not be read, so that it has no tags.
  case unreadable(path: String, reason: String)

  /// The account may not open the file.
  case refused(path: String)
}

extension DocumentPathError: CustomStringConvertible {
  /// The path, the cause and a way out.
  package var description: String {
    switch self {
    case .outside(let path, let shares):
      "\(path): is not in a share of this workspace\nHint: "
        + (shares.isEmpty
          ? "parlance retag SHARE makes one" : "the shares are \(shares.joined(separator: ", "))")
    case .unknown(let path, let share):
      "\(path): is not a document of the share \(share)\nHint: parlance retag \(share) reads what is new"
    case .unreadable(let path, let reason):
      "\(path): has no tags, since it could not be read: \(reason)"
    case .refused(let path): "\(path): this account may not open the file"
    }
  }
}

/// A document as the catalog knows it, with all that was said of it.
package struct KnownDocument: Sendable {
  /// The share that it lies in.
  package let share: CatalogShare

  /// What the catalog knows of it.
  package let entry: CatalogEntry

  /// Its assignments, pending ones included, sorted by facet and concept.
  package let assignments: [StoredAssignment]

  /// What people decided on it.
  package let decisions: [StoredDecision]

  /// Whether nothing was ever said of it.
  package var isUntagged: Bool { assignments.isEmpty && decisions.isEmpty }

  /// The fields of the records.
  package static let columns = [
    Column("facet"), Column("concept"), Column("label"), Column("score", isNumber: true),
    Column("origin"), Column("evidence"),
  ]

  /// A record for each tag, and for each that a person rejected.
  package func records(_ report: RetagReport) -> [[JSONValue]] {
    Self.records(assignments, decisions, report)
  }

  /// A record for each of some assignments, and for each concept that a person rejected.
  static func records(
    _ assignments: [StoredAssignment], _ decisions: [StoredDecision], _ report: RetagReport
  ) -> [[JSONValue]] {
    assignments.map { assignment in
      [
        .string(assignment.facet), .string(assignment.concept),
        .string(report.name(assignment.concept)), .number(assignment.score),
        .string(assignment.origin.rawValue), assignment.evidence.json,
      ]
    }
      + decisions.filter { !$0.isAccepted }.map { decision in
        [
          .string(decision.facet), .string(decision.concept),
          .string(report.name(decision.concept)), .number(0), "rejected", [],
        ]
      }
  }
}

extension Collection<CatalogShare> {
  /// The innermost of the shares that an absolute path lies in, and the path within it; `nil` if it is in none.
  func place(of absolute: String) -> (share: CatalogShare, path: String)? {
    func head(_ share: CatalogShare) -> String { share.root == "/" ? "/" : share.root + "/" }
    let within = filter { $0.isFolder && absolute.hasPrefix(head($0)) }
    guard let share = within.max(by: { $0.root.utf8.count < $1.root.utf8.count }) else {
      return nil
    }
    return (share, String(absolute.dropFirst(head(share).count)))
  }
}

extension Workspace {
  /// The share that a path lies in, and the path within it.
  ///
  /// - Throws: `DocumentPathError.outside`; `CatalogError`.
  package func place(
    of path: String, in catalog: Catalog
  ) throws -> (share: CatalogShare, path: String) {
    let shares = try catalog.shares().filter(\.isFolder)
    // The path as it is written may lead through links to where the share is.
    for absolute in [Self.lexicalPath(path), Self.linklessPath(path)] {
      if let place = shares.place(of: absolute) { return place }
    }
    throw DocumentPathError.outside(path: path, shares: shares.map(\.root))
  }

  /// The absolute path with the links of the folder resolved, if the folder is there.
  private static func linklessPath(_ path: String) -> String {
    let absolute = lexicalPath(path)
    // A folder that is not there has no links to resolve.
    guard let slash = absolute.lastIndex(of: "/"),
      let folder = try? Workspace(root: String(absolute[...slash])).root
    else { return absolute }
    return (folder == "/" ? "" : folder) + absolute[slash...]
  }

  /// What is known of a document, for an account that may open it.
  ///
  /// - Parameter path: its path.
  /// - Returns: the document with its assignments and decisions.
  /// - Throws: `DocumentPathError`, also for a document that could not be read and has no tags; `CatalogError`.
  package func document(at path: String) throws -> KnownDocument {
    let catalog = try openCatalogForReading()
    let (share, inner) = try place(of: path, in: catalog)
    guard let entry = try catalog.entry(at: inner, in: share) else {
      throw DocumentPathError.unknown(path: path, share: share.root)
    }
    guard try DocumentSight(self, catalog).contains(inner, in: share) else {
      throw DocumentPathError.refused(path: path)
    }
    let assignments = try catalog.assignments(of: entry.id)
    if let refusal = entry.refusal, assignments.isEmpty {
      throw DocumentPathError.unreadable(path: path, reason: refusal)
    }
    return KnownDocument(
      share: share, entry: entry, assignments: assignments,
      decisions: try catalog.decisions(on: entry.id))
  }
}

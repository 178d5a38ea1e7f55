internal import Cataloging
package import JSONCoding
internal import System
internal import Taxonomy

/// A state that the sources of a workspace's vocabulary had.
package struct VocabularyRelease: Sendable {
  /// Its number, from 1.
  package let number: Int
  /// Since when, as ISO 8601 in UTC.
  package let date: String
  /// Who imported, restored or removed.
  package let account: String
  /// The sources.
  package let sources: [ImportedSource]

  /// The paths of the sources.
  package var paths: [String] { sources.map(\.path) }

  /// Whether both have the same content under the same names.
  func hasSameSources(as other: [ImportedSource]) -> Bool {
    sources.map { [$0.path, $0.copy, $0.format.rawValue] }
      == other.map { [$0.path, $0.copy, $0.format.rawValue] }
  }
}

/// The states that the sources of a workspace had, whose copies are kept.
///
/// The list of sources is what counts; a log that is lost costs history and nothing else.
package struct ReleaseLog: Sendable {
  let workspace: Workspace

  /// How many states are kept.
  package static let limit = 100

  private var path: String { "\(workspace.sourcesFolder)/releases.tsv" }

  /// The states, the oldest first; the last one is the current one.
  ///
  /// - Throws: `StorageError.damaged` if the log cannot be read.
  package func all() throws -> [VocabularyRelease] {
    guard PathAccess.exists(path) else { return [] }
    var releases: [VocabularyRelease] = []
    for line in try CheckedLines.read(path) {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if fields.count == 4, fields[0] == "release", let number = Int(fields[1]) {
        releases.append(
          VocabularyRelease(number: number, date: fields[2], account: fields[3], sources: []))
      } else if fields.count == 4, fields[0] == "source", let last = releases.popLast(),
        let format = VocabularyFormat(rawValue: fields[2])
      {
        let source = ImportedSource(
          path: fields[3], format: format, copy: fields[1], imported: last.date)
        releases.append(
          VocabularyRelease(
            number: last.number, date: last.date, account: last.account,
            sources: last.sources + [source]))
      } else {
        throw StorageError.damaged(
          path: path, reason: "a line names neither a release nor a source of one")
      }
    }
    return releases
  }

  /// The state of that number.
  ///
  /// - Throws: `RequestError` that names those there are.
  package func release(_ number: Int) throws -> VocabularyRelease {
    let known = try all()
    if let found = known.first(where: { $0.number == number }) { return found }
    let range = known.first.map { "there are \($0.number) to \(known.last?.number ?? 0)" }
    throw RequestError(
      "unknown release \(number); \(range ?? "nothing was imported yet")", isMissing: true)
  }

  /// The vocabulary of a state, read from the copies of its sources.
  ///
  /// - Throws: `WorkspaceError.damagedSource`; what reading throws.
  func vocabulary(of release: VocabularyRelease) throws -> Vocabulary {
    var importer = VocabularyImporter()
    for source in release.sources { try workspace.sources.read(source, into: &importer) }
    return try importer.finish().vocabulary
  }

  /// Makes the sources of a state the current ones again, which is a new state.
  ///
  /// - Throws: `RequestError`; what reading and compiling throw.
  package func restore(_ number: Int) throws {
    let lock = try workspace.lock(for: "vocabulary restore")
    defer { withExtendedLifetime(lock) {} }
    try workspace.sources.compile(try release(number).sources)
  }

  /// Writes down that the sources are these now, unless they were before.
  ///
  /// - Throws: `StorageError`, also if the log is damaged.
  func append(_ sources: [ImportedSource]) throws {
    var releases = try all()
    if let last = releases.last, last.hasSameSources(as: sources) { return }
    releases.append(
      VocabularyRelease(
        number: (releases.last?.number ?? 0) + 1, date: Timestamp.now(),
        account: Account.name, sources: sources))
    let lines = releases.suffix(Self.limit).flatMap { release in
      [["release", "\(release.number)", release.date, release.account]]
        + release.sources.map { ["source", $0.copy, $0.format.rawValue, $0.path] }
    }
    try CheckedLines.write(
      lines.map { $0.map(SourceStore.withoutBreaks).joined(separator: "\t") }, to: path)
  }

  /// The names of the copies that states have; nil if the log cannot be read.
  var copies: Set<String>? {
    (try? all()).map { Set($0.flatMap { $0.sources.map(\.copy) }) }
  }
}

extension Workspace {
  /// The states that the vocabulary had.
  package var releases: ReleaseLog { ReleaseLog(workspace: self) }
}

extension VocabularyRelease {
  /// The fields of the records.
  package static let columns = [
    Column("release", isNumber: true), Column("date"), Column("by"), Column("current"),
    Column("sources"),
  ]

  /// The release as a record.
  package func record(isCurrent: Bool) -> [JSONValue] {
    [
      .integer(number), .string(date), .string(account), .bool(isCurrent),
      .array(paths.map { .string($0) }),
    ]
  }
}

internal import Cataloging
package import JSONCoding
internal import Model
internal import Searching

extension WorkspaceSnapshot {
  /// How documents stand among the versions of the same thing.
  ///
  /// - Parameters:
  ///   - ids: the identifiers of documents that the account may read.
  ///   - account: whose documents count.
  /// - Returns: by identifier `current` (whether it is the one to use), `aside` (whether its path says that it is a
  ///   copy, a draft or old) and `versions`, all that there are, the one to use first, each with `id`, `path` and
  ///   `date`; nothing for a document that stands alone.
  /// - Throws: `NothingIndexed` unless an engine answers searches; `IndexError`.
  package func standings(
    of ids: [String], for account: ReaderAccount
  ) throws -> [String: JSONValue] {
    let versions: [String: [DuplicateGroup.Member]]
    do {
      versions = try session(for: account).withIndex { try $0.versions(of: ids) }
    } catch is NothingIndexed where engine != nil { return [:] }
    return Dictionary(
      uniqueKeysWithValues: versions.map { id, members in
        let own = members.first { $0.id == id }
        return (
          id,
          [
            "current": .bool(members.first?.id == id && own?.isAside == false),
            "aside": .bool(own?.isAside ?? false),
            "versions": .array(members.map(Self.record)),
          ]
        )
      })
  }

  /// The documents whose texts are as good as the same, the one to use first.
  ///
  /// - Throws: `NothingIndexed`, `IndexError`.
  package func copies(of id: String, for account: ReaderAccount) throws -> [JSONValue] {
    try session(for: account).withIndex { try $0.copies(of: id) }.map(Self.record)
  }

  static func record(_ member: DuplicateGroup.Member) -> JSONValue {
    [
      "id": .string(member.id), "path": .string(member.path),
      "date": member.date.map { .string($0.description) } ?? .null,
    ]
  }

  /// What runs and people changed of the tags of a document.
  ///
  /// - Parameter id: the identifier of a document that who asks may read.
  /// - Returns: the changes, the latest first, with the fields of `parlance log --document`.
  /// - Throws: `CatalogError`.
  package func history(of id: String) throws -> [JSONValue] {
    guard let vocabulary = vocabularyIfImported, let catalog = try catalog(),
      let (share, path) = try catalog.shares().place(of: id),
      let number = try catalog.number(of: path, in: share)
    else { return [] }
    let runs = Dictionary(
      try catalog.runs().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let records = try TagHistory.records(
      catalog.changes(ofDocument: number), runs, vocabulary)
    return records.map { record in
      .object(
        JSONObject(zip(TagHistory.columns, record).map { .init(name: $0.name, value: $1) }))
    }
  }
}

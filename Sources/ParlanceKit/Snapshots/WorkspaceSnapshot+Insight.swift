package import JSONCoding
internal import Searching
internal import System

extension WorkspaceSnapshot {
  /// More documents are not compared with each other while somebody waits for a page.
  package static let mostCompared = 20_000

  /// How well the documents are covered: per facet those with and without a tag, and concepts that none has.
  ///
  /// - Parameter account: whose documents count.
  /// - Returns: `documents`, and `facets`, each with its `key` and `title`, how many documents are `tagged` and
  ///   `untagged`, how many `concepts` are in use and how many of these are `unused`.
  /// - Throws: `WorkspaceError.noVocabulary`, `IndexError`.
  package func coverageFigures(for account: ReaderAccount) throws -> JSONValue {
    let total = try documentCount(for: account)
    let schemes = try schemes(for: account)["schemes"]?.array ?? []
    return [
      "documents": .integer(total),
      "facets": .array(
        try schemes.map { scheme in
          let key = scheme["key"]?.string ?? ""
          let tagged = scheme["documents"]?.integer ?? 0
          let inUse = (try concepts(ofScheme: key, for: account)["concepts"]?.array ?? [])
            .filter { $0["deprecated"]?.bool != true }
          return [
            "key": .string(key), "title": scheme["title"] ?? .null, "tagged": .integer(tagged),
            "untagged": .integer(total - tagged), "concepts": .integer(inUse.count),
            "unused": .integer(inUse.count { $0["documents"]?.integer == 0 }),
          ]
        }),
    ]
  }

  /// The documents that are there several times, as `parlance report duplicates` tells it.
  ///
  /// - Parameter account: whose documents count.
  /// - Returns: `groups`, each with its `kind` and its `documents` (`id`, `path`, `date`), the one to keep first;
  ///   `copies` and `versions`, how many documents one other stands for. `groups` is `null` if there are too many
  ///   documents to be compared here.
  /// - Throws: `IndexError`.
  package func duplicates(for account: ReaderAccount) throws -> JSONValue {
    guard try documentCount(for: account) <= Self.mostCompared else { return ["groups": .null] }
    let found = try compared(for: account)
    // What was closed since is not shown, as in a search.
    let reader = account.reader
    let groups = found.map { group in
      (kind: group.kind, members: group.members.filter { !reader.isRefused($0.id) })
    }.filter { $0.members.count > 1 }
    func spare(_ kind: DuplicateGroup.Kind) -> Int {
      groups.filter { $0.kind == kind }.reduce(0) { $0 + $1.members.count - 1 }
    }
    let records = groups.map { group -> JSONValue in
      let documents = group.members.map(Self.record)
      return ["kind": .string(group.kind.rawValue), "documents": .array(documents)]
    }
    return [
      "copies": .integer(spare(.copies)), "versions": .integer(spare(.versions)),
      "groups": .array(records),
    ]
  }

  private func compared(for account: ReaderAccount) throws -> [DuplicateGroup] {
    if let known = knownDuplicates(of: account) { return known }
    let groups: [DuplicateGroup]
    do {
      // Worked out once for all who ask, and bounded by the number of documents.
      groups = try Deadline.$current.withValue(nil) {
        try session(for: account).withIndex { try $0.duplicates() }
      }
    } catch is NothingIndexed {
      groups = []
    }
    keep(groups, of: account)
    return groups
  }
}

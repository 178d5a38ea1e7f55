internal import Cataloging
internal import Documents
internal import System

/// What a look at a share found: its documents, and what is left out of it.
package struct ShareContents: Sendable {
  /// What there is at a path of the share.
  package enum Standing: Hashable, Sendable {
    /// A document, the one of a number from 0.
    case document(Int)
    /// What the rules of the share leave out, or what stands beside a document: no document.
    case leftOut
    /// What the catalog is not about: it is another shard's.
    case elsewhere
    /// Nothing that could be found.
    case absent
  }

  private let numbers: [String: Int]
  private let leftOut: Set<String>
  private let belongs: @Sendable (SharePath) -> Bool

  /// The number of documents.
  package var count: Int { numbers.count }

  /// Whether there was no file at all, of whatever shard.
  package let isEmpty: Bool

  /// The contents of a share in which nothing was found.
  package init() {
    numbers = [:]
    leftOut = []
    belongs = { _ in true }
    isEmpty = true
  }

  fileprivate init(
    documents: [WalkedFile], leftOut: Set<String>, isEmpty: Bool,
    belongs: @escaping @Sendable (SharePath) -> Bool
  ) {
    self.isEmpty = isEmpty
    numbers = Dictionary(
      documents.enumerated().map { ($1.path.string, $0) }, uniquingKeysWith: { first, _ in first })
    self.leftOut = leftOut
    self.belongs = belongs
  }

  /// What there is at a path within the share.
  package func standing(of path: String) -> Standing {
    if let number = numbers[path] { return .document(number) }
    if !belongs(SharePath(path)) { return .elsewhere }
    var rest = path[...]
    while !leftOut.contains(String(rest)) {
      guard let slash = rest.lastIndex(of: "/") else { return .absent }
      rest = rest[..<slash]
    }
    return .leftOut
  }
}

extension ShareReading {
  /// Looks at the share, and reads no document of it.
  ///
  /// - Returns: what is there, and what its rules leave out.
  /// - Throws: `DocumentRefusal` if the folder cannot be read.
  package func contents() throws -> ShareContents {
    var walk = ShareWalk()
    walk.rules = rules
    let (files, skips) = try walk.files(in: try ShareFolder(SharePath(share.root)))
    let (documents, sidecars) = Self.splittingSidecars(files.filter { belongs($0.path) })
    let passed = skips.filter { $0.reason != .failed }.map(\.path.string)
    return ShareContents(
      documents: documents, leftOut: Set(passed + sidecars.values.map(\.path.string)),
      isEmpty: files.isEmpty, belongs: belongs)
  }
}

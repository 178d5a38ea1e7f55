internal import Cataloging
package import JSONCoding
internal import Model
internal import Searching
internal import System
internal import Taxonomy

/// A part of a document's text that is asked for.
package struct TextPart: Sendable {
  /// The byte at which it begins, or the beginning of the character that the byte belongs to.
  package var start = 0

  /// The largest number of bytes; a character that would be cut is left out.
  package var length = 20_000

  /// The beginning.
  package init() {}

  /// The part of a text, and the bytes that it reaches from and to.
  func of(_ text: String) -> (text: Substring, range: Range<Int>) {
    let bytes = text.utf8
    func boundary(_ offset: Int) -> String.Index {
      var index = bytes.index(bytes.startIndex, offsetBy: min(max(0, offset), bytes.count))
      while index < bytes.endIndex, bytes[index] & 0xC0 == 0x80 {
        index = bytes.index(before: index)
      }
      return index
    }
    // The start comes from an address, where any number may stand.
    let (end, isBeyond) = start.addingReportingOverflow(max(0, length))
    let (from, until) = (boundary(start), boundary(isBeyond ? .max : end))
    return (
      text[from..<until],
      bytes.distance(
        from: bytes.startIndex, to: from)..<bytes.distance(
          from: bytes.startIndex, to: until)
    )
  }
}

extension WorkspaceSnapshot {
  /// A document with its tags, where each comes from, and a part of its text.
  ///
  /// - Parameters:
  ///   - name: the identifier, or the path.
  ///   - part: the part of the text.
  ///   - account: who asks.
  /// - Returns: the document, of the index here or else of the engine; `nil` if there is none that the account may
  ///   read.
  /// - Throws: `NothingIndexed`, `IndexError`, `CatalogError`; `RemoteFailure`, `RemoteTransportFailure`.
  package func document(
    named name: String, _ part: TextPart, for account: ReaderAccount
  ) throws -> JSONValue? {
    let found =
      try stored(name, for: account)
      ?? engine?.session(of: workspace).document(named: name, reader: account.reader)
    guard let document = found else { return nil }
    let shown = part.of(document.text)
    let length = document.text.utf8.count
    return [
      "id": .string(document.id),
      "path": document.path.isEmpty ? .null : .string(document.path),
      "title": .string(document.title),
      "date": document.date.map { .string($0.description) } ?? .null,
      "language": document.language.isEmpty ? .null : .string(document.language),
      "tags": .object(
        JSONObject(
          document.tags.map { tags in
            .init(
              name: tags.key,
              value: .array(
                tags.values.map {
                  [
                    "value": .string($0.label),
                    "concept": $0.concept.map { .string($0) } ?? .null,
                  ]
                }))
          })),
      "assignments": .array(try assignments(of: document.id)),
      "headings": .array(document.headings.map { .string($0) }),
      "text": .string(String(shown.text)),
      "from": .integer(shown.range.lowerBound),
      "next": shown.range.upperBound < length ? .integer(shown.range.upperBound) : .null,
      "length": .integer(length),
    ]
  }

  /// Whether the index here has a document, so that its versions, copies and what is like it can be told.
  ///
  /// - Throws: `NothingIndexed` unless an engine answers searches; `IndexError`.
  package func holds(_ name: String, for account: ReaderAccount) throws -> Bool {
    try stored(name, for: account) != nil
  }

  private func stored(_ name: String, for account: ReaderAccount) throws -> StoredDocument? {
    do {
      return try session(for: account).withIndex { try $0.document(named: name) }
    } catch is NothingIndexed where engine != nil { return nil }
  }

  /// Where the tags of a document come from, as `parlance why --format json` tells it; empty for a document
  /// that is not in a share.
  private func assignments(of identifier: String) throws -> [JSONValue] {
    guard let vocabulary = vocabularyIfImported, let catalog = try catalog(),
      let (share, path) = try catalog.shares().place(of: identifier),
      let number = try catalog.number(of: path, in: share)
    else { return [] }
    let report = RetagReport(vocabulary: vocabulary, isExplained: true)
    let records = KnownDocument.records(
      try catalog.assignments(of: number), try catalog.decisions(on: number), report)
    return records.map { record in
      .object(
        JSONObject(zip(KnownDocument.columns, record).map { .init(name: $0.name, value: $1) }))
    }
  }
}

extension WorkspaceSnapshot {
  /// A larger file is not handed out: it would be held in memory.
  private static let largestFile = 64 << 20

  /// The bytes of the file of a document; `nil` if there is no such file that an account may read.
  ///
  /// - Parameters:
  ///   - name: the identifier of the document.
  ///   - account: who asks.
  /// - Returns: the bytes.
  /// - Throws: `RequestError` for a file that is too large; `StorageError`, `IndexError`.
  package func file(of name: String, for account: ReaderAccount) throws -> [UInt8]? {
    let found = try session(for: account).withIndex { try $0.document(named: name) }
    // The identifiers of an export are no paths.
    guard let id = found?.id, id.hasPrefix("/"), let identity = FileIdentity(of: SharePath(id)),
      identity.isRegular
    else { return nil }
    guard identity.size <= Self.largestFile else {
      throw RequestError(
        "the file has \(identity.size >> 20) MiB; at most \(Self.largestFile >> 20) are handed out")
    }
    let path = SharePath(id)
    let bytes: [UInt8]
    // Without links: what stands in the place of a folder by now may lead anywhere.
    do throws(SystemError) {
      bytes = try OpenFolder(withoutLinks: path.folder)
        .contents(of: path.name, limit: Self.largestFile)
    } catch {
      throw StorageError.unreadable(path: id, errno: error.number)
    }
    // What came in its place between the search and the reading may be closed to who asks.
    return account.reader.isRefused(id) ? nil : bytes
  }
}

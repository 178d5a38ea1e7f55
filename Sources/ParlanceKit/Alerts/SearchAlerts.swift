internal import Searching

/// Tells people what is new for saved queries, each document once.
///
/// What is new is found now and was not when they were told last. The first time nothing is: it is the state from
/// which news count. What is sent is remembered afterwards: who is killed in between sends the same mail again, with
/// the same `Message-ID`.
package struct SearchAlerts {
  private let session: SearchSession
  private let known: [String: String]
  private let link: String
  private var store: AlertStore

  /// A query that more documents answer is not followed.
  package static let mostFollowed = 10_000

  /// The alerts of a workspace.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - account: who is told; documents that it may not read are no news.
  ///   - link: the beginning of the addresses of pages, such as `https://search.example.org`; empty for none.
  ///   - observer: is told what becomes of the index.
  /// - Throws: `WorkspaceError.locked` if another `alert` is at it; `NothingIndexed`, `IndexError`, `StorageError`.
  package init(
    _ workspace: Workspace, for account: ReaderAccount, link: String,
    observer: IndexObserver = IndexObserver()
  ) throws {
    store = try AlertStore(workspace)
    session = try SearchSession(workspace, reader: account.reader, observer: observer)
    known = try SavedQueries(workspace).byName()
    self.link = link.hasSuffix("/") ? String(link.dropLast()) : link
  }

  /// What came of one alert.
  package enum Outcome: Sendable, Equatable {
    /// It is followed from now on; so many documents are there already.
    case begun(documents: Int)
    /// So many documents were new, and were told.
    case told(documents: Int)
  }

  /// Sends what is new for a saved query, and remembers it.
  ///
  /// - Parameters:
  ///   - query: its name.
  ///   - recipient: who is told.
  ///   - isPreview: whether nothing is remembered.
  ///   - send: sends the message; what it throws leaves the news for the next time.
  /// - Returns: what came of it.
  /// - Throws: `SavedQueryError.unknown`; `RequestError` if it finds too much; what searching and `send` throw.
  package mutating func tell(
    _ query: String, to recipient: AlertRecipient, isPreview: Bool = false,
    send: (AlertMessage) throws -> Void
  ) throws -> Outcome {
    guard known[query] != nil else {
      throw SavedQueryError.unknown(query, known: known.keys.sorted())
    }
    var request = SearchService.Request("query:\(query)")
    request.order = .date
    request.limit = Self.mostFollowed
    request.countsFacets = false
    request.wantsPassages = false
    // Otherwise a copy would be new once the document that stood for it is gone.
    request.collapsesCopies = false
    let found = try session.search(request)
    guard found.total <= Self.mostFollowed else {
      throw RequestError(
        "\(query) finds \(found.total) documents; at most \(Self.mostFollowed) are followed")
    }
    let key = AlertStore.Key(query, recipient)
    let marks = found.hits.map { AlertStore.mark($0.id) }
    guard let earlier = store.known[key].map({ Set($0) }) else {
      if !isPreview { try store.settle(key, marks) }
      return .begun(documents: marks.count)
    }
    let new = zip(found.hits, marks).filter { !earlier.contains($1) }.map { item($0.0) }
    guard !new.isEmpty else { return .told(documents: 0) }
    try send(AlertMessage(query: query, items: new))
    if !isPreview { try store.settle(key, marks) }
    return .told(documents: new.count)
  }

  private func item(_ hit: SearchService.Hit) -> AlertMessage.Item {
    AlertMessage.Item(
      id: hit.id,
      title: hit.title.isEmpty
        ? hit.path.split(separator: "/").last.map(String.init) ?? hit.id : hit.title,
      path: hit.path, date: hit.date ?? "",
      link: link.isEmpty ? "" : "\(link)/document?id=\(Self.encoded(hit.id))")
  }

  /// An identifier as it stands in an address.
  private static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += byte < 16 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}

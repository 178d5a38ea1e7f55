internal import JSONCoding
internal import Searching

/// A change of one document of a search engine.
struct BulkAction {
  /// What is done.
  enum Kind: String {
    case index = "index"
    case update = "update"
    case delete = "delete"
  }

  let kind: Kind

  /// The identifier of the engine.
  let identifier: String

  /// What the document is called where something fails.
  let name: String

  /// The action and what belongs to it, a line each.
  let lines: [UInt8]

  /// A change in an index: of the whole document, of what of it is to be replaced, or without a value a deletion.
  init(_ kind: Kind, _ identifier: String, in index: String, name: String, value: JSONValue? = nil)
  {
    self.kind = kind
    self.identifier = identifier
    self.name = name
    var writer = JSONWriter()
    writer.value(
      .object(
        JSONObject([
          .init(
            name: kind.rawValue, value: ["_index": .string(index), "_id": .string(identifier)])
        ])))
    writer.endLine()
    if let value {
      writer.value(kind == .update ? ["doc": value] : value)
      writer.endLine()
    }
    lines = writer.bytes
  }
}

/// A document that an engine did not take.
package struct BulkFailure: Equatable, Sendable, CustomStringConvertible {
  /// What identifies the document.
  package let document: String
  /// Why.
  package let reason: String

  /// Both in a line.
  package var description: String { "\(document): \(reason)" }
}

/// Sends changes in batches of a bounded size, and what an engine had no room for once more, after a while.
struct BulkWriter {
  private let transport: any RemoteTransport
  private let pause: (Double) -> Void
  private var pending: [BulkAction] = []
  private var size = 0

  /// What was not taken.
  private(set) var failures: [BulkFailure] = []

  /// The most bytes and changes of a request.
  static let mostBytes = 5 << 20
  static let mostActions = 1_000

  /// The longest document; engines take 100 MB in a request unless they were told otherwise.
  static let longest = 64 << 20

  /// How often the same is sent, and the seconds before the second time; before each further one twice as many.
  static let mostTries = 8
  static let firstPause = 0.5

  /// A writer.
  ///
  /// - Parameters:
  ///   - transport: what carries the requests.
  ///   - pause: waits for a number of seconds.
  init(_ transport: any RemoteTransport, pause: @escaping (Double) -> Void) {
    self.transport = transport
    self.pause = pause
  }

  /// Adds a change, and sends a batch when there is enough.
  ///
  /// - Throws: `RemoteFailure`, `RemoteTransportFailure`.
  mutating func add(_ action: BulkAction) throws {
    guard action.lines.count <= Self.longest else {
      failures.append(
        BulkFailure(document: action.name, reason: "is longer than an engine takes at once"))
      return
    }
    if !pending.isEmpty, size + action.lines.count > Self.mostBytes { try flush() }
    pending.append(action)
    size += action.lines.count
    if pending.count >= Self.mostActions { try flush() }
  }

  /// Sends what is left.
  ///
  /// - Throws: `RemoteFailure`, `RemoteTransportFailure`.
  mutating func flush() throws {
    var left = pending
    pending = []
    size = 0
    var seconds = Self.firstPause
    for round in 1...Self.mostTries where !left.isEmpty {
      if round > 1 {
        pause(seconds)
        seconds *= 2
      }
      left = try send(left, isLast: round == Self.mostTries)
    }
  }

  /// Sends changes once.
  ///
  /// - Returns: those that are to be sent again.
  private mutating func send(_ actions: [BulkAction], isLast: Bool) throws -> [BulkAction] {
    let reply: RemoteReply
    do {
      reply = try transport.send(
        RemoteTransportRequest(
          method: "POST", path: "/_bulk", body: Array(actions.map(\.lines).joined()),
          isLines: true))
    } catch let error as RemoteTransportFailure {
      // What was done before the connection broke is done again: each action names its document,
      // and twice is as once.
      if isLast { throw error }
      return actions
    }
    if Self.isBusy(reply.status), !isLast { return actions }
    let value = try OpenSearchClient.value(of: reply)
    guard let items = value["items"]?.array, items.count == actions.count else {
      throw RemoteFailure.unreadable("it does not tell what became of each document")
    }
    var again: [BulkAction] = []
    for (action, item) in zip(actions, items) {
      let outcome = item[action.kind.rawValue]
      guard let status = outcome?["status"]?.integer else {
        throw RemoteFailure.unreadable("it does not tell what became of '\(action.name)'")
      }
      // Not there: a try before removed it, whose answer was lost.
      if (200..<300).contains(status) || action.kind == .delete && status == 404 { continue }
      if Self.isBusy(status), !isLast {
        again.append(action)
        continue
      }
      let words = outcome?["error"].map(RemoteFailure.words(of:)) ?? "no reason is given"
      failures.append(
        BulkFailure(document: action.name, reason: "\(words) (status \(status))"))
    }
    return again
  }

  /// Whether a status says that the same may be taken later.
  private static func isBusy(_ status: Int) -> Bool { [429, 502, 503, 504].contains(status) }
}

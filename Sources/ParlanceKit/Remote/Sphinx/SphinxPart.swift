internal import Searching

/// A part of an index of Sphinx or Manticore: a real-time index on a server of its own.
struct SphinxPart {
  private let service: any SphinxService
  private let table: SphinxTable

  /// What is published, as this part says.
  private(set) var head: SphinxHead

  /// The names of values, which are sent before what has them; documents and words.
  private(set) var values: SphinxWriter
  private(set) var rows: SphinxWriter

  private var removed: [UInt64] = []

  /// How many documents are asked for at once.
  private static let page = 5_000

  /// How many workspaces may publish under one name.
  private static let mostOrigins = 10_000

  /// The longest statement that is sent, and that a part takes which does not say how long it may be, in bytes.
  private static let longest = 100 << 20
  private static let usualLongest = 8 << 20

  /// Looks at a part.
  ///
  /// - Throws: `RemoteFailure` if it is not there, or not as it must be.
  init(
    _ service: any SphinxService, index: String, pause: @escaping (Double) -> Void
  ) throws {
    let name = Self.table(of: index)
    self.service = service
    table = SphinxTable(service, name)
    try Self.check(service, name)
    let variables = try service.rows(
      Array("SHOW VARIABLES".utf8), atMost: SphinxTable.mostFacts)
    let told = variables.first { $0["Variable_name"] == "max_allowed_packet" }?["Value"]
    let longest = max(0, min(told.flatMap { Int($0) } ?? Self.usualLongest, Self.longest))
    values = SphinxWriter(service, name, longest: longest, pause: pause)
    rows = SphinxWriter(service, name, longest: longest, pause: pause)
    let known = try table.select(SphinxHead.selection).rows
    guard known.count <= 1 else { throw RemoteFailure.foreign(name) }
    guard let row = known.first else {
      head = SphinxHead(number: SphinxCode.newHead())
      return
    }
    guard let head = SphinxHead(row) else { throw RemoteFailure.foreign(name) }
    self.head = head
  }

  /// The real-time index of a part.
  static func table(of index: String) -> String { "\(index)_part" }

  /// Makes sure that an index has the columns of rows, and takes words as they are sent.
  private static func check(_ service: any SphinxService, _ name: String) throws {
    let hint = "\nHint: Documentation/Engines.md has the lines for its configuration"
    let told: [SphinxFields]
    do {
      told = try service.rows(Array("DESCRIBE \(name)".utf8), atMost: SphinxTable.mostFacts)
    } catch RemoteFailure.refused(let words) { throw RemoteFailure.refused(words + hint) }
    if told.isEmpty { throw RemoteFailure.refused("unknown index \"\(name)\"\(hint)") }
    let types = Dictionary(
      told.map { ($0["Field"] ?? "", $0["Type"] ?? "") }, uniquingKeysWith: { first, _ in first })
    for column in SphinxRow.types where !(types[column.name] ?? "").hasPrefix(column.type) {
      // Newer ones tell a field as `text`.
      if column.type == "field", types[column.name] == "text" { continue }
      throw RemoteFailure.refused(
        "the index '\(name)' has no \(column.type) '\(column.name)'\(hint)")
    }
    let probe = "_v0a running the 9 x_y"
    let words = try service.rows(
      Array("CALL KEYWORDS('\(probe)','\(name)')".utf8), atMost: SphinxTable.mostFacts)
    guard words.map({ $0["normalized"] ?? "" }) == probe.split(separator: " ").map(String.init)
    else {
      throw RemoteFailure.refused("the index '\(name)' does not take words as they are\(hint)")
    }
  }

  /// Says what is published.
  mutating func tell(_ head: SphinxHead) throws {
    var own = head
    own.number = self.head.number
    rows.add(own.row)
    try rows.flush()
    if let failure = rows.failures.first(where: { $0.document == own.row.name }) {
      throw RemoteFailure.refused(failure.reason)
    }
    self.head = own
  }

  /// The documents of a workspace.
  func forEachDocument(
    of origin: String, in release: String,
    _ body: (UInt64, PublishedDocument) throws -> Void
  ) throws {
    var last: UInt64 = 0
    while true {
      let answer = try table.select(
        .init(
          "id, doc, state", matching: SphinxRow.query(forDocumentsOf: origin, in: release),
          conditions: " AND id > \(last)", order: "ORDER BY id ASC", limit: Self.page))
      for row in answer.rows {
        guard let number = row["id"].flatMap({ UInt64($0) }), number > last,
          let sums = row["state"]?.split(separator: " "), sums.count == 2,
          let document = row["doc"]
        else { throw RemoteFailure.unreadable("a document has no identifier") }
        last = number
        try body(
          number,
          PublishedDocument(
            id: try SphinxText.read(document), content: String(sums[0]), labels: String(sums[1])))
      }
      if answer.rows.count < Self.page { return }
    }
  }

  /// The workspaces that have documents, by their numbers.
  func origins(in release: String) throws -> Set<String> {
    let answer = try table.select(
      .init(
        "origin, COUNT(*) AS c", matching: SphinxRow.query(forDocumentsIn: release),
        order: "GROUP BY origin", limit: Self.mostOrigins))
    return Set(answer.rows.compactMap { $0["origin"] })
  }

  /// Removes all rows of a release.
  func removeRelease(_ release: String) throws {
    try rows.send(
      Array("DELETE FROM \(table.name) WHERE MATCH('\(SphinxCode.release(release))')".utf8))
  }
}

// MARK: - Changes

extension SphinxPart {
  /// Whether it is time to send.
  var isFull: Bool { rows.isFull || values.isFull }

  mutating func addValue(_ row: SphinxRow) { values.add(row) }

  mutating func add(_ row: SphinxRow) { rows.add(row) }

  mutating func remove(_ number: UInt64) { removed.append(number) }

  mutating func flushValues() throws { try values.flush() }

  mutating func flushRows() throws {
    try rows.flush()
    try rows.remove(removed)
    removed = []
  }

  /// What was not taken.
  var failures: [BulkFailure] { values.failures + rows.failures }
}

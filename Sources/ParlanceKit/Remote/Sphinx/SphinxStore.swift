internal import JSONCoding
internal import Searching

/// Publishes on Sphinx or Manticore: the parts of an index have the rows of all releases, and a row each that says which
/// one is searched, since there is no other name for an index, and none can be made from afar.
struct SphinxStore: PublicationStore {
  private let name: String
  private let pause: (Double) -> Void
  private var parts: [SphinxPart]
  private var index = ""
  /// The numbers of values that were sent in this run.
  private var values: Set<UInt64> = []
  /// On which part a document is, by its number.
  private var places: [UInt64: Int] = [:]
  private var ownFailures: [BulkFailure] = []

  /// - Throws: `RemoteFailure` if a part is not as its index must be, or is missing among them.
  init(
    _ services: [any SphinxService], name: String,
    pause: @escaping (Double) -> Void
  ) throws {
    self.name = name
    self.pause = pause
    parts = try services.map { try SphinxPart($0, index: name, pause: pause) }
    let numbers = parts.map(\.head.number)
    guard Set(numbers).count == numbers.count else {
      throw RemoteFailure.refused("two of the addresses lead to one part of the index '\(name)'")
    }
    let absent = Set(parts.flatMap(\.head.parts)).subtracting(numbers)
    guard absent.isEmpty else {
      throw RemoteFailure.refused(
        "the index '\(name)' has \(absent.count + parts.count) parts, and \(parts.count) are named\n"
          + "Hint: name all of them: sphinxql://HOST:9306,OTHER:9306")
    }
  }

  var failures: [BulkFailure] { ownFailures + parts.flatMap(\.failures) }

  private var head: SphinxHead { SphinxHead.newest(of: parts.map(\.head)) ?? parts[0].head }

  func currentRelease() throws -> String? { head.current }

  func release(of vocabulary: UInt64) -> String { RemoteName.index(name, vocabulary: vocabulary) }

  func identifier(of document: String, from origin: String) -> String {
    String(SphinxRow.number(of: document, from: origin, in: index))
  }

  mutating func prepare(_ release: RemoteCollection) throws {
    index = release.index
    var head = head
    if let told = head.releases[index] {
      guard let known = RemoteCollection(index: index, told: told),
        known.vocabulary == release.vocabulary
      else { throw RemoteFailure.foreign(name) }
      head.releases[index] = known.joined(by: release).told
    } else {
      head.releases[index] = release.told
    }
    try tell(head)
  }

  /// Says on each part what is published.
  private mutating func tell(_ head: SphinxHead) throws {
    var head = head
    head.parts = parts.map(\.head.number)
    guard parts.contains(where: { !$0.head.says(the: head) }) else { return }
    // By it the newest is told if a run is killed between two parts.
    head.sequence += 1
    for place in parts.indices { try parts[place].tell(head) }
  }

  mutating func documents(of origin: String) throws -> [String: PublishedDocument] {
    var result: [String: PublishedDocument] = [:]
    for place in parts.indices {
      try parts[place].forEachDocument(of: origin, in: index) { number, document in
        places[number] = place
        result[String(number)] = document
      }
    }
    return result
  }

  func origins(in release: String, besides origin: String) throws -> Set<String> {
    try parts.reduce(into: Set()) { $0.formUnion(try $1.origins(in: release)) }
      .subtracting([String(SphinxRow.number(ofOrigin: origin))])
  }

  mutating func takeName(from previous: String?, removing: Bool) throws {
    var head = head
    head.current = index
    if removing, let previous { head.releases[previous] = nil }
    try tell(head)
    guard removing, let previous else { return }
    // Only now: until here searches were answered from these rows.
    for part in parts { try part.removeRelease(previous) }
  }
}

// MARK: - Changes

extension SphinxStore {
  /// A word is on one part.
  mutating func add(_ word: String, _ kind: RemoteWordKind, stem: String) throws {
    let row = SphinxRow.word(kind, word, stem, in: index)
    try add(row, to: place(of: row.number))
  }

  mutating func finishWords() throws { try finish() }

  /// A document stays on the part where it is; all parts have the names of its values before.
  mutating func put(
    _ document: RemoteDocument, as identifier: String, from origin: String, isRelabeled: Bool
  ) throws {
    guard let rows = SphinxRow.document(document, from: origin, in: index) else {
      ownFailures.append(
        BulkFailure(document: document.id, reason: "lies deeper than paths are taken"))
      return
    }
    for value in rows.values where values.insert(value.number).inserted {
      for place in parts.indices { parts[place].addValue(value) }
    }
    try add(rows.row, to: places[rows.row.number] ?? place(of: rows.row.number))
  }

  mutating func remove(_ document: PublishedDocument, as identifier: String) throws {
    guard let number = UInt64(identifier), let place = places[number] else { return }
    parts[place].remove(number)
  }

  mutating func finish() throws {
    for place in parts.indices { try parts[place].flushValues() }
    for place in parts.indices { try parts[place].flushRows() }
  }

  private mutating func add(_ row: SphinxRow, to place: Int) throws {
    parts[place].add(row)
    if parts[place].isFull { try finish() }
  }

  private func place(of number: UInt64) -> Int { Int(number % UInt64(parts.count)) }
}

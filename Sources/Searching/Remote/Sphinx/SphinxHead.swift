package import JSONCoding

/// What is published in an index, as each of its parts says.
package struct SphinxHead: Equatable, Sendable {
  /// The number of the row, which is that of the part.
  package var number: UInt64
  /// Counts changes; what was said last holds.
  package var sequence = 0
  /// The numbers of all parts.
  package var parts: [UInt64] = []
  /// The release that searches find; `nil` before there is one.
  package var current: String?
  /// What is told of each release.
  package var releases = JSONObject()

  /// How many parts an index may have.
  package static let mostParts = 1_000

  /// The head of a new part.
  package init(number: UInt64) { self.number = number }

  /// Reads a row; `nil` if this program did not write it.
  package init?(_ row: SphinxFields) {
    guard let number = row["id"].flatMap({ UInt64($0) }),
      let data = row["data"].flatMap({ try? JSONReader.value(of: $0) }),
      data["format"]?.integer == RemoteCollection.format,
      let sequence = data["sequence"]?.integer, let parts = data["parts"]?.array,
      let releases = data["releases"]?.object
    else { return nil }
    self.number = number
    self.sequence = sequence
    self.parts = parts.compactMap { $0.string.flatMap { UInt64($0) } }
    self.releases = releases
    current = data["current"]?.string
    guard self.parts.count == parts.count, (0..<Int(Int32.max)).contains(sequence) else {
      return nil
    }
  }

  /// Whether it says the same as another one, whenever that was.
  package func says(the other: SphinxHead) -> Bool {
    parts == other.parts && current == other.current && releases == other.releases
  }

  /// Its row.
  package var row: SphinxRow {
    var data = JSONObject()
    data["format"] = .integer(RemoteCollection.format)
    data["sequence"] = .integer(sequence)
    data["parts"] = .strings(parts.map(String.init))
    data["current"] = current.map { .string($0) } ?? .null
    data["releases"] = .object(releases)
    return .head(number, .object(data))
  }

  /// What was said last.
  package static func newest(of heads: [SphinxHead]) -> SphinxHead? {
    // Of two that changed at once all readers must take the same one.
    heads.max { ($0.sequence, $0.number) < ($1.sequence, $1.number) }
  }

  /// The heads of the parts that an index has.
  package static let selection = SphinxTable.Selection(
    "id, data", matching: SphinxCode.head, limit: mostParts)

  /// Whether an engine refuses a statement since there is no such index.
  static func isAbsence(_ words: String) -> Bool {
    [
      "unknown local index", "unknown index", "no such index", "unknown local table",
      "unknown table",
    ]
    .contains(where: words.contains)
  }
}

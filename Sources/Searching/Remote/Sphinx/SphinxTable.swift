import JSONCoding

/// What Sphinx and Manticore are asked for.
package protocol SphinxService {
  /// The rows that a statement gives.
  ///
  /// - Parameters:
  ///   - statement: the statement.
  ///   - limit: how many rows it may give; whoever gives more never ends, or is no engine.
  /// - Returns: the rows, in the engine's order.
  /// - Throws: `RemoteFailure.refused` for a statement that is not taken, and whatever keeps the engine from
  ///   answering, or gives more.
  func rows(_ statement: [UInt8], atMost limit: Int) throws -> [SphinxFields]
}

/// A row of an answer, by the names of its columns.
package typealias SphinxFields = [String: String]

/// An index that is asked by SphinxQL, with what the engine says of each answer.
package struct SphinxTable {
  /// How many lines an engine may say of itself: of its variables, its columns, its last answer.
  package static let mostFacts = 10_000

  private let service: any SphinxService
  /// Its name.
  package let name: String

  /// An index.
  package init(_ service: any SphinxService, _ name: String) {
    self.service = service
    self.name = name
  }

  /// What rows are wanted.
  package struct Selection {
    /// What is given of each.
    var columns: String
    /// A query as `MATCH` takes it, of words that need no quotes but for those of phrases.
    var query: String?
    /// Further conditions, each beginning with ` AND `.
    var conditions = ""
    /// What stands behind the conditions.
    var order = ""
    var offset = 0
    var limit = 0
    /// How hits are ranked.
    var ranker = "ranker=none"

    package init(
      _ columns: String, matching query: String? = nil, conditions: String = "",
      order: String = "", offset: Int = 0, limit: Int = 0, ranker: String = "ranker=none"
    ) {
      self.columns = columns
      self.query = query
      self.conditions = conditions
      self.order = order
      self.offset = offset
      self.limit = limit
      self.ranker = ranker
    }
  }

  /// An answer.
  package struct Answer {
    package var rows: [SphinxFields]
    /// How many rows there are, those included that were not wanted.
    package var total: Int
    /// Why not all parts of the index were looked at; `nil` if all were.
    package var defect: String?
  }

  /// The rows that are wanted.
  ///
  /// - Throws: `RemoteFailure`, and what the service throws.
  package func select(_ wanted: Selection) throws -> Answer {
    var statement = Array("SELECT \(wanted.columns) FROM \(name) WHERE ".utf8)
    var conditions = wanted.conditions
    if let query = wanted.query {
      statement += Array("MATCH(".utf8) + SphinxText.quoted(query) + [UInt8(ascii: ")")]
    } else {
      conditions = String(conditions.dropFirst(" AND ".count))
    }
    // Engines keep 1,000 rows unless told otherwise, and give none beyond.
    let most = max(wanted.offset + wanted.limit, 1)
    statement += Array(
      "\(conditions) \(wanted.order) LIMIT \(wanted.offset),\(wanted.limit) OPTION cutoff=0,max_matches=\(most),\(wanted.ranker)"
        .utf8)
    let rows = try service.rows(statement, atMost: most)
    var answer = Answer(rows: rows, total: -1)
    for row in try service.rows(Array("SHOW META".utf8), atMost: Self.mostFacts) {
      let value = row["Value"] ?? ""
      switch row["Variable_name"] {
      case "total_found"?: answer.total = Int(value) ?? -1
      case "warning"?, "error"?: answer.defect = Self.told(value)
      // Manticore may stop counting.
      case "total_relation"? where value != "eq":
        answer.defect = answer.defect ?? "the engine did not count all documents"
      default: break
      }
    }
    guard answer.total >= 0 else {
      throw RemoteFailure.unreadable("it does not say how many documents were found")
    }
    return answer
  }

  private static func told(_ warning: String) -> String {
    "a part of the index did not answer as it should: \(RemoteFailure.words(of: .string(warning)))"
  }
}

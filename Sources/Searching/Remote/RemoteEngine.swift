import JSONCoding

/// A search engine, as far as searches need it: it finds and counts, and knows nothing of what queries mean.
package protocol RemoteEngine {
  /// What is published under a name; `nil` if nothing is.
  ///
  /// - Throws: `RemoteFailure.foreign` for what this program did not publish, and whatever keeps the engine from
  ///   answering.
  func collection(named name: String) throws -> RemoteCollection?

  /// The ways in which documents differ in who may read them, with how many documents each has.
  func rights(in collection: RemoteCollection, limit: Int) throws -> RemoteRights

  /// The words that a lookup asks for, and how many documents are of its kinds.
  func learn(_ lookup: RemoteLookup, in collection: RemoteCollection) throws -> RemoteLearnt

  /// The documents that a question asks for, counted and shown.
  func find(_ question: RemoteQuestion, in collection: RemoteCollection) throws -> RemoteFound
}

/// Values that were counted, and how many documents have none.
package struct RemoteCounts: Equatable, Sendable {
  var values: [(value: String, count: Int)] = []
  var missing = 0
  /// Whether there are more values, or counts that may be too low.
  var isCut = false

  package static func == (left: RemoteCounts, right: RemoteCounts) -> Bool {
    left.missing == right.missing && left.isCut == right.isCut
      && left.values.elementsEqual(right.values) { $0 == $1 }
  }
}

/// The ways in which documents differ in who may read them.
package struct RemoteRights: Sendable {
  var counts = RemoteCounts()
  /// Why not all documents were looked at; `nil` if all were.
  var defect: String?
}

/// What is to be known before documents are asked for.
package struct RemoteLookup: Sendable {
  /// Words of each kind whose stems are wanted.
  var words: [RemoteWordKind: [String]] = [:]
  /// Beginnings of words of any kind whose stems are wanted.
  var beginnings: [String] = []
  /// Kinds of documents to be counted.
  var clauses: [RemoteClause] = []
  /// What documents must be to be counted.
  var sight = RemoteClause.everything

  /// How many words begin alike at most.
  static let mostWords = 10_000
}

/// The answer to a lookup.
package struct RemoteLearnt: Sendable {
  /// A word that documents have.
  struct Word: Sendable {
    var kind: RemoteWordKind
    var word: String
    var stem: String
  }

  /// The words that were named, those of them that there are.
  var words: [Word] = []
  /// The stems of the words with each beginning, in the order in which they were asked for.
  var beginnings: [Set<String>] = []
  /// How many documents are of each kind, in the order in which they were asked for.
  var counts: [Int] = []
  /// Why not all documents were looked at; `nil` if all were.
  var defect: String?
}

/// What is to be found and counted.
package struct RemoteQuestion: Sendable {
  /// What documents must be by the query.
  var matching: RemoteClause
  /// What documents must be to be seen at all.
  var sight: RemoteClause
  /// What hits must be besides, facet by facet.
  var filters: [RemoteClause]
  /// The order of the hits.
  var order: SearchRequest.Order
  /// How many hits to leave out at the front, and to give.
  var offset: Int
  var limit: Int
  /// Whether texts are wanted, for passages.
  var wantsTexts: Bool
  /// What is to be counted.
  var counted: [Counting]

  /// A field whose values are to be counted.
  struct Counting: Sendable {
    /// The field whose values are counted.
    var field: String
    /// The field that documents lack which count as having none.
    var presence: String
    /// What documents must be, besides matching, to be counted: `nil` for what hits must be.
    var among: [RemoteClause]?
    /// How many values there may be.
    var size: Int
  }

  /// How many hits an engine gives at most, those left out at the front counted.
  static let deepest = 10_000

  /// What documents must be that are counted.
  func clauses(of counting: Counting) -> [RemoteClause] { counting.among ?? filters }
}

/// The answer to a question.
package struct RemoteFound: Sendable {
  /// How many documents there are.
  var total = 0
  /// What is stored of the hits, with their scores.
  var hits: [(source: JSONValue, score: Double)] = []
  /// What was counted, in the order in which it was asked for.
  var counts: [RemoteCounts] = []
  /// Why not all documents were looked at; `nil` if all were.
  var defect: String?
}

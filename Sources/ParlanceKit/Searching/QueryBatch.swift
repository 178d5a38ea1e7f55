internal import Searching
internal import System

/// A file of lines `id<TAB>query`, to be answered in one go.
package struct QueryBatch: Sendable {
  /// The form of the answers.
  package enum Form: Sendable {
    /// The run format of TREC; each query is a sentence, not an expression.
    case trec
    /// A JSON object for each hit, with the identifier of the query.
    case jsonLines
  }

  /// What came of a batch.
  package struct Summary: Equatable, Sendable {
    /// How many queries there are.
    package var queries = 0
    /// How many could not be understood.
    package var failures = 0
    /// How many found something.
    package var answered = 0
  }

  /// A query of the file with its place.
  private struct Entry: Sendable {
    var id: String
    var query: String
    var line: Int
    /// Where the query begins in its line, from 1.
    var column: Int
  }

  /// Queries that are answered before their answers are handed over.
  private static let chunk = 256

  private let path: String
  private let entries: [Entry]

  /// Reads the queries of a file, `-` for standard input.
  ///
  /// - Throws: `LocatedError` for a line without a tab; `InputError`.
  package init(path: String) throws {
    self.path = path
    entries = try QueryLine.all(of: path).map {
      Entry(id: $0.id, query: $0.query, line: $0.number, column: $0.column)
    }
  }

  /// How many queries have operators, which a TREC run does not obey.
  package var queriesWithOperators: Int {
    entries.count { entry in
      entry.query.contains { "\"*:()".contains($0) }
        || entry.query.split(separator: " ").contains {
          ["AND", "OR", "NOT", "NEAR"].contains($0) || $0.hasPrefix("-") || $0.hasPrefix("NEAR/")
        }
    }
  }

  /// Answers the queries: those of a chunk side by side, the answers in the order of the lines.
  ///
  /// - Parameters:
  ///   - search: what to search for beside the query; made ready for other queries.
  ///   - form: the form of the answers.
  ///   - isStopped: says whether to end before the next chunk.
  ///   - tell: takes the lines of each answer, or why a query cannot be understood.
  /// - Returns: what came of it.
  /// - Throws: `CancellationError` if it was stopped; what else than a query is wrong.
  package func answer(
    with search: PreparedSearch, form: Form, isStopped: @escaping @Sendable () -> Bool,
    _ tell: (Result<[UInt8], LocatedError>) -> Void
  ) throws -> Summary {
    var summary = Summary(queries: entries.count)
    for start in stride(from: 0, to: entries.count, by: Self.chunk) {
      let part = Array(entries[start..<min(start + Self.chunk, entries.count)])
      let answers = try concurrentMap(part.count, isStopped: isStopped) { _ in
      } _: { number, _ in
        try answer(part[number], with: search, form)
      }
      guard let answers, !isStopped() else { throw CancellationError() }
      for answer in answers {
        switch answer {
        case .success(let lines): summary.answered += lines.isEmpty ? 0 : 1
        case .failure: summary.failures += 1
        }
        tell(answer)
      }
    }
    return summary
  }

  /// The lines that answer a query.
  private func answer(
    _ entry: Entry, with search: PreparedSearch, _ form: Form
  ) throws -> Result<[UInt8], LocatedError> {
    // The queries of a test collection are sentences, not expressions.
    let query = form == .trec ? SearchRequest.plainWords(entry.query) : entry.query
    do {
      let answer = try search.answer(to: query)
      return .success(answer.hits.flatMap { Self.line(of: $0, id: entry.id, form) })
    } catch let error as MisreadQuery {
      return .failure(
        LocatedError(
          path: path, line: entry.line, column: entry.column + error.column - 1,
          message: error.message, hint: error.remedy))
    } catch let error as FacetFilterError {
      return .failure(
        LocatedError(
          path: path, line: entry.line, column: entry.column, message: error.cause,
          hint: error.remedy))
    }
  }

  private static func line(of hit: SearchService.Hit, id: String, _ form: Form) -> [UInt8] {
    switch form {
    case .trec:
      let fields = [
        // The fields of a run are apart by blanks, so that none may hold one.
        id, "Q0", hit.id.map { $0.isWhitespace ? "_" : String($0) }.joined(),
        String(hit.rank), FixedPoint.string(hit.score, decimals: 6), "parlance",
      ]
      return Array((fields.joined(separator: " ") + "\n").utf8)
    case .jsonLines:
      var object = JSONObject([.init(name: "query", value: .string(id))])
      object.members += hit.json(HitField.oneLine).members
      var writer = JSONWriter()
      writer.value(.object(object))
      writer.endLine()
      return writer.bytes
    }
  }
}

/// A line `id<TAB>query` of a file of queries.
struct QueryLine {
  let id: String
  let query: String
  /// The number of the line, from 1.
  let number: Int
  /// Where the query begins, from 1.
  let column: Int

  /// The lines of a file, blank ones left out.
  ///
  /// - Throws: `LocatedError` for a line without a tab; `InputError`.
  static func all(of path: String) throws -> [QueryLine] {
    let lines = try InputLines(path: path)
    var result: [QueryLine] = []
    while let line = try lines.next() {
      let text = String(decoding: line, as: UTF8.self)
      if text.allSatisfy(\.isWhitespace) { continue }
      guard let tab = text.firstIndex(of: "\t") else {
        throw LocatedError(
          path: path, line: lines.count, message: "a line has an identifier, a tab and a query")
      }
      result.append(
        QueryLine(
          id: String(text[..<tab]), query: String(text[text.index(after: tab)...]),
          number: lines.count, column: text.distance(from: text.startIndex, to: tab) + 2))
    }
    return result
  }
}

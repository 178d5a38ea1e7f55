import Glibc
import ParlanceKit
import Searching
import System

/// Answers many queries in one process.
struct SearchBatch {
  let index: SearchIndex
  let request: SearchRequest
  let format: SearchFormat

  /// Queries that are answered before their answers are printed.
  private static let chunk = 256

  /// A query of the file with its place.
  private struct Entry: Sendable {
    var id: String
    var query: String
    var line: Int
    /// Where the query begins in its line, from 0.
    var column: Int
  }

  /// Answers each line `id<TAB>query` of a file, `-` for standard input.
  ///
  /// The queries of a chunk run side by side; answers come in the order of the lines. A query that
  /// cannot be understood is reported with its place, and the others are answered.
  ///
  /// - Throws: `ExitStatus.partly` if some queries failed, `.failure` if all did, `.nothing` if none
  ///   found anything.
  func run(_ path: String) throws {
    let entries = try entries(of: path)
    if format == .trec { tellPlainWords(entries) }
    var failures = 0
    var hits = 0
    for start in stride(from: 0, to: entries.count, by: Self.chunk) {
      try Interruption.check()
      let part = Array(entries[start..<min(start + Self.chunk, entries.count)])
      let answers = try concurrentMap(part.count, isStopped: { Interruption.isRequested }) { _ in
      } _: { number, _ in
        Result { try self.answer(part[number], path: path) }
      }
      try Interruption.check()
      for answer in answers ?? [] {
        switch answer {
        case .success(let lines):
          hits += lines.isEmpty ? 0 : 1
          StandardOutput.shared.write(lines)
        case .failure(let error as LocatedError):
          failures += 1
          Diagnostics.report(error)
        case .failure(let error): throw error
        }
      }
    }
    if failures > 0 { throw failures == entries.count ? ExitStatus.failure : .partly }
    if hits == 0, request.limit > 0 { throw ExitStatus.nothing }
  }

  /// Says how many queries have operators that a TREC run does not obey.
  private func tellPlainWords(_ entries: [Entry]) {
    let count = entries.count { entry in
      entry.query.contains { "\"*:()".contains($0) }
        || entry.query.split(separator: " ").contains {
          ["AND", "OR", "NOT", "NEAR"].contains($0) || $0.hasPrefix("-") || $0.hasPrefix("NEAR/")
        }
    }
    guard count > 0 else { return }
    Diagnostics.note(
      "\(count) quer\(count == 1 ? "y has" : "ies have") operators or fields; --format trec takes "
        + "every query for words, --format jsonl as written")
  }

  private func entries(of path: String) throws -> [Entry] {
    let lines = try InputLines(path: path)
    var entries: [Entry] = []
    while let line = try lines.next() {
      let text = String(decoding: line, as: UTF8.self)
      if text.allSatisfy(\.isWhitespace) { continue }
      guard let tab = text.firstIndex(of: "\t") else {
        throw LocatedError(
          path: path, line: lines.count, message: "a line has an identifier, a tab and a query")
      }
      entries.append(
        Entry(
          id: String(text[..<tab]), query: String(text[text.index(after: tab)...]),
          line: lines.count, column: text.distance(from: text.startIndex, to: tab) + 1))
    }
    return entries
  }

  /// The lines that answer a query.
  private func answer(_ entry: Entry, path: String) throws -> [UInt8] {
    var request = request
    // The queries of a test collection are sentences, not expressions.
    request.query =
      format == .trec ? SearchRequest.plainWords(entry.query) : entry.query
    do {
      return Self.lines(try index.search(request), id: entry.id, format: format)
    } catch let error as QuerySyntaxError {
      throw LocatedError(
        path: path, line: entry.line, column: entry.column + error.column,
        message: error.description, hint: error.remedy)
    } catch let error as FacetFilterError {
      throw LocatedError(
        path: path, line: entry.line, column: entry.column + 1, message: error.cause,
        hint: error.remedy)
    }
  }

  private static func lines(
    _ results: SearchResults, id: String, format: SearchFormat
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    for hit in results.hits {
      if format == .trec {
        let fields = [
          id, "Q0", hit.id.map { $0.isWhitespace ? "_" : String($0) }.joined(),
          String(hit.rank), FixedPoint.string(hit.score, decimals: 6), "parlance",
        ]
        bytes += fields.joined(separator: " ").utf8
        bytes.append(0x0A)
      } else {
        var writer = JSONWriter()
        let members = HitField.textFields.map {
          JSONObject.Member(name: $0.rawValue, value: $0.value(of: hit, isJSON: true))
        }
        writer.value(.object(JSONObject([.init(name: "query", value: .string(id))] + members)))
        writer.endLine()
        bytes += writer.bytes
      }
    }
    return bytes
  }
}

import JSONCoding
import MappedStorage
import Searching

/// Answers many queries in one process.
struct SearchBatch {
  let index: SearchIndex
  let request: SearchRequest
  let format: SearchFormat

  /// Answers each line `id<TAB>query` of a file, `-` for standard input.
  func run(_ path: String) throws {
    let bytes = path == "-" ? try Self.standardInput() : try MappedBytes.contents(of: path)
    var lines = TextLines(bytes)
    while let line = lines.next() {
      try Interruption.check()
      let text = String(decoding: bytes[line.range], as: UTF8.self)
      if text.allSatisfy(\.isWhitespace) { continue }
      guard let tab = text.firstIndex(of: "\t") else {
        throw LocatedError(
          path: path, line: line.number, message: "a line has an identifier, a tab and a query")
      }
      var request = request
      let query = String(text[text.index(after: tab)...])
      // The queries of a test collection are sentences, not expressions.
      request.query = format == .trec ? SearchRequest.plainWords(query) : query
      do {
        print(try index.search(request), id: String(text[..<tab]))
      } catch let error as QuerySyntaxError {
        throw LocatedError(
          path: path, line: line.number, column: tab.utf16Offset(in: text) + 1 + error.column,
          message: error.description, hint: error.remedy)
      }
    }
  }

  private func print(_ results: SearchResults, id: String) {
    for hit in results.hits {
      if format == .trec {
        let fields = [
          id, "Q0", hit.id.map { $0.isWhitespace ? "_" : String($0) }.joined(),
          String(hit.rank), FixedPoint.string(hit.score, decimals: 6), "parlance",
        ]
        StandardOutput.shared.writeLine(fields.joined(separator: " "))
      } else {
        var writer = JSONWriter()
        let names = ["rank", "score", "id", "path", "title", "date", "tags", "snippet"]
        let members = zip(names, SearchReport.record(hit, isJSON: true)).map {
          JSONObject.Member(name: $0, value: $1)
        }
        writer.value(.object(JSONObject([.init(name: "query", value: .string(id))] + members)))
        writer.endLine()
        StandardOutput.shared.write(writer.bytes)
      }
    }
  }

  private static func standardInput() throws -> [UInt8] {
    var lines = DescriptorLines(0)
    var bytes: [UInt8] = []
    while let line = try lines.next() { bytes += line + [0x0A] }
    return bytes
  }
}

import BenchmarkSupport
import CPostings
import Glibc
import JSONCoding
import MappedStorage
import Matching
import Model
import RandomNumbers
import Searching
import System
import Taxonomy

/// Measures building and searching on a collection; see `Documentation/Search.md`.
///
/// The collection is a folder with `docs.jsonl` and `queries.tsv`: real passages from `passages.py`, or
/// made-up ones from `export`.
@main
enum SearchingBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { return usage() }
    let folder = arguments[2]
    let number = arguments.dropFirst(3).first.flatMap { Int($0) }
    switch arguments[1] {
    case "export": try export(folder, count: number ?? 1_000_000)
    case "build": try build(folder)
    case "query":
      let level = allowVectors(arguments.dropFirst(5).first)
      try query(
        folder, rounds: number ?? 5, level: level,
        kind: arguments.dropFirst(4).first.flatMap { $0 == "all" ? nil : $0 },
        isPlain: arguments.dropFirst(6).first == "plain")
    default: usage()
    }
  }

  private static func usage() {
    print(
      "SearchingBenchmark export FOLDER [COUNT], build FOLDER, or "
        + "query FOLDER [ROUNDS [KIND|all [none|avx2|avx512 [plain]]]]")
  }

  /// Lets searches use vector instructions up to a level only, as on a processor without the others.
  ///
  /// - Returns: the level, for what is printed.
  private static func allowVectors(_ name: String?) -> String {
    let levels = [
      "none": PARLANCE_VECTORS_NONE, "avx2": PARLANCE_VECTORS_AVX2,
      "avx512": PARLANCE_VECTORS_AVX512,
    ]
    guard let name else { return "" }
    guard let level = levels[name] else {
      usage()
      exit(64)
    }
    parlance_limit_vectors(level)
    return " \(levels.first { $0.value == parlance_vector_level() }?.key ?? name)"
  }

  /// Writes the collection as JSON Lines, and the queries, for other programs.
  private static func export(_ folder: String, count: Int) throws {
    var corpus = Corpus()
    let file = unsafe fopen("\(folder)/docs.jsonl", "w")
    for number in 0..<count {
      let document = corpus.next(number)
      var writer = JSONWriter()
      writer.value([
        "id": .string(document.id), "title": .string(document.title),
        "text": .string(document.text), "date": .string(document.date?.description ?? ""),
        "facets": .object(
          JSONObject(
            document.facets.sorted { $0.key < $1.key }.map {
              .init(name: $0.key, value: .array($0.value.map { .string($0) }))
            })),
      ])
      writer.endLine()
      _ = unsafe fwrite(writer.bytes, 1, writer.bytes.count, file)
    }
    unsafe fclose(file)
    let lines = Queries.all().map { "\($0.kind)\t\($0.query)\t\($0.filter)\n" }
    try AtomicFile.write(Array(lines.joined().utf8), to: "\(folder)/queries.tsv")
  }

  /// Builds `FOLDER/index`; what reading JSON takes is not counted.
  private static func build(_ folder: String) throws {
    let vocabulary = try Corpus.vocabulary()
    var writer = try IndexWriter(
      folder: "\(folder)/index",
      resolver: ConceptResolver(vocabulary, index: try LabelIndex.compile(vocabulary)),
      replacing: true)
    var spent = 0.0
    var passed = 0.0
    var count = 0
    func timed(_ body: () throws -> Void) rethrows {
      let before = (processorSeconds(), wallSeconds())
      try body()
      spent += processorSeconds() - before.0
      passed += wallSeconds() - before.1
    }
    var batch: [IndexDocument] = []
    func flush() throws {
      try timed { for document in batch { try writer.add(document) } }
      count += batch.count
      batch.removeAll()
    }
    try JSONLines.forEach(in: try MappedBytes.contents(of: "\(folder)/docs.jsonl")) { line in
      batch.append(try IndexDocument(line.value.get()))
      if batch.count == 16_384 { try flush() }
    }
    try flush()
    try timed { try writer.commit() }
    print(
      "Parlance build \(count) passages: \(rounded(spent)) s CPU, \(rounded(passed)) s elapsed, "
        + "\(bytes(in: "\(folder)/index") / 1_000_000) MB")
  }

  /// Answers `queries.tsv`, and writes the hits of each query to `hits.tsv`.
  private static func query(
    _ folder: String, rounds: Int, level: String, kind: String?, isPlain: Bool
  ) throws {
    let vocabulary = try Corpus.vocabulary()
    let labels = try LabelIndex.compile(vocabulary)
    let index = try SearchIndex(folder: "\(folder)/index", vocabulary: vocabulary, labels: labels)
    let queries = try Queries.read("\(folder)/queries.tsv").filter {
      $0.kind == kind ?? $0.kind
    }
    var times: [String: [Double]] = [:]
    var totals: [String: [Int]] = [:]
    var hits = ""
    for round in 0..<rounds {
      for query in queries {
        var request = SearchRequest(query.query)
        request.wantsSnippets = false
        request.wantsSuggestions = false
        // As the other engines search: no parts of words, and nothing rescored.
        request.isLiteral = isPlain
        request.expandsQuery = !isPlain
        if !query.filter.isEmpty {
          request.filters = [FacetFilter(key: "type", value: query.filter)]
        }
        let before = processorSeconds()
        let results = try index.search(request)
        let spent = (processorSeconds() - before) * 1e6
        // The first round maps and checks.
        if round > 0 || rounds == 1 { times[query.kind, default: []].append(spent) }
        if round == 0 {
          totals[query.kind, default: []].append(results.total)
          hits += "\(query.kind)\t\(query.query)\t\(query.filter)\t\(results.total)\n"
        }
      }
    }
    if kind == nil, isPlain { try AtomicFile.write(Array(hits.utf8), to: "\(folder)/hits.tsv") }
    for kind in Queries.kinds {
      let sorted = (times[kind] ?? []).sorted()
      let found = totals[kind] ?? []
      guard !sorted.isEmpty, !found.isEmpty else { continue }
      print(
        "Parlance\(level)\(isPlain ? " plain" : "") \(kind): median \(Int(sorted[sorted.count / 2])) µs, "
          + "90 % \(Int(sorted[sorted.count * 9 / 10])) µs, "
          + "hits \(found.reduce(0, +) / found.count)")
    }
  }

  private static func bytes(in folder: String) -> Int {
    let entries = (try? OpenFolder(SharePath(folder)).entries()) ?? []
    return entries.reduce(0) { sum, entry in
      guard case .file(let stamp) = entry.kind else { return sum }
      return sum + stamp.size
    }
  }

  private static func rounded(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}

/// Queries whose words come from passages of the collection.
enum Queries {
  static let kinds = ["term", "AND", "OR", "phrase", "prefix", "OR + filter"]

  /// How many of each kind.
  static let count = 40

  struct Query {
    var kind: String
    var query: String
    var filter = ""
  }

  /// The queries of a file: kind, query and value of the type on each line.
  static func read(_ path: String) throws -> [Query] {
    String(decoding: try MappedBytes.contents(of: path), as: UTF8.self).split(separator: "\n").map {
      let fields = $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Query(kind: fields[0], query: fields[1], filter: fields[2])
    }
  }

  /// The queries, the same each time.
  static func all() -> [Query] {
    var corpus = Corpus()
    var generator = SeededGenerator(seed: 99)
    let passages = (0..<2_000).map {
      corpus.next($0).text.split(separator: " ").map(String.init)
    }
    func passage() -> [String] { passages[generator.next(below: passages.count)] }
    func words(_ count: Int) -> [String] {
      let passage = passage()
      return (0..<count).map { _ in passage[generator.next(below: passage.count)] }
    }
    var queries: [Query] = []
    for _ in 0..<count {
      queries.append(Query(kind: "term", query: words(1)[0]))
      queries.append(
        Query(kind: "AND", query: words(2 + generator.next(below: 2)).joined(separator: " AND ")))
      let or = words(2 + generator.next(below: 4)).joined(separator: " ")
      queries.append(Query(kind: "OR", query: or))
      let passage = passage()
      let start = generator.next(below: passage.count - 1)
      queries.append(
        Query(kind: "phrase", query: "\"\(passage[start]) \(passage[start + 1])\""))
      queries.append(Query(kind: "prefix", query: String(words(1)[0].prefix(4)) + "*"))
      queries.append(Query(kind: "OR + filter", query: or, filter: "urn:type:3"))
    }
    return queries
  }
}

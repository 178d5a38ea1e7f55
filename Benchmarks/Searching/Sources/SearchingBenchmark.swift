import Glibc
import JSONCoding
import MappedStorage
import Matching
import Searching
import Taxonomy

/// Measures building and searching on a made-up collection; see `Documentation/Search.md`.
@main
enum SearchingBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { return usage() }
    let folder = arguments[2]
    switch arguments[1] {
    case "export": try export(folder, count: Int(arguments.dropFirst(3).first ?? "") ?? 1_000_000)
    case "build": try build(folder, count: Int(arguments.dropFirst(3).first ?? "") ?? 1_000_000)
    case "query": try query(folder, rounds: Int(arguments.dropFirst(3).first ?? "") ?? 5)
    default: usage()
    }
  }

  private static func usage() {
    print("SearchingBenchmark export|build FOLDER [COUNT], or query FOLDER [ROUNDS]")
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

  private static func build(_ folder: String, count: Int) throws {
    let vocabulary = try Corpus.vocabulary()
    var corpus = Corpus()
    var writer = try IndexWriter(folder: folder, vocabulary: vocabulary, replacing: true)
    var spent = 0.0
    var batch: [IndexDocument] = []
    for start in stride(from: 0, to: count, by: 10_000) {
      batch = (start..<min(start + 10_000, count)).map { corpus.next($0) }
      let before = cpuSeconds()
      for document in batch { try writer.add(document) }
      spent += cpuSeconds() - before
    }
    let before = cpuSeconds()
    try writer.commit()
    spent += cpuSeconds() - before
    print("build \(count) passages: \(rounded(spent)) s CPU")
  }

  private static func query(_ folder: String, rounds: Int) throws {
    let vocabulary = try Corpus.vocabulary()
    let labels = try LabelIndex.compile(vocabulary)
    let index = try SearchIndex(folder: folder, vocabulary: vocabulary, labels: labels)
    var times: [String: [Double]] = [:]
    var totals: [String: Int] = [:]
    for round in 0..<rounds {
      for query in Queries.all() {
        var request = SearchRequest(query.query)
        request.wantsSnippets = false
        if !query.filter.isEmpty {
          request.filters = [FacetFilter(key: "type", value: query.filter)]
        }
        let before = cpuSeconds()
        let results = try index.search(request)
        let spent = (cpuSeconds() - before) * 1e6
        // The first round maps and checks.
        if round > 0 || rounds == 1 { times[query.kind, default: []].append(spent) }
        if round == 0 { totals[query.kind, default: 0] += results.total }
      }
    }
    for kind in Queries.kinds {
      let sorted = (times[kind] ?? []).sorted()
      guard !sorted.isEmpty else { continue }
      print(
        "\(kind): median \(Int(sorted[sorted.count / 2])) µs, "
          + "90 % \(Int(sorted[sorted.count * 9 / 10])) µs, "
          + "hits \((totals[kind] ?? 0) / Queries.count)")
    }
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
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

  /// The queries, the same each time.
  static func all() -> [Query] {
    var corpus = Corpus()
    var generator = Generator(state: 99)
    let passages = (0..<2_000).map {
      corpus.next($0).text.split(separator: " ").map(String.init)
    }
    func passage() -> [String] { passages[generator.below(passages.count)] }
    func words(_ count: Int) -> [String] {
      let passage = passage()
      return (0..<count).map { _ in passage[generator.below(passage.count)] }
    }
    var queries: [Query] = []
    for _ in 0..<count {
      queries.append(Query(kind: "term", query: words(1)[0]))
      queries.append(
        Query(kind: "AND", query: words(2 + generator.below(2)).joined(separator: " AND ")))
      let or = words(2 + generator.below(2)).joined(separator: " ")
      queries.append(Query(kind: "OR", query: or))
      let passage = passage()
      let start = generator.below(passage.count - 1)
      queries.append(
        Query(kind: "phrase", query: "\"\(passage[start]) \(passage[start + 1])\""))
      queries.append(Query(kind: "prefix", query: String(words(1)[0].prefix(4)) + "*"))
      queries.append(Query(kind: "OR + filter", query: or, filter: "urn:type:3"))
    }
    return queries
  }
}

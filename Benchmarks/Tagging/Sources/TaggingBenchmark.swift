import BenchmarkSupport
import Documents
import Glibc
import JSONCoding
import MappedStorage
import Matching
import Model
import System
import Tagging
import Taxonomy

/// Measures tagging from stored text: `TaggingBenchmark VOCABULARY DOCUMENTS [ROUNDS [GOLD]]`.
///
/// VOCABULARY is any file that `parlance import` reads; DOCUMENTS is JSON Lines as `parlance tag`
/// reads it, held in memory before the clock starts. Prints a line for each stage on one core: CPU
/// time, the median of the rounds. With GOLD a model is trained on it first.
@main struct TaggingBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      print("usage: TaggingBenchmark VOCABULARY DOCUMENTS [ROUNDS [GOLD]]")
      exit(64)
    }
    var importer = VocabularyImporter()
    try importer.read(path: arguments[1])
    let vocabulary = try importer.finish().vocabulary
    let index = try LabelIndex.compile(vocabulary)
    var begin = processorSeconds()
    let tables = ConceptTables(vocabulary)
    print("tables: \(rounded(processorSeconds() - begin)) s, \(vocabulary.labelCount) labels")
    let documents = try records(arguments[2]).map(\.document)
    let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 3 : 3
    var model: TaggingModel?
    if arguments.count > 4 {
      let gold = try records(arguments[4])
      begin = processorSeconds()
      model = TaggingTrainer(tables: tables, labelIndex: index).train(
        gold.map { TaggingExample($0.document, concepts: $0.tags) })
      print("training: \(rounded(processorSeconds() - begin)) s, \(gold.count) documents")
    }
    let tagger = Tagger(tables: tables, labelIndex: index, model: model)
    let matcher = LabelMatcher(index)
    let size = documents.reduce(0) { $0 + $1.text.utf8.count }
    print("\(documents.count) documents, \(rounded(Double(size) / 1e6)) MB")
    measure("matching", rounds, size, documents.count) {
      var found: [FoundLabel] = []
      return documents.reduce(0) { count, document in
        found.removeAll(keepingCapacity: true)
        let text = document.text
        matcher.append(matchesIn: Array(text.utf8).span, to: &found)
        return count + found.count
      }
    }
    measure("analysis", rounds, size, documents.count) {
      documents.reduce(0) { $0 + tagger.candidates(of: $1).count }
    }
    measure("mentions", rounds, size, documents.count) {
      documents.reduce(0) { $0 + tagger.mentions(in: $1).count }
    }
    measure("tags", rounds, size, documents.count) {
      documents.reduce(0) { $0 + tagger.tag($1).count }
    }
    measure("tags as JSON", rounds, size, documents.count) {
      documents.reduce(0) { count, document in
        var writer = JSONWriter()
        tagger.tag(document).write(to: &writer, id: document.id, basis: "", in: vocabulary)
        return count + writer.bytes.count
      }
    }
  }

  private static func records(_ path: String) throws -> [TaggingRecord] {
    var result: [TaggingRecord] = []
    try JSONLines.forEach(in: try MappedBytes.contents(of: path)) { line throws in
      result.append(try TaggingRecord(try line.value.get()))
    }
    return result
  }

  private static func measure(
    _ name: String, _ rounds: Int, _ size: Int, _ count: Int, _ body: () -> Int
  ) {
    var times: [Double] = []
    var result = 0
    for _ in 0..<max(rounds, 1) {
      let begin = processorSeconds()
      result = body()
      times.append(processorSeconds() - begin)
    }
    times.sort()
    let time = times[times.count / 2]
    print(
      name, "\(rounded(Double(size) / 1e6 / time)) MB/s",
      "\(rounded(time * 1000 / Double(count))) ms a document", result, separator: "\t")
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}

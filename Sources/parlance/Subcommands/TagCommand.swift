import ArgumentParser
import Dispatch
import Documents
import Glibc
import JSONCoding
import Matching
import ParlanceKit
import Synchronization
import Tagging
import Taxonomy

/// `parlance tag`: the worker for pipelines: documents in, tags out, line by line.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Tag documents given as JSON Lines.",
    discussion: """
      Reads {"id","title","text","path","date","metadata":{…}} from standard input and writes
      {"id","tags":[…]} in the same order. A line that cannot be read gives {"id","error"}; the
      worker goes on.

      EXAMPLES
        parlance tag < documents.jsonl > tags.jsonl
        parlance tag --scheme product --limit 5 < documents.jsonl
        parlance tag --mentions < documents.jsonl
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  @Option(name: .long, help: "Tag with this scheme only; repeatable.")
  var scheme: [String] = []

  @Option(name: .long, help: "At most so many tags of a scheme, the best ones.")
  var limit: Int?

  @Option(name: .long, help: "The lowest score, from 0 to 1; 0 with --limit, otherwise 0.35.")
  var threshold: Double?

  @Flag(name: .long, help: "Every mention with its place instead of tags.")
  var mentions = false

  func validate() throws {
    if let threshold, !(0...1).contains(threshold) {
      throw ValidationError("'--threshold' takes a number from 0 to 1.")
    }
    if let limit, limit < 1 { throw ValidationError("'--limit' takes a number from 1 on.") }
  }

  func run() throws {
    let workspace = try global.existingWorkspace()
    let (tables, labels) = try workspace.taggingTables()
    let settings = try settings(in: tables.vocabulary)
    let model = try workspace.taggingModel()
    let normalizer = try workspace.normalizer()
    let worker = TagWorker(vocabulary: tables.vocabulary, mentions: mentions)
    try worker.run(
      (0..<TagWorker.workers).map { _ in
        Tagger(
          tables: tables, labelIndex: labels, settings: settings,
          resolver: NormalizerResolver(normalizer, tables: tables), model: model)
      })
  }

  private func settings(in vocabulary: Vocabulary) throws -> TaggerSettings {
    var settings = TaggerSettings()
    let lowest = threshold ?? (limit == nil ? settings.thresholds.review : 0)
    settings.thresholds = TaggerSettings.Thresholds(
      accept: max(lowest, settings.thresholds.accept), review: lowest)
    settings.limit = limit
    if !scheme.isEmpty {
      settings.schemes = Set(
        try scheme.map { name in
          guard let scheme = vocabulary.scheme(named: name) else {
            let known = vocabulary.schemes.map(vocabulary.key).joined(separator: ", ")
            throw ValidationError("There is no scheme '\(name)'. Known: \(known).")
          }
          return scheme
        })
    }
    return settings
  }
}

/// Reads lines, tags them on both cores, writes the answers in order.
private struct TagWorker: Sendable {
  let vocabulary: Vocabulary
  let mentions: Bool

  private static let batchSize = 256
  static let workers = 2

  func run(_ owned: [Tagger]) throws {
    // Each tagger is used by one thread at a time only: by the iteration of its number.
    nonisolated(unsafe) let taggers = owned
    var lines = DescriptorLines(STDIN_FILENO)
    while true {
      var batch: [[UInt8]] = []
      var bytes = 0
      while batch.count < Self.batchSize, bytes < 16 << 20 {
        if !batch.isEmpty, !lines.hasBufferedLine, bytes > 1 << 18 { break }
        guard let line = try lines.next() else { break }
        bytes += line.count
        if !JSONLines.isBlank(line[...]) { batch.append(line) }
      }
      if batch.isEmpty { break }
      let first = lines.count - batch.count + 1
      let answers = Mutex<[[UInt8]]>(Array(repeating: [], count: batch.count))
      let next = Mutex(0)
      DispatchQueue.concurrentPerform(iterations: Self.workers) { [batch] slot in
        while true {
          let index = next.withLock { value in
            value += 1
            return value - 1
          }
          guard index < batch.count else { return }
          let answer = unsafe answer(to: batch[index], number: first + index, with: taggers[slot])
          answers.withLock { $0[index] = answer }
        }
      }
      for answer in answers.withLock({ $0 }) { StandardOutput.shared.write(answer) }
      StandardOutput.shared.flush()
    }
  }

  private func answer(to line: [UInt8], number: Int, with tagger: Tagger) -> [UInt8] {
    var writer = JSONWriter()
    let value: JSONValue
    do {
      value = try JSONLines.read(line[...], number: number).value.get()
    } catch {
      writer.value(["id": .null, "error": .string("line \(number): \(error)")])
      writer.endLine()
      return writer.bytes
    }
    do {
      let document = try TaggingRecord(value).document
      if mentions {
        writer.value(["id": .string(document.id), "tags": .array(mentionList(document, tagger))])
      } else {
        tagger.tag(document).write(to: &writer, id: document.id, in: vocabulary)
      }
    } catch {
      writer.value([
        "id": value["id"] ?? .null, "error": .string("line \(number): \(error.message)"),
      ])
    }
    writer.endLine()
    return writer.bytes
  }

  private func mentionList(_ document: Document, _ tagger: Tagger) -> [JSONValue] {
    tagger.mentions(in: document).map { mention in
      [
        "concept": .string(vocabulary.uri(of: mention.concept)),
        "label": .string(vocabulary.preferredLabel(of: mention.concept)),
        "field": .string(mention.field.name), "start": .integer(mention.range.lowerBound),
        "end": .integer(mention.range.upperBound), "surface": .string(mention.surface),
        "alternatives": .array(
          mention.alternatives.map { .string(vocabulary.uri(of: $0)) }),
      ]
    }
  }
}

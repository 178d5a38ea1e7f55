import ArgumentParser
import ParlanceKit
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
        parlance tag --any-order < documents.jsonl
        parlance tag --explain "Harbor Archive" < documents.jsonl
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  @Option(name: .long, help: "Tag with this scheme only; repeatable.")
  var scheme: [String] = []

  @Option(name: .long, help: "At most so many tags of a scheme, the best ones.")
  var limit: Int?

  @Option(
    name: .long, help: "The lowest score, from 0 to 1; 0 with --limit, otherwise the scheme's own.")
  var threshold: Double?

  @Flag(
    name: .long,
    help: "Count the words of all labels in any order within a sentence, too; tune settles it.")
  var anyOrder = false

  @Flag(name: .long, help: "Every mention with its place instead of tags.")
  var mentions = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Say for each document why it gets this concept or not, instead of tags.",
      valueName: "label|URI"))
  var explain: String?

  func validate() throws {
    if let threshold, !(0...1).contains(threshold) {
      throw ValidationError("'--threshold' takes a number from 0 to 1.")
    }
    if mentions, explain != nil {
      throw ValidationError("'--mentions' and '--explain' exclude each other.")
    }
    if let limit, limit < 1 { throw ValidationError("'--limit' takes a number from 1 on.") }
  }

  func run() throws {
    let workspace = try global.existingWorkspace()
    let parts = try TaggerParts(workspace)
    let settings = try settings(in: parts.vocabulary, try workspace.taggingPreferences())
    var worker = TagWorker(vocabulary: parts.vocabulary, mentions: mentions)
    worker.explained = try explain.map { label in
      try ExplainedConcept.find(label, in: parts.vocabulary, labels: parts.labels)
    }
    try worker.run((0..<TagWorker.workers).map { _ in parts.makeTagger(settings) })
    try parts.verify()
  }

  /// The settings; schemes that are blocked stay so when they are asked for.
  private func settings(
    in vocabulary: Vocabulary, _ preferences: TaggingPreferences
  ) throws -> TaggerSettings {
    var settings = TaggerSettings(
      vocabulary, preferences: preferences, limit: limit, threshold: threshold,
      anyOrder: anyOrder)
    if !scheme.isEmpty {
      let asked = Set(
        try scheme.map { name in
          guard let scheme = vocabulary.scheme(named: name) else {
            let known = vocabulary.schemes.map(vocabulary.key).joined(separator: ", ")
            throw ValidationError("There is no scheme '\(name)'. Known: \(known).")
          }
          return scheme
        })
      settings.schemes = settings.schemes?.intersection(asked) ?? asked
    }
    return settings
  }
}

import ArgumentParser
import Glibc
import ParlanceKit

/// `parlance tag`: the worker for pipelines: documents in, tags out, line by line.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Tag documents given as JSON Lines.",
    discussion: """
      Reads {"id","title","text","path","date","metadata":{…}} from standard input and writes
      {"id","tags":[…],"basis"} in the same order. A line that cannot be read gives {"id","error"}; the
      worker goes on.

      EXAMPLES
        parlance tag < documents.jsonl > tags.jsonl
        parlance tag --scheme product --limit 5 < documents.jsonl
        parlance tag --bundle enterprise.bundle < documents.jsonl
        parlance tag --mentions < documents.jsonl
        parlance tag --any-order < documents.jsonl
        parlance tag --explain "Harbor Archive" < documents.jsonl
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var bundle: BundleOptions

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
    var bounds = TagWorker.Bounds()
    bounds.schemes = scheme
    bounds.limit = limit
    bounds.threshold = threshold
    bounds.anyOrder = anyOrder
    let subject =
      explain.map { TagWorker.Subject.explanation(of: $0) } ?? (mentions ? .mentions : .tags)
    try TagWorker(try bundle.source(global), subject, within: bounds).run(STDIN_FILENO) {
      StandardOutput.shared.write($0)
      StandardOutput.shared.flush()
    }
  }
}

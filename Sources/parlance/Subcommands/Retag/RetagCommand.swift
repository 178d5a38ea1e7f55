import ArgumentParser
import Cataloging
import JSONCoding
import ParlanceKit
import Tagging
import Taxonomy

/// `parlance retag`: plan, confirm, apply.
struct RetagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retag",
    abstract: "Tag the documents of a share: show a plan, ask, apply.",
    discussion: """
      Reads what is new or changed in the share, proposes tags from the vocabulary, shows what would
      change, and asks. A second run over an unchanged share reads nothing again; a changed
      vocabulary tags again from stored text. What a person decided is never overridden.

      EXAMPLES
        parlance retag Samples/share
        parlance retag Samples/share --dry-run --explain
        parlance retag Samples/share --only type --yes
        parlance retag Samples/share --dry-run --plan-out plan.jsonl
        parlance retag --apply plan.jsonl
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var choices: RetagChoices

  @Argument(help: "The share: a folder of documents.", completion: .directory)
  var share: String?

  @Flag(name: .long, help: "Show the plan and end; nothing is written, not even asked.")
  var dryRun = false

  @Flag(name: .long, help: "Apply without asking.")
  var yes = false

  @Option(name: .long, help: "Write the plan to a file.", completion: .file())
  var planOut: String?

  @Option(name: .long, help: "Apply a plan written before; nothing else.", completion: .file())
  var apply: String?

  @Flag(name: .long, help: "Show for every tag what led to it.")
  var explain = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Say for every document why it gets this concept or not; nothing is planned.",
      valueName: "label|URI"))
  var why: String?

  func validate() throws {
    if apply != nil, share != nil { throw ValidationError("--apply names its share itself") }
    if apply == nil, share == nil { throw ValidationError("name a share, or a plan with --apply") }
    if dryRun, yes { throw ValidationError("--dry-run and --yes exclude each other") }
    if apply != nil, dryRun || planOut != nil {
      throw ValidationError("--apply goes with neither --dry-run nor --plan-out")
    }
  }

  func run() throws {
    let workspace = try global.existingWorkspace()
    if let apply {
      try RetagRun.applyPlan(at: apply, command: self, workspace: workspace)
    } else {
      let session = try RetagSession(workspace, folder: share ?? ".")
      if let why {
        return try RetagExplanation(session: session, output: output)
          .run(why, options: choices.options(session.vocabulary))
      }
      try RetagRun(command: self, session: session).run()
    }
  }
}

/// Which documents and facets a retag is about, and where it writes.
struct RetagChoices: ParsableArguments {
  @Option(name: .long, help: "Only this facet, such as type; repeatable.")
  var only: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where tags are written; settled for the workspace by the first run.",
      valueName: "catalog|documents|sidecar|xattr"))
  var writeTo: TagPlace?

  @Flag(name: .long, help: "Replace also what came with the documents; never a person's word.")
  var overwrite = false

  @Option(name: .long, help: "The score from which a tag is taken without asking, 0 to 1.")
  var threshold: Double?

  @Option(name: .long, help: "Look at no more than this many documents.")
  var limit: Int?

  func validate() throws {
    if let threshold, !(0...1).contains(threshold) {
      throw ValidationError("--threshold is a number from 0 to 1")
    }
    if let limit, limit < 1 { throw ValidationError("--limit is at least 1") }
  }

  /// The options of the session that these choices come to.
  ///
  /// - Parameter vocabulary: the vocabulary that has the facets.
  /// - Returns: the options.
  /// - Throws: `ValidationError` for a facet that the vocabulary does not have.
  func options(_ vocabulary: Vocabulary) throws -> RetagSession.Options {
    var options = RetagSession.Options()
    options.overwritesSource = overwrite
    if !only.isEmpty {
      options.facets = Set(
        try only.map { name in
          guard let scheme = vocabulary.scheme(named: name) else {
            let known = vocabulary.schemes.map(vocabulary.key).joined(separator: ", ")
            throw ValidationError("there is no facet \"\(name)\"; known are \(known)")
          }
          return vocabulary.key(of: scheme)
        })
    }
    options.threshold = threshold
    return options
  }
}

/// Where tags are written.
enum TagPlace: String, CaseIterable, ExpressibleByArgument {
  /// Into the catalog only.
  case catalog
  /// Into the documents themselves; what takes no tags keeps them in the catalog.
  case documents
  /// Into a file NAME.EXT.xmp beside each document.
  case sidecar
  /// Into the extended attribute user.xdg.tags.
  case xattr
}

public import ArgumentParser
public import ParlanceKit

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
        parlance retag Samples/share --only type=Brochure --facet type=Flyer --yes
        find /srv/share -newer stamp -print0 | parlance retag /srv/share --files0-from - --yes
        parlance retag /srv/share --since 7d --yes --format jsonl
        parlance retag Samples/share --dry-run --plan-out plan.jsonl
        parlance retag --apply plan.jsonl
        parlance retag /srv/share --write-to sidecar --move --yes
        parlance retag /srv/share --shard 3/64 --workspace shard-3 --yes
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

  @Flag(
    name: .long, help: "With --plan-out: replace the file if it exists and holds something else.")
  var force = false

  @Option(name: .long, help: "Apply a plan written before; nothing else.", completion: .file())
  var apply: String?

  @Flag(
    name: .long,
    help: "Go on though much of the share is gone: what is, is marked as missing.")
  var allowMissing = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Make the workspace one about this shard of the share, such as 3/64, from 0/64 on.",
      discussion: "Later runs keep to it; each shard has a workspace of its own.",
      valueName: "n/m"),
    transform: RetagCommand.shard)
  var shard: ShareShard?

  @Flag(
    name: .long,
    help: "With --write-to: take tags away from where they stood, and write there from now on.")
  var move = false

  @Flag(name: .long, help: "Give changed files the present time; else they keep theirs.")
  var touch = false

  @Flag(
    name: .long,
    help: ArgumentHelp(
      "With --format: print a line for each document, also if nothing was to be done.",
      discussion: "Else a run prints what it looked at; --dry-run prints all."))
  var all = false

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
    if share == "-" {
      throw ValidationError("a share is a folder; --files0-from - takes files of it from a list")
    }
    if move, choices.writeTo == nil { throw ValidationError("--move goes with --write-to") }
    if move, dryRun { throw ValidationError("--move and --dry-run exclude each other") }
    if dryRun, yes { throw ValidationError("--dry-run and --yes exclude each other") }
    if apply != nil, move || choices.writeTo != nil {
      throw ValidationError(
        "a plan says itself where tags are written; --apply goes without --write-to")
    }
    if apply != nil, dryRun || planOut != nil || shard != nil {
      throw ValidationError("--apply goes with none of --dry-run, --plan-out and --shard")
    }
  }

  private static func shard(_ text: String) throws -> ShareShard {
    guard let shard = ShareShard(text) else {
      throw ValidationError("--shard is a number and how many there are: 0/64 to 63/64")
    }
    return shard
  }

  func run() throws {
    let workspace = try global.workspaceToWrite()
    if let why {
      let session = try RetagSession(workspace, folder: share ?? ".", isRehearsal: true)
      var printer = try RecordPrinter(output, columns: TagExplaining.columns)
      try session.explaining.explain(why, choices.options(session)) { printer.print($0) }
      return printer.finish()
    }
    if dryRun { return try retag(workspace) }
    // The index follows whatever became of the run, but for Ctrl-C, after which nothing more is
    // begun.
    do {
      try retag(workspace)
    } catch let status as ExitStatus where status != .interrupted {
      try SearchOpening.freshen(workspace)
      throw status
    }
    try SearchOpening.freshen(workspace)
  }

  private func retag(_ workspace: Workspace) throws {
    if let apply {
      try RetagRun.applyPlan(at: apply, command: self, workspace: workspace)
    } else {
      let session = try RetagSession(workspace, folder: share ?? ".", isRehearsal: dryRun)
      if let shard { try session.settle(shard) }
      try RetagRun(command: self, session: session).run()
    }
  }
}

// The type is public, and so is that it can be an argument.
extension TagPlace: ExpressibleByArgument {}

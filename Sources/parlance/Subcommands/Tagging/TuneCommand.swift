import ArgumentParser
import ParlanceKit

/// `parlance tune`: thresholds of schemes, and what is never assigned.
struct TuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Settle how tags are found and taken, and what is never assigned.",
    discussion: """
      Thresholds and the order of words hold for a scheme, blocks for a concept or a whole scheme,
      everywhere or in one share. They count for retag, tag and evaluate tags until they are taken
      back. Whatever it settles, it shows what is settled and the scores in force for each scheme.

      --precision finds the scores itself, on documents whose tags people gave: those of --gold, else
      those of the workspace. Half of them are tagged by what the other half teaches, as learn does,
      and of what is accepted from the score found on as many are right as asked for. Where no score
      comes to that, nothing is accepted.

      EXAMPLES
        parlance tune --threshold type=0.7 --threshold product=0.4:0.2
        parlance tune --precision 0.9 --gold gold.jsonl
        parlance tune --any-order product
        parlance tune --block "Harbor Mail"
        parlance tune --block-scheme region --share Samples/share
        parlance tune --unblock "Harbor Mail"
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Accept tags of a scheme from a score, review them from another; 'type=' takes it back.",
      valueName: "scheme=accept[:review]"))
  var threshold: [String] = []

  @Option(
    name: .long, help: "Accept tags from scores on of which this share is right, from 0 to 1.")
  var precision: Double?

  @Option(
    name: .long, help: "JSON Lines of documents with their right tags, for --precision.",
    completion: .file())
  var gold: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Count the words of this scheme's labels in any order within a sentence, too; repeatable.",
      valueName: "scheme"))
  var anyOrder: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Count this scheme's labels in their own order only, as is usual; repeatable.",
      valueName: "scheme"))
  var inOrder: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Assign what a document names only in passing, too; repeatable.", valueName: "scheme"))
  var mentions: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Assign only what a document is about, as is usual; repeatable.", valueName: "scheme"))
  var subjects: [String] = []

  @Option(name: .long, help: "Never assign this concept; repeatable.")
  var block: [String] = []

  @Option(name: .long, help: "Assign this concept again; repeatable.")
  var unblock: [String] = []

  @Option(name: .long, help: "Never assign concepts of this scheme; repeatable.")
  var blockScheme: [String] = []

  @Option(name: .long, help: "Assign concepts of this scheme again; repeatable.")
  var unblockScheme: [String] = []

  @Option(name: .long, help: "Block in this share only.", completion: .directory)
  var share: String?

  func validate() throws {
    if let precision, !(0...1).contains(precision) {
      throw ValidationError("'\(precision)' is not a share from 0 to 1.")
    }
    if gold != nil, precision == nil {
      throw ValidationError("'--gold' goes with '--precision'.")
    }
  }

  func run() throws {
    let workspace = try global.workspaceToWrite()
    var change = change
    if let precision {
      let found = try workspace.thresholds(forPrecision: precision, gold: gold)
      if let warning = found.warning { Diagnostics.warning(warning) }
      change.thresholds = found.thresholds + change.thresholds
    }
    _ = try workspace.settle(change)
    var writer = JSONWriter(indentation: 2)
    writer.value(try workspace.taggingInForce())
    StandardOutput.shared.writeLine(writer.text)
  }

  private var change: TaggingChange {
    var change = TaggingChange()
    change.thresholds = threshold
    change.anyOrder = anyOrder
    change.inOrder = inOrder
    change.mentions = mentions
    change.subjects = subjects
    change.blocked = block
    change.unblocked = unblock
    change.blockedSchemes = blockScheme
    change.unblockedSchemes = unblockScheme
    change.share = share
    return change
  }
}

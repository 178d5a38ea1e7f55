import ArgumentParser
import JSONCoding
import ParlanceKit
import Taxonomy

/// `parlance tune`: thresholds of schemes, and what is never assigned.
struct TuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Settle how tags are found and taken, and what is never assigned.",
    discussion: """
      Thresholds and the order of words hold for a scheme, blocks for a concept or a whole scheme,
      everywhere or in one share. They count for retag, tag and evaluate tags until they are taken
      back. Without options it shows what is settled.

      EXAMPLES
        parlance tune --threshold type=0.7 --threshold product=0.4:0.2
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

  func run() throws {
    let workspace = try global.workspaceToWrite()
    let vocabulary = try workspace.vocabulary()
    let preferences =
      isQuestion
      ? try workspace.taggingPreferences()
      : try workspace.changeTaggingPreferences { try change(&$0, workspace, vocabulary) }
    var writer = JSONWriter(indentation: 2)
    writer.value(preferences.json)
    StandardOutput.shared.writeLine(writer.text)
  }

  /// Whether nothing is to be settled.
  private var isQuestion: Bool {
    [threshold, anyOrder, inOrder, block, unblock, blockScheme, unblockScheme]
      .allSatisfy(\.isEmpty)
  }

  private func change(
    _ preferences: inout TaggingPreferences, _ workspace: Workspace, _ vocabulary: Vocabulary
  ) throws {
    for text in threshold { try set(text, in: vocabulary, &preferences) }
    for name in anyOrder { preferences.anyOrder.insert(try key(name, in: vocabulary)) }
    for name in inOrder { preferences.anyOrder.remove(try key(name, in: vocabulary)) }
    let root = try share.map { try Workspace(root: $0).root }
    let labels = try workspace.labelIndex(for: vocabulary)
    func uri(_ label: String) throws -> String {
      vocabulary.uri(of: try ExplainedConcept.find(label, in: vocabulary, labels: labels))
    }
    let added =
      try block.map { TaggingPreferences.Block(try uri($0), isScheme: false, share: root) }
      + blockScheme.map {
        TaggingPreferences.Block(try key($0, in: vocabulary), isScheme: true, share: root)
      }
    for block in added where !preferences.blocks.contains(block) {
      preferences.blocks.append(block)
    }
    let removed =
      try unblock.map { TaggingPreferences.Block(try uri($0), isScheme: false, share: root) }
      + unblockScheme.map {
        TaggingPreferences.Block(try key($0, in: vocabulary), isScheme: true, share: root)
      }
    preferences.blocks.removeAll { removed.contains($0) }
  }

  private func key(_ name: String, in vocabulary: Vocabulary) throws -> String {
    guard let scheme = vocabulary.scheme(named: name) else {
      let known = vocabulary.schemes.map(vocabulary.key).joined(separator: ", ")
      throw ValidationError("There is no scheme '\(name)'. Known: \(known).")
    }
    return vocabulary.key(of: scheme)
  }

  /// Takes `scheme=accept[:review]`, or `scheme=` to go back to the usual.
  private func set(
    _ text: String, in vocabulary: Vocabulary, _ preferences: inout TaggingPreferences
  ) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let key = try key(String(parts[0]), in: vocabulary)
    guard parts.count == 2 else {
      throw ValidationError("'--threshold' takes scheme=score, such as type=0.7.")
    }
    if parts[1].isEmpty {
      preferences.thresholds[key] = nil
      return
    }
    let scores = parts[1].split(separator: ":", omittingEmptySubsequences: false).map {
      Double($0)
    }
    guard let first = scores.first, let accept = first, (0...1).contains(accept),
      scores.count <= 2, let second = scores.count == 2 ? scores[1] : accept / 2,
      (0...accept).contains(second)
    else {
      throw ValidationError(
        "'\(parts[1])' is not a score from 0 to 1, or two with the lower one behind a colon.")
    }
    preferences.thresholds[key] = TaggingPreferences.Threshold(accept: accept, review: second)
  }
}

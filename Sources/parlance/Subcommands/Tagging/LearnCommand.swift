import ArgumentParser
import ParlanceKit

/// `parlance learn`: train on documents that people tagged.
struct LearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Learn tagging from what people decided, or from documents with their right tags.",
    discussion: """
      Without a file it learns from the tags that people accepted or refused and source systems
      gave, in all shares. In a file each line is a document as parlance tag reads it, with "tags":
      the URIs of its concepts, and if places were marked "mentions": [{"start","end","concept"}],
      as tag --mentions writes them: their wordings become labels. What is learned stays in the
      workspace, replaces what was learned before, and survives new releases of the vocabulary.

      Each half of the documents is tagged by what the other half teaches and by the rules alone:
      halves at random, and halves about different things (elsewhere). A scheme in which learning
      was not better, or that fewer than 12 documents have, keeps the rules; a table shows both.
      "learned" counts for documents like the examples, "learned for all" for others, too. Tags that
      contradict each other are told: two types of one document, or of two with the same words.

      EXAMPLES
        parlance learn
        parlance learn gold.jsonl
        parlance learn --forget
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  @Flag(name: .long, help: "Forget what was learned.")
  var forget = false

  @Argument(help: "JSON Lines with documents and their tags.", completion: .file())
  var file: String?

  func validate() throws {
    if file != nil, forget { throw ValidationError("Give a file or '--forget', not both.") }
  }

  func run() throws {
    let workspace = try global.workspaceToWrite()
    if forget {
      guard try workspace.tagging.forgetModel() else { throw ExitStatus.nothing }
      return
    }
    guard let lesson = try TagLesson(workspace, from: file) else {
      Diagnostics.note(
        "Nobody has accepted or refused a tag yet: answer r to the question of parlance retag.")
      throw ExitStatus.nothing
    }
    let learned = try lesson.learn()
    StandardOutput.shared.writeLine(
      "Learned from \(learned.documents) document\(learned.documents == 1 ? "" : "s") with "
        + "\(learned.tags) tag\(learned.tags == 1 ? "" : "s")"
        + (learned.wordings == 0 ? "." : ", and \(learned.wordings) wordings."))
    try print(learned.comparisons)
    for warning in lesson.warnings { Diagnostics.warning(warning) }
  }

  /// Prints for each scheme how rules and learning did on documents not learned from, and which of
  /// them counts from now on.
  private func print(_ comparisons: [[String]]) throws {
    guard !comparisons.isEmpty else { return }
    let rows =
      [
        [
          "scheme", "documents", "F1 by rules", "F1 learned", "rules elsewhere",
          "learned elsewhere",
          "used",
        ]
      ] + comparisons
    let widths = rows[0].indices.map { column in
      rows.map { TerminalText.width($0[column]) }.max() ?? 0
    }
    for row in rows {
      let cells = zip(row.dropLast(), widths).map { TerminalText.padded($0, to: $1) }
      StandardOutput.shared.writeLine(
        TerminalText.escaped((cells + row.suffix(1)).joined(separator: "  ")))
    }
  }
}

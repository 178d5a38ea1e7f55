import ArgumentParser
import JSONCoding
import MappedStorage
import Matching
import ParlanceKit
import System
import Tagging
import Taxonomy

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

      Each half of the documents is tagged by what the other half teaches and by the rules alone. A
      scheme in which learning was not better, or that fewer than 12 documents have, keeps the rules;
      a table shows both.

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
      guard try workspace.forgetTaggingModel() else { throw ExitStatus.nothing }
      return
    }
    let parts = try TaggerParts(workspace, isLearned: false)
    let gold = try file.map { try TagGold($0, in: parts.vocabulary) }
    let (examples, tagCount) =
      try gold.map { ($0.examples, $0.tagCount) }
      ?? workspace.judgedExamples(in: parts.vocabulary)
    guard !examples.isEmpty else {
      Diagnostics.note(
        "Nobody has accepted or refused a tag yet: answer r to the question of parlance retag.")
      throw ExitStatus.nothing
    }
    let trainer = TaggingTrainer(
      tables: parts.tables, labelIndex: parts.labels, resolver: parts.makeResolver())
    let (model, comparisons) = trainer.learn(examples)
    try parts.verify()
    try workspace.store(model)
    StandardOutput.shared.writeLine(
      "Learned from \(examples.count) document\(examples.count == 1 ? "" : "s") with "
        + "\(tagCount) tag\(tagCount == 1 ? "" : "s")"
        + (model.labels.isEmpty ? "." : ", and \(model.labels.count) wordings."))
    Self.print(comparisons, in: parts.vocabulary)
    gold?.report()
  }

  /// Prints for each scheme how rules and learning did on documents not learned from, and which of
  /// them counts from now on.
  private static func print(_ comparisons: [LearningComparison], in vocabulary: Vocabulary) {
    guard !comparisons.isEmpty else { return }
    let rows =
      [["scheme", "documents", "F1 by rules", "F1 learned", "used"]]
      + comparisons.map { comparison in
        [
          vocabulary.key(of: comparison.scheme), "\(comparison.documents)",
          FixedPoint.string(comparison.rules, decimals: 3),
          FixedPoint.string(comparison.learned, decimals: 3),
          comparison.helps ? "learned" : "rules",
        ]
      }
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

/// A gold standard: documents with their right concepts.
struct TagGold {
  private(set) var examples: [TaggingExample] = []

  /// The number of tags that are concepts of the vocabulary.
  private(set) var tagCount = 0

  private var unknown: [String] = []

  /// Reads a file.
  ///
  /// - Throws: `InputError`, or `LineError` for a line that is not a document.
  init(_ path: String, in vocabulary: Vocabulary) throws {
    var examples: [TaggingExample] = []
    var unknown: [String] = []
    var count = 0
    try JSONLines.forEach(in: try InputLines(path: path)) { line in
      let record: TaggingRecord
      do {
        record = try TaggingRecord(try line.value.get())
      } catch let defect as TaggingRecord.Defect {
        throw LineError(path: path, line: line.number, message: defect.message)
      } catch {
        throw LineError(path: path, line: line.number, message: "\(error)")
      }
      let known = record.tags.filter { vocabulary.concept(uri: $0) != nil }
      unknown += record.tags.filter { vocabulary.concept(uri: $0) == nil }
      count += known.count
      examples.append(
        TaggingExample(
          record.document, concepts: known,
          marks: record.marks.filter {
            vocabulary.concept(uri: $0.concept) != nil
          }))
    }
    self.examples = examples
    self.unknown = unknown
    tagCount = count
  }

  /// Says which tags are not concepts.
  func report() {
    guard let first = unknown.first else { return }
    Diagnostics.warning(
      "\(unknown.count) tags are not concepts of the vocabulary, such as “\(first)”")
  }

  /// A line that is not a document.
  struct LineError: Error, CustomStringConvertible {
    let path: String
    let line: Int
    let message: String

    var description: String { "\(path):\(line): error: \(message)" }
  }
}

import ArgumentParser
import JSONCoding
import Matching
import ParlanceKit
import Tagging
import Taxonomy

/// `parlance evaluate tags`: score tagging against documents with their right tags.
struct EvaluateTagsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tags",
    abstract: "Score tagging against documents with their right tags.",
    discussion: """
      Without --folds the documents are tagged as parlance tag does, with what was learned and
      settled so far. With --folds each part is tagged by a model trained on the others. Every
      measure has its 95 % interval, from 1,000 samples of the documents.

      EXAMPLES
        parlance evaluate tags gold.jsonl
        parlance evaluate tags gold.jsonl --folds 5 --limit 5
        parlance evaluate tags gold.jsonl --by concept --format tsv
      """.unwrapped)

  /// How figures are put together.
  enum Grouping: String, ExpressibleByArgument, CaseIterable {
    /// All in one.
    case all
    /// By scheme.
    case scheme
    /// By concept.
    case concept
  }

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Option(name: .long, help: "Compare so many tags of a document, the best ones.")
  var limit: Int?

  @Option(name: .long, help: "Train and test on parts of the file, so many.")
  var folds: Int?

  @Flag(name: .long, help: "Tag as 'parlance tag --any-order' does.")
  var anyOrder = false

  @Option(name: .customLong("by"), help: "all, scheme or concept.")
  var grouping: Grouping = .all

  @Argument(help: "JSON Lines with documents and their tags.", completion: .file())
  var file: String

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("'--limit' takes a number from 1 on.") }
    if let folds, !(2...100).contains(folds) {
      throw ValidationError("'--folds' takes a number from 2 to 100.")
    }
  }

  /// The score from which a tag counts as given, so that figures compare whatever is accepted.
  private static let lowestScore = 0.35

  func run() throws {
    let workspace = try global.existingWorkspace()
    let parts = try TaggerParts(workspace)
    let tables = parts.tables
    let gold = try TagGold(file, in: tables.vocabulary)
    let settings = TaggerSettings(
      tables.vocabulary, preferences: try workspace.taggingPreferences(), limit: limit,
      lowest: Self.lowestScore, anyOrder: anyOrder)
    var evaluation = TagEvaluation(limit: limit)
    var schemes: [SchemeOrdinal: TagEvaluation] = [:]
    func evaluate(_ examples: [TaggingExample], _ model: TaggingModel?) {
      let tagger = parts.makeTagger(settings, model: model)
      for example in examples {
        let found = tagger.tag(example.document).sorted { $0.score > $1.score }
        let given = found.map { tables.vocabulary.uri(of: $0.concept) }
        evaluation.add(given: given, wanted: Set(example.concepts))
        guard grouping == .scheme else { continue }
        let wanted = Dictionary(grouping: example.concepts) { scheme(of: $0, tables) }
        let parts = Dictionary(grouping: given) { scheme(of: $0, tables) }
        for case let key? in Set(wanted.keys).union(parts.keys) {
          schemes[key, default: TagEvaluation(limit: limit)].add(
            given: parts[key] ?? [], wanted: Set(wanted[key] ?? []))
        }
      }
    }
    if let folds {
      let trainer = TaggingTrainer(
        tables: tables, labelIndex: parts.labels, resolver: parts.makeResolver())
      for fold in 0..<folds {
        let parts = Dictionary(grouping: gold.examples.enumerated()) { $0.offset % folds == fold }
        evaluate(
          (parts[true] ?? []).map(\.element),
          trainer.learn((parts[false] ?? []).map(\.element)).model)
      }
    } else {
      evaluate(gold.examples, parts.model)
    }
    try parts.verify()
    gold.report()
    switch grouping {
    case .all: try print([("", evaluation)])
    case .scheme:
      try print(
        schemes.sorted { $0.key < $1.key }.map { (tables.vocabulary.key(of: $0), $1) })
    case .concept: try printConcepts(evaluation, tables.vocabulary)
    }
  }

  private func scheme(of uri: String, _ tables: ConceptTables) -> SchemeOrdinal? {
    tables.vocabulary.concept(uri: uri).map { tables.home[Int($0.rawValue)] }
  }

  /// Prints every measure in a line, for each of the parts.
  private func print(_ parts: [(name: String, evaluation: TagEvaluation)]) throws {
    let naming = grouping == .scheme ? [Column("scheme")] : []
    var printer = try RecordPrinter(output, columns: naming + [Column("measure")] + Self.numbers)
    for (name, evaluation) in parts {
      let naming: [JSONValue] = grouping == .scheme ? [.string(name)] : []
      printer.print(
        naming + [.string("documents"), .integer(evaluation.documentCount), .null, .null])
      for measure in evaluation.measures() {
        printer.print(naming + [.string(measure.name)] + Self.values(measure))
      }
    }
    printer.finish()
  }

  /// Prints precision, recall and F1 of each concept, the most wanted first.
  private func printConcepts(_ evaluation: TagEvaluation, _ vocabulary: Vocabulary) throws {
    var columns = [Column("concept"), Column.outsideTables("uri")]
    for name in ["precision", "recall", "f1"] {
      columns += [
        Column(name, isNumber: true, decimals: 4),
        Column("\(name)_low", heading: "low", isNumber: true, decimals: 4),
        Column("\(name)_high", heading: "high", isNumber: true, decimals: 4),
      ]
    }
    columns += ["right", "given", "wanted"].map { Column($0, isNumber: true) }
    var printer = try RecordPrinter(output, columns: columns)
    for (uri, scores) in evaluation.conceptScores() {
      let label = vocabulary.concept(uri: uri).map { vocabulary.preferredLabel(of: $0) } ?? uri
      printer.print(
        [.string(label), .string(uri)] + scores.measures.flatMap(Self.values)
          + [
            .integer(scores.counts.right), .integer(scores.counts.given),
            .integer(scores.counts.wanted),
          ])
    }
    printer.finish()
  }

  private static let numbers = ["value", "low", "high"].map {
    Column($0, isNumber: true, decimals: 4)
  }

  private static func values(_ measure: TagEvaluation.Measure) -> [JSONValue] {
    [measure.value, measure.interval.low, measure.interval.high].map {
      .number(($0 * 10_000).rounded() / 10_000)
    }
  }
}

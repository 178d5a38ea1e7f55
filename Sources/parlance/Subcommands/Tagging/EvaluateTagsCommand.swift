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
      Without --folds the documents are tagged as parlance tag does, with what was learned so far.
      With --folds each part is tagged by a model trained on the others.

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
    if let folds, folds < 2 { throw ValidationError("'--folds' takes a number from 2 on.") }
  }

  func run() throws {
    let workspace = try global.existingWorkspace()
    let (tables, labels) = try workspace.taggingTables()
    let gold = try TagGold(file, in: tables.vocabulary)
    let normalizer = DeferredNormalizer { try workspace.normalizer() }
    let resolver = NormalizerResolver(normalizer, tables: tables)
    var settings = TaggerSettings()
    settings.anyOrder = anyOrder
    if let limit {
      settings.limit = limit
      settings.thresholds.review = 0
    }
    var evaluation = TagEvaluation(limit: limit)
    func evaluate(_ examples: [TaggingExample], _ model: TaggingModel?) {
      let tagger = Tagger(
        tables: tables, labelIndex: labels, settings: settings, resolver: resolver, model: model)
      for example in examples {
        let found = tagger.tag(example.document).sorted { $0.score > $1.score }
        evaluation.add(
          given: found.map { tables.vocabulary.uri(of: $0.concept) },
          wanted: Set(example.concepts))
      }
    }
    if let folds {
      let trainer = TaggingTrainer(tables: tables, labelIndex: labels, resolver: resolver)
      for fold in 0..<folds {
        let parts = Dictionary(grouping: gold.examples.enumerated()) { $0.offset % folds == fold }
        evaluate(
          (parts[true] ?? []).map(\.element),
          trainer.train((parts[false] ?? []).map(\.element)))
      }
    } else {
      evaluate(gold.examples, try workspace.taggingModel())
    }
    if let failure = normalizer.failure { throw failure }
    gold.report()
    try print(evaluation, tables)
  }

  private func print(_ evaluation: TagEvaluation, _ tables: ConceptTables) throws {
    guard grouping != .all else { return try printSummary(evaluation) }
    var printer = try RecordPrinter(
      output,
      columns: [
        Column(grouping.rawValue), Column("precision", isNumber: true, decimals: 4),
        Column("recall", isNumber: true, decimals: 4), Column("f1", isNumber: true, decimals: 4),
        Column("right", isNumber: true), Column("given", isNumber: true),
        Column("wanted", isNumber: true),
      ])
    let vocabulary = tables.vocabulary
    let groups = evaluation.counts { uri in
      guard let concept = vocabulary.concept(uri: uri) else { return uri }
      return grouping == .concept
        ? vocabulary.preferredLabel(of: concept)
        : vocabulary.key(of: tables.home[Int(concept.rawValue)])
    }
    for (name, counts) in groups.sorted(by: {
      ($1.value.wanted, $0.key) < ($0.value.wanted, $1.key)
    }) {
      let scores = counts.scores
      printer.print([
        .string(name), Self.number(scores.precision), Self.number(scores.recall),
        Self.number(scores.f1), .integer(counts.right), .integer(counts.given),
        .integer(counts.wanted),
      ])
    }
    printer.finish()
  }

  private func printSummary(_ evaluation: TagEvaluation) throws {
    var printer = try RecordPrinter(
      output, columns: [Column("measure"), Column("value", isNumber: true, decimals: 4)])
    let interval = evaluation.sampleInterval()
    let rows: [(String, Double)] = [
      ("documents", Double(evaluation.documentCount)),
      ("f1_sample", evaluation.sample.f1), ("f1_sample_low", interval.low),
      ("f1_sample_high", interval.high), ("precision_sample", evaluation.sample.precision),
      ("recall_sample", evaluation.sample.recall), ("f1_micro", evaluation.micro.f1),
      ("precision_micro", evaluation.micro.precision),
      ("recall_micro", evaluation.micro.recall), ("ndcg", evaluation.discountedGain),
      ("accuracy", evaluation.accuracy),
    ]
    for (name, value) in rows { printer.print([.string(name), Self.number(value)]) }
    printer.finish()
  }

  private static func number(_ value: Double) -> JSONValue {
    .number((value * 10_000).rounded() / 10_000)
  }
}

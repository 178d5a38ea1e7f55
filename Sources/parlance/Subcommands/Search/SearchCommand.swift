public import ArgumentParser
import ParlanceKit

/// `parlance search`: hits, passages and facet counts.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find documents by words and by facets.",
    discussion: """
      Labels of the vocabulary in the query count as their concepts: any name that a product ever
      had finds its documents. --literal takes them as words only. The same facet twice is OR,
      different facets are AND.

      EXAMPLES
        parlance search price list acme vault
        parlance search renewal --facet type=Brochure --facet product=HA
        parlance search --facet type!=Quote --facet product= --sort date
        parlance search '"legal hold" -draft path:sales/** date:2009..2011'
        parlance search retention --format paths -0 | xargs -0r ls -l
        parlance search --like sales/proposal.docx --facet type=Proposal
        parlance search --values product=arch
        parlance search --batch queries.tsv --format trec --limit 1000
        parlance search renewal --engine https://search.example.org:9200
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: SearchFormatOptions
  @OptionGroup var narrowing: SearchNarrowing

  @Argument(help: "Words, \"phrases\", -not, field:value; nothing for every document.")
  var query: [String] = []

  @Option(name: .long, help: "How to order: relevance, date, title or path.")
  var sort: SearchService.Order = .relevance

  @Option(name: .long, help: "How many hits to print.")
  var limit = 10

  @Option(name: .long, help: "How many hits to leave out at the front.")
  var offset = 0

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Find what is like a document, by its words and its tags.", valueName: "path"),
    completion: .file())
  var like: String?

  @Flag(name: .long, help: "Open the first hit with $PARLANCE_OPENER or xdg-open.")
  var open = false

  @Flag(name: .long, help: "Print the number of hits and nothing else.")
  var count = false

  @Flag(name: .long, help: "Show what each part of the query adds to each score.")
  var explain = false

  @Flag(name: .long, help: "Take labels in the query for words, and correct no typing errors.")
  var literal = false

  @Flag(
    name: .long,
    help: "For --facet and fields such as product: also documents that only mention the value.")
  var mentions = false

  @Flag(name: .long, help: "Show copies of a document as hits of their own.")
  var allCopies = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Answer each line 'id<TAB>query' of a file (- for standard input).",
      valueName: "file"), completion: .file())
  var batch: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Search what parlance publish sent to a search engine.", valueName: "url"))
  var engine: String?

  @OptionGroup var place: EngineOptions

  func validate() throws {
    if let objection = job.objection { throw ValidationError(objection) }
    if engine != nil, batch != nil || open {
      throw ValidationError("--\(open ? "open" : "batch") does not go with --engine")
    }
    if engine == nil, place.secretFile != nil || place.index != RemoteName.usual {
      throw ValidationError("--secret-file and --index go with --engine")
    }
  }

  func run() throws {
    guard let engine else { return try job.run() }
    try job.run { try place.session($0, engine) }
  }

  private var job: SearchJob {
    SearchJob(
      words: QueryArguments.unmarked(query), workspace: global.workspace, format: output.format,
      isNullTerminated: output.isNullTerminated, facets: narrowing.facet, since: narrowing.since,
      newSince: narrowing.newSince, facetLimit: narrowing.facetLimit, values: narrowing.values,
      histogram: narrowing.histogram, order: sort, limit: limit, offset: offset,
      printsCount: count, explains: explain, isLiteral: literal, countsMentions: mentions,
      showsAllCopies: allCopies, like: like, opens: open,
      batch: batch)
  }
}

extension SearchService.Order: ExpressibleByArgument {}
extension SearchService.Period: ExpressibleByArgument {}

/// Options that narrow the hits.
struct SearchNarrowing: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Narrow to a value of a facet; key!=value rules it out, key= asks for none.",
      valueName: "key=value"))
  var facet: [String] = []

  @Option(name: .long, help: "Only documents of this date or later, such as 2009 or 2009-06-30.")
  var since: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only what came into the shares after a run, by its number or 'last'; exports have none.",
      valueName: "run"))
  var newSince: String?

  @Option(name: .long, help: "How many values of each facet a table shows.")
  var facetLimit = 8

  @Option(
    name: .long,
    help: ArgumentHelp(
      "List the values of one facet with their counts; with =text those with a label that has it.",
      valueName: "key[=text]"))
  var values: String?

  @Option(name: .long, help: "Count the hits by year, month or day.")
  var histogram: SearchService.Period?
}

/// The forms in which a search prints its answer.
enum SearchFormat: String, CaseIterable, ExpressibleByArgument {
  case table = "table"
  case json = "json"
  case jsonl = "jsonl"
  case csv = "csv"
  case tsv = "tsv"
  case paths = "paths"
  /// The run format of TREC, for many queries.
  case trec = "trec"

  /// The general form; `nil` for `trec`.
  var general: OutputFormat? { OutputFormat(rawValue: rawValue) }
}

/// The option of the form of an answer.
struct SearchFormatOptions: ParsableArguments {
  @Option(name: .long, help: "table, json, jsonl, csv, tsv, paths, or trec with --batch.")
  var format: SearchFormat = .table

  @Flag(
    name: [.customShort("0"), .customLong("null")],
    help: "With --format paths: end each path with NUL instead of a line feed.")
  var isNullTerminated = false
}

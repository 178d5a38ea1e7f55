import ArgumentParser
import ParlanceKit
import Searching
import Taxonomy

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
        parlance search retention --format paths -0 | xargs -0 ls -l
        parlance search --batch queries.tsv --format trec --limit 1000
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: SearchFormatOptions
  @OptionGroup var narrowing: SearchNarrowing

  @Argument(help: "Words, \"phrases\", -not, field:value; nothing for every document.")
  var query: [String] = []

  @Option(name: .long, help: "How to order: relevance, date, title or path.")
  var sort: SearchRequest.Order = .relevance

  @Option(name: .long, help: "How many hits to print.")
  var limit = 10

  @Option(name: .long, help: "How many hits to leave out at the front.")
  var offset = 0

  @Flag(name: .long, help: "Print the number of hits and nothing else.")
  var count = false

  @Flag(name: .long, help: "Show what each part of the query adds to each score.")
  var explain = false

  @Flag(name: .long, help: "Take labels in the query for words, and correct no typing errors.")
  var literal = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Answer each line 'id<TAB>query' of a file (- for standard input).",
      valueName: "file"), completion: .file())
  var batch: String?

  func validate() throws {
    guard limit >= 0, offset >= 0 else { throw ValidationError("counts are 0 or more") }
    if batch != nil {
      guard query.isEmpty else { throw ValidationError("--batch brings its queries itself") }
      guard output.format == .trec || output.format == .jsonl else {
        throw ValidationError("--batch goes with --format trec or jsonl")
      }
    } else if output.format == .trec {
      throw ValidationError("--format trec goes with --batch")
    }
    if count, batch != nil { throw ValidationError("--count does not go with --batch") }
  }

  func run() throws {
    let workspace = try global.existingWorkspace()
    let index = try SearchOpening.open(workspace)
    var request = SearchRequest(query.joined(separator: " "))
    request.filters = narrowing.filters
    request.dates = narrowing.dates
    request.isLiteral = literal
    request.order = sort
    request.offset = offset
    request.limit = count ? 0 : limit
    request.wantsExplanations = explain
    request.countsFacets = [.table, .json].contains(output.format) && !count
    request.wantsSnippets = ![.paths, .trec].contains(output.format) && !count
    if let batch {
      return try SearchBatch(index: index, request: request, format: output.format).run(batch)
    }
    let clock = ContinuousClock()
    let start = clock.now
    let results = try SearchOpening.search(request, in: index)
    let took = start.duration(to: clock.now)
    if count {
      StandardOutput.shared.writeLine(String(results.total))
    } else {
      let report = SearchReport(
        results: results, request: request, took: took, facetLimit: narrowing.facetLimit)
      try report.print(output)
    }
    if results.total == 0 { throw ExitStatus.nothing }
  }
}

extension SearchRequest.Order: ExpressibleByArgument {}

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

  @Option(name: .long, help: "How many values of each facet a table shows.")
  var facetLimit = 8

  func validate() throws {
    for text in facet where FacetFilter(text) == nil {
      throw ValidationError("'\(text)' is no facet filter; write --facet key=value")
    }
    if let since, CalendarDate(since) == nil {
      throw ValidationError("'\(since)' is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    }
    guard facetLimit >= 0 else { throw ValidationError("counts are 0 or more") }
  }

  /// The filters on facets.
  var filters: [FacetFilter] { facet.compactMap { FacetFilter($0) } }

  /// The range of dates asked for.
  var dates: DateRange? { since.flatMap { CalendarDate($0) }.map { DateRange(from: $0) } }
}

/// The forms in which a search prints its answer.
enum SearchFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json, jsonl, csv, tsv, paths
  /// The run format of TREC, for many queries.
  case trec

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

  func validate() throws {
    if isNullTerminated, format != .paths {
      throw ValidationError("-0 goes with --format paths")
    }
  }
}

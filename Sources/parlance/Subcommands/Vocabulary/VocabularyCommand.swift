import ArgumentParser
import ParlanceKit

/// `parlance vocabulary`: the vocabulary of the workspace from above.
struct VocabularyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vocabulary",
    abstract:
      "See the vocabulary as a tree and in figures, its releases, and what no document bears.",
    subcommands: [
      VocabularyTreeCommand.self, VocabularyStatsCommand.self, VocabularyUnusedCommand.self,
      VocabularyLogCommand.self, VocabularyShowCommand.self, VocabularyRestoreCommand.self,
      VocabularyPublishCommand.self,
    ])
}

/// What is asked of the vocabulary.
struct OverviewOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("Only this scheme: its key, URI or title.", valueName: "s"))
  var scheme: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only concepts of this status.", valueName: "candidate|proposed|approved"))
  var status: String?

  @Option(name: .long, help: "The language of names.")
  var language = "en"

  @Option(name: .long, help: "Only so many levels.")
  var depth: Int?

  func validate() throws {
    if let depth, depth < 1 { throw ValidationError("--depth is 1 or more") }
    if let status, !VocabularyOverview.statuses.contains(status) {
      let known = VocabularyOverview.statuses.joined(separator: ", ")
      throw ValidationError("--status is one of \(known)")
    }
  }

  var request: VocabularyOverview.Request {
    VocabularyOverview.Request(
      scheme: scheme, depth: depth, status: status, language: language)
  }
}

/// `parlance vocabulary tree`.
struct VocabularyTreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree",
    abstract: "Print the concepts, indented by level, with the documents that bear each.",
    discussion: """
      EXAMPLES
        parlance vocabulary tree --scheme type
        parlance vocabulary tree --scheme product --depth 2 --language de
        parlance vocabulary tree --status candidate
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var options: OverviewOptions

  func run() throws {
    let nodes = try VocabularyOverview(try global.existingWorkspace()).tree(options.request)
    guard output.format == .table else {
      var printer = try RecordPrinter(output, columns: VocabularyOverview.conceptColumns)
      for node in nodes { printer.print(node.record) }
      printer.finish(listName: "concepts")
      return
    }
    var scheme: String?
    for node in nodes {
      if node.scheme != scheme {
        scheme = node.scheme
        StandardOutput.shared.writeLine(Style.strong.apply(TerminalText.escaped(node.scheme)))
      }
      let indent = String(repeating: "  ", count: min(node.level, 64))
      let name = TerminalText.escaped(node.name)
      let documents = node.documents == 0 ? "" : Style.faint.apply("  \(node.documents)")
      let marks = (node.isDeprecated ? ["deprecated"] : []) + [node.status]
      let mark = Style.faint.apply(marks.filter { !$0.isEmpty }.map { "  \($0)" }.joined())
      StandardOutput.shared.writeLine(indent + name + documents + mark)
    }
  }
}

/// `parlance vocabulary stats`.
struct VocabularyStatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count concepts, labels, notes, matches and documents, by scheme and by language.",
    discussion: """
      EXAMPLES
        parlance vocabulary stats
        parlance vocabulary stats --languages --format csv
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var options: OverviewOptions

  @Flag(name: .long, help: "Only the table of languages by labels.")
  var languages = false

  func run() throws {
    let overview = try VocabularyOverview(try global.existingWorkspace())
    if !languages {
      try print(
        VocabularyOverview.figureColumns, try overview.figures(options.request), "schemes")
      guard output.format == .table else { return }
      StandardOutput.shared.writeLine("")
    }
    try print(
      VocabularyOverview.languageColumns, try overview.languages(options.request), "languages")
  }

  private func print(_ columns: [Column], _ records: [[JSONValue]], _ name: String) throws {
    var printer = try RecordPrinter(output, columns: columns)
    for record in records { printer.print(record) }
    printer.finish(listName: name)
  }
}

/// `parlance vocabulary unused`.
struct VocabularyUnusedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unused",
    abstract: "List the concepts in use that no document bears; status 1 if there are none.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var options: OverviewOptions

  func run() throws {
    let unused = try VocabularyOverview(try global.existingWorkspace()).unused(options.request)
    var printer = try RecordPrinter(output, columns: VocabularyOverview.conceptColumns)
    for node in unused { printer.print(node.record) }
    printer.finish(listName: "concepts")
    if printer.count == 0 { throw ExitStatus.nothing }
  }
}

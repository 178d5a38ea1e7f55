import ArgumentParser
import ParlanceKit

/// `parlance vocabulary log`.
struct VocabularyLogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List the releases that the workspace had: when, by whom, from which files.",
    discussion: """
      Each import, restore and removal that changes the sources makes a release; the last hundred are
      kept. The newest one, listed first, is the current one. Concepts that are in use until a day to
      come are named below.

      EXAMPLES
        parlance vocabulary log
        parlance vocabulary show 3
        parlance vocabulary restore 2
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    let workspace = try global.existingWorkspace()
    let releases = try workspace.releases.all()
    var printer = try RecordPrinter(output, columns: VocabularyRelease.columns)
    for release in releases.reversed() {
      printer.print(release.record(isCurrent: release.number == releases.last?.number))
    }
    printer.finish(listName: "releases")
    if printer.count == 0 { throw ExitStatus.nothing }
    guard output.format == .table else { return }
    for line in try workspace.vocabularies.upcoming() { StandardOutput.shared.writeLine(line) }
  }
}

/// `parlance vocabulary show`.
struct VocabularyShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a release changed, and how many documents each change touches now.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(help: "The number of the release, as parlance vocabulary log lists it.")
  var number: Int

  @Option(
    name: .long,
    help: ArgumentHelp("Write release notes: markdown or html.", valueName: "form"))
  var notes: ReleaseNotes.Form?

  func run() throws {
    let report = try DiffReport(ofRelease: number, of: try global.existingWorkspace())
    try ChangePrinter.print(report, as: notes, output)
  }
}

/// `parlance vocabulary restore`.
struct VocabularyRestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make an earlier release the current one; the files that were imported stay.",
    discussion: """
      At a terminal the changes are shown, with the documents that each touches, and a question is
      asked. Tags follow at the next retag.

      EXAMPLES
        parlance vocabulary restore 2
        parlance vocabulary restore 2 --yes
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The number of the release, as parlance vocabulary log lists it.")
  var number: Int

  @Flag(name: [.long, .short], help: "Do not ask.")
  var yes = false

  func run() throws {
    let workspace = try global.workspaceToWrite()
    if !yes, Prompt.isPossible {
      ChangePrinter.print(try DiffReport(restoring: number, of: workspace))
      let answer = Prompt.ask("Restore release \(number)?   [y/N]")
      try Interruption.check()
      guard ["y", "yes"].contains(answer?.lowercased()) else {
        Diagnostics.note("Not restored.")
        throw ExitStatus.nothing
      }
    }
    try workspace.releases.restore(number)
    StandardOutput.shared.writeLine("Release \(number) is the current one again.")
  }
}

import ArgumentParser
import ParlanceKit

/// `parlance recover`: a workspace that lost its catalog, rebuilt from what there is.
struct RecoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Rebuild a lost catalog from the documents of a share and the journals.",
    discussion: """
      Tags that Parlance wrote into documents, sidecars and attributes bear a mark: which run wrote
      them, under which account, which of them a person gave and which a person took away. Import the
      vocabulary first if the whole workspace is lost. What cannot be recovered is listed.

      EXAMPLES
        parlance import enterprise.xml && parlance recover /srv/share
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(help: "The share: a folder of documents.", completion: .directory)
  var share: String

  func run() throws {
    let workspace = try global.workspaceToWrite()
    ProgressLine.shared.begin()
    let recovered = try Interruption.patiently {
      try WorkspaceRecovery(workspace, folder: share).recover(settled: Diagnostics.settled) {
        ProgressLine.shared.update("reading", done: $0, total: $1)
        return !Interruption.isRequested
      }
    }
    ProgressLine.shared.hide()
    guard let recovered else { throw ExitStatus.interrupted }
    for warning in recovered.warnings { Diagnostics.warning(warning) }
    if output.format == .table {
      for line in recovered.lines { StandardOutput.shared.writeLine(line) }
    } else {
      var printer = try RecordPrinter(output, columns: RecoveredCatalog.columns)
      printer.print(recovered.record)
      printer.finish()
    }
    try SearchOpening.freshen(workspace)
    if recovered.isEmpty { throw ExitStatus.nothing }
  }
}

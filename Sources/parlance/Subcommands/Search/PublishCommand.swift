import ArgumentParser
import ParlanceKit
import System

/// `parlance publish`: the documents of a workspace on a search engine.
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Send documents and tags to a search engine.",
    discussion: """
      OpenSearch and Elasticsearch are at http or https, Sphinx and Manticore at sphinxql, with all parts of the
      index behind commas. What is sent is what this account may read: texts, tags with what is broader, dates, and who may read
      each document. Only what changed is sent; what is gone is deleted. Another vocabulary gets an index of
      its own, which takes the name when it is whole. parlance search --engine searches there.

      EXAMPLES
        parlance publish --engine http://localhost:9200
        parlance publish --engine https://search.example.org:9200 --secret-file ~/.parlance-engine
        parlance publish --engine sphinxql://one.example.org:9306,two.example.org:9306
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Option(name: .long, help: ArgumentHelp("Where the search engine is.", valueName: "url"))
  var engine: String

  @OptionGroup var place: EngineOptions

  @Flag(name: .long, help: "Remove the release before when another takes its name.")
  var removePrevious = false

  @Flag(
    name: .long,
    help: "Take the name although other workspaces have not published with this vocabulary yet.")
  var leaveOthers = false

  func run() throws {
    let session = try place.session(try global.existingWorkspace(), engine)
    var printer = try RecordPrinter(output, columns: RemotePublished.columns)
    let published = try SearchOpening.waiting {
      try session.publish(
        removesPrevious: removePrevious, leavesOthers: leaveOthers,
        observer: SearchOpening.observer
      ) {
        try Interruption.check()
        ProgressLine.shared.update("publishing", done: $0, total: $1)
      }
    }
    for failure in published.failures { Diagnostics.note("\(failure)") }
    printer.print(published.record)
    printer.finish(listName: "indexes")
    if published.left > 0 {
      Diagnostics.note(
        "\(published.left) documents are left there: this account does not see them, gone or closed to it"
      )
    }
    if published.awaited > 0 {
      Diagnostics.warning(
        "the name still leads to the release before: \(published.awaited) other workspaces have documents in it, "
          + "and none in \(published.index)\nHint: publish there, too, or add --leave-others")
      throw ExitStatus.partly
    }
    if published.failures.isEmpty { return }
    if published.isNewRelease {
      Diagnostics.warning(
        "the name still leads to the release before, since \(published.index) is not whole")
    }
    throw ExitStatus.partly
  }
}

/// The index on a search engine, and what lets in.
struct EngineOptions: ParsableArguments {
  @Option(name: .customLong("index"), help: "The name of the index on the search engine.")
  var index = RemoteName.usual

  @Option(
    name: .customLong("secret-file"),
    help: ArgumentHelp(
      "A file with USER:PASSWORD, or ApiKey or Bearer and a secret.",
      discussion: "Otherwise PARLANCE_ENGINE_SECRET, or user and password in the address.",
      valueName: "file"), completion: .file())
  var secretFile: String?

  /// The session of a workspace with the engine at an address.
  ///
  /// - Throws: `RemoteAddressError`, `SphinxAddressError`, `RemoteNameError`, `RemoteTransportFailure`.
  func session(_ workspace: Workspace, _ engine: String) throws -> RemoteSession {
    try RemoteSource(
      at: engine, name: index, secretFile: secretFile, variable: ProcessEnvironment.variable
    ).session(of: workspace)
  }
}

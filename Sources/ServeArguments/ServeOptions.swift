package import ArgumentParser

/// The options of `parlance serve`, which the server takes as they are.
package struct ServeOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where to listen: HOST:PORT, or the path of a socket.",
      discussion: """
        Beyond this machine only with --token-file or --user-header. A socket is for this account \
        alone.
        """,
      valueName: "address"))
  package var listen = "127.0.0.1:7311"

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A further workspace, served below the path of its name; repeatable.",
      valueName: "name=folder"), completion: .directory)
  package var with: [NamedFolder] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A further name under which browsers reach the server; repeatable.", valueName: "name"))
  package var host: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A file of lines ACCOUNT SECRET: whoever sends a secret reads what that account may.",
      valueName: "file"), completion: .file())
  package var tokenFile: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The header in which a trusted proxy names the account.", valueName: "header"))
  package var userHeader: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The address of a proxy whose --user-header counts, or socket; repeatable.",
      valueName: "address"))
  package var trustedProxy: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Answer searches of the workspace at the root by what parlance publish sent to a search engine.",
      valueName: "url"))
  package var engine: String?

  @Option(name: .customLong("index"), help: "The name of the index on the search engine.")
  package var index = "parlance"

  @Option(
    name: .customLong("secret-file"),
    help: ArgumentHelp(
      "A file with USER:PASSWORD, or ApiKey or Bearer and a secret, for the search engine.",
      discussion: "Otherwise PARLANCE_ENGINE_SECRET, or user and password in the address.",
      valueName: "file"), completion: .file())
  package var secretFile: String?

  @Flag(name: .long, help: "Let documents be fetched as files.")
  package var serveFiles = false

  @Flag(
    name: .long,
    help: ArgumentHelp(
      "Have LibreOffice make pictures of Office files that hold none.",
      discussion:
        "Beside the requests, several files at a time; it takes a second or two of a processor for each start."
    ))
  package var officePictures = false

  @Flag(name: .long, help: "Change nothing: no decisions, no feedback.")
  package var readOnly = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "An account that decides about tags; repeatable. Without it all do that may read a document.",
      discussion: """
        For all workspaces, or with NAME: before it for the one of --with alone; with a mere colon for the one \
        at the root.
        """,
      valueName: "[name:]account"))
  package var curator: [Curator] = []

  @Flag(
    name: .long,
    help: "Keep what is searched for in vain (/insight/searches), and not who searched.")
  package var logSearches = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How many requests are answered at a time; more are sent away.", valueName: "count"))
  package var maxRequests = 64

  @Option(
    name: .long,
    help: ArgumentHelp(
      "For how many seconds a request is answered; then it is told that it takes too long.",
      valueName: "count"))
  package var maxSeconds = 5

  /// Takes the usual options.
  package init() {}

  /// Refuses options that do not go together.
  package func validate() throws {
    if userHeader != nil, trustedProxy.isEmpty {
      throw ValidationError("--user-header counts from a --trusted-proxy alone; name one")
    }
    if userHeader == nil, !trustedProxy.isEmpty {
      throw ValidationError("--trusted-proxy goes with --user-header")
    }
    let names = Set(with.map(\.name) + [""])
    for case let name? in curator.map(\.workspace) where !names.contains(name) {
      throw ValidationError("--curator \(name): names no workspace of --with")
    }
    if logSearches, readOnly {
      throw ValidationError("--log-searches writes, and --read-only does not; leave one out")
    }
    if engine == nil, secretFile != nil || index != "parlance" {
      throw ValidationError("--secret-file and --index go with --engine")
    }
    guard (1...100_000).contains(maxRequests) else {
      throw ValidationError("--max-requests is a number from 1 to 100000")
    }
    guard (1...3600).contains(maxSeconds) else {
      throw ValidationError("--max-seconds is a number from 1 to 3600")
    }
  }
}

extension ServeOptions {
  /// What help says beyond the options.
  package static let discussion = """
    A search page, pages of documents and of the vocabulary, a JSON interface (/openapi.json), the \
    Model Context Protocol at /mcp, and figures for Prometheus at /metrics. Vocabulary and index are \
    taken up when they change, without a request being dropped.

    Whoever reaches the server reads what the account that runs it may read; with --token-file or \
    --user-header, what the account may read that asks.

    EXAMPLES
      parlance serve
      parlance serve --listen 127.0.0.1:8080 --workspace /srv/share
      parlance serve --workspace /srv/share --with sales=/srv/sales --with hr=/srv/hr
      parlance serve --engine https://search.example.org:9200
      parlance serve --listen /run/parlance/socket --user-header X-Remote-User \\
        --trusted-proxy socket --host search.example.com
    """

  /// The version of the programs.
  package static let version = "0.2.0"

  /// The options as arguments.
  package var arguments: [String] {
    var arguments = [
      "--listen", listen, "--max-requests", "\(maxRequests)", "--max-seconds", "\(maxSeconds)",
    ]
    for workspace in with { arguments += ["--with", "\(workspace.name)=\(workspace.folder)"] }
    for name in host { arguments += ["--host", name] }
    if let tokenFile { arguments += ["--token-file", tokenFile] }
    if let userHeader { arguments += ["--user-header", userHeader] }
    for address in trustedProxy { arguments += ["--trusted-proxy", address] }
    if let engine { arguments += ["--engine", engine, "--index", index] }
    if let secretFile { arguments += ["--secret-file", secretFile] }
    if serveFiles { arguments.append("--serve-files") }
    if officePictures { arguments.append("--office-pictures") }
    if readOnly { arguments.append("--read-only") }
    if logSearches { arguments.append("--log-searches") }
    for curator in curator { arguments += ["--curator", curator.argument] }
    return arguments
  }
}

extension ServeOptions {
  /// The accounts that decide in a workspace.
  ///
  /// - Parameter workspace: its name; empty for the one at the root.
  /// - Returns: the accounts; all decide if there are none.
  package func curators(of workspace: String) -> Set<String> {
    Set(curator.filter { $0.workspace == nil || $0.workspace == workspace }.map(\.account))
  }
}

/// An account that decides about tags, and where.
package struct Curator: ExpressibleByArgument, Sendable, Equatable {
  /// The name of the workspace, empty for the one at the root; `nil` for all.
  package let workspace: String?

  /// The account.
  package let account: String

  /// Reads `ACCOUNT`, `NAME:ACCOUNT` or `:ACCOUNT`.
  package init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let account = parts.last, !account.isEmpty else { return nil }
    self.account = String(account)
    workspace = parts.count == 2 ? String(parts[0]) : nil
  }

  /// The curator as an argument.
  var argument: String { (workspace.map { "\($0):" } ?? "") + account }
}

/// A folder with a workspace, and the name below whose path it is served.
package struct NamedFolder: ExpressibleByArgument, Sendable, Equatable {
  /// The name.
  package let name: String

  /// The folder that holds `.parlance`.
  package let folder: String

  /// Reads `NAME=FOLDER`.
  package init?(argument: String) {
    guard let equals = argument.firstIndex(of: "=") else { return nil }
    name = String(argument[..<equals])
    folder = String(argument[argument.index(after: equals)...])
    if name.isEmpty || folder.isEmpty { return nil }
  }
}

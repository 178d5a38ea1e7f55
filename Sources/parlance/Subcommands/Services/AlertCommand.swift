import ArgumentParser
import ParlanceKit

/// `parlance alert`: what is new for saved queries, by mail or to a web service, each document once.
struct AlertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alert",
    abstract: "Tell people what is new for saved queries, each document once.",
    discussion: """
      The first time nothing is new: news count from then on. A document is new that a query finds now
      and did not find before, whether it came or was tagged. What is sent is remembered in the
      workspace, for each query and recipient; what could not be sent comes the next time. Each is told
      of what this account may read, or the one named by --for.

      Mail goes through sendmail, or by curl to the server of --smtp; an http address gets JSON with
      "text" and "documents".

      EXAMPLES
        parlance query save price-lists type:price-list
        parlance alert price-lists --to ada@example.org --link https://search.example.org
        0 7 * * 1-5  parlance alert price-lists contracts --to ada@example.org --for ada
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The names of saved queries.")
  var queries: [String]

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A mail address, or the http address of a service; repeatable.", valueName: "address"))
  var to: [String]

  @Option(
    name: .long,
    help: ArgumentHelp("The mail address that mails come from.", valueName: "address"))
  var from = "parlance@localhost"

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The account whose documents count; otherwise this one.", valueName: "account"))
  var `for`: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Where the pages are served, for links.", valueName: "address"))
  var link = ""

  @Option(
    name: .long,
    help: ArgumentHelp("The mail server, such as smtp://mail.example.org.", valueName: "address"))
  var smtp: String?

  @Option(
    name: .long, help: ArgumentHelp("What takes mails as sendmail does.", valueName: "path"))
  var sendmail: String?

  @Flag(name: .long, help: "Say what would be sent; send and remember nothing.")
  var dryRun = false

  func validate() throws {
    if let smtp, !smtp.hasPrefix("smtp://"), !smtp.hasPrefix("smtps://") {
      throw ValidationError("--smtp is an address such as smtp://mail.example.org")
    }
    if smtp != nil, sendmail != nil {
      throw ValidationError("--smtp and --sendmail exclude each other")
    }
  }

  func run() throws {
    let workspace = try global.workspaceToWrite()
    let recipients = try to.map { try AlertRecipient($0) }
    let account = try self.for.map { name in
      guard let account = ReaderAccount(named: name) else {
        throw RequestError("unknown account '\(name)'")
      }
      return account
    }
    var delivery = try AlertDelivery(from: from)
    delivery.server = smtp
    if let sendmail { delivery.sendmail = sendmail }
    var alerts = try SearchOpening.waiting {
      try SearchAlerts(
        workspace, for: account ?? .own, link: link, observer: SearchOpening.observer)
    }
    var (told, failed) = (0, 0)
    for query in queries {
      for recipient in recipients {
        // One who cannot be reached keeps nobody else from being told.
        do {
          let outcome = try alerts.tell(query, to: recipient, isPreview: dryRun) { message in
            if !dryRun { try delivery.send(message, to: recipient) }
          }
          if case .told(let documents) = outcome { told += documents }
          StandardOutput.shared.writeLine(
            TerminalText.escaped("\(query) → \(recipient.name): \(Self.words(outcome, dryRun))"))
        } catch let failure as AlertFailure {
          failed += 1
          Diagnostics.warning("\(query) → \(recipient.name): \(failure)")
        }
      }
    }
    if failed > 0 { throw ExitStatus.partly }
    if told == 0 { throw ExitStatus.nothing }
  }

  private static func words(_ outcome: SearchAlerts.Outcome, _ isPreview: Bool) -> String {
    switch outcome {
    case .begun(let documents): "followed from now on, \(documents) documents are there"
    case .told(0): "nothing new"
    case .told(let documents):
      "\(documents) new \(documents == 1 ? "document" : "documents")\(isPreview ? ", not sent" : "")"
    }
  }
}

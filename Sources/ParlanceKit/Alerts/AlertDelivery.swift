internal import JSONCoding
internal import System

/// How alerts reach their recipients: `sendmail`, or `curl` to a mail server or a web service.
package struct AlertDelivery: Sendable {
  /// The address that mails come from.
  package var sender: String

  /// The path of `sendmail`, or of what takes a mail as it does.
  package var sendmail = "/usr/sbin/sendmail"

  /// The address of a mail server, such as `smtp://mail.example.org:25`, in the place of `sendmail`.
  package var server: String?

  /// The path of `curl`.
  package var curl = "/usr/bin/curl"

  /// How many seconds one may take.
  private static let seconds = 60.0

  /// Mails from an address.
  ///
  /// - Throws: `RequestError` if it is none.
  package init(from sender: String) throws {
    guard case .mail = try AlertRecipient(sender) else {
      throw RequestError("'\(sender)' is not a mail address")
    }
    self.sender = sender
  }

  /// Sends a message.
  ///
  /// - Throws: `AlertFailure` with what the program said.
  package func send(_ message: AlertMessage, to recipient: AlertRecipient) throws {
    switch recipient {
    case .mail(let address):
      let mail = message.mail(from: sender, to: address)
      guard let server else {
        // With -i a line of a dot alone does not end the mail.
        return try run(sendmail, ["-i", "-f", sender, "--", address], mail)
      }
      try run(
        curl,
        [
          "--silent", "--show-error", "--proto", "=smtp,smtps", "--url", server, "--mail-from",
          sender, "--mail-rcpt", address, "--upload-file", "-",
        ], mail)
    case .webhook(let address):
      // Not among the arguments, which everybody on the machine sees: the address may be a secret.
      let settings = [
        "url = \(Self.quoted(address))", "data-binary = \(Self.quoted(message.json.description))",
        "header = \"Content-Type: application/json\"",
      ]
      try run(
        curl,
        [
          // No redirection: what only this address should get would go to another.
          "--silent", "--show-error", "--fail", "--proto", "=http,https", "--max-redirs", "0",
          "--output", "/dev/null", "--config", "-",
        ], Array((settings.joined(separator: "\n") + "\n").utf8))
    }
  }

  /// Text as the settings of `curl` write it.
  private static func quoted(_ text: String) -> String {
    "\""
      + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n") + "\""
  }

  private func run(_ program: String, _ arguments: [String], _ input: [UInt8]) throws {
    var child = ChildProcess(program, arguments)
    child.limits.seconds = Self.seconds
    child.limits.output = 1 << 16
    let outcome: ChildProcess.Outcome
    do {
      outcome = try child.run(try FileDescriptor.memory(input))
    } catch {
      throw AlertFailure(description: "\(error)")
    }
    guard outcome.status == 0 else {
      let words = outcome.message.isEmpty ? "" : ": \(outcome.message)"
      throw AlertFailure(description: "\(program) ended with status \(outcome.status)\(words)")
    }
  }
}

/// Why an alert was not taken.
package struct AlertFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The reason in words.
  package let description: String
}

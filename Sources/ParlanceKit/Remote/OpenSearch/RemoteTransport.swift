internal import System

/// What carries requests to a search engine.
package protocol RemoteTransport {
  /// Sends a request and waits for the answer.
  ///
  /// - Parameter request: the request.
  /// - Returns: the answer, whatever its status.
  /// - Throws: `RemoteTransportFailure` if there is none.
  func send(_ request: RemoteTransportRequest) throws -> RemoteReply
}

/// A request to a search engine.
package struct RemoteTransportRequest: Sendable {
  /// `GET`, `PUT`, `POST` or `DELETE`.
  package var method: String
  /// The path below the address, with its `/`.
  package var path: String
  /// The body: a JSON value, or lines of them; `nil` for none.
  package var body: [UInt8]?
  /// Whether the body is lines.
  package var isLines = false
}

/// An answer of a search engine.
package struct RemoteReply: Sendable {
  /// The status of HTTP.
  package var status: Int
  /// The body.
  package var body: [UInt8]

  /// An answer.
  package init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}

/// Why there is no answer.
package struct RemoteTransportFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The cause in words, with the address.
  package let description: String

  /// A failure.
  package init(description: String) { self.description = description }
}

/// Sends requests by `curl` in a child process.
///
/// An HTTP library would be a part of every search, whether or not an engine is asked: SwiftNIO adds a tenth
/// to the conformance records that each first cast looks through (`Documentation/Engines.md`). `curl` brings
/// TLS, proxies and certificates of the machine. Secrets go through its standard input, never among its
/// arguments, which everybody on the machine sees; the body is a file that its owner alone may read.
package struct CurlTransport: RemoteTransport {
  private let address: RemoteAddress
  private let program: String
  private let environment: [String]

  /// Seconds for a connection and for one request.
  private static let connectSeconds = 10.0
  private static let seconds = 300.0

  /// The longest answer in bytes.
  private static let longestAnswer = 256 << 20

  /// A transport by the `curl` that the caller's PATH holds.
  ///
  /// - Parameters:
  ///   - address: where the engine is.
  ///   - variable: a variable of the caller's environment.
  /// - Throws: `RemoteTransportFailure` if there is no `curl`.
  package init(_ address: RemoteAddress, variable: (String) -> String?) throws {
    guard let curl = CurlProgram(variable) else {
      throw RemoteTransportFailure(
        description:
          "search engines are asked by curl, which is not on the PATH\nHint: install curl")
    }
    self.address = address
    program = curl.path
    environment = ["PATH=/usr/bin:/bin", "HOME=/nonexistent"] + curl.environment
  }

  package func send(_ request: RemoteTransportRequest) throws -> RemoteReply {
    try Deadline.check()
    let seconds = Deadline.seconds(atMost: Self.seconds)
    let scratch = try request.body.map(Self.write)
    defer { withExtendedLifetime(scratch) {} }
    let settings = Self.settings(
      of: request, to: address, bodyFile: scratch?.path.map { "\($0)/body" }, within: seconds)
    // `--disable` counts as the first argument only; without it the caller's .curlrc would apply.
    var child = ChildProcess(program, ["--disable", "--config", "-"])
    child.environment = environment
    // Later than curl's own limit: curl ends by itself and says why.
    child.limits.seconds = seconds + Self.connectSeconds
    child.limits.processorSeconds = Int(Self.seconds)
    child.limits.output = Self.longestAnswer
    let outcome: ChildProcess.Outcome
    do {
      outcome = try child.run(try FileDescriptor.memory(Array(settings.utf8)))
    } catch { throw RemoteTransportFailure(description: "\(address.url): \(error)") }
    guard outcome.status == 0, !outcome.isCut else {
      try Deadline.check()
      let words = outcome.isCut ? "the answer is too long" : Self.cause(outcome)
      throw RemoteTransportFailure(description: "\(address.url): \(words)")
    }
    // The status stands on a line of its own behind the body.
    guard let end = outcome.output.lastIndex(of: 10),
      let status = Int(String(decoding: outcome.output[(end + 1)...], as: UTF8.self))
    else { throw RemoteTransportFailure(description: "\(address.url): the answer has no status") }
    return RemoteReply(status: status, body: Array(outcome.output[..<end]))
  }

  private static func cause(_ outcome: ChildProcess.Outcome) -> String {
    outcome.message.isEmpty ? "curl ended with status \(outcome.status)" : outcome.message
  }

  /// A folder of its own with the body, gone when the value is.
  private static func write(_ body: [UInt8]) throws -> ScratchFolder {
    let folder = ScratchFolder()
    guard let path = folder.path else {
      throw RemoteTransportFailure(
        description: "/tmp: \(SystemError(folder.errorNumber))")
    }
    let file = "\(path)/body"
    do {
      try FileDescriptor(creating: file).write(body)
    } catch { throw RemoteTransportFailure(description: "\(file): \(error)") }
    return folder
  }

  /// What `curl` reads from its standard input.
  static func settings(
    of request: RemoteTransportRequest, to address: RemoteAddress, bodyFile: String?,
    within seconds: Double = CurlTransport.seconds
  ) -> String {
    // `globoff`: brackets are no pattern, as around an address of IPv6. No redirection, which would
    // carry documents and secrets elsewhere. An empty `Expect`, since curl would wait up to a
    // second for leave to send a long body.
    var lines = [
      "url = \(quoted(address.url + request.path))", "request = \(quoted(request.method))",
      "silent", "show-error", "globoff", "proto = \"=http,https\"", "max-redirs = 0",
      "connect-timeout = \(min(connectSeconds, seconds))", "max-time = \(seconds)",
      "write-out = \"\\n%{http_code}\"", "header = \"Expect:\"",
    ]
    if let bodyFile {
      let type = request.isLines ? "application/x-ndjson" : "application/json"
      lines.append("header = \"Content-Type: \(type)\"")
      lines.append("data-binary = \(quoted("@" + bodyFile))")
    }
    // To this machine, which alone is shown secrets without TLS: a proxy would read them.
    if address.isOfThisMachine { lines.append("noproxy = \"*\"") }
    switch address.secret {
    case .user(let user)?: lines.append("user = \(quoted(user))")
    case .authorization(let value)?: lines.append("header = \(quoted("Authorization: " + value))")
    case nil: break
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Text as the settings of `curl` write it; by bytes, since a mark behind a quote makes it another character.
  private static func quoted(_ text: String) -> String {
    var bytes = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "\""): bytes += [UInt8(ascii: "\\"), byte]
      // A line would end here, and what follows be a setting of its own.
      case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
      case UInt8(ascii: "\r"): bytes += Array("\\r".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes + [UInt8(ascii: "\"")], as: UTF8.self)
  }
}

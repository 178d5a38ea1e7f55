internal import System
internal import Taxonomy

/// Looks links up by `curl`, many at a time, within limits of time; redirections are followed.
struct LinkChecker: LinkResolver {
  private let program: String
  private let environment: [String]
  private let progress: @Sendable (Int, Int) -> Bool

  /// How many URIs one run of curl takes.
  private static let chunk = 100
  /// How many requests are under way at the same time.
  private static let parallel = 16
  /// Seconds for one URI, redirections included.
  private static let seconds = 15

  /// A checker by the `curl` that the caller's PATH holds.
  ///
  /// - Parameters:
  ///   - variable: a variable of the caller's environment.
  ///   - progress: is told how many links of how many are looked up; `false` breaks off.
  /// - Throws: `LinkCheckerError.noProgram` if there is none.
  init(
    _ variable: (String) -> String?, progress: @escaping @Sendable (Int, Int) -> Bool
  ) throws {
    guard let curl = CurlProgram(variable) else { throw LinkCheckerError.noProgram }
    program = curl.path
    environment = curl.environment + CurlProgram.settings(["PATH", "HOME"], variable)
    self.progress = progress
  }

  func failures(of uris: [String]) -> [String: String] {
    var failures: [String: String] = [:]
    for start in stride(from: 0, to: uris.count, by: Self.chunk) {
      guard progress(start, uris.count) else { break }
      let chunk = Array(uris[start..<min(start + Self.chunk, uris.count)])
      let refused = lookUp(chunk, asking: ["--head"], start, of: uris.count)
      // Some servers refuse to be asked for the head alone.
      let again = chunk.filter { refused[$0] != nil }
      guard !again.isEmpty else { continue }
      failures.merge(lookUp(again, asking: ["--range", "0-0"], start, of: uris.count)) { $1 }
    }
    return failures
  }

  /// The URIs that were not answered as found, with the reason.
  private func lookUp(
    _ uris: [String], asking method: [String], _ start: Int, of total: Int
  ) -> [String: String] {
    var arguments = [
      // Braces and brackets of an address are no patterns, and no redirection leads to files.
      "--silent", "--globoff", "--location", "--max-redirs", "10", "--proto", "=http,https",
      "--proto-redir", "=http,https", "--connect-timeout", "10", "--max-time",
      "\(Self.seconds)", "--parallel", "--parallel-max", "\(Self.parallel)", "--write-out",
      "%{urlnum}\\t%{http_code}\\t%{errormsg}\\n",
    ]
    arguments += method
    for uri in uris { arguments += ["--output", "/dev/null", "--url", uri] }
    var child = ChildProcess(program, arguments)
    child.environment = environment
    // As long as all rounds may take, and two rounds more for the start.
    child.limits.seconds = Double(Self.seconds * (uris.count / Self.parallel + 2))
    let outcome: ChildProcess.Outcome
    do {
      outcome = try child.run(isCancelled: { !progress(start, total) })
    } catch {
      return Dictionary(uris.map { ($0, "\(error)") }, uniquingKeysWith: { first, _ in first })
    }
    var reasons: [String: String] = [:]
    for uri in uris { reasons[uri] = "no answer" }
    for line in String(decoding: outcome.output, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 2, let number = Int(fields[0]), uris.indices.contains(number) else {
        continue
      }
      let isFound = fields[1].first == "2" || fields[1].first == "3"
      let words = fields.count > 2 && !fields[2].isEmpty ? fields[2] : "no answer"
      reasons[uris[number]] =
        isFound ? nil : fields[1] == "000" ? words : "status \(fields[1])"
    }
    return reasons
  }
}

/// Why links cannot be looked up.
package enum LinkCheckerError: Error, CustomStringConvertible {
  /// There is no curl.
  case noProgram

  /// The cause and a way out.
  package var description: String {
    "links are looked up by curl, which is not on the PATH\nHint: install curl"
  }
}

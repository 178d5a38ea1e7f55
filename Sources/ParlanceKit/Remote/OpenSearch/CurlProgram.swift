internal import System

/// The `curl` that the caller's PATH holds, and what it may need of the caller's environment.
struct CurlProgram {
  /// Where it is.
  let path: String

  /// Proxies and certificates, as `NAME=VALUE`, and the locale of its messages.
  let environment: [String]

  private static let passedOn = [
    // Not HTTP_PROXY, as curl has it: a web server sets that from a header of whoever asks (CVE-2016-5385).
    "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
    "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE",
  ]

  /// Looks for it; `nil` if there is none.
  ///
  /// - Parameter variable: a variable of the caller's environment.
  init?(_ variable: (String) -> String?) {
    let folders = (variable("PATH") ?? "/usr/bin:/bin").split(separator: ":")
    guard
      let path = folders.map({ String($0) + "/curl" })
        .first(where: { PathAccess.allows(.enter, at: $0) })
    else { return nil }
    self.path = path
    environment = ["LC_ALL=C.UTF-8"] + Self.settings(Self.passedOn, variable)
  }

  /// Those of some variables that are set, as `NAME=VALUE`.
  static func settings(_ names: [String], _ variable: (String) -> String?) -> [String] {
    names.compactMap { name in variable(name).map { "\(name)=\($0)" } }
  }
}

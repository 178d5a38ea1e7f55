/// Whom an alert goes to.
package enum AlertRecipient: Hashable, Sendable {
  /// A mail address.
  case mail(String)
  /// The address of a web service that takes JSON.
  case webhook(String)

  /// Reads an address: `ada@example.org` or `https://…`.
  ///
  /// - Throws: `RequestError` for what is neither.
  package init(_ text: String) throws {
    // A blank or a control character would end the line of the mail, or of curl's settings, that it
    // is put into.
    let isPlain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F }
    if isPlain, text.hasPrefix("https://") || text.hasPrefix("http://") {
      self = .webhook(text)
      return
    }
    let halves = text.split(separator: "@", omittingEmptySubsequences: false)
    // RFC 5322 lets these stand in an address only between quotation marks, or makes lists and
    // comments of them.
    let isWord = text.utf8.allSatisfy { !"\"\\<>()[],;:".utf8.contains($0) }
    guard isPlain, isWord, halves.count == 2, halves.allSatisfy({ !$0.isEmpty }),
      !text.hasPrefix("-")
    else {
      throw RequestError("'\(text)' is not a mail address, nor the http address of a service")
    }
    self = .mail(text)
  }

  /// The address as it was given.
  package var address: String {
    switch self {
    case .mail(let address), .webhook(let address): address
    }
  }

  /// The address as it may be shown: of a service without what only it should know.
  package var name: String {
    switch self {
    case .mail(let address): address
    case .webhook(let address): Self.host(of: address) ?? "a service"
    }
  }

  /// The host and port of an address: a user with a password may stand before, a token behind.
  private static func host(of address: String) -> String? {
    guard let mark = address.firstRange(of: "://") else { return nil }
    let authority = address[mark.upperBound...].prefix { !"/?#\\".contains($0) }
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    return host.isEmpty ? nil : String(host)
  }
}

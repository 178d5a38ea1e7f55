internal import Synchronization

/// The secrets by which a form is known to come from a page of this server: one for each account.
///
/// A page of another site can send a form here, but not read the page with the token.
final class FormTokens: Sendable {
  private let tokens = Mutex<[String: String]>([:])

  /// More accounts at a time are not kept; their forms are asked for anew.
  private static let most = 10_000

  /// The token in the forms of an account.
  func token(for account: String) -> String {
    tokens.withLock { tokens in
      if let known = tokens[account] { return known }
      if tokens.count >= Self.most { tokens = [:] }
      var generator = SystemRandomNumberGenerator()
      // 128 bits, which nobody guesses.
      let token = (0..<2).map { _ in String(generator.next(), radix: 36) }.joined(separator: "-")
      tokens[account] = token
      return token
    }
  }

  /// Whether a form of an account came from one of its pages.
  func isGood(_ token: String, of account: String) -> Bool {
    guard let known = tokens.withLock({ $0[account] }) else { return false }
    return AccessToken(account: account, secret: known).isEqual(to: token)
  }
}

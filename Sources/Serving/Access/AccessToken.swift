internal import JSONCoding
internal import ParlanceKit
internal import System

/// A secret with which a program asks in the name of an account.
package struct AccessToken: Sendable, Hashable {
  /// The name of the account.
  package let account: String

  private let secret: [UInt8]

  /// The fewest characters of a secret.
  private static let fewest = 16

  /// A token.
  package init(account: String, secret: String) {
    self.account = account
    self.secret = Array(secret.utf8)
  }

  /// Whether a secret is this one; how long that takes tells nothing about it.
  func isEqual(to other: String) -> Bool {
    let other = Array(other.utf8)
    var difference = UInt8(truncatingIfNeeded: other.count ^ secret.count)
    difference |= UInt8(truncatingIfNeeded: (other.count ^ secret.count) >> 8)
    // As many steps as what is given has bytes, whatever of it is right.
    for (index, byte) in other.enumerated() { difference |= byte ^ secret[index % secret.count] }
    return difference == 0 && other.count == secret.count
  }

  /// Reads a file of tokens: on each line an account and a secret; `#` begins a remark.
  ///
  /// - Parameter path: the file, which nobody but its owner may read.
  /// - Returns: the tokens.
  /// - Throws: `AccessTokenError`; `StorageError.unreadable`.
  package static func read(_ path: String) throws -> [AccessToken] {
    guard let bytes = try OpenedFile.ownBytes(of: path) else {
      throw AccessTokenError(path: path, line: 0, message: "others may read or write it")
    }
    var tokens: [AccessToken] = []
    for (index, line) in String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
    {
      let words = line.split { $0 == " " || $0 == "\t" }
      if words.isEmpty || words[0].hasPrefix("#") { continue }
      guard words.count == 2, words[1].utf8.count >= fewest else {
        throw AccessTokenError(
          path: path, line: index + 1,
          message: "is not an account and a secret of at least \(fewest) characters")
      }
      tokens.append(AccessToken(account: String(words[0]), secret: String(words[1])))
    }
    guard !tokens.isEmpty else {
      throw AccessTokenError(path: path, line: 0, message: "has no token")
    }
    return tokens
  }
}

/// A file of tokens that cannot be used.
package struct AccessTokenError: Error, Equatable, Sendable, CustomStringConvertible {
  let path: String
  let line: Int
  let message: String

  /// The place, the cause and a hint.
  package var description: String {
    (line == 0 ? "\(path): \(message)" : "\(path):\(line):1: error: \(message)")
      + "\nHint: a line is ACCOUNT SECRET; chmod 600 the file; openssl rand -hex 24 makes a secret"
  }
}

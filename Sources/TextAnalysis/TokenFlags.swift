/// What folding took away from a token's surface, and what it is made of.
package struct TokenFlags: OptionSet, Sendable, Hashable, BitwiseCopyable {
  /// The bits.
  package let rawValue: UInt8

  /// Flags of bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// At least one capital and no small letter.
  package static let allCapitals = TokenFlags(rawValue: 1)

  /// The first character is a capital.
  package static let initialCapital = TokenFlags(rawValue: 2)

  /// At least one digit.
  package static let hasDigit = TokenFlags(rawValue: 4)

  /// At least one letter, or a character of a script without letter case.
  package static let hasLetter = TokenFlags(rawValue: 8)

  /// At least one capital after the first character, beside small letters ("iPhone", "DevOps").
  package static let mixedCase = TokenFlags(rawValue: 16)
}

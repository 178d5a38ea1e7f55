/// Something asked for that cannot be meant, such as a facet that the vocabulary does not have.
package struct RequestError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, and what could be asked for instead.
  package let message: String

  /// Whether it is a thing, such as a release, that is not there: a request for it may be right another day.
  package let isMissing: Bool

  /// An error that says what is wrong.
  package init(_ message: String, isMissing: Bool = false) {
    self.message = message
    self.isMissing = isMissing
  }

  /// The message.
  package var description: String { message }
}

/// Something asked for that cannot be meant, such as a facet that the vocabulary does not have.
package struct RequestError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, and what could be asked for instead.
  package let message: String

  /// An error that says what is wrong.
  package init(_ message: String) { self.message = message }

  /// The message.
  package var description: String { message }
}

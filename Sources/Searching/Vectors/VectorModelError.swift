/// Why a file of word vectors cannot be used.
package struct VectorModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  package let path: String

  /// What is wrong with it.
  package let reason: String

  /// A way out, if there is one.
  package var remedy: String?

  /// An error of a file.
  package init(path: String, reason: String, remedy: String? = nil) {
    self.path = path
    self.reason = reason
    self.remedy = remedy
  }

  /// One line: the path, then the cause; and a hint where there is a way out.
  package var description: String {
    "\(path): \(reason)" + (remedy.map { "\nHint: \($0)" } ?? "")
  }
}

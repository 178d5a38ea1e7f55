internal import Taxonomy

extension Workspace {
  /// The labels that begin with some text in any case, but for hidden ones, codes and those of several lines.
  ///
  /// - Parameter beginning: the text in lower case.
  /// - Returns: the labels, in no order.
  /// - Throws: `WorkspaceError.noVocabulary`; `StorageError`.
  package func labels(beginningWith beginning: String) throws -> [String] {
    let vocabulary = try vocabulary()
    return vocabulary.labels.compactMap { label in
      guard vocabulary.kind(of: label) != .hidden, vocabulary.role(of: label) != .code else {
        return nil
      }
      let text = vocabulary.text(of: label)
      return text.lowercased().hasPrefix(beginning) && !text.contains("\n") ? text : nil
    }
  }
}

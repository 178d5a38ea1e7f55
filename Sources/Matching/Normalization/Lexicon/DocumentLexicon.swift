internal import Knowledge

/// Words for kinds of documents and what they are about, as `document-words.txt` has them; each group is
/// one notion.
enum DocumentLexicon {
  /// The groups, one a line: words separated by blanks, those of a phrase joined by `_`.
  static let groups = ResourceLines(PackageResources.document_words_txt)
    .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
}

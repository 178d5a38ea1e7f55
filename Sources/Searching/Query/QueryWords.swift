import Knowledge

/// Words of queries that ask for more than documents with them, as `query-words.tsv` has them.
enum QueryWords {
  /// The lists of the file.
  static let lists = WordLists(PackageResources.query_words_tsv, file: "query-words.tsv")

  /// Everyday words that are abbreviations, too, and no stop words.
  static let everyday = lists["everyday"]

  /// Words behind which those are none, though they may be labels themselves.
  static let beforeEveryday = lists["before-everyday"]
}

internal import Knowledge

/// Words that tell which date in a text is its own, and in which order it is written, as `dates.tsv` has them.
enum DateWords {
  /// The lists of the file.
  static let lists = WordLists(PackageResources.dates_tsv, file: "dates.tsv")
}

internal import Knowledge

/// Words that say something of a label or a concept rather than name it, as `labels.tsv` has them.
enum LabelWords {
  /// The lists of the file.
  static let lists = WordLists(PackageResources.labels_tsv, file: "labels.tsv")
}

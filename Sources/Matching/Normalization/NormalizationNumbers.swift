internal import Knowledge

/// The numbers of the normalizer that are not learned from a vocabulary, as `normalization.tsv` has them.
enum NormalizationNumbers {
  /// The numbers that are compiled into the library.
  static let table = NumberTable(PackageResources.normalization_tsv, file: "normalization.tsv")

  /// A number by its name.
  static subscript(name: String) -> Double { table[name] }
}

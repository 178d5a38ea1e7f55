import Knowledge

/// The numbers that decide the order of hits, as `ranking.tsv` has them.
enum RankingNumbers {
  private static let table = NumberTable(PackageResources.ranking_tsv, file: "ranking.tsv")

  /// A number by its name.
  static subscript(name: String) -> Float { Float(table[name]) }
}

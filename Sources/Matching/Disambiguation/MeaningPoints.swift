internal import Knowledge

/// What speaks for a meaning, in points, as `homonym-points.tsv` says.
struct MeaningPoints: Sendable {
  /// The lead that decides.
  let margin: Double
  let sameSpelling: Double
  let preferred: Double
  let alternative: Double
  let otherLanguage: Double
  let inUse: Double
  let outOfUse: Double
  let stillInUse: Double
  let replaced: Double
  let namedOnce: Double
  let namedOften: Double
  let eachNeighbor: Double
  let mostOfNeighbors: Double
  let usual: Double
  let condition: Double

  /// The points that are compiled into the library.
  static let standard = MeaningPoints(
    NumberTable(PackageResources.homonym_points_tsv, file: "homonym-points.tsv"))

  init(_ table: NumberTable) {
    margin = table["margin"]
    sameSpelling = table["same-spelling"]
    preferred = table["preferred"]
    alternative = table["alternative"]
    otherLanguage = table["other-language"]
    inUse = table["in-use"]
    outOfUse = table["out-of-use"]
    stillInUse = table["still-in-use-without-date"]
    replaced = table["replaced"]
    namedOnce = table["named-once"]
    namedOften = table["named-often"]
    eachNeighbor = table["each-neighbor"]
    mostOfNeighbors = table["most-of-neighbors"]
    usual = table["usual-here"]
    condition = table["condition-met"]
  }
}

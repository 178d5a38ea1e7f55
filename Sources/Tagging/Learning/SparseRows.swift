/// Rows of numbered features, of which most are zero.
struct SparseRows: Sendable {
  /// Where the features of each row begin, and where those of the last one end.
  private(set) var starts: [Int] = [0]

  /// The numbers of the features that are not zero, row after row.
  private(set) var features: [Int32] = []

  /// Their values.
  private(set) var values: [Float] = []

  /// The number of features.
  let width: Int

  /// The number of rows.
  var count: Int { starts.count - 1 }

  /// No rows yet, of `width` features.
  init(width: Int) { self.width = width }

  /// Adds a row; no feature stands in it twice.
  mutating func append(_ row: some Sequence<(index: Int, value: Float)>) {
    for (index, value) in row {
      features.append(Int32(index))
      values.append(value)
    }
    starts.append(features.count)
  }

  /// The features of a row.
  func row(_ number: Int) -> [(index: Int, value: Float)] {
    (starts[number]..<starts[number + 1]).map { (Int(features[$0]), values[$0]) }
  }
}

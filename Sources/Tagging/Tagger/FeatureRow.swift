/// The numbers of one candidate, to be filled by name; all zero at first.
struct FeatureRow {
  // As many as `CandidateFeature` has: their number must be known to the compiler.
  private var values = InlineArray<35, Float>(repeating: 0)

  subscript(feature: CandidateFeature) -> Float {
    get { values[feature.rawValue] }
    set { values[feature.rawValue] = newValue }
  }

  /// Appends the numbers in the order of the features.
  func append(to numbers: inout [Float]) {
    unsafe values.span.withUnsafeBufferPointer { unsafe numbers.append(contentsOf: $0) }
  }
}

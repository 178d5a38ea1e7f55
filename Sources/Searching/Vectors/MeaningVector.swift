import CPostings

/// A direction of meaning: a vector of small integers of which only the direction counts.
struct MeaningVector: Equatable, Sendable {
  /// The numbers; all 0 for a text without known words.
  let numbers: [Int8]

  /// A vector as it is stored.
  init(_ numbers: [Int8]) { self.numbers = numbers }

  /// The direction of some numbers, the largest of which becomes 127.
  init(directionOf sums: [Float]) {
    let largest = sums.reduce(Float(0)) { max($0, abs($1)) }
    numbers = Self.rounded(sums, scale: largest / 127)
  }

  /// Numbers in units of a scale; 0 without one.
  static func rounded(_ numbers: [Float], scale: Float) -> [Int8] {
    guard scale > 0, scale.isFinite else { return [Int8](repeating: 0, count: numbers.count) }
    return numbers.map { Int8(max(-127, min(127, ($0 / scale).rounded()))) }
  }

  /// The cosine of the angle between two vectors, 0 if one of them has no direction.
  func cosine(_ other: UnsafePointer<Int8>) -> Float {
    let count = UInt32(numbers.count)
    let product = unsafe parlance_dot(numbers, other, count)
    let squares =
      unsafe Float(parlance_dot(numbers, numbers, count)) * Float(parlance_dot(other, other, count))
    return squares > 0 ? Float(product) / squares.squareRoot() : 0
  }
}

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

  /// The cosine of the angle between two vectors of as many numbers, 0 if one of them has no direction.
  func cosine(_ other: Span<Int8>) -> Float {
    // At most 256 numbers of up to 127: all sums of products fit 32 bits.
    let product = Self.product(numbers.span, other)
    let squares =
      Float(Self.product(numbers.span, numbers.span)) * Float(Self.product(other, other))
    return squares > 0 ? Float(product) / squares.squareRoot() : 0
  }
  /// Adds a vector of as many numbers to sums, each in units of a scale.
  static func add(_ numbers: Span<Int8>, scale: Float, to sums: inout [Float]) {
    precondition(numbers.count == sums.count, "vectors of one model are of one length")
    let count = UInt32(sums.count)
    unsafe numbers.withUnsafeBufferPointer {
      unsafe parlance_add_scaled(&sums, $0.baseAddress, scale, count)
    }
  }

  private static func product(_ one: Span<Int8>, _ other: Span<Int8>) -> Int32 {
    precondition(one.count == other.count, "vectors of one model are of one length")
    return unsafe one.withUnsafeBufferPointer { one in
      unsafe other.withUnsafeBufferPointer { other in
        unsafe parlance_dot(one.baseAddress, other.baseAddress, UInt32(one.count))
      }
    }
  }
}

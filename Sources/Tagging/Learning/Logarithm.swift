internal import Glibc

/// Natural logarithms of single precision, those of small numbers from a table.
enum Logarithm {
  private static let known: [Float] = (0..<1024).map { log(Float($0) + 1) }

  /// The logarithm of a positive number.
  static func of(_ value: Float) -> Float { log(value) }

  /// The logarithm of one plus a number that is not negative.
  static func ofOnePlus(_ value: Int32) -> Float {
    value < 1024 ? known[Int(value)] : log(Float(value) + 1)
  }
}

extension Float {
  /// Whether it is a number that a model may have learned: sums and products of some do not become infinite.
  var isPlausible: Bool { magnitude <= 1e9 }
}

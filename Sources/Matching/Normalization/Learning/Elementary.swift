internal import Glibc

extension Float {
  /// The natural logarithm.
  static func log(_ value: Float) -> Float { Glibc.logf(value) }
}

extension Double {
  /// The natural logarithm.
  static func log(_ value: Double) -> Double { Glibc.log(value) }

  /// The exponential function.
  static func exp(_ value: Double) -> Double { Glibc.exp(value) }

  /// The logistic function.
  static func logistic(_ value: Double) -> Double { 1 / (1 + Glibc.exp(-value)) }

  /// The inverse of the logistic function, its argument kept within a millionth of 0 and 1.
  static func logOdds(_ probability: Double) -> Double {
    // Beyond a millionth the odds say more than any training set can know, and 1 has none at all.
    let kept = min(max(probability, 1e-6), 1 - 1e-6)
    return Glibc.log(kept / (1 - kept))
  }
}

/// Arithmetic for numbers that came from a file, the clock, an argument or another program: it answers `nil` where `+` would trap.
extension FixedWidthInteger {
  /// The sum, or `nil` where it does not fit the type.
  @inlinable
  package func adding(_ other: Self) -> Self? {
    let (result, hasOverflown) = addingReportingOverflow(other)
    return hasOverflown ? nil : result
  }

  /// The difference, or `nil` where it does not fit the type.
  @inlinable
  package func subtracting(_ other: Self) -> Self? {
    let (result, hasOverflown) = subtractingReportingOverflow(other)
    return hasOverflown ? nil : result
  }

  /// The product, or `nil` where it does not fit the type.
  @inlinable
  package func multiplied(by other: Self) -> Self? {
    let (result, hasOverflown) = multipliedReportingOverflow(by: other)
    return hasOverflown ? nil : result
  }

  /// The sum, or the bound of the type that it would pass: for counts and times where the bound says enough.
  @inlinable
  package func addingClamped(_ other: Self) -> Self {
    adding(other) ?? (other < 0 ? .min : .max)
  }

  /// The product, or the bound of the type that it would pass.
  @inlinable
  package func multipliedClamped(by other: Self) -> Self {
    multiplied(by: other) ?? ((self < 0) == (other < 0) ? .max : .min)
  }
}

extension Range where Bound: FixedWidthInteger {
  /// A range of outside numbers, or `nil` where it would end before it begins or past the bound of the type.
  @inlinable
  package init?(from start: Bound, count: Bound) {
    guard count >= 0, let end = start.adding(count) else { return nil }
    self = start..<end
  }
}

extension RandomAccessCollection where Index == Int {
  /// The element at an outside index, or `nil` where there is none.
  @inlinable
  package func element(at index: Int) -> Element? {
    index >= startIndex && index < endIndex ? self[index] : nil
  }
}

extension Range where Bound == Int {
  /// The first of these numbers for which something holds that then holds for all that follow; the upper bound
  /// if it holds for none.
  ///
  /// - Parameter belongs: whether a number is of the second part.
  /// - Returns: where the second part begins.
  /// - Throws: what `belongs` throws.
  /// - Complexity: O(log *n*) calls.
  @inlinable
  @inline(__always)
  package func partitioningIndex<Failure: Error>(
    where belongs: (Int) throws(Failure) -> Bool
  ) throws(Failure) -> Int {
    var low = lowerBound
    var high = upperBound
    while low < high {
      // Nothing here can overflow: `middle` lies between the two.
      let middle = low &+ Int(bitPattern: UInt(bitPattern: high &- low) &>> 1)
      if try belongs(middle) { high = middle } else { low = middle &+ 1 }
    }
    return low
  }
}

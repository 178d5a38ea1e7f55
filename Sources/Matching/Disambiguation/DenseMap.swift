/// A map from small numbers to numbers from 0 on, with a place for every possible key.
///
/// Made once and used for many documents: it empties in the time of what was put in. Not for use by
/// several threads at once.
@safe package final class DenseMap {
  @usableFromInline let values: UnsafeMutablePointer<Int32>
  @usableFromInline var keys: [UInt32] = []

  /// Keys are below this.
  package let capacity: Int

  /// An empty map for the keys below `capacity`.
  package init(capacity: Int) {
    self.capacity = capacity
    unsafe values = .allocate(capacity: max(capacity, 1))
    unsafe values.initialize(repeating: -1, count: max(capacity, 1))
  }

  deinit { unsafe values.deallocate() }

  /// The number of keys that have a value.
  package var count: Int { keys.count }

  /// The value of a key, or -1 if it has none; only numbers from 0 on may be set.
  @inlinable package subscript(key: UInt32) -> Int32 {
    get {
      precondition(Int(key) < capacity, "a key is below the capacity")
      return unsafe values[Int(key)]
    }
    set {
      precondition(Int(key) < capacity && newValue >= 0, "a value is not negative")
      if unsafe values[Int(key)] < 0 { keys.append(key) }
      unsafe values[Int(key)] = newValue
    }
  }

  /// Takes all values away.
  ///
  /// - Complexity: O(`count`).
  @inlinable package func removeAll() {
    for key in keys { unsafe values[Int(key)] = -1 }
    keys.removeAll(keepingCapacity: true)
  }
}

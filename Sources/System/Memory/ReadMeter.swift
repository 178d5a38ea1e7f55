internal import CPlatform

/// Counts what is read of mapped arrays, for tests that compare how work grows with size.
///
/// It counts in debug builds only, and each thread for itself; in others it costs nothing.
package enum ReadMeter {
  /// Counts elements read, or steps of work that read nothing.
  @inlinable @inline(__always)
  package static func count(_ number: Int = 1) {
    #if DEBUG
      add(number)
    #endif
  }

  /// How much `body` reads, on the thread that calls it.
  ///
  /// - Returns: the number of elements and steps; 0 in a build that does not count.
  package static func measure(_ body: () throws -> Void) rethrows -> Int {
    let before = unsafe parlance_read_count().pointee
    try body()
    return unsafe Int(parlance_read_count().pointee - before)
  }

  @usableFromInline
  static func add(_ number: Int) {
    unsafe parlance_read_count().pointee += UInt64(number)
  }
}

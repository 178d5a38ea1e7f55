internal import CPlatform

/// Counts what is read of mapped arrays, for tests that compare how work grows with size.
///
/// It counts in debug builds only, and each thread for itself; in others it costs nothing.
package enum ReadMeter {
  /// Counts one element read, or one step of work that reads nothing.
  @inlinable @inline(__always)
  package static func count() {
    #if DEBUG
      countOne()
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
  static func countOne() {
    unsafe parlance_read_count().pointee += 1
  }
}

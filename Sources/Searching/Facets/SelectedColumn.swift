import CPostings
import MappedStorage

/// The facet of the only filter of a search, by which documents are counted and let through while their scores are
/// added up.
///
/// The facet counts all that match, since its own filter does not narrow its counts; the others only what it lets
/// through.
@safe final class SelectedColumn {
  /// The number of the column in its segment.
  let column: Int

  /// What the loops in C take.
  nonisolated(unsafe) let parameters: UnsafeMutablePointer<parlance_selection>

  private let bytes: MappedArray<UInt8>
  private nonisolated(unsafe) let allowed: UnsafeMutablePointer<UInt8>
  private nonisolated(unsafe) let counters: UnsafeMutablePointer<UInt32>
  private let counterCount: Int

  /// A column of a segment.
  ///
  /// - Parameters:
  ///   - column: its number.
  ///   - bytes: the numbers of sets, all of them below the number of sets.
  ///   - width: bytes of each.
  ///   - allowed: for each set 1 if documents with it are let through.
  ///   - copies: how many sets of counters take turns, 1 or 4.
  init(column: Int, _ bytes: MappedArray<UInt8>, width: Int, allowed: [UInt8], copies: Int) {
    precondition(copies == 1 || copies == 4, "one set of counters, or four that take turns")
    self.column = column
    self.bytes = bytes
    counterCount = allowed.count * copies
    unsafe self.allowed = .allocate(capacity: allowed.count)
    for (set, isAllowed) in allowed.enumerated() {
      unsafe (self.allowed + set).initialize(to: isAllowed)
    }
    unsafe counters = .allocate(capacity: counterCount)
    unsafe counters.initialize(repeating: 0, count: counterCount)
    unsafe parameters = .allocate(capacity: 1)
    unsafe parameters.initialize(
      to: parlance_selection(
        column: UnsafeRawPointer(bytes.unsafeBuffer.baseAddress), width: UInt32(width),
        allowed: self.allowed, counters: counters, stride: copies == 1 ? 0 : UInt32(allowed.count)))
  }

  deinit {
    unsafe allowed.deallocate()
    unsafe counters.deallocate()
    unsafe parameters.deallocate()
  }

  /// Adds what was counted to other counters of the same layout, and begins anew.
  func move(to others: inout [UInt32]) {
    for index in 0..<counterCount {
      others[index] &+= unsafe counters[index]
      unsafe counters[index] = 0
    }
  }
}

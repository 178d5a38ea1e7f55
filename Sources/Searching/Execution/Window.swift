import CPostings

/// Sums of scores and marks of hits for a range of documents.
@safe final class Window {
  nonisolated(unsafe) let sums: UnsafeMutablePointer<Float>
  nonisolated(unsafe) let hits: UnsafeMutablePointer<UInt64>
  private let size: Int
  private let words: Int

  init(size: Int) {
    self.size = size
    words = size / 64
    unsafe sums = .allocate(capacity: size)
    unsafe sums.initialize(repeating: 0, count: size)
    unsafe hits = .allocate(capacity: words)
    unsafe hits.initialize(repeating: 0, count: words)
  }

  deinit {
    unsafe sums.deallocate()
    unsafe hits.deallocate()
  }

  /// Sets the first sums to 0, those of documents that are not hits.
  func clear(_ count: Int) { unsafe sums.update(repeating: 0, count: count) }

  /// Moves the hits to `batch`, which loses what it had, and leaves the window empty.
  ///
  /// `isDense` says that hits are not marked, but are the documents whose sum is not 0.
  func drain(into batch: HitBatch, start: UInt32, isDense: Bool) {
    if isDense {
      batch.count = Int(
        unsafe parlance_drain_sums(sums, UInt32(size), start, batch.documents, batch.scores))
      return
    }
    batch.count = Int(
      unsafe parlance_list_bits(hits, UInt32(words), start, batch.documents))
    unsafe parlance_take_sums(batch.documents, UInt32(batch.count), start, sums, batch.scores)
    unsafe hits.update(repeating: 0, count: words)
  }
}

/// Marks of hits for a range of documents, a byte each: setting one waits for no other.
@safe final class MarkedWindow {
  nonisolated(unsafe) let marks: UnsafeMutablePointer<UInt8>
  private let size: Int

  init(size: Int) {
    self.size = size
    unsafe marks = .allocate(capacity: size)
    unsafe marks.initialize(repeating: 0, count: size)
  }

  deinit { unsafe marks.deallocate() }

  /// Moves the hits to `batch`, which loses what it had, and leaves the window empty.
  func drain(into batch: HitBatch, start: UInt32) {
    batch.count = Int(unsafe parlance_drain_marks(marks, UInt32(size), start, batch.documents))
  }
}

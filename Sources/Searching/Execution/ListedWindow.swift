import CPostings

/// Sums of scores for a range of documents that are listed when they get their first score.
///
/// All documents count, and few can be among the best: so the sums are not listed with the documents, but looked
/// through afterwards for those that are good enough.
@safe final class ListedWindow {
  nonisolated(unsafe) let sums: UnsafeMutablePointer<Float>
  /// The documents that were counted by the filter's facet, a byte each.
  nonisolated(unsafe) let marks: UnsafeMutablePointer<UInt8>

  /// The only filter; `nil` if every document stays.
  let selection: SelectedColumn?

  /// The first document.
  private(set) var start: UInt32 = 0

  /// The document behind the last.
  private(set) var end: UInt32 = 0

  private let size: Int

  init(size: Int, selection: SelectedColumn?) {
    self.size = size
    self.selection = selection
    unsafe sums = .allocate(capacity: size)
    unsafe sums.initialize(repeating: 0, count: size)
    unsafe marks = .allocate(capacity: size)
    unsafe marks.initialize(repeating: 0, count: size)
  }

  deinit {
    unsafe sums.deallocate()
    unsafe marks.deallocate()
  }

  /// Moves the window to other documents; its sums are 0 by then.
  func move(to documents: Range<Int>) {
    start = UInt32(documents.lowerBound)
    end = UInt32(documents.upperBound)
    if selection != nil { unsafe marks.update(repeating: 0, count: size) }
  }

  /// Leaves those of the listed documents in the batch whose score is at least its threshold, ascending and
  /// with their scores, and the window empty.
  func takeBest(of batch: HitBatch) {
    batch.count = Int(
      unsafe parlance_take_best(
        batch.documents, UInt32(batch.count), start, UInt32(size), batch.threshold, sums,
        batch.scores))
  }
}

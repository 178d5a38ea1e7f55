import MappedStorage

/// Takes deleted documents of a segment out of batches of hits, and those of other dates or outside a
/// restriction.
struct HitFilter {
  private let segment: Segment
  private let storedDates: MappedArray<Int32>
  private let dates: [DateRange]
  private let allowed: [UInt64]?

  /// A filter; `nil` if all documents of the segment stay.
  ///
  /// - Parameters:
  ///   - segment: the segment.
  ///   - dates: ranges in all of which a document must be.
  ///   - allowed: the only documents to keep, a bit each; `nil` for all.
  /// - Throws: `IndexError`.
  init?(_ segment: Segment, _ dates: [DateRange], _ allowed: [UInt64]?) throws {
    guard segment.live != nil || !dates.isEmpty || allowed != nil else { return nil }
    self.segment = segment
    self.dates = dates
    self.allowed = allowed
    storedDates = try segment.dates.verified()
  }

  /// Leaves the documents in a batch that stay.
  func narrow(_ batch: HitBatch) {
    batch.keep { place in
      let document = Int(batch.document(at: place))
      return segment.isLive(document)
        && (allowed.map { $0[document >> 6] >> UInt64(document & 63) & 1 == 1 } ?? true)
        && dates.allSatisfy { $0.contains(storedDate: storedDates[document]) }
    }
  }
}

internal import Cataloging
internal import Model
internal import Retagging

/// Takes what Parlance wrote at other places away, so that tags stand at one place only.
package struct TagMoving: Sendable {
  private let open: OpenShare
  private let planning: RetagPlanning
  private let writing: RetagWriting
  private let placing: TagPlacing

  init(
    _ open: OpenShare, planning: RetagPlanning, writing: RetagWriting, placing: TagPlacing
  ) {
    self.open = open
    self.planning = planning
    self.writing = writing
    self.placing = placing
  }

  /// How many documents have tags of Parlance's hand at each other place than one.
  ///
  /// - Throws: `CatalogError`.
  package func counts(besides place: TagPlace) throws -> [(place: TagPlace, count: Int)] {
    try placing.counts(besides: place) { place.isOne(with: $0, at: $1) }
  }

  /// Takes tags out of the other places, each as a run of its own, and settles the one where they are written
  /// from now on; the next plan writes them there.
  ///
  /// Whatever interrupts this, no tag is lost: they are in the catalog.
  ///
  /// - Parameters:
  ///   - place: where tags are written from now on.
  ///   - writesInPlace: whether files of other accounts are written in place.
  ///   - keepsTimes: whether changed files keep the time of their last change.
  ///   - progress: called with the numbers of changes done and to do; returns whether to go on.
  /// - Returns: the runs, with the place that each emptied; `nil` if `progress` said to stop.
  /// - Throws: what `RetagWriting.apply` throws.
  package func move(
    to place: TagPlace, writesInPlace: Bool = false, keepsTimes: Bool = true,
    progress: (_ done: Int, _ total: Int) -> Bool
  ) throws -> [(place: TagPlace, applied: RetagWriting.Applied)]? {
    var runs: [(place: TagPlace, applied: RetagWriting.Applied)] = []
    for (other, _) in try counts(besides: place) where other.isInFiles {
      var plan = try RetagPlan.takingOut(
        of: other, keeping: place, open.share, open.catalog,
        reason: "its tags are written to \(place.rawValue) now")
      plan.writesInPlace = planning.writesInPlace(writesInPlace)
      guard !plan.lines.isEmpty else { continue }
      guard let previewed = try planning.preview(plan, progress: progress) else { return nil }
      runs.append((other, try writing.apply(previewed, keepsTimes: keepsTimes, progress: progress)))
    }
    // Last: who is interrupted before begins again with what still stands elsewhere.
    try placing.settle(place)
    return runs
  }
}

internal import Model
internal import Retagging

extension RetagSession {
  /// Brings the tags of the share up to date without asking: reads, plans, applies.
  ///
  /// - Parameters:
  ///   - settled: is told of every interrupted run that was settled before.
  ///   - goesOn: is asked between documents whether to go on.
  /// - Returns: what a run changed; `nil` if there was nothing to do.
  /// - Throws: `CancellationError` when `goesOn` said to stop; what reading and writing throw.
  package func bringUpToDate(
    settled: (RunSettlement) -> Void = { _ in }, goesOn: @escaping @Sendable () -> Bool
  ) throws -> RetagWriting.Applied? {
    let refresh = try reading.refresh(settled: settled) { _, _ in goesOn() }
    guard goesOn() else { throw CancellationError() }
    var options = RetagOptions()
    options.place = try placing.settled() ?? .catalog
    let planned = try planning.plan(options, after: refresh) { _, _ in goesOn() }
    guard let planned, let plan = try planning.preview(planned, progress: { _, _ in goesOn() })
    else { throw CancellationError() }
    guard plan.isDifferent else {
      try writing.settle(plan)
      return nil
    }
    return try writing.apply(plan) { _, _ in goesOn() }
  }
}

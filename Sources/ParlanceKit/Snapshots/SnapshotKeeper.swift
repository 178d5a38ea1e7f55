internal import Synchronization
internal import System

/// Hands out the newest snapshot of a workspace, and makes a newer one when its files have changed.
///
/// The files are looked at once a second at most. A snapshot is made beside the one in use, which answers
/// until then; if none can be made, it goes on answering and the reason is kept.
package final class SnapshotKeeper: Sendable {
  /// When a newer snapshot is made.
  package enum Renewal: Sendable {
    /// On a thread of its own; until then requests are answered from the last one.
    case aside
    /// By the request that notices.
    case atOnce
  }

  private struct State {
    var snapshot: WorkspaceSnapshot
    var lookedAt: Double
    var isRenewing = false
    var failure: String?
    var renewals = 0
  }

  private let renewal: Renewal
  private let interval: Double
  private let state: Mutex<State>

  /// Opens a workspace.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - renewal: when a newer snapshot is made.
  ///   - engine: what answers searches in place of its index.
  ///   - interval: for how many seconds its files are not looked at again.
  /// - Throws: what opening it throws.
  package init(
    _ workspace: Workspace, _ renewal: Renewal, searching engine: RemoteSource? = nil,
    interval: Double = 1
  ) throws {
    self.renewal = renewal
    self.interval = interval
    state = Mutex(
      State(
        snapshot: try WorkspaceSnapshot(workspace, searching: engine),
        lookedAt: MonotonicClock.seconds))
  }

  /// The snapshot to answer from.
  package func current() -> WorkspaceSnapshot {
    let (snapshot, isDue) = state.withLock { state -> (WorkspaceSnapshot, Bool) in
      let now = MonotonicClock.seconds
      guard now - state.lookedAt >= interval, !state.isRenewing else {
        return (state.snapshot, false)
      }
      // Before the look, not after it: others go on with what there is while one looks.
      state.lookedAt = now
      guard WorkspaceStamp(of: state.snapshot.workspace) != state.snapshot.stamp else {
        return (state.snapshot, false)
      }
      state.isRenewing = true
      return (state.snapshot, true)
    }
    guard isDue else { return snapshot }
    // Without a thread to be had, this request does it.
    if renewal == .aside, WorkerThread.start({ self.renew(snapshot) }) != nil { return snapshot }
    renew(snapshot)
    return state.withLock { $0.snapshot }
  }

  private func renew(_ old: WorkspaceSnapshot) {
    let result = Result { try WorkspaceSnapshot(old.workspace, searching: old.engine) }
    state.withLock { state in
      state.isRenewing = false
      switch result {
      case .success(let snapshot):
        state.snapshot = snapshot
        state.failure = nil
        state.renewals += 1
      case .failure(let error): state.failure = "\(error)"
      }
    }
  }

  /// Why the last try to make a newer snapshot failed; `nil` if it did not.
  package var failure: String? { state.withLock { $0.failure } }

  /// How often a newer snapshot was made.
  package var renewals: Int { state.withLock { $0.renewals } }
}

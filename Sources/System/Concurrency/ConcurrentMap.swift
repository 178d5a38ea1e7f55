internal import Dispatch
internal import Synchronization

/// Works results out side by side, each worker with a state of its own, and returns them in order.
///
/// - Parameters:
///   - count: how many results there are.
///   - workers: the most threads that work on them.
///   - stride: how many results a worker takes at a time.
///   - isStopped: asked by every worker before it takes more.
///   - makeState: makes the state of a worker, on its thread.
///   - body: works out one result.
/// - Returns: the results; `nil` if it was stopped before all were there.
/// - Throws: what was thrown first; the workers end with what they are at.
package func concurrentMap<State, Value: Sendable>(
  _ count: Int, workers: Int = Processors.count, stride: Int = 1,
  isStopped: @Sendable () -> Bool = { false },
  makeState: @Sendable (_ worker: Int) throws -> State,
  _ body: @Sendable (_ index: Int, _ state: State) throws -> Value
) throws -> [Value]? {
  let work = Mutex(ConcurrentWork<Value>(count: count))
  let parts = (max(0, count) + stride - 1) / max(1, stride)
  // No task group: the work is blocking reads and arithmetic, which would starve the cooperative pool.
  DispatchQueue.concurrentPerform(iterations: min(max(1, workers), parts)) { worker in
    do {
      let state = try makeState(worker)
      while !isStopped(), let range = work.withLock({ $0.take(stride) }) {
        let values = try range.map { try body($0, state) }
        work.withLock { $0.put(values, at: range.lowerBound) }
      }
    } catch {
      work.withLock { $0.failure = $0.failure ?? error }
    }
  }
  return try work.withLock { try $0.results() }
}

/// Works results out side by side and returns them in order.
package func concurrentMap<Value: Sendable>(
  _ count: Int, workers: Int = Processors.count, stride: Int = 1,
  _ body: @Sendable (_ index: Int) -> Value
) -> [Value] {
  // The other form throws what its closures throw, and these throw nothing.
  let results = try? concurrentMap(count, workers: workers, stride: stride) { _ in
  } _: { index, _ in
    body(index)
  }
  guard let results else { preconditionFailure("nothing throws or stops") }
  return results
}

/// What the workers of a map share.
private struct ConcurrentWork<Value: Sendable> {
  private var values: [Value?]
  private var next = 0
  var failure: (any Error)?

  init(count: Int) { values = Array(repeating: nil, count: count) }

  /// The next indices to work on; `nil` when there are none, or one failed.
  mutating func take(_ stride: Int) -> Range<Int>? {
    // What others are at is finished and thrown away: nothing can be taken back from within.
    guard failure == nil, next < values.count else { return nil }
    let range = next..<min(next + stride, values.count)
    next = range.upperBound
    return range
  }

  mutating func put(_ found: [Value], at start: Int) {
    for (offset, value) in found.enumerated() { values[start + offset] = value }
  }

  func results() throws -> [Value]? {
    if let failure { throw failure }
    // Fewer than there are places for were worked out where the work was stopped.
    let found = values.compactMap { $0 }
    return found.count == values.count ? found : nil
  }
}

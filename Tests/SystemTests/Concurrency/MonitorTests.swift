import Testing

@testable import System

struct MonitorTests {
  @Test func `no change of several threads is lost`() throws {
    let sum = Monitor(0)
    _ = try concurrentMap(1_000, workers: 8) { _ in
    } _: { index, _ in
      sum.change { $0 += index }
    }
    #expect(sum.withLock { $0 } == 499_500)
  }

  @Test func `whoever waits goes on when the value is as wanted, in the order that follows`() throws
  {
    // Each thread waits for the one before it: they can only end in this order, however they began.
    let steps = Monitor([Int]())
    let threads = [3, 1, 2, 0].compactMap { step in
      WorkerThread.start {
        steps.change(when: { $0.count == step }) { $0.append(step) }
      }
    }
    #expect(threads.count == 4)
    for thread in threads { thread.join() }
    #expect(steps.withLock { $0 } == [0, 1, 2, 3])
  }

  @Test func `a change is made before anybody else can look`() throws {
    // Tickets are taken one by one, never the same one by two.
    let left = Monitor(500)
    let taken = try concurrentMap(500, workers: 8) { _ in
    } _: { _, _ in
      left.change(when: { $0 > 0 }) { number in
        number -= 1
        return number
      }
    }
    #expect(Set(taken ?? []) == Set(0..<500))
  }
}

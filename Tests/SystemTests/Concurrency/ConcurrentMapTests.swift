import Synchronization
import System
import Testing

struct ConcurrentMapTests {
  private struct Failure: Error {}

  @Test(arguments: [0, 1, 2, 63, 64, 65, 1000], [1, 2, 7])
  func `results come in the order of their indices`(count: Int, workers: Int) {
    for stride in [1, 64] {
      let squares = concurrentMap(count, workers: workers, stride: stride) { $0 * $0 }
      #expect(squares == (0..<count).map { $0 * $0 })
    }
  }

  @Test func `each worker has a state of its own, and no more are made than there are workers`()
    throws
  {
    let made = Mutex<[Int]>([])
    let used = try concurrentMap(100, workers: 3) { worker in
      made.withLock { $0.append(worker) }
      return worker
    } _: { index, worker in
      worker
    }
    let workers = made.withLock { $0 }
    #expect(workers.count <= 3 && Set(workers).count == workers.count)
    #expect(Set(try #require(used)).isSubset(of: workers))
  }

  @Test func `what is thrown first is thrown, and the rest is left`() {
    let done = Mutex(0)
    #expect(throws: Failure.self) {
      _ = try concurrentMap(10_000, workers: 2) { _ in
      } _: { index, _ in
        done.withLock { $0 += 1 }
        if index >= 5 { throw Failure() }
      }
    }
    #expect(done.withLock { $0 } < 10)
  }

  @Test func `a state that cannot be made ends it`() {
    #expect(throws: Failure.self) {
      _ = try concurrentMap(10, workers: 2) { _ -> Int in
        throw Failure()
      } _: { index, _ in
        index
      }
    }
  }

  @Test func `what is stopped has no results`() throws {
    let done = Mutex(0)
    let results = try concurrentMap(100, workers: 2, isStopped: { done.withLock { $0 > 3 } }) { _ in
    } _: { index, _ in
      done.withLock { $0 += 1 }
      return index
    }
    #expect(results == nil)
    #expect(done.withLock { $0 } < 100)
  }
}

internal import Glibc
package import Model
internal import System

extension DocumentReader {
  /// Reads files on several threads and hands the results over in the order of the files.
  ///
  /// `onResult` is called on the caller's thread only. Workers run ahead of it by a bounded number of
  /// files and bytes, so that a slow consumer, or one slow file, does not fill the memory.
  ///
  /// - Parameters:
  ///   - files: what is read.
  ///   - folder: the share they are in.
  ///   - concurrency: the number of threads.
  ///   - isCancelled: is asked by all threads, between files and while programs run.
  ///   - onResult: takes the file's index and what came of it; what it throws ends the reading.
  /// - Returns: whether all files were read, not cancelled.
  /// - Throws: what `onResult` throws.
  @discardableResult
  package func readAll(
    _ files: [WalkedFile], in folder: ShareFolder, concurrency: Int,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    onResult: (Int, Result<Document, DocumentRefusal>) throws -> Void
  ) throws -> Bool {
    try readAll(
      files.map(NamedFile.init), in: folder, concurrency: concurrency, isCancelled: isCancelled
    ) { try onResult($0, $1.outcome) }
  }

  /// Reads files as `readAll` of walked ones does, each called as it says.
  ///
  /// - Parameters:
  ///   - files: what is read.
  ///   - folder: the folder that they are opened in.
  ///   - concurrency: the number of threads.
  ///   - isCancelled: is asked by all threads, between files and while programs run.
  ///   - onResult: takes the file's index and what came of it; what it throws ends the reading.
  /// - Returns: whether all files were read, not cancelled.
  /// - Throws: what `onResult` throws.
  @discardableResult
  package func readAll(
    _ files: [NamedFile], in folder: ShareFolder, concurrency: Int,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    onResult: (Int, ReadFile) throws -> Void
  ) throws -> Bool {
    let queue = ReadingQueue(count: files.count)
    let threads = (0..<max(1, min(concurrency, files.count))).compactMap { _ in
      WorkerThread.start {
        let context = makeContext { isCancelled() || queue.isStopped }
        while let index = queue.takeIndex() {
          if isCancelled() {
            queue.stop()
            return
          }
          queue.put(index, read(files[index], in: folder, context))
        }
      }
    }
    defer {
      queue.stop()
      for thread in threads { thread.join() }
    }
    guard !threads.isEmpty || files.isEmpty else {
      throw DocumentRefusal(.unreadable, "no thread can be started")
    }
    while let (index, result) = queue.next() {
      if case .failure(let refusal) = result.outcome, refusal.reason == .cancelled { return false }
      try onResult(index, result)
    }
    return queue.isComplete
  }
}

/// The results of workers on their way to the consumer, in order.
///
/// Unchecked: every access to the mutable state holds `mutex`.
@safe private final class ReadingQueue: @unchecked Sendable {
  private let count: Int
  private var taken = 0
  private var delivered = 0
  private var results: [Int: ReadFile] = [:]
  private var pendingBytes = 0
  private var stopped = false
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// How far workers run ahead of the consumer, in files and in bytes of text.
  private static let window = 1_024
  private static let byteBudget = 64 << 20

  init(count: Int) {
    self.count = count
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe pthread_cond_destroy(changed)
    unsafe mutex.deallocate()
    unsafe changed.deallocate()
  }

  /// Whether the workers are to end.
  var isStopped: Bool { locked { stopped } }

  /// Whether every result was delivered.
  var isComplete: Bool { locked { delivered == count } }

  /// The next file to read, or `nil` at the end; waits while the workers are too far ahead.
  func takeIndex() -> Int? {
    locked {
      while !stopped, taken < count, taken > delivered,
        taken - delivered >= Self.window || pendingBytes > Self.byteBudget
      {
        unsafe pthread_cond_wait(changed, mutex)
      }
      guard !stopped, taken < count else { return nil }
      taken += 1
      return taken - 1
    }
  }

  /// Puts a result where the consumer finds it.
  func put(_ index: Int, _ result: ReadFile) {
    locked {
      results[index] = result
      pendingBytes += Self.size(result)
      unsafe pthread_cond_broadcast(changed)
    }
  }

  /// The next result in order, waiting for it; `nil` at the end or when stopped.
  func next() -> (Int, ReadFile)? {
    locked {
      while !stopped, delivered < count, results[delivered] == nil {
        unsafe pthread_cond_wait(changed, mutex)
      }
      guard delivered < count, let result = results.removeValue(forKey: delivered) else {
        return nil
      }
      delivered += 1
      pendingBytes -= Self.size(result)
      unsafe pthread_cond_broadcast(changed)
      return (delivered - 1, result)
    }
  }

  /// Ends the workers after the file they are at.
  func stop() {
    locked {
      stopped = true
      unsafe pthread_cond_broadcast(changed)
    }
  }

  private static func size(_ result: ReadFile) -> Int {
    if case .success(let document) = result.outcome { return document.text.utf8.count + 1_000 }
    return 100
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body()
  }
}

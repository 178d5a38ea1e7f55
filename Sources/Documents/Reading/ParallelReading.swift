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
    // Also where `onResult` throws: no thread outlives what it reads for.
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
private final class ReadingQueue: Sendable {
  private struct State {
    let count: Int
    var taken = 0
    var delivered = 0
    var results: [Int: ReadFile] = [:]
    var pendingBytes = 0
    var isStopped = false

    /// Whether a worker would run too far ahead of the consumer, who waits for another one's file.
    var isFull: Bool {
      // One file is read however large it is: else nobody would make room.
      taken > delivered
        && (taken - delivered >= ReadingQueue.window || pendingBytes > ReadingQueue.byteBudget)
    }
  }

  private let state: Monitor<State>

  /// How far workers run ahead of the consumer, in files and in bytes of text.
  private static let window = 1_024
  private static let byteBudget = 64 << 20

  init(count: Int) { state = Monitor(State(count: count)) }

  /// Whether the workers are to end.
  var isStopped: Bool { state.withLock(\.isStopped) }

  /// Whether every result was delivered.
  var isComplete: Bool { state.withLock { $0.delivered == $0.count } }

  /// The next file to read, or `nil` at the end; waits while the workers are too far ahead.
  func takeIndex() -> Int? {
    state.change(when: { $0.isStopped || $0.taken >= $0.count || !$0.isFull }) { state in
      guard !state.isStopped, state.taken < state.count else { return nil }
      state.taken += 1
      return state.taken - 1
    }
  }

  /// Puts a result where the consumer finds it.
  func put(_ index: Int, _ result: ReadFile) {
    state.change { state in
      state.results[index] = result
      state.pendingBytes += Self.size(result)
    }
  }

  /// The next result in order, waiting for it; `nil` at the end or when stopped.
  func next() -> (Int, ReadFile)? {
    state.change(when: {
      $0.isStopped || $0.delivered >= $0.count || $0.results[$0.delivered] != nil
    }) { state in
      guard state.delivered < state.count,
        let result = state.results.removeValue(forKey: state.delivered)
      else { return nil }
      state.delivered += 1
      state.pendingBytes -= Self.size(result)
      return (state.delivered - 1, result)
    }
  }

  /// Ends the workers after the file they are at.
  func stop() { state.change { $0.isStopped = true } }

  private static func size(_ result: ReadFile) -> Int {
    if case .success(let document) = result.outcome { return document.text.utf8.count + 1_000 }
    return 100
  }
}

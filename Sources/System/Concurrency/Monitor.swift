internal import Glibc

/// A value that threads use one at a time, each waiting for what the others make of it.
///
/// Unchecked: the value is reached through `withLock` and `wait` alone, which hold the mutex.
@safe package final class Monitor<Value>: @unchecked Sendable {
  private var value: Value
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// A monitor of a value.
  package init(_ value: sending Value) {
    self.value = value
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe pthread_cond_destroy(changed)
    unsafe mutex.deallocate()
    unsafe changed.deallocate()
  }

  /// Looks at the value.
  package func withLock<Result>(_ body: (Value) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body(value)
  }

  /// Changes the value, and has all who wait look at it.
  package func change<Result>(_ body: (inout Value) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    defer { unsafe pthread_cond_broadcast(changed) }
    return body(&value)
  }

  /// Waits until the value is as it should be, and changes it then.
  ///
  /// - Parameters:
  ///   - isReady: whether it is; asked again after each change.
  ///   - body: changes it, before anybody else can.
  /// - Returns: what `body` returns.
  package func change<Result>(
    when isReady: (Value) -> Bool, _ body: (inout Value) -> Result
  ) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    // Again after each waking: `pthread_cond_wait` may return though nothing changed.
    while !isReady(value) { unsafe pthread_cond_wait(changed, mutex) }
    defer { unsafe pthread_cond_broadcast(changed) }
    return body(&value)
  }
}

internal import Glibc

/// A thread of our own, so that blocking in it starves nobody.
@safe package struct WorkerThread {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let thread: pthread_t

  /// Starts a thread; `nil` if the system has none left.
  package static func start(_ run: @escaping @Sendable () -> Void) -> WorkerThread? {
    let body = unsafe Unmanaged.passRetained(Body(run))
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    defer { unsafe attributes.deallocate() }
    unsafe pthread_attr_init(attributes)
    defer { unsafe pthread_attr_destroy(attributes) }
    unsafe pthread_attr_setstacksize(attributes, 8 << 20)
    var thread = pthread_t()
    let error = unsafe pthread_create(
      &thread, attributes,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        }
        return nil
      }, body.toOpaque())
    guard error == 0 else {
      unsafe body.release()
      return nil
    }
    return WorkerThread(thread: thread)
  }

  /// Waits for the thread's end.
  package func join() {
    pthread_join(thread, nil)
  }
}

internal import Glibc

extension SharePath {
  /// The absolute path of what is there, without symbolic links; `nil`, with `errno`, if nothing is.
  package func resolved() -> SharePath? {
    unsafe withCString { path -> SharePath? in
      guard let resolved = unsafe realpath(path, nil) else { return nil }
      defer { unsafe free(resolved) }
      return unsafe SharePath(
        bytes: Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))))
    }
  }
}

internal import CPlatform

/// A file that is written piece by piece and takes the place of another in one step.
package final class AtomicFileStream {
  private let path: String
  private var state = parlance_atomic_file()
  private var isOpen = true

  /// Begins a temporary file in the folder of `path`.
  ///
  /// - Throws: `StorageError.unwritable`.
  package init(path: String) throws {
    self.path = path
    let code = unsafe parlance_atomic_begin(&state, path)
    guard code == 0 else { throw StorageError.unwritable(path: path, errno: code) }
  }

  deinit {
    if isOpen { unsafe parlance_atomic_abandon(&state) }
  }

  /// Appends bytes; an error is kept for `commit()`.
  package func append(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes {
      unsafe parlance_atomic_append(&state, $0.baseAddress, $0.count)
    }
  }

  /// Puts bytes at the beginning of the file, over what was written there.
  package func overwrite(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes {
      unsafe parlance_atomic_overwrite(&state, $0.baseAddress, $0.count)
    }
  }

  /// Appends zeros, not many.
  package func pad(_ count: Int) {
    let zeros = [UInt8](repeating: 0, count: count)
    append(zeros.span.memory)
  }

  /// Makes the file durable and puts it in place, or in another place of the same folder.
  package func commit(as other: String? = nil) throws {
    // Whatever comes of it, the temporary file is renamed or deleted: `deinit` must not close its
    // descriptor again.
    isOpen = false
    let goal = other ?? path
    let code = unsafe parlance_atomic_commit(&state, goal)
    guard code == 0 else { throw StorageError.unwritable(path: goal, errno: code) }
  }
}

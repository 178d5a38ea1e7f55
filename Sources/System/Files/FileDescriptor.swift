internal import CPlatform
internal import Glibc
internal import Synchronization

/// An open file or folder of this process, closed with the last reference to it.
package final class FileDescriptor: Sendable {
  /// The number that system calls take.
  package let number: Int32

  private let isOpen = Atomic(true)

  /// Takes over a descriptor.
  package init(adopting number: Int32) {
    self.number = number
  }

  // Nobody is left to be told; who must know that bytes arrived calls `sync` or `close` before.
  deinit { try? close() }

  /// Closes the file before the last reference to it is gone, and says what network file systems say only
  /// then.
  package func close() throws(SystemError) {
    guard isOpen.exchange(false, ordering: .relaxed) else { return }
    guard Glibc.close(number) == 0 else { throw SystemError.last }
  }

  /// The bytes of `range`, or fewer where the file ends before it does.
  ///
  /// They are read with `pread`, so that several threads may read at the same time.
  package func bytes(in range: Range<Int>) throws(SystemError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      guard let base = buffer.baseAddress else { return }
      while filled < range.count {
        let got = unsafe pread(
          number, base + filled, range.count - filled, off_t(range.lowerBound + filled))
        if got > 0 {
          filled += got
        } else if got == 0 {
          return
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    guard failure == 0 else { throw SystemError(failure) }
    return bytes
  }

  /// Another descriptor of the same open file, which a child process may take.
  package func duplicate() throws(SystemError) -> FileDescriptor {
    // Not below 3: a caller that closed standard input or output would get the file in its place.
    let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw SystemError.last }
    return FileDescriptor(adopting: copy)
  }

  /// A file in memory that holds a copy of `bytes`, at its beginning.
  package static func memory(_ bytes: [UInt8]) throws(SystemError) -> FileDescriptor {
    let number = unsafe bytes.withUnsafeBytes { buffer in
      unsafe parlance_memory_file(buffer.baseAddress, buffer.count)
    }
    guard number >= 0 else { throw SystemError.last }
    return FileDescriptor(adopting: number)
  }

  /// Writes all of `bytes`, however many calls it takes.
  package func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) {
    try Self.write(bytes, to: number)
  }

  /// Writes to a descriptor that belongs to somebody else, such as standard output, however many calls it takes.
  package static func write(
    _ bytes: ArraySlice<UInt8>, to number: Int32
  ) throws(SystemError) {
    let error = unsafe bytes.withUnsafeBytes {
      unsafe parlance_write_all(number, $0.baseAddress, $0.count)
    }
    guard error == 0 else { throw SystemError(error) }
  }

  /// Opens those of the three standard descriptors that the caller closed, each the wrong way.
  ///
  /// Otherwise a file that is opened later would take their place, and be written into.
  package static func occupyStandard() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      _ = unsafe open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

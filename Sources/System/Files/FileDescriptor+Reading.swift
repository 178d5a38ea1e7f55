internal import Glibc

extension FileDescriptor {
  /// Opens a file for reading; links are followed, and a pipe waits for its writer.
  package convenience init(reading path: String) throws(SystemError) {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw SystemError.last }
    self.init(adopting: number)
  }

  /// Opens a file or folder as it is there, no link, to ask about it or change its rights; waits for nothing.
  ///
  /// - Parameters:
  ///   - path: the file or folder.
  ///   - isFolder: whether anything but a folder is refused.
  /// - Throws: `ELOOP` for a link, `ENOTDIR` where a folder has to be.
  package convenience init(holding path: String, isFolder: Bool = false) throws(SystemError) {
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (isFolder ? O_DIRECTORY : 0)
    let number = unsafe open(path, flags)
    guard number >= 0 else { throw SystemError.last }
    self.init(adopting: number)
  }

  /// Hands on what is left of the file, piece by piece up to its end.
  ///
  /// - Parameters:
  ///   - size: the most bytes of a piece.
  ///   - body: takes a piece; one that is kept costs a copy.
  /// - Throws: `SystemError`, or what `body` throws.
  package func forEachPiece(
    ofSize size: Int = 256 << 10, _ body: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    try Self.forEachPiece(of: number, ofSize: size, body)
  }

  /// Hands on what is left of a descriptor that belongs to somebody else, such as standard input.
  ///
  /// - Parameters:
  ///   - number: the descriptor.
  ///   - size: the most bytes of a piece.
  ///   - onSignal: is called when a signal ended the waiting for bytes.
  ///   - body: takes a piece; one that is kept costs a copy.
  /// - Throws: `SystemError`, or what the closures throw.
  package static func forEachPiece(
    of number: Int32, ofSize size: Int = 256 << 10, onSignal: () throws -> Void = {},
    _ body: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    var piece = [UInt8](repeating: 0, count: size)
    while true {
      let count = unsafe piece.withUnsafeMutableBytes {
        unsafe Glibc.read(number, $0.baseAddress, $0.count)
      }
      if count == 0 { return }
      if count > 0 {
        try body(piece[..<count])
      } else if errno == EINTR {
        try onSignal()
      } else {
        throw SystemError.last
      }
    }
  }

  /// Reads what there is, at most as much as there is room for; 0 at the end.
  ///
  /// - Parameters:
  ///   - number: the descriptor.
  ///   - buffer: where the bytes go; it keeps its length.
  ///   - start: the place in it of the first one.
  /// - Returns: the number of bytes.
  /// - Throws: `SystemError`; a signal in between is none.
  package static func read(
    _ number: Int32, into buffer: inout [UInt8], from start: Int = 0
  ) throws(SystemError) -> Int {
    precondition(start >= 0 && start <= buffer.count, "reading begins outside of the buffer")
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(number, $0.baseAddress.map { unsafe $0 + start }, $0.count - start)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw SystemError.last }
    }
  }

  /// Whether something can be read now, the end or an error included.
  ///
  /// - Parameters:
  ///   - number: the descriptor.
  ///   - patience: how many milliseconds to wait for it.
  /// - Returns: whether reading would not wait.
  /// - Throws: `SystemError`; `EINTR` if a signal ended the waiting.
  package static func isReadable(
    _ number: Int32, within patience: Int32
  ) throws(SystemError) -> Bool {
    var entry = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    let found = unsafe poll(&entry, 1, patience)
    guard found >= 0 else { throw SystemError.last }
    return found > 0
  }
}

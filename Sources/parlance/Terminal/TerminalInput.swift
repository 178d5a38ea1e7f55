import Glibc

/// Bytes that a person types.
enum TerminalInput {
  /// The next byte of standard input.
  ///
  /// A signal may come just before the wait begins, so that it does not end it; the wait therefore
  /// looks around ten times a second.
  ///
  /// - Returns: the byte; `nil` at the end of input or on Ctrl-C.
  static func readByte() -> UInt8? {
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while !Interruption.isRequested {
      let ready = unsafe poll(&request, 1, 100)
      if ready == 0 || ready < 0 && errno == EINTR { continue }
      var byte: UInt8 = 0
      let count = unsafe Glibc.read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      return count == 1 ? byte : nil
    }
    return nil
  }
}

import Glibc
import System

/// Bytes that a person types.
enum TerminalInput {
  /// The next byte of standard input.
  ///
  /// A signal may come just before the wait begins, so that it does not end it; the wait therefore
  /// looks around ten times a second.
  ///
  /// - Returns: the byte; `nil` at the end of input or on Ctrl-C.
  static func readByte() -> UInt8? {
    while !Interruption.isRequested {
      do throws(SystemError) {
        guard try FileDescriptor.isReadable(STDIN_FILENO, within: 100) else { continue }
        var byte: [UInt8] = [0]
        return try FileDescriptor.read(STDIN_FILENO, into: &byte) == 1 ? byte[0] : nil
      } catch {
        guard error.number == EINTR else { return nil }
      }
    }
    return nil
  }

  /// The next byte, if it is there by now: those of one key come together, those of two hardly ever.
  static func pendingByte() -> UInt8? {
    guard (try? FileDescriptor.isReadable(STDIN_FILENO, within: 20)) == true else { return nil }
    var byte: [UInt8] = [0]
    return (try? FileDescriptor.read(STDIN_FILENO, into: &byte)) == 1 ? byte[0] : nil
  }
}

internal import CPlatform
internal import Glibc

/// An error number of the system, and the system's words for it.
package struct SystemError: Error, Hashable, Sendable {
  /// The number, as `errno` has it.
  package var number: Int32

  /// An error of its number.
  package init(_ number: Int32) {
    self.number = number
  }

  /// The error of the system call that this thread made last.
  package static var last: SystemError { SystemError(errno) }

  /// What `number` means, such as `Permission denied`.
  package static func words(_ number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    return unsafe buffer.withUnsafeMutableBufferPointer { storage in
      guard let base = storage.baseAddress else { return "error \(number)" }
      return unsafe String(cString: parlance_error_words(number, base, storage.count))
    }
  }
}

extension SystemError: CustomStringConvertible {
  /// What the number means, such as `Permission denied`.
  package var description: String { Self.words(number) }
}

internal import Glibc

// What bytes that are lent are asked for most, each by one call of the C library.

extension Span where Element == UInt8 {
  /// A copy.
  package var array: [UInt8] {
    unsafe withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// A copy as text, what is not UTF-8 replaced.
  package var text: String {
    unsafe withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Appends a copy to an array.
  package func append(to bytes: inout [UInt8]) {
    unsafe withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Where the bytes stand beside others in the order of bytes: negative before, 0 equal, positive behind.
  ///
  /// - Complexity: O(length).
  package func order(beside other: Span<UInt8>) -> Int {
    let common = Swift.min(count, other.count)
    let order = unsafe withUnsafeBufferPointer { one in
      unsafe other.withUnsafeBufferPointer { other in
        guard common > 0, let first = one.baseAddress, let second = other.baseAddress else {
          return Int32(0)
        }
        return unsafe memcmp(first, second, common)
      }
    }
    return order == 0 ? count - other.count : Int(order)
  }

  /// Whether they are the same bytes as others.
  package func isSame(as other: Span<UInt8>) -> Bool {
    count == other.count && order(beside: other) == 0
  }

  /// Whether they begin with others.
  package func starts(with other: Span<UInt8>) -> Bool {
    count >= other.count && extracting(first: other.count).order(beside: other) == 0
  }

  /// The first place of a byte; `nil` if there is none.
  package func firstIndex(of byte: UInt8) -> Int? {
    unsafe withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress,
        let found = unsafe memchr(base, Int32(byte), bytes.count)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }
}

extension RawSpan {
  /// Appends a copy to an array.
  package func append(to bytes: inout [UInt8]) {
    unsafe withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }
}

extension Span where Element: BitwiseCopyable {
  /// The bytes that the elements lie in, which have no gaps between them.
  @inlinable package var memory: RawSpan {
    @_lifetime(copy self)
    get { RawSpan(_elements: self) }
  }
}

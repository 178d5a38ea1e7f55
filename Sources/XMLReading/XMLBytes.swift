internal import Glibc

/// Bytes of the document (UTF-8, entities expanded), lent for the time of one event.
///
/// They belong to the parser and are gone when the handler returns: copy what is to stay, as
/// `string`, or by `append(to:)`.
@usableFromInline
@safe @frozen package struct XMLBytes: RandomAccessCollection {
  @usableFromInline let base: UnsafePointer<UInt8>?

  /// The number of bytes.
  @usableFromInline package let count: Int

  /// Lends `count` bytes from `base` on.
  @inlinable
  package init(_ base: UnsafePointer<UInt8>?, count: Int) {
    unsafe self.base = unsafe base
    self.count = count
  }

  /// Lends the bytes of a NUL-terminated string; none for nil.
  init(terminated base: UnsafePointer<UInt8>?) {
    unsafe self.base = unsafe base
    guard let base = unsafe base else {
      count = 0
      return
    }
    count = unsafe strlen(UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self))
  }

  /// The first index, 0.
  @inlinable package var startIndex: Int { 0 }

  /// The number of bytes.
  @inlinable package var endIndex: Int { count }

  /// The byte at `index`.
  @inlinable
  package subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count, "index \(index) of \(count) bytes")
    guard let base = unsafe base else { return 0 }
    return unsafe base[index]
  }

  /// The bytes in memory.
  @inlinable package var span: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span(_unsafeElements: UnsafeBufferPointer(start: base, count: count))
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Calls `body` with the bytes in memory.
  @inlinable
  package func withUnsafeBufferPointer<R, E: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R
  ) throws(E) -> R {
    try unsafe body(UnsafeBufferPointer(start: base, count: count))
  }

  /// Makes copying into an array a `memcpy`.
  @inlinable
  package func withContiguousStorageIfAvailable<R>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> R
  ) rethrows -> R? {
    try unsafe body(UnsafeBufferPointer(start: base, count: count))
  }

  /// A copy as a string; the parser has checked that the bytes are UTF-8.
  package var string: String {
    unsafe String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
  }

  /// A copy as an array.
  package var array: [UInt8] {
    unsafe [UInt8](UnsafeBufferPointer(start: base, count: count))
  }

  /// Appends a copy to `bytes`.
  @inlinable
  package func append(to bytes: inout [UInt8]) {
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
  }

  /// Whether nothing but spaces, tabs and line ends is in the bytes.
  @inlinable package var isBlank: Bool {
    guard let base = unsafe base else { return true }
    for index in 0..<count {
      let byte = unsafe base[index]
      guard byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D else { return false }
    }
    return true
  }

  /// Whether the bytes are those of `text`.
  @inlinable
  package static func == (bytes: XMLBytes, text: StaticString) -> Bool {
    guard bytes.count == text.utf8CodeUnitCount else { return false }
    guard let base = unsafe bytes.base else { return true }
    let other = unsafe text.utf8Start
    for index in 0..<bytes.count where unsafe base[index] != other[index] { return false }
    return true
  }

  /// Whether both are the same bytes.
  @inlinable
  package static func == (one: XMLBytes, other: XMLBytes) -> Bool {
    guard one.count == other.count else { return false }
    guard let base = unsafe one.base, let otherBase = unsafe other.base else { return true }
    if unsafe base == otherBase { return true }
    for index in 0..<one.count where unsafe base[index] != otherBase[index] { return false }
    return true
  }

  /// Whether the bytes differ from those of `text`.
  @inlinable
  package static func != (bytes: XMLBytes, text: StaticString) -> Bool {
    !(bytes == text)
  }
}

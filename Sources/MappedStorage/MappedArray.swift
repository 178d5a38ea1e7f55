package import System

/// A typed, read-only view of a part of some `MappedBytes`, indexed like an array.
///
/// Elements lie in the file as they lie in memory: little-endian, naturally aligned.
/// Subscripts are bounds-checked; a hot loop takes `span` or `unsafeBuffer` out once.
@safe package struct MappedArray<Element: BitwiseCopyable & Sendable>: Sendable {
  /// The bytes that the elements lie in.
  package let owner: MappedBytes

  @usableFromInline nonisolated(unsafe) let start: UnsafePointer<Element>

  /// The number of elements.
  package let count: Int

  /// Takes what was read of the whole mapped file out of the process's memory, until it is read
  /// again.
  package func forgetPages() { owner.forgetPages() }

  /// The elements at `byteOffset`, or `nil` if they would leave `bytes` or be misaligned.
  package init?(_ bytes: MappedBytes, byteOffset: Int, count: Int) {
    let (length, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    guard count >= 0, byteOffset >= 0, !overflow, byteOffset <= bytes.count,
      length <= bytes.count - byteOffset,
      byteOffset % MemoryLayout<Element>.alignment == 0
    else { return nil }
    owner = bytes
    unsafe start = (bytes.baseAddress + byteOffset).assumingMemoryBound(to: Element.self)
    self.count = count
  }

  /// The element at `index`, in `0..<count`.
  @inlinable package subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "index out of range")
    ReadMeter.count()
    return unsafe start[index]
  }

  /// The elements, lent by this view.
  @inlinable package var span: Span<Element> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span(_unsafeStart: start, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// The elements, valid as long as this view or a copy of it is alive.
  @inlinable package var unsafeBuffer: UnsafeBufferPointer<Element> {
    unsafe UnsafeBufferPointer(start: start, count: count)
  }

  /// A part of the array.
  ///
  /// - Precondition: the range lies within `0...count`.
  @inlinable package subscript(part range: Range<Int>) -> MappedArray {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range out of bounds")
    return unsafe MappedArray(owner: owner, start: start + range.lowerBound, count: range.count)
  }

  @inlinable init(owner: MappedBytes, start: UnsafePointer<Element>, count: Int) {
    self.owner = owner
    unsafe self.start = unsafe start
    self.count = count
  }
}

extension MappedArray: RandomAccessCollection {
  /// Gives the elements one after the other.
  @frozen @safe package struct Iterator: IteratorProtocol {
    @usableFromInline let array: MappedArray
    @usableFromInline var position = 0

    @inlinable init(_ array: MappedArray) { self.array = array }

    /// The next element; `nil` at the end.
    @inlinable package mutating func next() -> Element? {
      guard position < array.count else { return nil }
      defer { position += 1 }
      return array[position]
    }
  }

  /// An iterator over all elements.
  @inlinable package func makeIterator() -> Iterator { Iterator(self) }

  /// Always 0.
  @inlinable package var startIndex: Int { 0 }

  /// Equal to `count`.
  @inlinable package var endIndex: Int { count }

  // The standard library's own versions of what follows are not specialized across modules.

  /// The index behind `index`.
  @inlinable package func index(after index: Int) -> Int { index + 1 }

  /// The index before `index`.
  @inlinable package func index(before index: Int) -> Int { index - 1 }

  /// The index `distance` behind `index`.
  @inlinable package func index(_ index: Int, offsetBy distance: Int) -> Int { index + distance }

  /// How far `end` is behind `start`.
  @inlinable package func distance(from start: Int, to end: Int) -> Int { end - start }

  /// Moves an index on by one.
  @inlinable package func formIndex(after index: inout Int) { index += 1 }

  /// Moves an index back by one.
  @inlinable package func formIndex(before index: inout Int) { index -= 1 }

  /// Lends the elements as they lie in memory.
  @inlinable package func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    defer { withExtendedLifetime(owner) {} }
    return try unsafe body(unsafeBuffer)
  }
}

extension MappedArray where Element == UInt8 {
  /// Whether every byte is ASCII.
  package var isASCII: Bool {
    allWords {
      $0 & 0x8080_8080_8080_8080 == 0
    } last: {
      $0 < 0x80
    }
  }

  /// Whether every byte is a visible ASCII character or a space.
  package var isPrintableASCII: Bool {
    // Bit 7 of a byte of `word - 0x20…` is set where a byte was below 0x20 (or is not ASCII).
    allWords {
      let low = $0 &- 0x2020_2020_2020_2020
      let delete = ($0 ^ 0x7F7F_7F7F_7F7F_7F7F) &- 0x0101_0101_0101_0101
      return (low | delete | $0) & 0x8080_8080_8080_8080 == 0
    } last: {
      $0 >= 0x20 && $0 < 0x7F
    }
  }

  /// Whether a test holds for all words of eight bytes, and another for each byte of the rest.
  @inline(__always)
  private func allWords(_ isGood: (UInt64) -> Bool, last: (UInt8) -> Bool) -> Bool {
    defer { withExtendedLifetime(owner) {} }
    ReadMeter.count(count)
    let bytes = unsafe UnsafeRawPointer(start)
    var index = 0
    while index + 8 <= count {
      guard isGood(unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) else {
        return false
      }
      index += 8
    }
    while index < count {
      guard last(unsafe start[index]) else { return false }
      index += 1
    }
    return true
  }

  /// The text of `range`, invalid UTF-8 repaired.
  package func string(_ range: Range<Int>) -> String {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range out of bounds")
    return unsafe String(
      decoding: UnsafeBufferPointer(start: start + range.lowerBound, count: range.count),
      as: UTF8.self)
  }

  /// Where the bytes of `range` stand beside others in the order of bytes: negative before, 0 equal.
  package func order(_ range: Range<Int>, beside other: Span<UInt8>) -> Int {
    span.extracting(range).order(beside: other)
  }

  /// Whether the bytes of `range` begin with others.
  package func starts(_ range: Range<Int>, with prefix: Span<UInt8>) -> Bool {
    span.extracting(range).starts(with: prefix)
  }
}

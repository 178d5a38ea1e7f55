import CPostings
import MappedStorage
internal import System

/// A section whose chunks are compared with their checksums the first time they are used.
///
/// So a mapped index opens without being read, and damage is still never taken for data.
@safe final class SectionGuard: Sendable {
  private let bytes: MappedArray<UInt8>
  private let checksums: MappedArray<UInt32>
  private let path: String
  private nonisolated(unsafe) let verified: UnsafeMutablePointer<UInt8>

  init(_ file: SectionedFile, section: UInt32, path: String) throws {
    bytes = try file.array(section)
    checksums = try file.array(checksumSection(of: section))
    self.path = path
    let chunks = (bytes.count + SegmentFormat.chunkSize - 1) / SegmentFormat.chunkSize
    guard checksums.count == chunks + 1 else {
      throw IndexError.damaged(path: path, reason: "section \(section) has no checksums")
    }
    unsafe verified = UnsafeMutablePointer<UInt8>.allocate(capacity: chunks / 8 + 1)
    unsafe verified.initialize(repeating: 0, count: chunks / 8 + 1)
    // The last number guards the others.
    guard Self.checksum(ofChecksums: checksums) == checksums[chunks] else {
      throw IndexError.damaged(path: path, reason: "the checksums of section \(section) differ")
    }
  }

  deinit { unsafe verified.deallocate() }

  /// Makes sure that the bytes of `range` are as they were written.
  func verify(_ range: Range<Int>) throws {
    guard !range.isEmpty else { return }
    guard range.upperBound <= bytes.count else { throw damage }
    // Nearly all that is read lies in one chunk, which was compared before.
    let last = (range.upperBound - 1) / SegmentFormat.chunkSize
    if range.lowerBound / SegmentFormat.chunkSize == last,
      unsafe parlance_flag(verified, last) != 0
    {
      return
    }
    for chunk in range.lowerBound
      / SegmentFormat.chunkSize...(range.upperBound - 1) / SegmentFormat.chunkSize
    where unsafe parlance_flag(verified, chunk) == 0 {
      let start = chunk * SegmentFormat.chunkSize
      let end = min(start + SegmentFormat.chunkSize, bytes.count)
      let bytes = bytes
      let checksum = Checksum.of(bytes.span.memory.extracting(start..<end))
      guard UInt32(truncatingIfNeeded: checksum) == checksums[chunk] else { throw damage }
      // Two threads may compare the same chunk at once; both find the same, so that an atomic flag
      // does without a lock.
      unsafe parlance_set_flag(verified, chunk)
    }
  }

  /// The error for bytes that make no sense.
  var damage: IndexError { .damaged(path: path, reason: "bytes differ from what was written") }

  /// The checksums of the chunks of a section, and their own.
  static func checksums(of bytes: RawSpan) -> [UInt32] {
    var result: [UInt32] = []
    for start in stride(from: 0, to: bytes.byteCount, by: SegmentFormat.chunkSize) {
      let end = min(start + SegmentFormat.chunkSize, bytes.byteCount)
      result.append(UInt32(truncatingIfNeeded: Checksum.of(bytes.extracting(start..<end))))
    }
    let own = Checksum.of(result.span.memory)
    result.append(UInt32(truncatingIfNeeded: own))
    return result
  }

  private static func checksum(ofChecksums checksums: MappedArray<UInt32>) -> UInt32 {
    let others = checksums.span.extracting(droppingLast: 1)
    return UInt32(truncatingIfNeeded: Checksum.of(others.memory))
  }
}

/// The elements of a section, verified when they are read.
struct GuardedArray<Element: BitwiseCopyable & Sendable>: Sendable {
  private let elements: MappedArray<Element>
  private let section: SectionGuard

  init(_ file: SectionedFile, section: UInt32, path: String) throws {
    elements = try file.array(section)
    self.section = try SectionGuard(file, section: section, path: path)
  }

  /// The number of elements.
  var count: Int { elements.count }

  /// The error for elements that make no sense.
  var damage: IndexError { section.damage }

  /// The elements as they are, for places that were verified.
  var unverified: MappedArray<Element> { elements }

  /// The element at `index`.
  subscript(index: Int) -> Element {
    get throws {
      guard index >= 0, index < elements.count else { throw section.damage }
      let stride = MemoryLayout<Element>.stride
      try section.verify(index * stride..<(index + 1) * stride)
      return elements[index]
    }
  }

  /// The elements of `range`, for random access without further checks of their content.
  func verified(_ range: Range<Int>) throws -> Slice<MappedArray<Element>> {
    try verify(range)
    return elements[range]
  }

  /// The address of the first element of `range`, all of which are as they were written; valid as long
  /// as the file is mapped.
  func address(of range: Range<Int>) throws -> UnsafePointer<Element> {
    try verify(range)
    guard let address = unsafe elements.unsafeBuffer.baseAddress else { throw section.damage }
    return unsafe address + range.lowerBound
  }

  /// All elements.
  func verified() throws -> MappedArray<Element> {
    try verify(0..<count)
    return elements
  }

  /// Makes sure that the elements of `range` are as they were written.
  func verify(_ range: Range<Int>) throws {
    guard range.lowerBound >= 0, range.upperBound <= elements.count else { throw section.damage }
    let stride = MemoryLayout<Element>.stride
    try section.verify(range.lowerBound * stride..<range.upperBound * stride)
  }
}

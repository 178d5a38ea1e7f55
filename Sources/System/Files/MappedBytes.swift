internal import CPlatform
internal import Glibc

/// Immutable bytes of a memory-mapped file, of an array, or of a part of either, that stay at one address.
///
/// Every `MappedArray` cut from it keeps it alive.
@safe package final class MappedBytes: Sendable {
  /// The first byte, aligned to at least 16 bytes.
  package nonisolated(unsafe) let baseAddress: UnsafeRawPointer

  /// The number of bytes.
  package let count: Int

  private let isMapped: Bool

  /// The bytes that these are a part of, kept alive by them.
  private let whole: MappedBytes?

  // A cache line, as sections of files are aligned, so that both kinds of bytes are read alike.
  private static let alignment = 64

  /// Maps the file at `path` read-only.
  ///
  /// - Parameters:
  ///   - path: a regular file.
  ///   - randomAccess: whether read-ahead would be wasted, as in a postings file.
  /// - Throws: `StorageError.unreadable` if the file cannot be opened or mapped, or is empty.
  package init(mapping path: String, randomAccess: Bool = false) throws {
    var length = 0
    guard let address = unsafe parlance_map_file(path, &length, randomAccess ? 1 : 0) else {
      throw StorageError.unreadable(path: path, errno: errno)
    }
    unsafe baseAddress = address
    count = length
    isMapped = true
    whole = nil
  }

  /// Copies `bytes` to the heap.
  package init(_ bytes: [UInt8]) {
    let buffer = UnsafeMutableRawPointer.allocate(
      byteCount: max(bytes.count, 1), alignment: Self.alignment)
    unsafe bytes.withUnsafeBytes { source in
      if let address = source.baseAddress {
        unsafe buffer.copyMemory(from: address, byteCount: source.count)
      }
    }
    unsafe baseAddress = UnsafeRawPointer(buffer)
    count = bytes.count
    isMapped = false
    whole = nil
  }

  /// A part of other bytes, uncopied; `nil` if it would leave them.
  package init?(_ range: Range<Int>, of whole: MappedBytes) {
    guard range.lowerBound >= 0, range.upperBound <= whole.count else { return nil }
    unsafe baseAddress = whole.baseAddress + range.lowerBound
    count = range.count
    isMapped = false
    self.whole = whole
  }

  /// The content of the file at `path` as an array; of an empty file, an empty one.
  ///
  /// Read, not mapped: a file that another program shortens meanwhile gives what was left of it.
  ///
  /// - Throws: `StorageError.unreadable`.
  package static func contents(of path: String) throws -> [UInt8] {
    do {
      let file = try FileDescriptor(reading: path)
      var bytes: [UInt8] = []
      // The size is a guess that spares growing: the file may change while it is read.
      let size = min(max(FileStamp(of: path)?.size ?? 0, 0), largestGuess)
      bytes.reserveCapacity(size)
      // Not larger than the file: a piece is cleared before it is read into.
      try file.forEachPiece(ofSize: min(max(size, smallestPiece), largestPiece)) { bytes += $0 }
      return bytes
    } catch let error as SystemError {
      throw StorageError.unreadable(path: path, errno: error.number)
    }
  }

  private static let smallestPiece = 4 << 10
  private static let largestPiece = 1 << 20
  // A sparse file has any size that somebody wrote into its inode.
  private static let largestGuess = 1 << 30

  /// Takes what was read of a mapped file out of the process's memory, until it is read again.
  package func forgetPages() {
    if isMapped { unsafe parlance_forget_pages(baseAddress, count) }
  }

  deinit {
    if whole != nil { return }
    if isMapped {
      unsafe parlance_unmap(baseAddress, count)
    } else {
      unsafe UnsafeMutableRawPointer(mutating: baseAddress).deallocate()
    }
  }
}

import CPostings
import MappedStorage
import Synchronization
import TextAnalysis

/// The values of one facet of a segment, as the number of a set of values for each document.
final class FacetColumn: Sendable {
  /// The key of the facet.
  let key: String

  /// Bytes for each document: 1, 2 or 4.
  let width: Int

  private let arena: GuardedArray<UInt8>
  private let offsets: GuardedArray<UInt32>
  private let setOffsets: GuardedArray<UInt32>
  private let members: GuardedArray<UInt32>
  private let column: GuardedArray<UInt8>

  init(_ file: SectionedFile, key: String, index: Int, documents: Int, path: String) throws {
    let first = FacetSection.first(index)
    self.key = key
    arena = try GuardedArray(file, section: first, path: path)
    offsets = try GuardedArray(file, section: first + 1, path: path)
    setOffsets = try GuardedArray(file, section: first + 2, path: path)
    members = try GuardedArray(file, section: first + 3, path: path)
    column = try GuardedArray(file, section: first + 4, path: path)
    let widths: GuardedArray<UInt32> = try GuardedArray(file, section: first + 5, path: path)
    width = Int(try widths[0])
    guard [1, 2, 4].contains(width), column.count == width * documents, setOffsets.count >= 2,
      offsets.count >= 1
    else { throw column.damage }
  }

  /// The number of distinct sets, the empty one included.
  var setCount: Int { setOffsets.count - 1 }

  /// The number of distinct values.
  var valueCount: Int { offsets.count - 1 }

  /// A value: the URI of a concept, or plain words.
  func value(_ number: Int) throws -> String {
    let start = Int(try offsets[number])
    let end = Int(try offsets[number + 1])
    guard start <= end else { throw arena.damage }
    try arena.verify(start..<end)
    return arena.unverified.string(start..<end)
  }

  /// A value folded as words are.
  func foldedValue(_ number: Int) throws -> String {
    guard valueCount <= Self.mostFolded else { return Analyzer.fold(try value(number)) }
    if let known = folded.withLock({ $0 }) { return known[number] }
    let values = try (0..<valueCount).map { Analyzer.fold(try value($0)) }
    folded.withLock { $0 = values }
    return values[number]
  }

  /// The folded values, from the first filter on; each filter would else fold them all.
  private let folded = Mutex<[String]?>(nil)

  /// Of columns with more values the folded ones are not kept.
  private static let mostFolded = 4096

  /// The values of a set.
  func members(ofSet set: Int) throws -> [Int] {
    let start = Int(try setOffsets[set])
    let end = Int(try setOffsets[set + 1])
    guard start <= end else { throw arena.damage }
    try members.verify(start..<end)
    let numbers = members.unverified
    return try (start..<end).map { place in
      guard Int(numbers[place]) < valueCount else { throw members.damage }
      return Int(numbers[place])
    }
  }

  /// The column, one number of `width` bytes a document, each that of a set.
  func verifiedColumn() throws -> MappedArray<UInt8> {
    let bytes = try column.verified()
    try isInRange.withLock { isInRange in
      guard !isInRange else { return }
      // The loops in C that count and filter take these numbers for places in a list of sets,
      // without a look at its length.
      let highest = unsafe parlance_highest_value(
        UnsafeRawPointer(bytes.unsafeBuffer.baseAddress), UInt32(width),
        UInt32(bytes.count / width))
      guard bytes.count == 0 || Int(highest) < setCount else { throw column.damage }
      isInRange = true
    }
    return bytes
  }

  /// Whether the numbers in the column were compared with the number of sets.
  private let isInRange = Mutex(false)
  /// Whether a document has no value.
  ///
  /// - Complexity: O(documents).
  var hasDocumentsWithoutValue: Bool {
    get throws {
      let bytes = try column.verified()
      return stride(from: 0, to: bytes.count, by: width).contains { start in
        (start..<start + width).allSatisfy { bytes[$0] == 0 }
      }
    }
  }

  /// The set of a document.
  func set(of document: Int) throws -> Int {
    var number = 0
    for byte in 0..<width { number |= Int(try column[document * width + byte]) << (8 * byte) }
    guard number < setCount else { throw column.damage }
    return number
  }

  /// The sets of all documents.
  func sets() throws -> [Int] {
    let bytes = try verifiedColumn()
    return stride(from: 0, to: bytes.count, by: width).map { start in
      (0..<width).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
    }
  }
}

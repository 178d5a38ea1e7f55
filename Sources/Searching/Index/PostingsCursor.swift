import CPostings
import MappedStorage
internal import System

/// Walks the postings of one term in one segment, a block of up to 128 at a time.
///
/// For one query in one thread. What was mapped is reached by address, since a reference counted for
/// each block or document would take longer than reading it; the field keeps it mapped.
@safe final class PostingsCursor {
  /// How many documents have the term.
  let documentFrequency: Int

  /// The documents of the present block.
  nonisolated(unsafe) let documents: UnsafeMutablePointer<UInt32>

  /// How many postings the present block has.
  private(set) var count = 0

  /// The present posting within the block.
  var index = 0

  private let field: FieldPostings
  private let ordinal: Int
  private nonisolated(unsafe) let frequencyBuffer: UnsafeMutablePointer<UInt32>
  private nonisolated(unsafe) let bytes: UnsafePointer<UInt8>
  /// The records of the term's blocks.
  private nonisolated(unsafe) let blocks: UnsafePointer<BlockRecord>
  private let blockCount: Int
  private let start: Int
  private let end: Int
  private let documentCount: UInt32
  private var nextBlock = 0
  /// Where the frequencies of the present block lie, and their width, until they are asked for.
  private var packedFrequencies: (offset: Int, bits: UInt32)?
  private var positionsOfTerm: PositionsReader?

  init(_ field: FieldPostings, ordinal: Int, documentCount: Int) throws {
    let record = try field.records[ordinal]
    documentFrequency = Int(record.documentFrequency)
    blockCount = documentFrequency / SegmentFormat.blockSize
    start = Int(record.postings)
    end = try field.end(of: ordinal, { $0.postings }, in: field.postings)
    guard start <= end, documentFrequency <= documentCount else { throw field.postings.damage }
    unsafe blocks = try field.blocks(of: record)
    unsafe bytes = try field.postings.address(of: start..<end) - start
    self.documentCount = UInt32(documentCount)
    self.field = field
    self.ordinal = ordinal
    let size = SegmentFormat.blockSize
    unsafe documents = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * size)
    unsafe frequencyBuffer = documents + size
  }

  deinit { unsafe documents.deallocate() }

  /// A cursor at the beginning of the same postings.
  func rewound() throws -> PostingsCursor {
    try PostingsCursor(field, ordinal: ordinal, documentCount: Int(documentCount))
  }

  /// The present document.
  var document: UInt32 {
    precondition(index >= 0 && index < count, "the posting is within its block")
    return unsafe documents[index]
  }

  /// The frequencies of the present block.
  var frequencies: UnsafePointer<UInt32> {
    if let (offset, bits) = packedFrequencies {
      unsafe parlance_unpack_frequencies_128(bytes + offset, bits, frequencyBuffer)
      packedFrequencies = nil
    }
    return unsafe UnsafePointer(frequencyBuffer)
  }

  /// What no posting of the present block exceeds: a frequency and the length byte of a document; `nil`
  /// if nothing is known.
  var bound: (frequency: Float, norm: UInt8)? {
    guard nextBlock > 0, nextBlock <= blockCount else { return nil }
    let record = unsafe blocks[nextBlock - 1]
    // 255 stands for itself and all above it, and so bounds nothing.
    guard record.highestFrequency < 255 else { return nil }
    return (Float(record.highestFrequency), record.lowestNorm)
  }

  /// Reads the next block.
  ///
  /// - Returns: whether there is one.
  func advanceBlock() throws -> Bool {
    index = 0
    packedFrequencies = nil
    if nextBlock > blockCount || documentFrequency == 0 {
      count = 0
      return false
    }
    if nextBlock < blockCount {
      let block = unsafe blocks[nextBlock]
      let before = nextBlock > 0 ? unsafe blocks[nextBlock - 1].lastDocument : 0
      let offset = start + Int(block.postings)
      // Before the loops in C, which trust these numbers.
      guard block.gapBits <= 32, block.frequencyBits <= 32,
        offset + (Int(block.gapBits) + Int(block.frequencyBits)) * 16 <= end
      else { throw field.postings.damage }
      unsafe parlance_unpack_gaps_128(bytes + offset, block.gapBits, before, documents)
      guard ascends(from: before, block) else { throw field.postings.damage }
      // Most blocks of a conjunction have no match: frequencies are unpacked only when asked for.
      packedFrequencies = (offset + Int(block.gapBits) * 16, block.frequencyBits)
      count = SegmentFormat.blockSize
    } else {
      count = try readTail()
    }
    nextBlock += 1
    guard count > 0 else { return false }
    guard unsafe documents[count - 1] < documentCount else { throw field.postings.damage }
    return true
  }

  /// Whether the documents of a full block ascend, from the last one before it to the one that its record
  /// names; else what walks through windows would leave them.
  private func ascends(from before: UInt32, _ block: BlockRecord) -> Bool {
    let size = SegmentFormat.blockSize
    guard before <= block.lastDocument, block.lastDocument < documentCount,
      unsafe documents[size - 1] == block.lastDocument
    else { return false }
    // So many gaps of so few bits do not pass the bound of their type.
    if block.gapBits <= 24 { return true }
    return unsafe documents[0] >= before
      && (1..<size).allSatisfy { unsafe documents[$0 - 1] <= documents[$0] }
  }

  private func readTail() throws -> Int {
    let rest = documentFrequency - blockCount * SegmentFormat.blockSize
    guard rest > 0 else { return 0 }
    var offset = start
    var before: UInt32 = 0
    if blockCount > 0 {
      let last = unsafe blocks[blockCount - 1]
      offset += Int(last.postings) + (Int(last.gapBits) + Int(last.frequencyBits)) * 16
      before = last.lastDocument
    }
    guard offset <= end else { throw field.postings.damage }
    let read = unsafe parlance_decode_tail(
      bytes + offset, end - offset, UInt32(rest), before, documents, frequencyBuffer)
    // Fewer postings than the record says would be answered as fewer hits.
    guard Int(read) == rest else { throw field.postings.damage }
    return rest
  }

  /// Makes the block present that holds the first document of at least `target`, at or after the
  /// present one.
  ///
  /// - Returns: whether there is such a document.
  private func seek(_ target: UInt32) throws -> Bool {
    if count > 0, unsafe documents[count - 1] >= target { return true }
    // Galloping over the last documents of blocks.
    var step = 1
    var low = nextBlock
    while low + step < blockCount, unsafe blocks[low + step].lastDocument < target {
      low += step
      step *= 2
    }
    low = (low..<max(low, min(low + step, blockCount))).partitioningIndex {
      unsafe blocks[$0].lastDocument >= target
    }
    nextBlock = max(low, nextBlock)
    guard try advanceBlock() else { return false }
    return unsafe documents[count - 1] >= target
  }

  /// Which of some ascending documents, none before the present one, have the term.
  func matches(among list: [UInt32]) throws -> PostingMatches {
    var matches = PostingMatches(capacity: list.count)
    var from: UInt32 = 0
    while Int(from) < list.count, try seek(list[Int(from)]) {
      let first = (nextBlock - 1) * SegmentFormat.blockSize
      var place = UInt32(index)
      let found = unsafe list.withUnsafeBufferPointer { list in
        unsafe matches.withSpace { places, postings in
          unsafe parlance_intersect(
            list.baseAddress, &from, UInt32(list.count), documents, &place, UInt32(count), places,
            postings)
        }
      }
      index = Int(place)
      if found > 0 { unsafe matches.accept(Int(found), firstPosting: first, frequencies) }
    }
    return matches
  }

  /// The documents and frequencies of all postings.
  func allPostings() throws -> (documents: [UInt32], frequencies: [UInt32]) {
    var list = [UInt32](repeating: 0, count: documentFrequency)
    var frequencyList = list
    var used = 0
    while try advanceBlock(), used + count <= documentFrequency {
      let count = count
      unsafe list.withUnsafeMutableBufferPointer { buffer in
        unsafe buffer.baseAddress.map { unsafe ($0 + used).update(from: documents, count: count) }
      }
      unsafe frequencyList.withUnsafeMutableBufferPointer { buffer in
        unsafe buffer.baseAddress.map { unsafe ($0 + used).update(from: frequencies, count: count) }
      }
      used += count
    }
    return (list, frequencyList)
  }

  /// The present document's frequency.
  var frequency: UInt32 { unsafe frequencies[index] }

  /// Reads the positions of the present document into `buffer`, alone.
  func readPositions(into buffer: inout PositionBuffer) throws {
    buffer.removeAll()
    let posting = (nextBlock - 1) * SegmentFormat.blockSize + index
    try positions().append(of: posting, to: &buffer)
  }

  /// Reads the positions of the term.
  func positions() throws -> PositionsReader {
    if let positionsOfTerm { return positionsOfTerm }
    let reader = try PositionsReader(field, ordinal: ordinal)
    positionsOfTerm = reader
    return reader
  }
}

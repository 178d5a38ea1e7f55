import CPostings
import MappedStorage

/// Walks the postings of one term in one segment, a block of up to 128 at a time.
///
/// For one query in one thread.
@safe final class PostingsCursor {
  /// How many documents have the term.
  let documentFrequency: Int

  /// The documents of the present block, then their frequencies.
  nonisolated(unsafe) let documents: UnsafeMutablePointer<UInt32>
  nonisolated(unsafe) let frequencies: UnsafeMutablePointer<UInt32>

  /// How many postings the present block has.
  private(set) var count = 0

  /// The present posting within the block.
  var index = 0

  private let bytes: MappedArray<UInt8>
  private let blocks: MappedArray<BlockRecord>
  private let firstBlock: Int
  private let blockCount: Int
  private let start: Int
  private let end: Int
  private let documentCount: UInt32
  private let damage: IndexError
  private let field: FieldPostings
  private let ordinal: Int
  private var nextBlock = 0
  private var positionsOfTerm: PositionsReader?

  init(_ field: FieldPostings, ordinal: Int, documentCount: Int) throws {
    let record = try field.records[ordinal]
    documentFrequency = Int(record.documentFrequency)
    blockCount = documentFrequency / SegmentFormat.blockSize
    firstBlock = Int(record.firstBlock)
    start = Int(record.postings)
    end = try field.end(of: ordinal, { $0.postings }, in: field.postings)
    guard start <= end, firstBlock + blockCount <= field.blocks.count else {
      throw field.postings.damage
    }
    try field.postings.verify(start..<end)
    bytes = try field.postings.verified(start..<end).base
    blocks = try field.blocks.verified(firstBlock..<firstBlock + blockCount).base
    self.documentCount = UInt32(documentCount)
    damage = field.postings.damage
    self.field = field
    self.ordinal = ordinal
    let size = SegmentFormat.blockSize
    unsafe documents = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * size)
    unsafe documents.initialize(repeating: 0, count: 2 * size)
    unsafe frequencies = documents + size
  }

  deinit { unsafe documents.deallocate() }

  /// The number of the block after the present one.
  private func record(_ block: Int) -> BlockRecord { blocks[firstBlock + block] }

  /// Reads the next block.
  ///
  /// - Returns: whether there is one.
  func advanceBlock() throws -> Bool {
    index = 0
    if nextBlock > blockCount || documentFrequency == 0 {
      count = 0
      return false
    }
    if nextBlock < blockCount {
      let block = record(nextBlock)
      let before = nextBlock > 0 ? record(nextBlock - 1).lastDocument : 0
      let offset = start + Int(block.postings)
      guard block.gapBits <= 32, block.frequencyBits <= 32,
        offset + Int(block.gapBits + block.frequencyBits) * 16 <= end
      else { throw damage }
      if let address = unsafe bytes.unsafeBuffer.baseAddress {
        unsafe parlance_unpack_gaps_128(address + offset, block.gapBits, before, documents)
        unsafe parlance_unpack_128(
          address + offset + Int(block.gapBits) * 16, block.frequencyBits, frequencies)
        for index in 0..<SegmentFormat.blockSize { unsafe frequencies[index] &+= 1 }
      }
      count = SegmentFormat.blockSize
    } else {
      count = try readTail()
    }
    nextBlock += 1
    guard count > 0 else { return false }
    guard unsafe documents[count - 1] < documentCount else { throw damage }
    return true
  }

  private func readTail() throws -> Int {
    let rest = documentFrequency - blockCount * SegmentFormat.blockSize
    guard rest > 0 else { return 0 }
    var offset = start
    var before: UInt32 = 0
    if blockCount > 0 {
      let last = record(blockCount - 1)
      offset += Int(last.postings) + Int(last.gapBits + last.frequencyBits) * 16
      before = last.lastDocument
    }
    guard offset <= end else { throw damage }
    guard let address = unsafe bytes.unsafeBuffer.baseAddress else { throw damage }
    let read = unsafe parlance_decode_tail(
      address + offset, end - offset, UInt32(rest), before, documents, frequencies)
    guard Int(read) == rest else { throw damage }
    return rest
  }

  /// Moves to the first document of at least `target`, at or after the present one.
  ///
  /// - Returns: the document, or `UInt32.max` if there is none.
  func advance(to target: UInt32) throws -> UInt32 {
    if count > 0, unsafe documents[count - 1] >= target {
      index = Int(
        unsafe parlance_lower_bound(documents, UInt32(index), UInt32(count), target))
      return unsafe documents[index]
    }
    // Galloping over the last documents of blocks.
    var step = 1
    var low = nextBlock
    while low + step < blockCount, record(low + step).lastDocument < target {
      low += step
      step *= 2
    }
    var high = min(low + step, blockCount)
    while low < high {
      let middle = (low + high) / 2
      if record(middle).lastDocument < target { low = middle + 1 } else { high = middle }
    }
    nextBlock = max(low, nextBlock)
    guard try advanceBlock() else { return .max }
    index = Int(unsafe parlance_lower_bound(documents, 0, UInt32(count), target))
    return index < count ? unsafe documents[index] : .max
  }

  /// The present document's frequency.
  var frequency: UInt32 { unsafe frequencies[index] }

  /// Reads the positions of the present document into `list`.
  func readPositions(into list: inout [UInt32]) throws {
    if positionsOfTerm == nil { positionsOfTerm = try PositionsReader(field, ordinal: ordinal) }
    try positionsOfTerm?.read(block: nextBlock - 1, index: index, into: &list)
  }
}

/// Reads the positions of one term, forward.
struct PositionsReader {
  private let bytes: MappedArray<UInt8>
  private let blocks: MappedArray<BlockRecord>
  private let firstBlock: Int
  private let start: Int
  private let end: Int
  private let blockCount: Int
  private let damage: IndexError
  private var block = -1
  private var index = 0
  private var offset = 0

  init(_ field: FieldPostings, ordinal: Int) throws {
    let record = try field.records[ordinal]
    start = Int(record.positions)
    end = try field.end(of: ordinal, { $0.positions }, in: field.positions)
    damage = field.positions.damage
    guard start <= end else { throw damage }
    bytes = try field.positions.verified(start..<end).base
    blocks = try field.blocks.verified(
      Int(record.firstBlock)..<Int(record.firstBlock)
        + Int(record.documentFrequency) / SegmentFormat.blockSize
    ).base
    firstBlock = Int(record.firstBlock)
    blockCount = Int(record.documentFrequency) / SegmentFormat.blockSize
  }

  /// Reads the positions of a posting, by its block and its index in it.
  mutating func read(block: Int, index: Int, into list: inout [UInt32]) throws {
    if block != self.block || index < self.index {
      self.block = block
      self.index = 0
      if block < blockCount {
        offset = start + Int(blocks[firstBlock + block].positions)
      } else if blockCount > 0 {
        // The tail follows the positions of the last block.
        offset = start + Int(blocks[firstBlock + blockCount - 1].positions)
        for _ in 0..<SegmentFormat.blockSize { try skip() }
      } else {
        offset = start
      }
    }
    while self.index < index {
      try skip()
      self.index += 1
    }
    let head = try number()
    list.removeAll(keepingCapacity: true)
    if head & 1 == 1 {
      list.append(head >> 1)
    } else {
      let stop = offset + Int(head >> 1)
      guard stop <= end else { throw damage }
      var position: UInt32 = 0
      while offset < stop {
        position &+= try number()
        list.append(position)
      }
    }
    self.index = index + 1
  }

  private mutating func skip() throws {
    let head = try number()
    if head & 1 == 0 { offset += Int(head >> 1) }
  }

  private mutating func number() throws -> UInt32 {
    var value: UInt32 = 0
    var shift: UInt32 = 0
    while offset < end, shift < 35 {
      let byte = bytes[offset]
      offset += 1
      value |= UInt32(byte & 0x7F) &<< shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw damage
  }
}

import CPostings

/// Reads the positions of one term, forward.
@safe final class PositionsReader {
  private let field: FieldPostings
  private nonisolated(unsafe) let bytes: UnsafePointer<UInt8>
  private nonisolated(unsafe) let blocks: UnsafePointer<BlockRecord>
  private let start: Int
  private let end: Int
  private let blockCount: Int
  /// The posting whose positions come next, and where.
  private var next = -1
  private var offset = 0

  init(_ field: FieldPostings, ordinal: Int) throws {
    let record = try field.records[ordinal]
    start = Int(record.positions)
    end = try field.end(of: ordinal, { $0.positions }, in: field.positions)
    guard start <= end else { throw field.positions.damage }
    // As if the section began there, since the offsets of blocks count from its beginning.
    unsafe bytes = try field.positions.address(of: start..<end) - start
    unsafe blocks = try field.blocks(of: record)
    blockCount = Int(record.documentFrequency) / SegmentFormat.blockSize
    self.field = field
  }

  /// Appends the positions of a posting, by its number within the term; numbers mostly ascend.
  func append(of posting: Int, to buffer: inout PositionBuffer) throws {
    try seek(posting)
    // Lent as a copy: each loan of a property of an object is looked after while the program runs.
    var place = offset
    guard unsafe buffer.append(bytes, &place, end) else { throw field.positions.damage }
    offset = place
    next = posting + 1
  }

  /// Moves to the positions of a posting.
  private func seek(_ posting: Int) throws {
    let block = min(posting / SegmentFormat.blockSize, blockCount)
    let first = block * SegmentFormat.blockSize
    // From the beginning of the block, unless the reader stands nearer before what is asked for.
    if next < 0 || posting < next || next < first {
      if block < blockCount {
        offset = start + Int(unsafe blocks[block].positions)
        next = first
      } else if blockCount > 0 {
        // The tail follows the positions of the last block.
        offset = start + Int(unsafe blocks[blockCount - 1].positions)
        next = first - SegmentFormat.blockSize
      } else {
        offset = start
        next = 0
      }
    }
    var place = offset
    guard place <= end,
      unsafe parlance_skip_positions(bytes, &place, end, UInt32(posting - next)) != 0
    else { throw field.positions.damage }
    offset = place
    next = posting
  }
}

/// Positions that are read one list after the other into memory that is used again.
struct PositionBuffer {
  private var values: [UInt32] = []

  /// How many positions there are.
  private(set) var count = 0

  /// The positions; what lies behind `count` is left over.
  var storage: [UInt32] { values }

  /// The positions.
  var positions: ArraySlice<UInt32> { values[..<count] }

  /// Whether no position is lower than the one before it.
  var ascends: Bool { zip(positions, positions.dropFirst()).allSatisfy(<=) }

  /// Puts the positions from an index on in ascending order.
  mutating func sort(from start: Int) { values[start..<count].sort() }

  /// Forgets all positions.
  mutating func removeAll() { count = 0 }

  /// Reads the list at `offset` and moves that behind it.
  ///
  /// - Returns: whether it lies before `end`.
  fileprivate mutating func append(
    _ bytes: UnsafePointer<UInt8>, _ offset: inout Int, _ end: Int
  ) -> Bool {
    while true {
      let used = count
      let space = values.count - used
      var place = offset
      let found = unsafe values.withUnsafeMutableBufferPointer { buffer in
        unsafe parlance_read_positions(
          bytes, &place, end, buffer.baseAddress.map { unsafe $0 + used }, space)
      }
      guard found >= 0 else { return false }
      if found <= space {
        offset = place
        count += Int(found)
        return true
      }
      values.append(contentsOf: repeatElement(0, count: max(Int(found), values.count, 64)))
    }
  }
}

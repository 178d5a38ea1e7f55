import CPostings
internal import System

/// Writes the terms of a field in their order, with postings and positions.
struct PostingsWriter {
  private(set) var arena: [UInt8] = []
  private(set) var offsets: [UInt32] = [0]
  private(set) var records: [TermRecord] = []
  private(set) var blocks: [BlockRecord] = []
  private(set) var postings: [UInt8] = []
  private(set) var positions: [UInt8] = []

  private let norms: [UInt8]
  private var documents = [UInt32](repeating: 0, count: SegmentFormat.blockSize)
  private var frequencies = [UInt32](repeating: 0, count: SegmentFormat.blockSize)
  private var pending = 0
  private var before: UInt32 = 0
  private var count: UInt32 = 0
  private var record = TermRecord(documentFrequency: 0, firstBlock: 0, postings: 0, positions: 0)
  private var blockPositions = 0

  /// A writer for documents with these length bytes.
  init(norms: [UInt8]) { self.norms = norms }

  /// Begins a term; terms come in the order of their bytes.
  mutating func beginTerm(_ term: some Collection<UInt8>) {
    arena.append(contentsOf: term)
    offsets.append(UInt32(arena.count))
    // Offsets that are too large are cut here; `fits` is asked before anything is written.
    record = TermRecord(
      documentFrequency: 0, firstBlock: UInt32(blocks.count),
      postings: UInt32(truncatingIfNeeded: postings.count),
      positions: UInt32(truncatingIfNeeded: positions.count))
    blockPositions = positions.count
    pending = 0
    before = 0
    count = 0
  }

  /// Adds a document, in ascending order, with the ascending positions of the term in it.
  @inline(__always)
  mutating func add(_ document: UInt32, frequency: UInt32, positions list: ArraySlice<UInt32>) {
    documents[pending] = document
    frequencies[pending] = frequency
    pending += 1
    count += 1
    appendPositions(list)
    if pending == SegmentFormat.blockSize { flushBlock() }
  }

  /// Ends the term.
  mutating func endTerm() {
    for index in 0..<pending {
      let gap = documents[index] - before
      before = documents[index]
      let frequency = frequencies[index]
      // Most terms are in few documents, and once in each: that takes a bit of the gap instead of a
      // byte.
      VariableBytes.append(gap << 1 | (frequency == 1 ? 1 : 0), to: &postings)
      if frequency != 1 { VariableBytes.append(frequency, to: &postings) }
    }
    record.documentFrequency = count
    records.append(record)
  }

  /// Whether all offsets still fit into 32 bits.
  var fits: Bool {
    max(arena.count, postings.count, positions.count) < Int(UInt32.max) - (1 << 20)
  }

  /// One position is doubled, plus 1; several are the doubled length of their gaps, then the gaps.
  private mutating func appendPositions(_ list: ArraySlice<UInt32>) {
    guard let first = list.first else { return }
    if list.count == 1 {
      VariableBytes.append(first << 1 | 1, to: &positions)
      return
    }
    var length = 0
    var previous: UInt32 = 0
    for position in list {
      length += Self.length(of: position - previous)
      previous = position
    }
    // The length in bytes first, so that a list nobody asks for is passed unread.
    VariableBytes.append(UInt32(length) << 1, to: &positions)
    previous = 0
    for position in list {
      VariableBytes.append(position - previous, to: &positions)
      previous = position
    }
  }

  private mutating func flushBlock() {
    var lowestNorm = UInt8.max
    var highest: UInt32 = 0
    let last = documents[SegmentFormat.blockSize - 1]
    for index in 0..<SegmentFormat.blockSize {
      let document = documents[index]
      lowestNorm = min(lowestNorm, norms[Int(document)])
      highest = max(highest, frequencies[index])
      documents[index] = document - before
      before = document
      // A frequency is 1 at least: one less takes fewer bits.
      frequencies[index] -= 1
    }
    let gapBits = unsafe parlance_bits_128(documents)
    let frequencyBits = unsafe parlance_bits_128(frequencies)
    blocks.append(
      BlockRecord(
        lastDocument: last,
        postings: UInt32(truncatingIfNeeded: postings.count - Int(record.postings)),
        positions: UInt32(truncatingIfNeeded: blockPositions - Int(record.positions)),
        shape: gapBits | frequencyBits << 8 | min(highest, 255) << 16
          | UInt32(lowestNorm) << 24))
    append(documents, bits: gapBits)
    append(frequencies, bits: frequencyBits)
    blockPositions = positions.count
    pending = 0
  }

  private mutating func append(_ values: [UInt32], bits: UInt32) {
    let start = postings.count
    postings.append(contentsOf: repeatElement(0, count: Int(bits) * 16))
    unsafe postings.withUnsafeMutableBufferPointer { buffer in
      if let address = buffer.baseAddress {
        unsafe parlance_pack_128(values, bits, address + start)
      }
    }
  }

  private static func length(of number: UInt32) -> Int {
    number < 1 << 7 ? 1 : number < 1 << 14 ? 2 : number < 1 << 21 ? 3 : number < 1 << 28 ? 4 : 5
  }
}

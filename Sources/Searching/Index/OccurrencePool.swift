/// Streams of bytes that grow side by side, one for each of many terms, in one block of memory.
///
/// Each stream is a chain of slices whose lengths grow; the end of a slice holds the address of the
/// next. After the byte-slice pool of Lucene's `TermsHash`. The numbers are coded as `VariableBytes` codes them;
/// but a number may lie across two slices, so that each byte is written and read with a look at the limit.
struct OccurrencePool {
  private var bytes: [UInt8] = []
  /// The first byte of each stream.
  private var starts: [UInt32] = []
  /// Where each stream is written next.
  private var ends: [UInt32] = []
  /// The end of the present slice of each stream, less 4 bytes for the address of the next.
  private var limits: [UInt32] = []
  private var levels: [UInt8] = []

  // Most terms occur once or twice, so the first slice is short; those of frequent terms are soon
  // long.
  private static let sizes: [UInt32] = [12, 20, 36, 68, 132, 260, 516, 1028, 4100]

  /// The bytes in use.
  var byteCount: Int { bytes.count }

  /// Begins a stream and returns its number.
  mutating func makeStream() -> Int {
    let start = UInt32(truncatingIfNeeded: bytes.count)
    bytes.append(contentsOf: repeatElement(0, count: Int(Self.sizes[0])))
    starts.append(start)
    ends.append(start)
    limits.append(start + Self.sizes[0] - 4)
    levels.append(0)
    return starts.count - 1
  }

  /// Appends a number to a stream.
  @inline(__always)
  mutating func append(_ number: UInt32, to stream: Int) {
    var rest = number
    var end = ends[stream]
    while true {
      if end == limits[stream] { end = grow(stream, end) }
      if rest < 0x80 {
        bytes[Int(end)] = UInt8(truncatingIfNeeded: rest)
        ends[stream] = end + 1
        return
      }
      bytes[Int(end)] = UInt8(truncatingIfNeeded: rest) | 0x80
      end += 1
      rest >>= 7
    }
  }

  /// Calls `body` with each number of a stream.
  @inline(__always)
  func forEach(of stream: Int, _ body: (UInt32) -> Void) {
    var position = Int(starts[stream])
    let end = Int(ends[stream])
    var level = 0
    var limit = position + Int(Self.sizes[0]) - 4
    var value: UInt32 = 0
    var shift: UInt32 = 0
    while position != end {
      if position == limit {
        position = address(at: position)
        level = min(level + 1, Self.sizes.count - 1)
        limit = position + Int(Self.sizes[level]) - 4
        continue
      }
      let byte = bytes[position]
      position += 1
      value |= UInt32(byte & 0x7F) &<< shift
      if byte < 0x80 {
        body(value)
        value = 0
        shift = 0
      } else {
        shift += 7
      }
    }
  }

  private mutating func grow(_ stream: Int, _ end: UInt32) -> UInt32 {
    let level = min(Int(levels[stream]) + 1, Self.sizes.count - 1)
    levels[stream] = UInt8(level)
    let start = UInt32(truncatingIfNeeded: bytes.count)
    for shift in 0..<4 { bytes[Int(end) + shift] = UInt8(start >> (8 * UInt32(shift)) & 0xFF) }
    bytes.append(contentsOf: repeatElement(0, count: Int(Self.sizes[level])))
    limits[stream] = start + Self.sizes[level] - 4
    return start
  }

  private func address(at position: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
  }
}

/// The occurrences of the terms of one field, gathered document by document.
struct FieldInverter {
  private var pool = OccurrencePool()
  /// The last document of each term, plus 1.
  private var lastDocuments: [UInt32] = []
  private var lastPositions: [UInt32] = []

  /// What kind of place an occurrence has; the lowest two bits of a number of the stream.
  enum Place {
    static let text: UInt32 = 0
    static let title: UInt32 = 1
    static let heading: UInt32 = 2
    static let newDocument: UInt32 = 3
  }

  /// The bytes in use.
  var byteCount: Int { pool.byteCount }

  /// Whether the term occurs.
  func contains(_ term: Int) -> Bool { term < lastDocuments.count && lastDocuments[term] > 0 }

  /// Adds an occurrence; documents and positions ascend.
  @inline(__always)
  mutating func add(_ term: Int, document: UInt32, position: UInt32, place: UInt32) {
    while lastDocuments.count <= term {
      lastDocuments.append(0)
      lastPositions.append(0)
      _ = pool.makeStream()
    }
    if lastDocuments[term] != document + 1 {
      pool.append((document + 1 - lastDocuments[term]) << 2 | Place.newDocument, to: term)
      lastDocuments[term] = document + 1
      lastPositions[term] = 0
    }
    pool.append((position - lastPositions[term]) << 2 | place, to: term)
    lastPositions[term] = position
  }

  /// Writes a term's postings, with positions if they are to be kept.
  func write(_ term: Int, to writer: inout PostingsWriter, positions: Bool) {
    var document: UInt32 = 0
    var frequency: UInt32 = 0
    var position: UInt32 = 0
    var list: [UInt32] = []
    pool.forEach(of: term) { number in
      let place = number & 3
      if place == Place.newDocument {
        if frequency > 0 { writer.add(document - 1, frequency: frequency, positions: list[...]) }
        document += number >> 2
        frequency = 0
        position = 0
        list.removeAll(keepingCapacity: true)
        return
      }
      frequency +=
        place == Place.title
        ? SegmentFormat.titleWeight : place == Place.heading ? SegmentFormat.headingWeight : 1
      position += number >> 2
      if positions { list.append(position) }
    }
    if frequency > 0 { writer.add(document - 1, frequency: frequency, positions: list[...]) }
  }
}

internal import Documents
internal import MappedStorage

/// What a journal says of one change before it is made: enough to recognize and to take it back.
struct JournalEntry: Hashable, Sendable {
  /// The kinds of change, as stored.
  enum Kind: UInt8, Sendable {
    case edit = 1
    case create = 2
    case remove = 3
    case attribute = 4
  }

  /// Counts from 0 within the run.
  var index: Int
  var id: Int64
  var path: SharePath
  var kind: Kind
  /// The file that is to take the place; empty where none is needed.
  var temporary: SharePath
  /// Size and checksum before; of the attribute's value for an attribute.
  var oldSize: Int
  var oldChecksum: UInt64
  var newSize: Int
  var newChecksum: UInt64
  /// The time of the last change before, in nanoseconds.
  var modified: Int64
  var mode: UInt32
  /// The edits that lead back; for a removal, the whole content in one insertion.
  var inverse: ByteEdits
  var attribute = ""
  /// Whether the attribute was, and is to be, there.
  var hadAttribute = false
  var hasAttribute = false
}

/// A record of a journal file.
enum JournalRecord: Hashable, Sendable {
  /// The first record.
  case header(JournalHeader)
  /// A change that is about to be made.
  case intent(JournalEntry)
  /// Changes that were made, by their index.
  case done([Int])
  /// Changes that were not made after all.
  case skipped([Int])
  /// The run is over; whether it ran to its end or was settled afterwards.
  case end(isSettled: Bool)
}

/// What a journal says of its run.
package struct JournalHeader: Hashable, Sendable {
  /// The run's name.
  package var run: String

  /// When it began, in seconds since 1970.
  package var time: Int64

  /// What the run is, in words.
  package var purpose: String

  /// The run that this one takes back, if it does.
  package var undoneRun: String?

  /// A header of its facts.
  package init(run: String, time: Int64, purpose: String, undoneRun: String? = nil) {
    self.run = run
    self.time = time
    self.purpose = purpose
    self.undoneRun = undoneRun
  }
}

/// Reading and writing of records: a length, a kind, the content, a checksum over kind and content.
enum JournalCoding {
  static let magic = Array("PARLANCE JOURNAL 1\n".utf8)

  /// The bytes of a record.
  static func encode(_ record: JournalRecord) -> [UInt8] {
    var body = ByteWriter()
    switch record {
    case .header(let header):
      body.byte(1)
      body.string(header.run)
      body.signed(header.time)
      body.string(header.purpose)
      body.string(header.undoneRun ?? "")
    case .intent(let entry):
      body.byte(2)
      write(entry, to: &body)
    case .done(let indices), .skipped(let indices):
      if case .done = record { body.byte(3) } else { body.byte(4) }
      body.number(indices.count)
      indices.forEach { body.number($0) }
    case .end(let isSettled):
      body.byte(5)
      body.byte(isSettled ? 1 : 0)
    }
    var result = ByteWriter()
    result.fixed(UInt64(body.bytes.count), 4)
    return result.bytes + body.bytes + checksum(body.bytes)
  }

  /// The records of a journal; a torn record at the end is left out, as if it were never written.
  ///
  /// - Returns: `nil` if the bytes are no journal.
  static func decode(_ bytes: [UInt8]) -> (records: [JournalRecord], length: Int)? {
    guard bytes.starts(with: magic) else { return nil }
    var records: [JournalRecord] = []
    var position = magic.count
    while position + 12 <= bytes.count {
      guard let length = LittleEndian.uint32(bytes, position),
        length <= bytes.count - position - 12
      else { break }
      let body = Array(bytes[(position + 4)..<(position + 4 + length)])
      guard bytes[(position + 4 + length)...].starts(with: checksum(body)),
        let record = record(body)
      else { break }
      records.append(record)
      position += 12 + length
    }
    return (records, position)
  }

  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.fixed(Checksum.of(bytes), 8)
    return writer.bytes
  }

  private static func write(_ entry: JournalEntry, to body: inout ByteWriter) {
    body.number(entry.index)
    body.signed(entry.id)
    body.blob(entry.path.bytes)
    body.byte(entry.kind.rawValue)
    body.blob(entry.temporary.name)
    body.number(entry.oldSize)
    body.fixed(entry.oldChecksum, 8)
    body.number(entry.newSize)
    body.fixed(entry.newChecksum, 8)
    body.signed(entry.modified)
    body.number(Int(entry.mode))
    body.string(entry.attribute)
    body.byte((entry.hadAttribute ? 1 : 0) | (entry.hasAttribute ? 2 : 0))
    var edits = ByteWriter()
    edits.number(entry.inverse.replacements.count)
    var position = 0
    for replacement in entry.inverse.replacements {
      edits.number(replacement.range.lowerBound - position)
      edits.number(replacement.range.count)
      edits.blob(replacement.bytes)
      position = replacement.range.upperBound
    }
    let packed = edits.bytes.count > 64 ? Deflater.deflate(edits.bytes) : nil
    if let packed, packed.count < edits.bytes.count {
      body.number(edits.bytes.count)
      body.blob(packed)
    } else {
      body.number(0)
      body.blob(edits.bytes)
    }
  }

  private static func record(_ body: [UInt8]) -> JournalRecord? {
    var reader = ByteReader(body)
    switch reader.byte() {
    case 1:
      let run = reader.string()
      let time = reader.signed()
      let purpose = reader.string()
      let undone = reader.string()
      let header = JournalHeader(
        run: run, time: time, purpose: purpose, undoneRun: undone.isEmpty ? nil : undone)
      return reader.isIntact ? .header(header) : nil
    case 2: return entry(&reader).map(JournalRecord.intent)
    case let kind? where kind == 3 || kind == 4:
      let count = reader.number()
      guard count <= body.count else { return nil }
      let indices = (0..<count).map { _ in reader.number() }
      guard reader.isIntact else { return nil }
      return kind == 3 ? .done(indices) : .skipped(indices)
    case 5: return .end(isSettled: reader.byte() == 1)
    default: return nil
    }
  }

  private static func entry(_ reader: inout ByteReader) -> JournalEntry? {
    let index = reader.number()
    let id = reader.signed()
    let path = SharePath(bytes: reader.blob())
    let kind = JournalEntry.Kind(rawValue: reader.byte() ?? 0)
    let temporary = reader.blob()
    let oldSize = reader.number()
    let oldChecksum = reader.fixed64()
    let newSize = reader.number()
    let newChecksum = reader.fixed64()
    let modified = reader.signed()
    let mode = UInt32(truncatingIfNeeded: reader.number())
    let attribute = reader.string()
    let flags = reader.byte() ?? 0
    let size = reader.number()
    let packed = reader.blob()
    guard reader.isIntact, let kind, let inverse = edits(packed, size) else { return nil }
    return JournalEntry(
      index: index, id: id, path: path, kind: kind,
      temporary: temporary.isEmpty ? SharePath(bytes: []) : path.folder.appending(temporary),
      oldSize: oldSize, oldChecksum: oldChecksum, newSize: newSize, newChecksum: newChecksum,
      modified: modified, mode: mode, inverse: inverse, attribute: attribute,
      hadAttribute: flags & 1 != 0, hasAttribute: flags & 2 != 0)
  }

  private static func edits(_ packed: [UInt8], _ size: Int) -> ByteEdits? {
    var bytes = packed
    if size > 0 {
      guard
        let inflated = try? Inflater().inflate(packed[...], expectedSize: size, limit: size)
      else { return nil }
      bytes = inflated
    }
    var reader = ByteReader(bytes)
    var result = ByteEdits()
    var position = 0
    let count = reader.number()
    guard count <= bytes.count else { return nil }
    for _ in 0..<count {
      let gap = reader.number()
      let length = reader.number()
      let replacement = reader.blob()
      guard reader.isIntact, gap < 1 << 50, length < 1 << 50 else { return nil }
      result.replace((position + gap)..<(position + gap + length), with: replacement)
      position += gap + length
    }
    return reader.isIntact ? result : nil
  }
}

/// Collects bytes: numbers in seven-bit groups, blobs behind their length.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func number(_ value: Int) {
    var rest = UInt64(bitPattern: Int64(value))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func signed(_ value: Int64) { fixed(UInt64(bitPattern: value), 8) }

  mutating func fixed(_ value: UInt64, _ count: Int) {
    for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))) }
  }

  mutating func blob(_ value: [UInt8]) {
    number(value.count)
    bytes += value
  }

  mutating func string(_ value: String) { blob(Array(value.utf8)) }
}

/// Reads what `ByteWriter` wrote; beyond the end everything is empty and `isIntact` turns false.
struct ByteReader {
  private let bytes: [UInt8]
  private var position = 0

  /// Whether nothing was read beyond the end.
  private(set) var isIntact = true

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func byte() -> UInt8? {
    guard position < bytes.count else {
      isIntact = false
      return nil
    }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func number() -> Int {
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let next = byte() else { return 0 }
      result |= UInt64(next & 0x7F) << shift
      if next < 0x80 {
        if result <= UInt64(Int.max) { return Int(result) }
        break
      }
    }
    isIntact = false
    return 0
  }

  mutating func fixed64() -> UInt64 {
    (0..<8).reduce(UInt64(0)) { $0 | UInt64(byte() ?? 0) << (8 * UInt64($1)) }
  }

  mutating func signed() -> Int64 { Int64(bitPattern: fixed64()) }

  mutating func blob() -> [UInt8] {
    let count = number()
    guard isIntact, count <= bytes.count - position else {
      isIntact = false
      return []
    }
    defer { position += count }
    return Array(bytes[position..<(position + count)])
  }

  mutating func string() -> String { String(decoding: blob(), as: UTF8.self) }
}

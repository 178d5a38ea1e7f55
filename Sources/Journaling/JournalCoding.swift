internal import Documents
internal import MappedStorage

/// Writing and reading of records: a length, a kind and content, a checksum over these two.
///
/// A record is short where it says the same as those before: paths share their beginnings, indices
/// count on, the names of temporary files follow from the run, and what edits hold (the same parts
/// stand in the files of one program) is deflated with the edits before as its dictionary. So records
/// have an order, which a coding remembers; a damaged one ends the journal.
struct JournalCoding {
  /// What every journal begins with, whatever its version.
  static let mark = Array("PARLANCE JOURNAL ".utf8)

  static let magic = mark + Array("2\n".utf8)

  private var run = ""
  private var path: [UInt8] = []
  private var count = 0

  /// The last of what edits held, as far as deflate looks back.
  private var history: [UInt8] = []

  private static let historyLength = 32 << 10

  // MARK: Writing

  /// The bytes of the next record.
  mutating func encode(_ record: JournalRecord) -> [UInt8] {
    var body = ByteWriter()
    switch record {
    case .header(let header):
      body.byte(1)
      body.string(header.run)
      body.signed(header.time)
      body.string(header.purpose)
      body.string(header.undoneRun ?? "")
      run = header.run
    case .intent(let entry):
      precondition(entry.index == count, "changes are announced in their order")
      body.byte(2)
      write(entry, to: &body)
      remember(entry.path)
    case .done(let indices), .skipped(let indices):
      if case .done = record { body.byte(3) } else { body.byte(4) }
      Self.write(indices, to: &body)
    case .end(let isSettled):
      body.byte(5)
      body.byte(isSettled ? 1 : 0)
    }
    var result = ByteWriter()
    result.number(body.bytes.count)
    return result.bytes + body.bytes + Self.checksum(body.bytes[...])
  }

  private mutating func remember(_ path: SharePath) {
    self.path = path.bytes
    count += 1
  }

  /// Indices as runs of consecutive ones.
  private static func write(_ indices: [Int], to body: inout ByteWriter) {
    var ranges: [Range<Int>] = []
    for index in indices.sorted() {
      if let last = ranges.last, last.upperBound == index {
        ranges[ranges.count - 1] = last.lowerBound..<(index + 1)
      } else {
        ranges.append(index..<(index + 1))
      }
    }
    body.number(ranges.count)
    var position = 0
    for range in ranges {
      body.number(range.lowerBound - position)
      body.number(range.count)
      position = range.upperBound
    }
  }

  /// Half of the usual checksum: it has to tell a torn record, not to lead back to a file.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var writer = ByteWriter()
    writer.fixed(Checksum.of(Array(bytes)), 4)
    return writer.bytes
  }

  private static let checksumLength = 4

  private struct Flags: OptionSet {
    let rawValue: UInt8
    static let hadAttribute = Flags(rawValue: 1)
    static let hasAttribute = Flags(rawValue: 2)
    static let hasTemporary = Flags(rawValue: 4)
    static let isPacked = Flags(rawValue: 8)
  }

  private mutating func write(_ entry: JournalEntry, to body: inout ByteWriter) {
    var edits = ByteWriter()
    Self.write(entry.inverse, to: &edits)
    let isLong = edits.bytes.count > Self.shortLength
    let deflated = isLong ? Deflater.deflate(edits.bytes, dictionary: history) : nil
    let packed = deflated.flatMap { $0.count + 2 < edits.bytes.count ? $0 : nil }
    var flags: Flags = []
    if entry.hadAttribute { flags.insert(.hadAttribute) }
    if entry.hasAttribute { flags.insert(.hasAttribute) }
    if !entry.temporary.bytes.isEmpty { flags.insert(.hasTemporary) }
    if packed != nil { flags.insert(.isPacked) }
    body.byte(flags.rawValue)
    body.byte(entry.kind.rawValue)
    body.zigzag(entry.id)
    let shared = zip(path, entry.path.bytes).prefix { $0 == $1 }.count
    body.number(shared)
    body.blob(Array(entry.path.bytes[shared...]))
    body.number(entry.oldSize)
    body.fixed(entry.oldChecksum, 8)
    body.zigzag(Int64(entry.newSize - entry.oldSize))
    body.fixed(entry.newChecksum, 8)
    body.signed(entry.modified)
    body.number(Int(entry.mode))
    body.fixed(entry.inode, 8)
    if entry.kind == .attribute { body.string(entry.attribute) }
    if packed != nil { body.number(edits.bytes.count) }
    body.blob(packed ?? edits.bytes)
    if isLong { remember(edits: edits.bytes) }
  }

  /// Edits of at most this length are stored as they are: looking back costs more than they take.
  private static let shortLength = 64

  private mutating func remember(edits: [UInt8]) {
    history += edits.suffix(Self.historyLength)
    history.removeFirst(max(0, history.count - Self.historyLength))
  }

  private static func write(_ inverse: ByteEdits, to edits: inout ByteWriter) {
    edits.number(inverse.replacements.count)
    var position = 0
    for replacement in inverse.replacements {
      edits.number(replacement.range.lowerBound - position)
      edits.number(replacement.range.count)
      edits.blob(replacement.bytes)
      position = replacement.range.upperBound
    }
  }

  // MARK: Reading

  /// The records of a journal; a torn record at the end is left out, as if it were never written.
  ///
  /// - Returns: `nil` if the bytes are no journal of this version.
  static func decode(_ bytes: [UInt8]) -> (records: [JournalRecord], length: Int)? {
    guard bytes.starts(with: magic) else { return nil }
    var coding = JournalCoding()
    var records: [JournalRecord] = []
    var position = magic.count
    while position < bytes.count {
      var reader = ByteReader(bytes, at: position)
      let length = reader.number()
      let start = reader.position
      guard reader.isIntact, length <= bytes.count - start - checksumLength else { break }
      let body = bytes[start..<(start + length)]
      guard bytes[(start + length)...].starts(with: checksum(body)),
        let record = coding.record(Array(body))
      else { break }
      records.append(record)
      position = start + length + checksumLength
    }
    return (records, position)
  }

  private mutating func record(_ body: [UInt8]) -> JournalRecord? {
    var reader = ByteReader(body)
    switch reader.byte() {
    case 1:
      let run = reader.string()
      let time = reader.signed()
      let purpose = reader.string()
      let undone = reader.string()
      let header = JournalHeader(
        run: run, time: time, purpose: purpose, undoneRun: undone.isEmpty ? nil : undone)
      self.run = run
      return reader.isIntact ? .header(header) : nil
    case 2:
      guard let entry = entry(&reader) else { return nil }
      remember(entry.path)
      return .intent(entry)
    case 3: return indices(&reader).map(JournalRecord.done)
    case 4: return indices(&reader).map(JournalRecord.skipped)
    case 5: return .end(isSettled: reader.byte() == 1)
    default: return nil
    }
  }

  private func indices(_ reader: inout ByteReader) -> [Int]? {
    var result: [Int] = []
    var position = 0
    let ranges = reader.number()
    guard ranges <= count else { return nil }
    for _ in 0..<ranges {
      let gap = reader.number()
      let length = reader.number()
      guard reader.isIntact, gap <= count - position, length <= count - position - gap else {
        return nil
      }
      result += (position + gap)..<(position + gap + length)
      position += gap + length
    }
    return reader.isIntact ? result : nil
  }

  private mutating func entry(_ reader: inout ByteReader) -> JournalEntry? {
    let flags = Flags(rawValue: reader.byte() ?? 0)
    let kind = JournalEntry.Kind(rawValue: reader.byte() ?? 0)
    let id = reader.zigzag()
    let shared = reader.number()
    guard shared <= self.path.count else { return nil }
    let path = SharePath(bytes: self.path[..<shared] + reader.blob())
    let oldSize = reader.number()
    let oldChecksum = reader.fixed64()
    let (newSize, overflow) = oldSize.addingReportingOverflow(Int(reader.zigzag()))
    let newChecksum = reader.fixed64()
    let modified = reader.signed()
    let mode = UInt32(truncatingIfNeeded: reader.number())
    let inode = reader.fixed64()
    let attribute = kind == .attribute ? reader.string() : ""
    let size = flags.contains(.isPacked) ? reader.number() : 0
    let packed = reader.blob()
    guard reader.isIntact, !overflow, let kind,
      let inverse = edits(packed, flags.contains(.isPacked) ? size : nil)
    else { return nil }
    return JournalEntry(
      index: count, id: id, path: path, kind: kind,
      temporary: flags.contains(.hasTemporary)
        ? JournalEntry.temporary(for: path, run: run, index: count) : SharePath(bytes: []),
      oldSize: oldSize, oldChecksum: oldChecksum, newSize: newSize, newChecksum: newChecksum,
      modified: modified, mode: mode, inode: inode, inverse: inverse, attribute: attribute,
      hadAttribute: flags.contains(.hadAttribute), hasAttribute: flags.contains(.hasAttribute))
  }

  /// Edits, deflated if `size` is given, which is their length before that.
  private mutating func edits(_ packed: [UInt8], _ size: Int?) -> ByteEdits? {
    var bytes = packed
    if let size {
      guard
        let inflated = try? Inflater().inflate(
          packed[...], expectedSize: size, limit: size, dictionary: history)
      else { return nil }
      bytes = inflated
    }
    if bytes.count > Self.shortLength { remember(edits: bytes) }
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

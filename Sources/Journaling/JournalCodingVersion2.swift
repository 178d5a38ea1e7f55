internal import Compressing
internal import Documents
internal import MappedStorage
internal import System

/// Reading of the journals that were written before version 3: records that build on those before.
///
/// Paths share their beginnings with the path before, indices count on, and what edits hold is
/// deflated with the edits before as its dictionary; so a damaged record ends the journal.
struct JournalCodingVersion2 {
  static let magic = JournalCoding.mark + Array("2\n".utf8)

  private var run = ""
  private var path: [UInt8] = []
  private var count = 0

  /// The last of what edits held, as far as deflate looks back.
  private var history: [UInt8] = []

  private static let historyLength = 32 << 10

  /// Edits of at most this length were stored as they are, and are not looked back to.
  private static let shortLength = 64

  private mutating func remember(_ path: SharePath) {
    self.path = path.bytes
    count += 1
  }

  private mutating func remember(edits: [UInt8]) {
    history += edits.suffix(Self.historyLength)
    history.removeFirst(max(0, history.count - Self.historyLength))
  }

  /// A record as it was written: a length in seven-bit groups, the body, half a checksum.
  static func frame(_ body: [UInt8]) -> [UInt8] {
    var result = ByteWriter()
    result.number(body.count)
    return result.bytes + body + JournalCoding.checksum(body[...])
  }

  /// The records behind the mark of a journal, up to the first that cannot be read.
  static func decode(_ bytes: [UInt8]) -> DecodedJournal {
    var coding = JournalCodingVersion2()
    var result = DecodedJournal(version: 2, length: magic.count)
    while result.length < bytes.count {
      var reader = ByteReader(bytes, at: result.length)
      let length = reader.number()
      let start = reader.position
      guard reader.isIntact, length <= bytes.count - start - JournalCoding.checksumLength else {
        break
      }
      let body = bytes[start..<(start + length)]
      guard bytes[(start + length)...].starts(with: JournalCoding.checksum(body)),
        let record = coding.record(Array(body))
      else { break }
      result.records.append(record)
      result.length = start + length + JournalCoding.checksumLength
    }
    return result
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
    case 3: return reader.indices(below: count).map(JournalRecord.done)
    case 4: return reader.indices(below: count).map(JournalRecord.skipped)
    case 5: return .end(isSettled: reader.byte() == 1)
    default: return nil
    }
  }

  private mutating func entry(_ reader: inout ByteReader) -> JournalEntry? {
    let flags = JournalCoding.Flags(rawValue: reader.byte() ?? 0)
    let kind = JournalEntry.Kind(rawValue: reader.byte() ?? 0)
    let id = reader.zigzag()
    let shared = reader.number()
    guard shared <= self.path.count else { return nil }
    let path = SharePath(bytes: self.path[..<shared] + reader.blob())
    let oldSize = reader.number()
    let oldChecksum = reader.fixed64()
    let newSize = oldSize.adding(Int(reader.zigzag())) ?? -1
    let newChecksum = reader.fixed64()
    let modified = reader.signed()
    let mode = UInt32(truncatingIfNeeded: reader.number())
    let inode = reader.fixed64()
    let attribute = kind == .attribute ? reader.string() : ""
    let size = flags.contains(.isPacked) ? reader.number() : 0
    let packed = reader.blob()
    guard reader.isIntact, newSize >= 0, let kind,
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
    return ByteReader.edits(bytes)
  }
}

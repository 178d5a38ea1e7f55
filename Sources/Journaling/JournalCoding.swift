internal import Compressing
internal import Documents
internal import MappedStorage
internal import System

/// What could be read of a journal.
struct DecodedJournal {
  /// The version of its format.
  var version: Int

  /// The records that are whole, in their order.
  var records: [JournalRecord] = []

  /// Where the last whole record ends.
  var length = 0

  /// What cannot be read although whole records follow it, as ranges of bytes.
  var damages: [Range<Int>] = []
}

/// Writing of records, each of which can be found and read without the others.
///
/// A record is a mark, a length, a kind and content, and a checksum over all but the mark. Reading
/// goes on at the next mark behind damage. What stands in the files of one program again and again is
/// kept once as a piece, to which the edits of single files refer; pieces, the header and the end
/// stand in the journal twice, so that a damaged record costs the one file that it is about.
struct JournalCoding {
  /// What every journal begins with, whatever its version.
  static let mark = Array("PARLANCE JOURNAL ".utf8)

  static let magic = mark + Array("3\n".utf8)

  /// What every record begins with; bytes that no UTF-8 has.
  static let recordMark: [UInt8] = [0xF8, 0xC1, 0xFE, 0x4A]

  // Half of an XXH64: of four billion damaged records one is taken for sound, and records are many and small.
  static let checksumLength = 4

  /// Mark, length and checksum.
  static let frameLength = recordMark.count + 4 + checksumLength

  /// The pieces so far, one behind the other: what deflate looks back to.
  private var dictionary: [UInt8] = []
  private var pieceCount = 0

  /// The second copies of pieces, to be written apart from the first.
  private var copies: [UInt8] = []

  // As far as deflate looks back.
  static let dictionaryLength = 32 << 10

  /// Edits of at most this length are stored as they are: looking back costs more than they take.
  private static let shortLength = 64

  enum Kind: UInt8, CaseIterable {
    case header = 1
    case intent = 2
    case done = 3
    case skipped = 4
    case end = 5
    case piece = 6
  }

  struct Flags: OptionSet {
    let rawValue: UInt8
    static let hadAttribute = Flags(rawValue: 1)
    static let hasAttribute = Flags(rawValue: 2)
    static let hasTemporary = Flags(rawValue: 4)
    static let isPacked = Flags(rawValue: 8)
  }

  /// The bytes of the next record.
  mutating func encode(_ record: JournalRecord) -> [UInt8] {
    guard case .intent(let entry) = record else {
      let bytes = Self.frame(Self.body(record))
      defer { copies = [] }
      switch record {
      case .header, .end: return copies + bytes + bytes
      case .intent, .done, .skipped: return copies + bytes
      }
    }
    var edits = ByteWriter()
    edits.edits(entry.inverse)
    let piece = edits.bytes.count > Self.shortLength ? makePiece(edits.bytes) : []
    return piece + Self.frame(body(entry, edits.bytes))
  }

  /// A record of a body.
  static func frame(_ body: [UInt8]) -> [UInt8] {
    var content = ByteWriter()
    content.fixed(UInt64(body.count), 4)
    let checked = content.bytes + body
    return recordMark + checked + checksum(checked[...])
  }

  /// Half of the usual checksum: it has to tell a damaged record, not to lead back to a file.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var writer = ByteWriter()
    writer.fixed(Checksum.of(Array(bytes)), checksumLength)
    return writer.bytes
  }

  /// The content of a record that is not an intent, the same in every version.
  static func body(_ record: JournalRecord) -> [UInt8] {
    var body = ByteWriter()
    switch record {
    case .header(let header):
      body.byte(Kind.header.rawValue)
      body.string(header.run)
      body.signed(header.time)
      body.string(header.purpose)
      body.string(header.undoneRun ?? "")
    case .done(let indices):
      body.byte(Kind.done.rawValue)
      body.indices(indices)
    case .skipped(let indices):
      body.byte(Kind.skipped.rawValue)
      body.indices(indices)
    case .end(let isSettled):
      body.byte(Kind.end.rawValue)
      body.byte(isSettled ? 1 : 0)
    case .intent: preconditionFailure("intents have pieces")
    }
    return body.bytes
  }

  // MARK: Intents

  /// The record of a new piece if the edits say what no piece says, or nothing.
  private mutating func makePiece(_ edits: [UInt8]) -> [UInt8] {
    // What deflates to a quarter or less is in the pieces already.
    guard dictionary.count + edits.count <= Self.dictionaryLength,
      let packed = Deflater.deflate(edits, dictionary: dictionary), packed.count > edits.count / 4
    else { return [] }
    var body = ByteWriter()
    body.byte(Kind.piece.rawValue)
    body.number(pieceCount)
    body.number(edits.count)
    body.blob(packed)
    dictionary += edits
    pieceCount += 1
    let record = Self.frame(body.bytes)
    copies += record
    return record
  }

  private func body(_ entry: JournalEntry, _ edits: [UInt8]) -> [UInt8] {
    let deflated =
      edits.count > Self.shortLength ? Deflater.deflate(edits, dictionary: dictionary) : nil
    // Packed edits have two more numbers before them, which take about four bytes.
    let packed = deflated.flatMap { $0.count + 4 < edits.count ? $0 : nil }
    var flags: Flags = []
    if entry.hadAttribute { flags.insert(.hadAttribute) }
    if entry.hasAttribute { flags.insert(.hasAttribute) }
    if !entry.temporary.bytes.isEmpty { flags.insert(.hasTemporary) }
    if packed != nil { flags.insert(.isPacked) }
    var body = ByteWriter()
    body.byte(Kind.intent.rawValue)
    body.number(entry.index)
    body.byte(flags.rawValue)
    body.byte(entry.kind.rawValue)
    body.zigzag(entry.id)
    body.blob(entry.path.bytes)
    body.number(entry.oldSize)
    body.fixed(entry.oldChecksum, 8)
    body.number(entry.newSize)
    body.fixed(entry.newChecksum, 8)
    body.signed(entry.modified)
    body.number(Int(entry.mode))
    body.fixed(entry.inode, 8)
    if entry.kind == .attribute { body.string(entry.attribute) }
    if packed != nil {
      // How many pieces there were when it was deflated: with those that came later, a reader would
      // have another dictionary.
      body.number(pieceCount)
      body.number(edits.count)
    }
    body.blob(packed ?? edits)
    return body.bytes
  }
}

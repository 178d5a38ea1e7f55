internal import Compressing
internal import Documents
internal import System

extension JournalCoding {
  /// What can be read of a journal, whatever of it is damaged.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - run: the run's name by that of the file, for a journal that has lost its header.
  /// - Returns: `nil` if no record can be read.
  static func decode(_ bytes: [UInt8], run: String = "") -> DecodedJournal? {
    let old = JournalCodingVersion2.decode(bytes)
    let isOld = bytes.starts(with: JournalCodingVersion2.magic)
    if isOld, !old.records.isEmpty { return old }
    var decoding = JournalDecoding(bytes, run: run)
    let result = decoding.decode()
    if !result.records.isEmpty || bytes.starts(with: magic) { return result }
    // The version itself may be what is damaged.
    guard !old.records.isEmpty else { return nil }
    return DecodedJournal(
      version: 2, records: old.records, length: old.length, damages: [0..<magic.count])
  }
}

/// Reads the records of a journal of version 3 one by one, and goes on behind what is damaged.
private struct JournalDecoding {
  private let bytes: [UInt8]
  private var run: String
  private var pieces: [Int: [UInt8]] = [:]
  private let inflater = Inflater()
  private var result = DecodedJournal(version: 3)

  init(_ bytes: [UInt8], run: String) {
    self.bytes = bytes
    self.run = run
  }

  mutating func decode() -> DecodedJournal {
    let magic = JournalCoding.magic
    var position = bytes.starts(with: magic) ? magic.count : 0
    result.length = position
    while let found = nextFrame(from: position) {
      if found.start > position { result.damages.append(position..<found.start) }
      position = found.end
      result.length = position
      // What has a checksum and no meaning is damaged as well.
      if !take(Array(bytes[found.body])) { result.damages.append(found.start..<found.end) }
    }
    return result
  }

  /// The first whole record at or behind a position.
  private func nextFrame(
    from position: Int
  ) -> (start: Int, body: Range<Int>, end: Int)? {
    let mark = JournalCoding.recordMark
    var start = position
    while start + JournalCoding.frameLength <= bytes.count {
      if bytes[start] == mark[0], bytes[start..<(start + mark.count)].elementsEqual(mark),
        let body = frame(at: start)
      {
        return (start, body, body.upperBound + JournalCoding.checksumLength)
      }
      start += 1
    }
    return nil
  }

  private func frame(at start: Int) -> Range<Int>? {
    let lengthPlace = start + JournalCoding.recordMark.count
    let length = (0..<4).reduce(0) { $0 | Int(bytes[lengthPlace + $1]) << (8 * $1) }
    let body = lengthPlace + 4
    guard length <= bytes.count - body - JournalCoding.checksumLength else { return nil }
    let end = body + length
    guard bytes[end...].starts(with: JournalCoding.checksum(bytes[lengthPlace..<end])) else {
      return nil
    }
    return body..<end
  }

  /// Takes a record's content; returns whether it says anything.
  private mutating func take(_ body: [UInt8]) -> Bool {
    var reader = ByteReader(body)
    guard let kind = reader.byte().flatMap(JournalCoding.Kind.init) else { return false }
    let record: JournalRecord?
    switch kind {
    case .header: record = header(&reader)
    case .intent: record = entry(&reader).map(JournalRecord.intent)
    case .done: record = reader.indices(below: bytes.count).map(JournalRecord.done)
    case .skipped: record = reader.indices(below: bytes.count).map(JournalRecord.skipped)
    case .end: record = reader.byte().map { .end(isSettled: $0 == 1) }
    case .piece: return takePiece(&reader)
    }
    guard let record else { return false }
    if !isCopy(record) { result.records.append(record) }
    return true
  }

  /// Whether a record is the second one of those that stand there twice.
  private func isCopy(_ record: JournalRecord) -> Bool {
    switch record {
    case .header, .end: result.records.last == record
    case .intent, .done, .skipped: false
    }
  }

  private mutating func header(_ reader: inout ByteReader) -> JournalRecord? {
    let name = reader.string()
    let time = reader.signed()
    let purpose = reader.string()
    let undone = reader.string()
    guard reader.isIntact else { return nil }
    run = name
    return .header(
      JournalHeader(
        run: name, time: time, purpose: purpose, undoneRun: undone.isEmpty ? nil : undone))
  }

  private mutating func takePiece(_ reader: inout ByteReader) -> Bool {
    let number = reader.number()
    let size = reader.number()
    let packed = reader.blob()
    guard reader.isIntact else { return false }
    // Pieces stand there twice, since all that is deflated with one is lost with it.
    if pieces[number] != nil { return true }
    guard number <= bytes.count, let piece = inflated(packed, size, pieces: number) else {
      return false
    }
    pieces[number] = piece
    return true
  }

  /// What was deflated with the first pieces as its dictionary; `nil` if one of them is lost.
  private func inflated(_ packed: [UInt8], _ size: Int, pieces count: Int) -> [UInt8]? {
    guard count <= pieces.count else { return nil }
    var dictionary: [UInt8] = []
    for number in 0..<count {
      guard let piece = pieces[number] else { return nil }
      dictionary += piece
    }
    return try? inflater.inflate(
      packed[...], expectedSize: size, limit: size, dictionary: dictionary)
  }

  private func entry(_ reader: inout ByteReader) -> JournalEntry? {
    let index = reader.number()
    let flags = JournalCoding.Flags(rawValue: reader.byte() ?? 0)
    let kind = JournalEntry.Kind(rawValue: reader.byte() ?? 0)
    let id = reader.zigzag()
    let path = SharePath(bytes: reader.blob())
    let oldSize = reader.number()
    let oldChecksum = reader.fixed64()
    let newSize = reader.number()
    let newChecksum = reader.fixed64()
    let modified = reader.signed()
    let mode = UInt32(exactly: reader.number())
    let inode = reader.fixed64()
    let attribute = kind == .attribute ? reader.string() : ""
    let isPacked = flags.contains(.isPacked)
    let pieceCount = isPacked ? reader.number() : 0
    let size = isPacked ? reader.number() : 0
    let stored = reader.blob()
    guard reader.isIntact, index < bytes.count, let kind, let mode,
      let edits = isPacked ? inflated(stored, size, pieces: pieceCount) : stored,
      let inverse = ByteReader.edits(edits)
    else { return nil }
    return JournalEntry(
      index: index, id: id, path: path, kind: kind,
      temporary: flags.contains(.hasTemporary)
        ? JournalEntry.temporary(for: path, run: run, index: index) : SharePath(bytes: []),
      oldSize: oldSize, oldChecksum: oldChecksum, newSize: newSize, newChecksum: newChecksum,
      modified: modified, mode: mode, inode: inode, inverse: inverse, attribute: attribute,
      hadAttribute: flags.contains(.hadAttribute), hasAttribute: flags.contains(.hasAttribute))
  }
}

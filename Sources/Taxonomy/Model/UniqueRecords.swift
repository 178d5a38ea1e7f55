import MappedStorage
import System

/// What is said of one thing, each statement once: few are looked through, many are found by a hash.
struct UniqueRecords<Record: BitwiseCopyable> {
  /// The records, in the order in which they first came.
  private(set) var records: [Record] = []

  private var indexes: [Int: [Int]] = [:]

  /// How many records are looked through one by one.
  private static var few: Int { 16 }

  /// Adds a record unless there is one that says the same.
  ///
  /// - Parameters:
  ///   - record: the record.
  ///   - isSame: whether two records say the same.
  ///   - hash: a number that is equal for records that say the same.
  /// - Complexity: O(1) on average.
  mutating func add(
    _ record: Record, isSame: (Record, Record) -> Bool, hash: (Record) -> Int
  ) {
    guard records.count > Self.few else {
      ReadMeter.count(records.count)
      if !records.contains(where: { isSame($0, record) }) { records.append(record) }
      return
    }
    if indexes.isEmpty {
      for (index, known) in records.enumerated() { indexes[hash(known), default: []].append(index) }
    }
    let key = hash(record)
    let candidates = indexes[key] ?? []
    ReadMeter.count(candidates.count + 1)
    guard !candidates.contains(where: { isSame(records[$0], record) }) else { return }
    indexes[key, default: []].append(records.count)
    records.append(record)
  }

  /// Begins anew.
  mutating func removeAll() {
    records.removeAll(keepingCapacity: true)
    if !indexes.isEmpty { indexes = [:] }
  }
}

extension VocabularyCompiler {
  /// A number that is the same for equal texts with equal other properties.
  func hash(_ text: StringReference, _ properties: Int...) -> Int {
    var hasher = Hasher()
    hasher.combine(builder.text.withBytes(of: text) { Checksum.of($0.memory) })
    hasher.combine(properties)
    return hasher.finalize()
  }

  /// Texts about a scheme, a collection or the whole, each once.
  func unique(_ texts: [TextRecord]) -> [TextRecord] {
    var result = UniqueRecords<TextRecord>()
    for text in texts {
      result.add(text, isSame: { isSame($0, $1) }, hash: { hash($0) })
    }
    return result.records
  }

  /// Notes of a collection, each once.
  func unique(_ notes: [NoteRecord]) -> [NoteRecord] {
    var result = UniqueRecords<NoteRecord>()
    for note in notes {
      result.add(note, isSame: { isSame($0, $1) }, hash: { hash($0) })
    }
    return result.records
  }

  /// Whether two notes say the same, by the same and at the same time.
  func isSame(_ left: NoteRecord, _ right: NoteRecord) -> Bool {
    guard left.kind == right.kind, left.language == right.language,
      isSame(left.text, right.text)
    else { return false }
    let (one, other) = (origin(of: left), origin(of: right))
    return isSame(one.creator, other.creator) && isSame(one.date, other.date)
  }

  private func origin(of note: NoteRecord) -> NoteOriginRecord {
    note.origin == .max
      ? NoteOriginRecord(creator: .empty, date: .empty) : builder.noteOrigins[Int(note.origin)]
  }

  /// A number that is the same for notes that say the same.
  func hash(_ note: NoteRecord) -> Int { hash(note.text, Int(note.kind), Int(note.language)) }

  /// Whether two texts say the same.
  func isSame(_ left: TextRecord, _ right: TextRecord) -> Bool {
    left.kind == right.kind && left.language == right.language && isSame(left.text, right.text)
  }

  /// A number that is the same for texts that say the same.
  func hash(_ text: TextRecord) -> Int { hash(text.text, Int(text.kind), Int(text.language)) }
}

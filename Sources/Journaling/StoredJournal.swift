package import Documents
internal import Glibc
package import System

/// A journal as read back.
package struct StoredJournal: Sendable {
  /// The path of the journal file.
  package let path: SharePath

  /// What the journal says of its run.
  package let header: JournalHeader

  /// The changes that were announced.
  private(set) var entries: [JournalEntry]

  /// The indices of the changes that were made, and of those that were not.
  let done: Set<Int>
  let skipped: Set<Int>

  /// Whether the run came to its end or was settled.
  package let isEnded: Bool

  /// What cannot be read, as ranges of bytes: between whole records, and behind the last of an ended run.
  package let damages: [Range<Int>]

  /// Where the last whole record ends.
  private let length: Int

  /// The number of bytes of the file.
  private let size: Int

  /// The version of the file's format.
  private let version: Int

  /// Whether bytes that are not a record lie behind the last one.
  private let hasTail: Bool

  /// The number of files that the run changed.
  package var changeCount: Int { done.count }

  /// The paths that the run changed or was about to change.
  package var changedPaths: [SharePath] {
    entries.lazy.filter { !skipped.contains($0.index) }.map(\.path)
  }

  /// The copy that was kept of a file while it was overwritten; `nil` for other changes.
  func copy(of entry: JournalEntry) -> SafeCopy? {
    entry.kind == .overwrite
      ? SafeCopy(run: header.run, index: entry.index, in: path.folder) : nil
  }

  /// The paths of all changes that can be read.
  package var paths: Set<SharePath> { Set(entries.map(\.path)) }

  /// Whether the run changed extended attributes rather than files.
  package var changesAttributes: Bool { entries.contains { $0.kind == .attribute } }

  /// Whether the record of a change is among what cannot be read, as far as the others tell.
  package var lacksChanges: Bool {
    guard isDamaged || hasTail else { return false }
    if version == 2 { return true }
    let known = Set(entries.map(\.index))
    let last = known.union(done).union(skipped).max() ?? -1
    return known.count <= last
  }

  /// The journal of files that are elsewhere now.
  ///
  /// - Parameter place: gives for each path the one where the file is.
  /// - Returns: the same changes, of the files where they are.
  package func relocated(_ place: (SharePath) -> SharePath) -> StoredJournal {
    var result = self
    for index in result.entries.indices {
      result.entries[index].path = place(result.entries[index].path)
    }
    return result
  }

  /// Reads the journal of a run.
  ///
  /// - Throws: `DocumentRefusal` if there is none or it is damaged.
  package init(run: String, folder: SharePath) throws(DocumentRefusal) {
    path = RunJournal.path(of: run, in: folder)
    let bytes = try Self.contents(of: path, limit: 1 << 32)
    guard let decoded = JournalCoding.decode(bytes, run: run) else {
      if bytes.starts(with: JournalCoding.mark), !Self.isOfKnownVersion(bytes) {
        throw DocumentRefusal(
          .unsupportedFormat, "'\(path)' is the journal of another version of Parlance",
          hint: "end its run with that version, then delete the file")
      }
      throw DocumentRefusal(
        .damaged, "'\(path)' is damaged: no record of it can be read",
        hint: "put the file back from a backup; without it the run cannot be taken back")
    }
    size = bytes.count
    length = min(decoded.length, bytes.count)
    version = decoded.version
    hasTail = length < bytes.count
    var entries: [JournalEntry] = []
    var done: Set<Int> = []
    var skipped: Set<Int> = []
    var isEnded = false
    var header: JournalHeader?
    for record in decoded.records {
      switch record {
      case .header(let found): header = header ?? found
      case .intent(let entry): entries.append(entry)
      case .done(let indices): done.formUnion(indices)
      case .skipped(let indices):
        // The later word counts: a change that was settled as made may have been taken back after
        // that.
        skipped.formUnion(indices)
        done.subtract(indices)
      case .end: isEnded = true
      }
    }
    self.entries = entries
    self.done = done
    self.skipped = skipped
    self.isEnded = isEnded
    self.header =
      header ?? JournalHeader(run: run, time: Self.writtenTime(of: path), purpose: "")
    let rest = isEnded && length < bytes.count ? [length..<bytes.count] : []
    damages = decoded.damages + rest
  }

  /// When a journal was written last, in seconds since 1970: its run began about then, where its header is lost.
  private static func writtenTime(of path: SharePath) -> Int64 {
    (try? OpenFolder(path.folder).identity(of: path.name))?.modifiedTime.seconds ?? 0
  }

  private static func isOfKnownVersion(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: JournalCoding.magic) || bytes.starts(with: JournalCodingVersion2.magic)
      || bytes.count < JournalCoding.magic.count
  }

  /// Whether the journal says nothing against a whole run: what is behind its last record, or
  /// between its records, cannot be read.
  var mayBeEnded: Bool { isDamaged || hasTail }

  /// Whether a file is the beginning of a journal that was cut off in its header.
  static func isBeginning(_ path: SharePath) -> Bool {
    guard let bytes = try? contents(of: path, limit: 4096) else { return false }
    return bytes.allSatisfy { $0 == 0 } || JournalCoding.magic.starts(with: bytes)
  }

  /// Whether something between whole records cannot be read.
  package var isDamaged: Bool { !damages.isEmpty }

  /// The damaged places in words, for the reason that a change cannot be taken back.
  package var damageWords: String {
    let damages = damages.isEmpty ? [length..<size] : damages
    let places = damages.prefix(3).map { "bytes \($0.lowerBound) to \($0.upperBound - 1)" }
    return "'\(path)' is damaged at \(places.joined(separator: ", "))"
      + (damages.count > 3 ? " and elsewhere" : "")
  }

  /// The names of the runs in a journal folder, in alphabetical order; none if there is no such folder.
  ///
  /// - Throws: `DocumentRefusal` if it cannot be read: what runs left behind is not known then.
  package static func runs(in folder: SharePath) throws(DocumentRefusal) -> [String] {
    let entries: [FolderEntry]
    do throws(SystemError) {
      entries = try OpenFolder(folder).entries()
    } catch {
      guard error.number != ENOENT else { return [] }
      throw DocumentRefusal(.unreadable, "'\(folder)': \(error)")
    }
    return entries.map { String(decoding: $0.name, as: UTF8.self) }
      .filter { $0.hasSuffix(RunJournal.suffix) }
      .map { String($0.dropLast(RunJournal.suffix.count)) }.sorted()
  }

  private static func contents(
    of path: SharePath, limit: Int
  ) throws(DocumentRefusal) -> [UInt8] {
    do throws(SystemError) {
      return try OpenFolder(path.folder).contents(of: path.name, limit: limit)
    } catch {
      throw DocumentRefusal(.unreadable, error.description)
    }
  }

  /// The highest number that is the name of a run in a journal folder; 0 if there is none.
  ///
  /// - Throws: `DocumentRefusal` if the folder cannot be read.
  package static func lastNumber(in folder: SharePath) throws(DocumentRefusal) -> Int64 {
    let bound: Int64 = 1 << 53
    return try runs(in: folder).compactMap { Int64($0.prefix { $0 != "-" }) }
      .filter { $0 < bound }.max() ?? 0
  }

  /// Adds records to the journal of a run that was interrupted, behind its last whole record; what
  /// lies behind that was not written whole.
  func extend(by records: [JournalRecord]) throws(DocumentRefusal) {
    var coding = JournalCoding()
    let bytes =
      version == 2
      ? records.flatMap { JournalCodingVersion2.frame(JournalCoding.body($0)) }
      : records.flatMap { coding.encode($0) }
    do throws(SystemError) {
      let file = try OpenFolder(path.folder).openForWriting(path.name)
      try file.truncate(to: length)
      try file.write(bytes)
      try file.sync(wholly: false)
    } catch {
      throw DocumentRefusal(.unwritable, "the journal '\(path)': \(error)")
    }
  }
}

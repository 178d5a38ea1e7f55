internal import CPlatform
package import Documents
internal import Glibc

/// The journal of one run: what is about to be done to which file, on disk before it is done.
///
/// A file of records in the workspace's journal folder, appended to and synced before each group of
/// changes. What is not in it was not done; what is in it can be recognized and taken back.
package final class RunJournal {
  /// The path of the journal file.
  package let path: SharePath

  /// What the journal says of its run.
  package let header: JournalHeader

  /// The number of bytes written.
  package private(set) var size = 0

  private let descriptor: Int32
  private var coding = JournalCoding()
  private var pending: [UInt8] = []
  private var isLeftOpen = false

  /// Begins the journal of a run.
  ///
  /// - Parameters:
  ///   - folder: the journal folder of the workspace.
  ///   - header: the run's facts; its name becomes the file's.
  /// - Throws: `DocumentRefusal` if there is such a run already or the file cannot be made.
  package init(folder: SharePath, header: JournalHeader) throws(DocumentRefusal) {
    self.header = header
    path = Self.path(of: header.run, in: folder)
    descriptor = unsafe path.withCString { unsafe parlance_create_exclusively($0) }
    guard descriptor >= 0 else {
      throw DocumentRefusal(.unwritable, "the journal '\(path)': \(SystemError.words(errno))")
    }
    let adopted = unsafe path.withCString { unsafe parlance_adopt_owner(descriptor, $0) }
    guard adopted == 0 else {
      throw DocumentRefusal(.unwritable, "the journal '\(path)': \(SystemError.words(adopted))")
    }
    pending = JournalCoding.magic + coding.encode(.header(header))
    try sync()
    let error = unsafe folder.withCString { unsafe parlance_sync_folder($0) }
    guard error == 0 else {
      throw DocumentRefusal(.unwritable, "the journal folder: \(SystemError.words(error))")
    }
  }

  deinit { close(descriptor) }

  /// Adds a record, which reaches the disk with the next `sync`.
  ///
  /// - Returns: the bytes it takes.
  @discardableResult
  func append(_ record: JournalRecord) -> Int {
    let bytes = coding.encode(record)
    pending += bytes
    return bytes.count
  }

  /// Leaves the run to be settled by the next one, since something temporary could not be deleted.
  func leaveOpen() { isLeftOpen = true }

  /// Writes what was added and waits until it is on the disk.
  func sync() throws(DocumentRefusal) {
    guard !pending.isEmpty else { return }
    let bytes = pending
    pending = []
    var error = unsafe bytes.withUnsafeBytes {
      unsafe parlance_write_all(descriptor, $0.baseAddress, $0.count)
    }
    if error == 0, fdatasync(descriptor) != 0 { error = errno }
    guard error == 0 else {
      throw DocumentRefusal(.unwritable, "the journal: \(SystemError.words(error))")
    }
    size += bytes.count
  }

  /// Ends the journal: the run is over.
  package func finish() throws(DocumentRefusal) {
    if !isLeftOpen { append(.end(isSettled: false)) }
    try sync()
  }

  static let suffix = ".journal"

  static func path(of run: String, in folder: SharePath) -> SharePath {
    folder.appending(Array((run + suffix).utf8))
  }
}

/// A journal as read back.
package struct StoredJournal: Sendable {
  /// The path of the journal file.
  package let path: SharePath

  /// What the journal says of its run.
  package let header: JournalHeader

  /// The changes that were announced.
  let entries: [JournalEntry]

  /// The indices of the changes that were made, and of those that were not.
  let done: Set<Int>
  let skipped: Set<Int>

  /// Whether the run came to its end or was settled.
  package let isEnded: Bool

  /// Where the last whole record ends.
  let length: Int

  /// The number of files that the run changed.
  package var changeCount: Int { done.count }

  /// The paths that the run changed or was about to change.
  package var changedPaths: [SharePath] {
    entries.lazy.filter { !skipped.contains($0.index) }.map(\.path)
  }

  /// Reads the journal of a run.
  ///
  /// - Throws: `DocumentRefusal` if there is none or it is damaged.
  package init(run: String, folder: SharePath) throws(DocumentRefusal) {
    path = RunJournal.path(of: run, in: folder)
    let bytes = try OpenFile(path, limit: 1 << 32).bytes
    if bytes.starts(with: JournalCoding.mark), !bytes.starts(with: JournalCoding.magic),
      bytes.count >= JournalCoding.magic.count
    {
      throw DocumentRefusal(
        .unsupportedFormat, "'\(path)' is the journal of another version of Parlance",
        hint: "end its run with that version, then delete the file")
    }
    guard let (records, length) = JournalCoding.decode(bytes),
      case .header(let header) = records.first
    else { throw DocumentRefusal(.damaged, "'\(path)' is no journal") }
    self.header = header
    self.length = length
    var entries: [JournalEntry] = []
    var done: Set<Int> = []
    var skipped: Set<Int> = []
    var isEnded = false
    for record in records {
      switch record {
      case .header: continue
      case .intent(let entry): entries.append(entry)
      case .done(let indices): done.formUnion(indices)
      case .skipped(let indices):
        skipped.formUnion(indices)
        done.subtract(indices)
      case .end: isEnded = true
      }
    }
    self.entries = entries
    self.done = done
    self.skipped = skipped
    self.isEnded = isEnded
  }

  /// The names of the runs in a journal folder, in alphabetical order.
  package static func runs(in folder: SharePath) -> [String] {
    guard let handle = unsafe folder.withCString({ unsafe opendir($0) }) else { return [] }
    defer { unsafe closedir(handle) }
    var result: [String] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      guard name.hasSuffix(RunJournal.suffix) else { continue }
      result.append(String(name.dropLast(RunJournal.suffix.count)))
    }
    return result.sorted()
  }

  /// Adds records to the journal of a run that was interrupted, behind its last whole record.
  func extend(by records: [JournalRecord]) throws(DocumentRefusal) {
    let descriptor = unsafe path.withCString { unsafe open($0, O_WRONLY | O_CLOEXEC | O_NOFOLLOW) }
    guard descriptor >= 0 else {
      throw DocumentRefusal(.unwritable, "the journal '\(path)': \(SystemError.words(errno))")
    }
    defer { close(descriptor) }
    var coding = JournalCoding()
    let bytes = records.flatMap { coding.encode($0) }
    var error: Int32 = 0
    if ftruncate(descriptor, off_t(length)) != 0 || lseek(descriptor, 0, SEEK_END) < 0 {
      error = errno
    }
    if error == 0 {
      error = unsafe bytes.withUnsafeBytes {
        unsafe parlance_write_all(descriptor, $0.baseAddress, $0.count)
      }
    }
    if error == 0, fdatasync(descriptor) != 0 { error = errno }
    guard error == 0 else {
      throw DocumentRefusal(.unwritable, "the journal: \(SystemError.words(error))")
    }
  }
}

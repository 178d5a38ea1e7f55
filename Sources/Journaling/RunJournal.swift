internal import CPlatform
package import Documents
internal import Glibc
package import System

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

package import Documents
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

  private let file: FileDescriptor
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
    do throws(SystemError) {
      file = try OpenFolder(folder).create(path.name)
      // A journal of root in somebody's workspace would keep its owner from undoing the run.
      try file.adoptOwner(ofFolderOf: path)
    } catch {
      throw DocumentRefusal(.unwritable, "the journal '\(path)': \(error)")
    }
    pending = JournalCoding.magic + coding.encode(.header(header))
    try sync()
    do throws(SystemError) {
      // Without its name in the folder a journal is not found after a power failure.
      try OpenFolder(folder).sync()
    } catch {
      throw DocumentRefusal(.unwritable, "the journal folder: \(error)")
    }
  }

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
    do throws(SystemError) {
      try file.write(bytes)
      // Bytes and length are enough to read the journal again; the times of the file may come
      // later.
      try file.sync(wholly: false)
    } catch {
      throw DocumentRefusal(.unwritable, "the journal: \(error)")
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

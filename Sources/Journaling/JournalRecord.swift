internal import Documents
internal import MappedStorage
internal import System

/// What a journal says of one change before it is made: enough to recognize and to take it back.
struct JournalEntry: Hashable, Sendable {
  /// The kinds of change, as stored.
  enum Kind: UInt8, Sendable, CaseIterable {
    case edit = 1
    case create = 2
    case remove = 3
    case attribute = 4
    /// An edit of a file that is overwritten where it stands.
    case overwrite = 5
  }

  /// Counts from 0 within the run, in the order of the journal.
  var index: Int
  var id: Int64
  var path: SharePath
  var kind: Kind
  /// The name beside the file under which the new one is written and the old one is kept; empty
  /// where none is needed.
  var temporary: SharePath
  /// Size and checksum before; of the attribute's value for an attribute.
  var oldSize: Int
  var oldChecksum: UInt64
  var newSize: Int
  var newChecksum: UInt64
  /// The time of the last change before, in nanoseconds.
  var modified: Int64
  var mode: UInt32
  /// The inode before, by which the old file is known under that name; 0 if there was none.
  var inode: UInt64 = 0
  /// The edits that lead back; for a removal, the whole content in one insertion.
  var inverse: ByteEdits
  var attribute = ""
  /// Whether the attribute was, and is to be, there.
  var hadAttribute = false
  var hasAttribute = false

  /// The temporary name beside a file: short, so that the longest name of a file has one, too.
  static func temporary(for path: SharePath, run: String, index: Int) -> SharePath {
    path.folder.appending(Array(".parlance-\(run)-\(index).tmp".utf8))
  }
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

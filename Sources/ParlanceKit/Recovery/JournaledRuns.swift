internal import Cataloging
internal import Documents
internal import Journaling
internal import Model
internal import Retagging
internal import System

/// The runs that journals tell of, for a catalog that lost them.
struct JournaledRuns {
  /// The runs that were given back to the catalog.
  private(set) var restored: [Int64] = []

  /// The numbers of runs whose journal cannot be read, and why.
  private(set) var unreadable: [(run: Int64, reason: String)] = []

  /// The runs with a journal that can be read.
  private(set) var readable: Set<Int64> = []

  /// Gives a catalog the runs of a journal folder that it does not know.
  ///
  /// Files can be put back by them; which documents they tagged is not in the journals.
  ///
  /// - Throws: `CatalogError`; `DocumentRefusal` if the folder cannot be read.
  init(restoringFrom folder: SharePath, to catalog: Catalog) throws {
    // In their order: an undo is of the share of the run that it took back, which is known by then.
    let numbers = try StoredJournal.runs(in: folder).compactMap { Int64($0) }.sorted()
    let known = Set(try catalog.runs().map(\.id))
    var shares: [Int64: Int64] = [:]
    var undone: [Int64] = []
    for number in numbers {
      do {
        let journal = try StoredJournal(run: String(number), folder: folder)
        readable.insert(number)
        if known.contains(number) { continue }
        guard let share = try Self.share(of: journal, shares, catalog) else { continue }
        shares[number] = share
        if let run = journal.header.undoneRun.flatMap({ Int64($0) }) { undone.append(run) }
        if try catalog.restore(Self.run(number, journal, share: share)) { restored.append(number) }
      } catch let error as DocumentRefusal {
        unreadable.append((number, error.detail))
      }
    }
    // Of the runs given back here alone: what became of others the catalog knows.
    try catalog.markUndone(undone.filter { shares[$0] != nil })
  }

  private static let purpose = "retag "

  /// The share that a run wrote into, by what its journal says of it.
  private static func share(
    of journal: StoredJournal, _ shares: [Int64: Int64], _ catalog: Catalog
  ) throws -> Int64? {
    if let undone = journal.header.undoneRun { return Int64(undone).flatMap { shares[$0] } }
    guard journal.header.purpose.hasPrefix(purpose) else { return nil }
    let root = String(journal.header.purpose.dropFirst(purpose.count))
    return try catalog.share(root: root, isFolder: true).id
  }

  private static func run(_ number: Int64, _ journal: StoredJournal, share: Int64) -> CatalogRun {
    CatalogRun(
      id: number, command: journal.header.undoneRun == nil ? "retag" : "undo", share: share,
      started: Timestamp.string(secondsSince1970: Int(journal.header.time)), state: .done,
      changed: journal.changeCount, place: journal.place.rawValue, account: "")
  }
}

extension StoredJournal {
  /// Where the run wrote tags, as its first change tells.
  fileprivate var place: TagPlace {
    if changesAttributes {
      .xattr
    } else if changedPaths.allSatisfy({ $0.pathExtension == "xmp" }) {
      .sidecar
    } else {
      .documents
    }
  }
}

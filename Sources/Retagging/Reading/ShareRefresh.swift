package import Cataloging
package import Documents
internal import MappedStorage
package import Model
package import System

/// What bringing the catalog up to date with a share came to.
package struct ShareRefresh: Sendable, Equatable {
  /// The number of files found.
  package var files = 0

  /// The number of files read anew.
  package var read = 0

  /// The number of files that could not be read, of those tried now.
  package var refused = 0

  /// The number of documents that are at another path of the share than before.
  package var moved = 0

  /// The number of documents that were there at the last look and are not now.
  package var missing = 0

  /// The number of documents that were there at the last look and that rules leave out now.
  package var excluded = 0

  /// The number of new documents whose mark says what people decided on them; that holds again.
  package var adopted = 0

  /// What marks say people decided and the vocabulary does not know, by path.
  package var unknownDecisions: [String: [TagMark.Entry]] = [:]

  /// How many documents lack what a program would have told that is not installed, by the remark.
  package var lacking: [String: Int] = [:]

  /// Why sidecars could not be read, by their paths; what they say of decisions is looked for again at each look.
  package var unreadSidecars: [String: String] = [:]

  /// Folders that could not be listed, each with its reason; their documents stay as they are known.
  package var failures: [String] = []

  /// What the catalog knows of the share, if the refresh changed nothing of it.
  package var states: ShareStates?

  /// When content or attributes of known files were changed last, by the numbers of their documents.
  package var changedTimes: [Int64: Int64] = [:]

  /// What came of recognizing text of images and scanned pages.
  package struct Recognition: Sendable, Equatable {
    /// How many documents got a text.
    package var done = 0
    /// How many wait for it.
    package var waiting = 0
    /// Whether the program is not installed.
    package var lacksProgram = false
    /// The documents on which it failed, each with the reason.
    package var failures: [String] = []
  }

  /// What came of recognizing text.
  package var recognition = Recognition()

  /// A refresh that found nothing yet.
  package init() {}

  /// Counts what a document lacks because a program is not installed.
  mutating func noteLacks(of document: Document) {
    for remark in document.remarks where ForeignTools.missingRemarks.contains(remark) {
      lacking[remark, default: 0] += 1
    }
  }

  /// What came of it, in numbers.
  package static func == (left: ShareRefresh, right: ShareRefresh) -> Bool {
    (left.files, left.read, left.refused, left.failures)
      == (right.files, right.read, right.refused, right.failures)
      && (left.moved, left.missing, left.excluded) == (right.moved, right.missing, right.excluded)
  }
}

/// The files and folders that a walk left out by rules.
private struct ExcludedPaths {
  private let paths: Set<String>

  init(_ skips: [WalkSkip]) {
    paths = Set(skips.filter { $0.reason == .excluded }.map(\.path.string))
  }

  /// Whether a file is one of them or lies in one.
  func contain(_ path: String) -> Bool {
    guard !paths.isEmpty else { return false }
    var rest = path[...]
    while true {
      if paths.contains(String(rest)) { return true }
      guard let slash = rest.lastIndex(of: "/") else { return false }
      rest = rest[..<slash]
    }
  }
}

/// Reads what is new or changed in a share into the catalog.
package struct ShareReading: Sendable {
  /// The catalog.
  package var catalog: Catalog

  /// The share, a folder.
  package var share: CatalogShare

  /// Reads the files.
  package var reader: DocumentReader

  /// The URI of the concept that a label of a mark means; `nil` if that is not certain.
  ///
  /// What people decided on a new document, as its mark says, is kept with it.
  package var concept: @Sendable (_ label: String, _ facet: String) -> String? = { _, _ in nil }

  /// Whether documents may be missing, however many.
  package var allowsMissing = false

  /// Whether a file of the share is one that the catalog is about: others are as if they were not there.
  package var belongs: @Sendable (SharePath) -> Bool = { _ in true }

  /// What is left out of the share.
  package var rules = IgnoreRules.usual

  /// What decides how files are read beside the programs, in words; all are read anew when it is another.
  package var settings = ""

  /// The time, in seconds since 1970.
  package var now: @Sendable () -> Int64 = { Timestamp.secondsSince1970() }

  /// How many files are read side by side.
  package var workers = Processors.count

  /// A number that changes with the programs that read documents.
  var toolNumber: UInt64 { Checksum.of(Array(reader.tools.inventory.utf8)) }

  /// Under which the settings of the last reading are kept.
  private var settingsName: String { "reading of share \(share.id)" }

  private static let batchCount = 64
  private static let batchBytes = 8 << 20

  /// A reading of a share.
  package init(catalog: Catalog, share: CatalogShare, reader: DocumentReader = DocumentReader()) {
    self.catalog = catalog
    self.share = share
    self.reader = reader
    self.reader.digest = { FileDigest.of($0) }
  }

  /// Brings the catalog up to date.
  ///
  /// A file counts as unchanged if its size and the time of its last change are those of its last
  /// reading. What was read is stored as it comes, so that an interrupted reading goes on where it
  /// stopped. Documents that are gone are marked as missing, and come back with all that is known
  /// of them when they are there again.
  ///
  /// - Parameters:
  ///   - includes: whether a file that is new or changed is read now.
  ///   - progress: called after each file with the numbers of files done and to do; returns whether
  ///     to go on.
  /// - Returns: what it came to; incomplete if `progress` said to stop.
  /// - Throws: `ShareLoss`, and nothing was changed then; `CatalogError`.
  /// - Complexity: an unchanged file costs one `stat` and one row.
  package func refresh(
    includes: (WalkedFile) -> Bool = { _ in true },
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> ShareRefresh {
    guard let folder = try openFolder() else { return try loseAll() }
    // A file that is replaced once it was walked past is later than the look.
    let looked = now()
    let (walked, skips, states) = try lookAround(folder)
    let (files, sidecars) = Self.splittingSidecars(walked)
    var result = ShareRefresh()
    result.files = files.count
    let failed = skips.filter { $0.reason == .failed }
    result.failures = failed.map { "\($0.path.display): \($0.detail)" }
    result.changedTimes.reserveCapacity(files.count)
    var isThere = [Bool](repeating: false, count: states.count)
    var due: [DueFile] = []
    var new: [WalkedFile] = []
    var isPartial = false
    let isTriedAgain = try refusalsToTryAgain(states)
    let isReadAnew = try catalog.setting(settingsName) ?? "" != settings
    let others = try OtherFileReading(self)
    var unread = try UnreadSidecars(self)
    let replaced = try replacedFiles(files, states, in: folder)
    for file in files {
      let index = states.index(of: file.path.stringBytes)
      if let index {
        isThere[index] = true
        result.changedTimes[states.documents[index]] = file.changed
        let isKnown = states.state(index) == file.stamp
        if isKnown, !isReadAnew, !states.isMissing(index),
          !isTriedAgain.contains(states.documents[index]),
          !replaced.contains(states.documents[index]),
          !unread.isDue(states.documents[index], file.path, sidecars, in: folder, &result),
          !others.includes(file.path, isRefused: states.isRefused(index))
        {
          continue
        }
      } else {
        new.append(file)
        continue
      }
      if includes(file) {
        due.append(DueFile(file: file, document: index.map { states.documents[$0] }))
      } else {
        isPartial = true
      }
    }
    // A folder that could not be listed says nothing of what lies in it: that counts as there.
    let unlisted = failed.map { $0.path.string + "/" }
    let absent = isThere.indices.filter { index in
      !isThere[index] && !unlisted.contains { $0 == "/" || states.path(index).hasPrefix($0) }
    }
    let found = try movedFiles(absent, states, new, in: folder)
    let pairs = found.pairs
    let moved = Set(pairs.values)
    let unseen = absent.filter { !states.isMissing($0) && !moved.contains($0) }
    let rules = ExcludedPaths(skips)
    let excluded = unseen.filter { rules.contain(states.path($0)) }
    // What somebody left out on purpose is not a loss.
    try checkLoss(of: unseen.count - excluded.count, in: states, files: files.count, folder)
    try catalog.markMissing(unseen.map { states.documents[$0] }.sorted(), since: Timestamp.now())
    result.missing = unseen.count - excluded.count
    result.excluded = excluded.count
    result.moved = pairs.count
    var isStopped = false
    let kept = try relocate(
      // What is read anew for other reasons is read where it is now.
      isReadAnew
        ? []
        : pairs.filter { found.same.contains($0) && !states.isRefused($1) && !states.isMissing($1) }
          .map { Move(document: states.documents[$1], old: states.path($1), file: new[$0]) }
    ) { done, total in
      isStopped = !progress(done, total)
      return !isStopped
    }
    if isStopped { return result }
    try catalog.move(
      pairs.filter { !kept.contains(states.documents[$1]) }
        .map { (states.documents[$1], states.path($1), new[$0].path.string) }, in: share)
    for (number, file) in new.enumerated() {
      let document = pairs[number].map { states.documents[$0] }
      if document.map(kept.contains) ?? false { continue }
      if document != nil || includes(file) { due.append(DueFile(file: file, document: document)) }
    }
    due.sort { $0.file.path < $1.file.path }
    try read(due, sidecars, &unread, in: folder, &result, progress: progress)
    if due.isEmpty, unseen.isEmpty, pairs.isEmpty { result.states = states }
    // Only what was read whole: else the next look would take what was left out for unchanged.
    if !isPartial, result.read + result.refused == due.count {
      if isReadAnew { try catalog.set(settingsName, to: settings) }
      try settleLook(at: looked)
      try others.settle()
    }
    return result
  }

  /// A file to read, and its document's number if it has one.
  private struct DueFile {
    let file: WalkedFile
    let document: Int64?
  }

  /// The share's folder; `nil` if there is none and all of its documents may be missing.
  private func openFolder() throws -> ShareFolder? {
    do throws(DocumentRefusal) {
      return try ShareFolder(SharePath(share.root))
    } catch {
      if allowsMissing { return nil }
      let known = try catalog.entries(of: share).count
      throw ShareLoss.absent(root: share.root, known: known, reason: error.detail)
    }
  }

  /// Marks every document of the share as missing.
  private func loseAll() throws -> ShareRefresh {
    let gone = try catalog.entries(of: share).map(\.id).sorted()
    try catalog.markMissing(gone, since: Timestamp.now())
    var result = ShareRefresh()
    result.missing = gone.count
    return result
  }

  /// The documents whose refusal may be over though their files are as they were.
  private func refusalsToTryAgain(_ states: ShareStates) throws -> Set<Int64> {
    guard (0..<states.count).contains(where: states.isRefused) else { return [] }
    let tools = RefusalKind.tools(toolNumber)
    return Set(
      try catalog.refusalKinds(in: share).filter { $0.value != .file && $0.value != tools }.keys)
  }

  /// Refuses a share that lost too much, and remembers the file system that it is on.
  private func checkLoss(
    of gone: Int, in states: ShareStates, files: Int, _ folder: ShareFolder
  ) throws {
    let before = try catalog.fileSystem(of: share)
    let now = folder.fileSystem
    let known = (0..<states.count).count { !states.isMissing($0) }
    if !allowsMissing,
      let loss = ShareLoss(
        root: share.root, known: known, gone: gone, files: files,
        isElsewhere: before.map { $0 != now } ?? false)
    {
      throw loss
    }
    if now != before { try catalog.setFileSystem(now, of: share) }
  }

  /// What is in the share and what the catalog knows of it, asked side by side.
  private func lookAround(_ folder: ShareFolder) throws -> (
    files: [WalkedFile], skips: [WalkSkip], states: ShareStates
  ) {
    enum Half: Sendable {
      case walk(files: [WalkedFile], skips: [WalkSkip])
      case known(ShareStates)
    }
    let halves = try concurrentMap(2, workers: 2) { _ in
    } _: { half, _ -> Half in
      if half == 1 { return .known(try catalog.states(of: share)) }
      var walk = ShareWalk()
      walk.rules = rules
      let walked = try walk.files(in: folder)
      return .walk(files: walked.files.filter { belongs($0.path) }, skips: walked.skips)
    }
    guard let halves, case .walk(let files, let skips) = halves[0],
      case .known(let states) = halves[1]
    else { preconditionFailure("both halves ran") }
    return (files, skips, states)
  }

  /// The files, and by their paths those `NAME.EXT.xmp` that belong to a file `NAME.EXT` beside them.
  static func splittingSidecars(
    _ files: [WalkedFile]
  ) -> (files: [WalkedFile], sidecars: [SharePath: WalkedFile]) {
    let suffix = Array(".xmp".utf8)
    guard files.contains(where: { $0.path.bytes.suffix(4).elementsEqual(suffix) }) else {
      return (files, [:])
    }
    let paths = Set(files.map(\.path))
    var sidecars: [SharePath: WalkedFile] = [:]
    let documents = files.filter { file in
      guard file.path.bytes.suffix(4).elementsEqual(suffix) else { return true }
      let document = SharePath(bytes: Array(file.path.bytes.dropLast(4)))
      guard paths.contains(document) else { return true }
      sidecars[document] = file
      return false
    }
    return (documents, sidecars)
  }

  /// What was read and is not stored yet.
  private struct Batch {
    var updates: [DocumentUpdate] = []
    var bytes = 0

    var isFull: Bool { updates.count >= batchCount || bytes >= batchBytes }

    mutating func add(_ update: DocumentUpdate) {
      if case .read(let document) = update.outcome { bytes += document.text.utf8.count }
      updates.append(update)
    }
  }

  private struct Stopped: Error {}

  private func read(
    _ files: [DueFile], _ sidecars: [SharePath: WalkedFile], _ unread: inout UnreadSidecars,
    in folder: ShareFolder, _ refresh: inout ShareRefresh,
    progress: (_ done: Int, _ total: Int) -> Bool
  ) throws {
    guard !files.isEmpty else { return }
    let written = try catalog.writtenContents(in: share)
    let tools = toolNumber
    var batch = Batch()
    var (done, refused) = (0, 0)
    func store() throws {
      let numbers = try catalog.store(batch.updates, in: share)
      try unread.settle(zip(numbers, batch.updates.map(\.path)), refresh)
      batch = Batch()
    }
    do {
      try reader.readAll(
        files.map { NamedFile($0.file) }, in: folder, concurrency: workers
      ) { index, found in
        let (file, result) = (files[index], found.outcome)
        let beside = refresh.reading(sidecarOf: file.file.path) {
          () throws(DocumentRefusal) in
          try mark(beside: file.file, sidecars, in: folder)
        }
        var update = self.update(
          file.file, result, written: file.document.flatMap { written[$0] } ?? [:], beside: beside,
          tools: tools)
        // A file that was saved again meanwhile is not the one of this stamp: its digest would be
        // that of other bytes.
        if found.stamp == file.file.stamp {
          (update.origin, update.digest) = (found.origin?.text, found.digest)
        }
        if let document = file.document {
          if let mark = beside?.mark, unread.contains(document) {
            let decided = Set(try catalog.decisions(on: document).map(\.facet))
            adopt(mark, &update, besides: decided, &refresh)
          }
        } else if let mark = update.mark ?? beside?.mark {
          adopt(mark, &update, &refresh)
        }
        batch.add(update)
        done += 1
        switch result {
        case .failure: refused += 1
        case .success(let document): refresh.noteLacks(of: document)
        }
        if batch.isFull { try store() }
        guard progress(done, files.count) else { throw Stopped() }
      }
    } catch is Stopped {}
    // What was read before somebody stopped it need not be read again.
    try store()
    (refresh.read, refresh.refused) = (done - refused, refused)
  }
}

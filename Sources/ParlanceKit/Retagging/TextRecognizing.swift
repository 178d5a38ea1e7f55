internal import Cataloging
internal import Documents
internal import Journaling
internal import Model
internal import Retagging
internal import System

/// Gives documents without text the text that is recognized of their files, as far as a run may take time for it.
///
/// What was recognized is kept by the sum of the file's bytes, so that no page is looked at twice. Nobody waits for
/// it: the workspace's lock is held only while its results are stored.
struct TextRecognizing {
  /// The languages unless settings say others.
  static let usualLanguages = "eng"

  /// The minutes of a run unless settings say others.
  static let usualMinutes = 30.0

  private let open: OpenShare
  private let settings: ShareSettings
  private let tools: ForeignTools
  private var unstored: [Found] = []

  init(_ open: OpenShare, settings: ShareSettings, tools: ForeignTools) {
    self.open = open
    self.settings = settings
    self.tools = tools
  }

  /// Recognizes what there is time for; a rehearsal, whose results nobody keeps, says how much waits.
  ///
  /// - Parameters:
  ///   - refresh: gets what came of it.
  ///   - largest: the largest file that is looked at, in bytes.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Throws: `CatalogError`.
  mutating func run(
    _ refresh: inout ShareRefresh, largest: Int,
    progress: @Sendable (_ done: Int, _ total: Int) -> Bool
  ) throws {
    guard settings.recognition == .auto else { return }
    let recognition = TextRecognition(
      tools, languages: settings.recognitionLanguages ?? Self.usualLanguages)
    let due = try open.catalog.documentsWithoutText(
      in: open.share, notTriedBy: recognition?.name
    ).filter {
      let name = SharePath($0.path).pathExtension
      return TextRecognition.formats.contains(DocumentFormat.name(ofExtension: name) ?? name)
    }
    guard let recognition, !open.catalog.isRehearsal else {
      refresh.recognition.waiting = due.count
      refresh.recognition.lacksProgram = recognition == nil
      return
    }
    guard !due.isEmpty else { return }
    guard let folder = try? ShareFolder(SharePath(open.share.root)) else {
      // The share went away since it was walked: the next run finds it again, or tells that it is gone.
      refresh.recognition.waiting = due.count
      return
    }
    let end = MonotonicClock.seconds + 60 * (settings.recognitionMinutes ?? Self.usualMinutes)
    for (done, item) in due.enumerated() {
      guard MonotonicClock.seconds < end, progress(done, due.count) else {
        refresh.recognition.waiting = due.count - done
        break
      }
      do {
        try recognize(item, recognition, in: folder, largest: largest) {
          MonotonicClock.seconds >= end || !progress(done, due.count)
        }
      } catch let refusal as DocumentRefusal {
        if refusal.reason == .cancelled {
          refresh.recognition.waiting = due.count - done
          break
        }
        refresh.recognition.failures.append("\(item.path): \(refusal)")
      }
      try store(by: recognition, &refresh, patience: Workspace.runPatience)
    }
    try store(by: recognition, &refresh, patience: Self.patience)
    // Documents with a new text are due again.
    if refresh.recognition.done > 0 { refresh.states = nil }
  }

  /// Recognizes the text of one document, which is stored later.
  private mutating func recognize(
    _ item: (document: Int64, path: String), _ recognition: TextRecognition,
    in folder: ShareFolder, largest: Int, isCancelled: () -> Bool
  ) throws {
    guard let document = try open.catalog.document(item.document) else { return }
    let (source, stamp) = try folder.open(SharePath(item.path))
    // What changed since it was read is read again first.
    guard try open.catalog.entry(at: item.path, in: open.share)?.state == stamp else { return }
    let sum = SHA256.text(of: try source.allBytes(limit: largest))
    var found = Found(document: item.document, path: item.path, stamp: stamp, sum: sum)
    do {
      found.text =
        try open.catalog.recognizedText(ofSum: sum, by: recognition.name)
        ?? recognition.text(of: source, format: document.format ?? "", isCancelled: isCancelled)
      unstored.append(found)
    } catch let refusal as DocumentRefusal where refusal.reason != .cancelled {
      // The same bytes fail each time, and others behind them are to have their turn.
      unstored.append(found)
      throw refusal
    }
  }

  /// Stores what was recognized, of documents whose files are still those that were looked at.
  ///
  /// - Parameters:
  ///   - recognition: what recognized.
  ///   - refresh: gets what came of it.
  ///   - patience: how many seconds to wait for another command that writes; where that is not the last moment,
  ///     what could not be stored is stored later.
  /// - Throws: `CatalogError`; `WorkspaceError.locked` in the last moment.
  private mutating func store(
    by recognition: TextRecognition, _ refresh: inout ShareRefresh, patience: Double
  ) throws {
    let lock: RunLock
    do {
      lock = try open.workspace.lock(for: "retag", patience: patience)
    } catch let error as WorkspaceError {
      guard case .locked = error, patience < Self.patience else { throw error }
      return
    }
    defer { withExtendedLifetime(lock) {} }
    for found in unstored {
      guard try open.catalog.entry(at: found.path, in: open.share)?.state == found.stamp,
        let document = try open.catalog.document(found.document)
      else { continue }
      try open.catalog.record(
        recognized: found.text,
        as: document.recognized(found.text, by: recognition.name, dateOrder: settings.dateOrder),
        of: found.document, sum: found.sum, by: recognition.name)
      if !found.text.isEmpty { refresh.recognition.done += 1 }
    }
    unstored = []
    // While some wait, the text of files that were read anew may be theirs.
    if patience == Self.patience, refresh.recognition.waiting == 0 {
      try open.catalog.forgetUnusedRecognitions()
    }
  }

  /// How many seconds the end of a run waits for another command that writes.
  private static let patience = 60.0

  /// What was recognized of a document and is not stored yet.
  private struct Found {
    var document: Int64
    var path: String
    var stamp: FileStamp
    var sum: String
    var text = ""
  }
}

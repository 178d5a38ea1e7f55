internal import Cataloging
internal import Documents
internal import Model
internal import System
internal import Tagging

/// Gives documents without text the text that is recognized of their files, as far as a run may take time for it.
///
/// What was recognized is kept by the sum of the file's bytes, so that no page is looked at twice.
struct TextRecognizing {
  /// The languages unless settings say others.
  static let usualLanguages = "eng"

  /// The minutes of a run unless settings say others.
  static let usualMinutes = 30.0

  private let open: OpenShare
  private let settings: ShareSettings
  private let tools: ForeignTools

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
  func run(
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
    guard !due.isEmpty, let folder = try? ShareFolder(SharePath(open.share.root)) else { return }
    let end = MonotonicClock.seconds + 60 * (settings.recognitionMinutes ?? Self.usualMinutes)
    for (done, item) in due.enumerated() {
      guard MonotonicClock.seconds < end, progress(done, due.count) else {
        refresh.recognition.waiting = due.count - done
        break
      }
      do {
        try recognize(item, recognition, in: folder, largest: largest, &refresh) {
          MonotonicClock.seconds >= end || !progress(done, due.count)
        }
      } catch let refusal as DocumentRefusal {
        if refusal.reason == .cancelled {
          refresh.recognition.waiting = due.count - done
          break
        }
        refresh.recognition.failures.append("\(item.path): \(refusal)")
      }
    }
    // While some wait, the text of files that were read anew may be theirs.
    if refresh.recognition.waiting == 0 { try open.catalog.forgetUnusedRecognitions() }
    // Documents with a new text are due again.
    if refresh.recognition.done > 0 { refresh.states = nil }
  }

  private func recognize(
    _ item: (document: Int64, path: String), _ recognition: TextRecognition,
    in folder: ShareFolder, largest: Int, _ refresh: inout ShareRefresh,
    isCancelled: () -> Bool
  ) throws {
    guard let document = try open.catalog.document(item.document) else { return }
    let (source, stamp) = try folder.open(SharePath(item.path))
    // What changed since it was read is read again first.
    guard try open.catalog.entry(at: item.path, in: open.share)?.state == stamp else { return }
    let sum = SHA256.text(of: try source.allBytes(limit: largest))
    func record(_ text: String) throws {
      try open.catalog.record(
        recognized: text,
        as: document.recognized(text, by: recognition.name, dateOrder: settings.dateOrder),
        of: item.document, sum: sum, by: recognition.name)
    }
    do {
      let text =
        try open.catalog.recognizedText(ofSum: sum, by: recognition.name)
        ?? recognition.text(of: source, format: document.format ?? "", isCancelled: isCancelled)
      try record(text)
      if !text.isEmpty { refresh.recognition.done += 1 }
    } catch let refusal as DocumentRefusal where refusal.reason != .cancelled {
      // The same bytes fail each time, and others behind them are to have their turn.
      try record("")
      throw refusal
    }
  }
}

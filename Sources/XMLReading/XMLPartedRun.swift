internal import Synchronization
internal import System

/// The reading of a document in two parts by two parsers, the later part on a thread of its own.
///
/// The parser of the later part is given the head of the document, so that entities, namespaces
/// and the root's attributes are known to it, and then what follows the cut. What it has read is
/// of use only if the first parser, when it comes to the cut, stands there as the other did: in the
/// content of the root and nowhere deeper. If it does not, or the later part fails for whatever
/// reason, the first parser goes on and the other was for nothing; so no guess can do harm.
///
/// Unchecked: the later part's parser and outcome are touched by its thread alone until that is
/// joined; all else by the caller's thread alone.
@safe @usableFromInline
final class XMLPartedRun: @unchecked Sendable {
  /// What came of the later part.
  private struct Outcome {
    /// Its line at the cut.
    var line: Int
  }

  private let document: XMLDocumentBytes
  private let cut: XMLDocumentCut
  private let first: XMLParserCore
  private let second: XMLParserCore
  private var thread: WorkerThread?
  private var outcome: Outcome?
  private let isCancelled = Atomic<Bool>(false)

  /// Begins with both parts; nil if the document is better read in one piece.
  @usableFromInline
  convenience init?(
    path: String, reader: XMLReader, parts: XMLParts, name: String?, first: XMLEventSink,
    second: XMLEventSink
  ) {
    guard let document = XMLDocumentBytes(path: path) else { return nil }
    self.init(
      document, reader: reader, parts: parts, name: name ?? path, first: first, second: second)
  }

  @usableFromInline
  convenience init?(
    bytes: [UInt8], reader: XMLReader, parts: XMLParts, name: String?, first: XMLEventSink,
    second: XMLEventSink
  ) {
    self.init(
      XMLDocumentBytes(bytes), reader: reader, parts: parts, name: name, first: first,
      second: second)
  }

  private init?(
    _ document: XMLDocumentBytes, reader: XMLReader, parts: XMLParts, name: String?,
    first: XMLEventSink, second: XMLEventSink
  ) {
    guard let cut = XMLDocumentCut(document, parts: parts, limits: reader.limits) else {
      return nil
    }
    self.document = document
    self.cut = cut
    // Each part may use half of what entities may add, so that both together keep to the limit.
    var limits = reader.limits
    limits.expandedCharacters = max(0, limits.expandedCharacters / 2 - cut.head.count)
    self.first = reader.makeCore(sink: first, path: name)
    self.second = XMLReader(names: reader.names, limits: limits).makeCore(sink: second, path: name)
    guard let thread = WorkerThread.start({ self.readPart() }) else { return nil }
    self.thread = thread
  }

  /// Reads up to the cut.
  ///
  /// - Returns: whether the document can be parted there.
  /// - Throws: `XMLError`, or what the handler throws.
  @usableFromInline
  func readToCut() throws -> Bool {
    try push(0..<cut.offset, to: first)
    return first.lineInRoot != nil
  }

  /// Waits for the later part.
  ///
  /// - Returns: by how much its lines have to be shifted; nil if it cannot be used.
  @usableFromInline
  func waitForPart() -> Int? {
    join()
    guard let outcome, let line = first.lineInRoot else { return nil }
    return line - outcome.line
  }

  /// Reads what follows the cut with the first parser, without the later part.
  ///
  /// - Throws: `XMLError`, or what the handler throws.
  @usableFromInline
  func readOn() throws {
    isCancelled.store(true, ordering: .relaxed)
    try push(cut.offset..<Int.max, to: first)
    try first.finish()
  }

  /// Ends the thread; nothing may be freed before.
  @usableFromInline
  func cancel() {
    isCancelled.store(true, ordering: .relaxed)
    join()
  }

  private func join() {
    thread?.join()
    thread = nil
  }

  private func push(_ range: Range<Int>, to core: XMLParserCore) throws {
    try document.forEachChunk(in: range) { chunk in
      try core.push(chunk)
      return true
    }
  }

  /// Reads the later part; whatever goes wrong is left to the first parser to find and report.
  private func readPart() {
    do {
      let head = cut.head + [UInt8(ascii: "\n")]
      try second.push(head.span)
      guard let line = second.lineInRoot else { return }
      try document.forEachChunk(in: cut.offset..<Int.max) { chunk in
        try second.push(chunk)
        return !isCancelled.load(ordering: .relaxed)
      }
      if isCancelled.load(ordering: .relaxed) { return }
      try second.finish()
      outcome = Outcome(line: line)
    } catch {}
  }
}

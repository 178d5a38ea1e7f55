internal import JSONCoding
internal import MappedStorage
internal import Model
internal import System
internal import Tagging
internal import Taxonomy

/// Reads lines, tags them on all cores, hands the answers on in order.
///
/// Holds one batch of lines at a time: at most 256 of them, or 16 MiB and one more. What has been
/// read is answered before it waits for more, so that whoever writes may wait for the answer.
package struct TagWorker: Sendable {
  /// What is answered to a document.
  package enum Subject: Sendable {
    /// Its tags.
    case tags
    /// Every mention of a concept with its place.
    case mentions
    /// Why it gets the concept of this label or URI, or not.
    case explanation(of: String)
  }

  /// What bounds the tags, beyond what is settled in the workspace.
  package struct Bounds: Sendable {
    /// The schemes by key, URI or title; all if there are none.
    package var schemes: [String] = []
    /// The most tags of a scheme.
    package var limit: Int?
    /// The lowest score.
    package var threshold: Double?
    /// Whether the words of all labels count in any order.
    package var anyOrder = false

    /// No bounds but the usual.
    package init() {}
  }

  private static let batchSize = 256
  private static let batchBytes = 16 << 20
  private static let lineLimit = InputLimits.lineLength

  private let parts: TaggerParts
  private let settings: TaggerSettings
  private let mentions: Bool
  private let explained: ConceptOrdinal?
  private let spare = SpareTaggers()

  /// The number of everything that decides what is answered, in hexadecimal digits.
  ///
  /// It is the same on every machine, with a workspace or a bundle made of it.
  package let basis: String

  private var vocabulary: Vocabulary { parts.vocabulary }

  /// A worker with the vocabulary and all that was learned in a workspace, or is in a bundle of one.
  ///
  /// - Parameters:
  ///   - source: the workspace or bundle.
  ///   - subject: what is answered.
  ///   - bounds: what bounds the tags; schemes that are blocked stay so when they are asked for.
  /// - Throws: `RequestError` for an unknown scheme or concept; `WorkspaceError.noVocabulary`.
  package init(
    _ source: any TaggingSource, _ subject: Subject, within bounds: Bounds
  ) throws {
    parts = try TaggerParts(source)
    let vocabulary = parts.vocabulary
    var settings = TaggerSettings(
      vocabulary, preferences: try source.taggingPreferences(), limit: bounds.limit,
      threshold: bounds.threshold, anyOrder: bounds.anyOrder)
    if !bounds.schemes.isEmpty {
      let asked = Set(try bounds.schemes.map { try vocabulary.scheme(asked: $0) })
      settings.schemes = settings.schemes?.intersection(asked) ?? asked
    }
    self.settings = settings
    var digest = SettingsDigest()
    parts.add(to: &digest)
    digest.add(settings)
    basis = Checksum.hexadecimal(digest.value)
    if case .mentions = subject { mentions = true } else { mentions = false }
    if case .explanation(let label) = subject {
      explained = try ExplainedConcept.find(label, in: vocabulary, labels: parts.labels)
    } else {
      explained = nil
    }
  }

  private typealias Input = NumberedLine

  /// Tags the lines of a descriptor to its end.
  ///
  /// A file is read three times: for the lines that its documents share, for what each is assigned by
  /// itself, which is evidence for the others in its folder, and for the answers. Of a pipe each line is
  /// answered before more is waited for, so nothing is known of what follows.
  ///
  /// - Parameters:
  ///   - descriptor: the open input.
  ///   - emit: is given the lines of the answers as they come.
  /// - Throws: `DescriptorLinesError.unreadable`; what kept values in metadata from being read.
  package func run(_ descriptor: Int32, _ emit: ([UInt8]) -> Void) throws {
    let owned = (0..<Processors.count).map { _ in parts.makeTagger(settings) }
    var lines = DescriptorLines(descriptor, limit: Self.lineLimit)
    var context = ShareContext()
    if lines.isRepeatable, !mentions, let tables = owned.first?.tables {
      let shared = try repeatedLines(&lines, owned.count)
      try lines.restart()
      // Without paths nothing is shared, and no folder tells anything.
      if let shared {
        context.lines = shared
        context.folders = try assignments(&lines, owned, FolderAssignments(tables), context)
        try lines.restart()
      }
    }
    let known = context
    while let batch = try nextBatch(&lines) {
      emit(try Self.mapped(batch, owned) { self.answer(to: $0, with: $1, known) }.flatMap(\.self))
    }
    try parts.verify()
  }

  /// Answers lines that arrived, with a line for each; several threads may ask at once.
  ///
  /// Nothing is known of other documents, as with a pipe.
  ///
  /// - Parameter lines: the lines.
  /// - Returns: the answers in order.
  /// - Throws: what kept values in metadata from being read.
  package func answers(to lines: [NumberedLine]) throws -> [UInt8] {
    let tagger = spare.take() ?? parts.makeTagger(settings)
    defer { spare.give(back: tagger) }
    let answers = lines.flatMap { answer(to: $0, with: tagger, ShareContext()) }
    try parts.verify()
    return answers
  }

  /// What is known of all documents before the first is answered.
  private struct ShareContext: Sendable {
    var lines: RepeatedLines?
    var folders: FolderAssignments?

    func context(of document: Document) -> TaggingContext {
      var context = TaggingContext()
      context.lines = lines
      context.folder = folders?.context(path: document.path)
      context.names = folders?.names
      return context
    }
  }

  /// The lines that the documents with a path share; `nil` if none has a path.
  private func repeatedLines(
    _ lines: inout DescriptorLines, _ workers: Int
  ) throws -> RepeatedLines? {
    var found = RepeatedLines(documentCount: Self.usualDocuments)
    var hasPath = false
    while let batch = try nextBatch(&lines) {
      let read = concurrentMap(batch.count, workers: workers) { index -> Document? in
        Self.document(batch[index], findsDates: false)
      }
      for case (let path?, let text) in read.compactMap(\.self).map({ ($0.path, $0.text) }) {
        hasPath = true
        found.add(path: path, text: text)
      }
    }
    return hasPath ? found : nil
  }

  /// The documents that an input is made for whose number nobody knows.
  private static let usualDocuments = 10_000

  /// What the documents with a path are assigned, each by itself, to the end of the input.
  private func assignments(
    _ lines: inout DescriptorLines, _ owned: [Tagger], _ empty: FolderAssignments,
    _ known: ShareContext
  ) throws -> FolderAssignments {
    var folders = empty
    while let batch = try nextBatch(&lines) {
      let found = try Self.mapped(batch, owned) { input, tagger -> (String, [ConceptOrdinal])? in
        guard let document = Self.document(input), let path = document.path else { return nil }
        return (path, tagger.acceptedConcepts(of: document, context: known.context(of: document)))
      }
      for case (let path, let concepts)? in found { folders.add(path: path, concepts: concepts) }
    }
    folders.finish(namesInPath: owned.first?.namesInPath)
    return folders
  }

  /// The document of a line; `nil` for one that will be answered with an error.
  private static func document(_ input: Input, findsDates: Bool = true) -> Document? {
    guard let line = try? input.bytes.get(),
      let value = try? JSONLines.read(line[...], number: input.number).value.get()
    else { return nil }
    // The last pass answers the line with what is wrong with it.
    return try? TaggingRecord(value, findsDates: findsDates).document
  }

  /// What becomes of the lines of a batch, worked on side by side.
  private static func mapped<Answer: Sendable>(
    _ batch: [Input], _ owned: [Tagger], _ body: @Sendable (Input, Tagger) -> Answer
  ) throws -> [Answer] {
    // Each tagger is used by one thread at a time only: by the worker of its number.
    nonisolated(unsafe) let taggers = owned
    let answers = try concurrentMap(batch.count, workers: owned.count) { worker in
      worker
    } _: { index, worker in
      unsafe body(batch[index], taggers[worker])
    }
    return answers ?? []
  }

  /// The next lines that are not blank, as many as are there already; `nil` at the end.
  private func nextBatch(_ lines: inout DescriptorLines) throws -> [Input]? {
    var batch: [Input] = []
    var bytes = 0
    while batch.count < Self.batchSize, bytes < Self.batchBytes {
      if !batch.isEmpty, !lines.isReady { break }
      do {
        guard let line = try lines.next() else { break }
        bytes += line.count
        if JSONLines.isBlank(line[...]) { continue }
        batch.append(Input(lines.count, .success(line)))
      } catch .lineTooLong(let number, let limit) {
        // The rest of it would be taken for a line of its own.
        try lines.skipLine()
        batch.append(Input(number, .failure(.lineTooLong(line: number, limit: limit))))
      }
    }
    return batch.isEmpty ? nil : batch
  }

  private func answer(
    to input: Input, with tagger: Tagger, _ known: ShareContext
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.bytes.reserveCapacity(1 << 12)
    switch input.bytes {
    case .failure(let error):
      write("line \(input.number): \(error.cause)", id: .null, to: &writer)
    case .success(let line):
      switch JSONLines.read(line[...], number: input.number).value {
      case .failure(let error):
        write("line \(input.number): \(error)", id: .null, to: &writer)
      case .success(let value):
        do {
          let document = try TaggingRecord(value).document
          answer(to: document, in: known.context(of: document), with: tagger, writer: &writer)
        } catch {
          // What `extract` says of a document that it could not read stays what is said of it.
          let reason = value["error"]?.string ?? "line \(input.number): \(error.message)"
          write(reason, id: value["id"] ?? .null, to: &writer)
        }
      }
    }
    writer.endLine()
    return writer.bytes
  }

  private func answer(
    to document: Document, in context: TaggingContext, with tagger: Tagger,
    writer: inout JSONWriter
  ) {
    if let explained {
      tagger.explanation(of: explained, in: document, context: context)
        .write(to: &writer, id: document.id, in: vocabulary)
    } else if mentions {
      tagger.mentions(in: document).write(to: &writer, id: document.id, in: vocabulary)
    } else {
      tagger.tag(document, context: context)
        .write(to: &writer, id: document.id, basis: basis, in: vocabulary)
    }
  }

  private func write(_ error: String, id: JSONValue, to writer: inout JSONWriter) {
    writer.value(["id": id, "error": .string(error)])
  }
}

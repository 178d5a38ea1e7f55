import Dispatch
import Documents
import Glibc
import JSONCoding
import Model
import Synchronization
import System
import Tagging
import Taxonomy

/// Reads lines, tags them on all cores, writes the answers in order.
///
/// Holds one batch of lines at a time: at most 256 of them, or 16 MiB and one more. What has been
/// read is answered before it waits for more, so that whoever writes may wait for the answer.
struct TagWorker: Sendable {
  /// How many taggers work side by side.
  static let workers = Processors.count

  private static let batchSize = 256
  private static let batchBytes = 16 << 20
  private static let lineLimit = InputLimits.lineLength

  let vocabulary: Vocabulary

  /// Whether every mention is given instead of tags.
  let mentions: Bool

  /// The concept whose case is explained in every answer, if any.
  var explained: ConceptOrdinal?

  /// A line of the input, or why it could not be taken.
  private struct Input: Sendable {
    let number: Int
    let line: Result<[UInt8], DescriptorLinesError>
  }

  /// Tags standard input to its end.
  ///
  /// A file is read three times: for the lines that its documents share, for what each is assigned by
  /// itself, which is evidence for the others in its folder, and for the answers. Of a pipe each line is
  /// answered before more is waited for, so nothing is known of what follows.
  ///
  /// - Parameter owned: the taggers, one for each worker.
  /// - Throws: `DescriptorLinesError.unreadable`.
  func run(_ owned: [Tagger]) throws {
    var lines = DescriptorLines(STDIN_FILENO, limit: Self.lineLimit)
    var context = ShareContext()
    if lines.isRepeatable, !mentions, let tables = owned.first?.tables {
      context.lines = try repeatedLines(&lines)
      try lines.restart()
      context.folders = try assignments(&lines, owned, FolderAssignments(tables), context)
      try lines.restart()
    }
    let known = context
    while let batch = try nextBatch(&lines) {
      let answers = Self.mapped(batch, owned) { self.answer(to: $0, with: $1, known) }
      for answer in answers { StandardOutput.shared.write(answer) }
      StandardOutput.shared.flush()
    }
  }

  /// What is known of all documents before the first is answered.
  private struct ShareContext: Sendable {
    var lines: RepeatedLines?
    var folders: FolderAssignments?

    func context(of document: Document) -> TaggingContext {
      var context = TaggingContext()
      context.lines = lines
      context.folder = folders?.context(path: document.path)
      return context
    }
  }

  /// The lines that the documents with a path share.
  private func repeatedLines(_ lines: inout DescriptorLines) throws -> RepeatedLines {
    var found = RepeatedLines(documentCount: Self.usualDocuments)
    while let batch = try nextBatch(&lines) {
      for input in batch {
        guard let document = Self.document(input), document.path != nil else { continue }
        found.add(path: document.path, text: document.text)
      }
    }
    return found
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
      let found = Self.mapped(batch, owned) { input, tagger -> (String, [ConceptOrdinal])? in
        guard let document = Self.document(input), let path = document.path else { return nil }
        let accepted = tagger.tag(document, context: known.context(of: document))
          .filter { $0.outcome == .accepted }
        return (path, accepted.map(\.concept))
      }
      for case (let path, let concepts)? in found { folders.add(path: path, concepts: concepts) }
    }
    folders.finish()
    return folders
  }

  /// The document of a line; `nil` for one that will be answered with an error.
  private static func document(_ input: Input) -> Document? {
    guard let line = try? input.line.get(),
      let value = try? JSONLines.read(line[...], number: input.number).value.get()
    else { return nil }
    return try? TaggingRecord(value).document
  }

  /// What becomes of the lines of a batch, worked on side by side.
  private static func mapped<Answer: Sendable>(
    _ batch: [Input], _ owned: [Tagger], _ body: @Sendable (Input, Tagger) -> Answer
  ) -> [Answer] {
    // Each tagger is used by one thread at a time only: by the iteration of its number.
    nonisolated(unsafe) let taggers = owned
    let answers = Mutex<[Answer?]>(Array(repeating: nil, count: batch.count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: owned.count) { slot in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < batch.count else { return }
        let answer = unsafe body(batch[index], taggers[slot])
        answers.withLock { $0[index] = answer }
      }
    }
    return answers.withLock { $0.compactMap { $0 } }
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
        batch.append(Input(number: lines.count, line: .success(line)))
      } catch .lineTooLong(let number, let limit) {
        try lines.skipLine()
        let error = DescriptorLinesError.lineTooLong(line: number, limit: limit)
        batch.append(Input(number: number, line: .failure(error)))
      }
    }
    return batch.isEmpty ? nil : batch
  }

  private func answer(
    to input: Input, with tagger: Tagger, _ known: ShareContext
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.bytes.reserveCapacity(1 << 12)
    switch input.line {
    case .failure(let error):
      var reason = "\(error)"
      if case .lineTooLong(_, let limit) = error {
        reason = "the line is longer than \(InputLimits.shown(limit))"
      }
      write("line \(input.number): \(reason)", id: .null, to: &writer)
    case .success(let line):
      switch JSONLines.read(line[...], number: input.number).value {
      case .failure(let error):
        write("line \(input.number): \(error)", id: .null, to: &writer)
      case .success(let value):
        do {
          let document = try TaggingRecord(value).document
          answer(to: document, in: known.context(of: document), with: tagger, writer: &writer)
        } catch {
          write(
            "line \(input.number): \(error.message)", id: value["id"] ?? .null, to: &writer)
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
      tagger.tag(document, context: context).write(to: &writer, id: document.id, in: vocabulary)
    }
  }

  private func write(_ error: String, id: JSONValue, to writer: inout JSONWriter) {
    writer.value(["id": id, "error": .string(error)])
  }
}

import Documents
import Glibc
import JSONCoding
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
  /// - Parameter owned: the taggers, one for each worker.
  /// - Throws: `DescriptorLinesError.unreadable`.
  func run(_ owned: [Tagger]) throws {
    // Each tagger is used by one thread at a time only: by the iteration of its number.
    nonisolated(unsafe) let taggers = owned
    var lines = DescriptorLines(STDIN_FILENO, limit: Self.lineLimit)
    while let batch = try nextBatch(&lines) {
      let answers = try concurrentMap(batch.count, workers: owned.count) { worker in
        worker
      } _: { index, worker in
        unsafe answer(to: batch[index], with: taggers[worker])
      }
      for answer in answers ?? [] { StandardOutput.shared.write(answer) }
      StandardOutput.shared.flush()
    }
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

  private func answer(to input: Input, with tagger: Tagger) -> [UInt8] {
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
          answer(to: try TaggingRecord(value).document, with: tagger, writer: &writer)
        } catch {
          write(
            "line \(input.number): \(error.message)", id: value["id"] ?? .null, to: &writer)
        }
      }
    }
    writer.endLine()
    return writer.bytes
  }

  private func answer(to document: Document, with tagger: Tagger, writer: inout JSONWriter) {
    if let explained {
      tagger.explanation(of: explained, in: document)
        .write(to: &writer, id: document.id, in: vocabulary)
    } else if mentions {
      tagger.mentions(in: document).write(to: &writer, id: document.id, in: vocabulary)
    } else {
      tagger.tag(document).write(to: &writer, id: document.id, in: vocabulary)
    }
  }

  private func write(_ error: String, id: JSONValue, to writer: inout JSONWriter) {
    writer.value(["id": id, "error": .string(error)])
  }
}

internal import Documents
internal import JSONCoding
internal import System
internal import Tagging

/// Reads the files that paths name and hands them on as JSON Lines, in order, on all cores.
///
/// Holds 256 paths at a time and 64 MiB of text, and what the largest document takes. What was named is
/// answered before it waits for more, so that whoever writes may wait for the answer.
package struct DocumentExtraction: Sendable {
  /// What came of it.
  package struct Outcome: Sendable, Hashable {
    /// The number of lines written.
    package var lines = 0

    /// The number of those that tell why a document could not be read.
    package var refused = 0

    /// Whether all was read, not cancelled.
    package var isComplete = true
  }

  private let root: ExtractionRoot
  private let reader: DocumentReader
  private let isCancelled: @Sendable () -> Bool

  /// An extraction.
  ///
  /// - Parameters:
  ///   - root: the folder that relative paths begin at and that none may leave; `nil` for none.
  ///   - facets: the keys of the facets whose properties are recognized; `nil` for the usual ones.
  ///   - isCancelled: is asked between files and while programs run.
  /// - Throws: `RequestError` if the root is not a folder that can be read.
  package init(
    root: String?, facets: [String]? = nil, isCancelled: @escaping @Sendable () -> Bool
  ) throws {
    do throws(DocumentRefusal) {
      self.root = try ExtractionRoot(root)
    } catch {
      throw RequestError("\(root ?? "/"): \(error.detail)")
    }
    var reader = DocumentReader()
    if let facets { reader.facets = facets }
    self.reader = reader
    self.isCancelled = isCancelled
  }

  /// Extracts what a descriptor names, to its end.
  ///
  /// - Parameters:
  ///   - descriptor: gives a path a line, or an object with `id` and `path`.
  ///   - isNullTerminated: whether each path ends with NUL instead, exactly as it is on disk.
  ///   - emit: is given each line as it comes.
  /// - Returns: what came of it.
  /// - Throws: `DescriptorLinesError.unreadable`; what kept all files from being read.
  package func run(
    _ descriptor: Int32, isNullTerminated: Bool, _ emit: ([UInt8]) -> Void
  ) throws -> Outcome {
    var outcome = Outcome()
    var input = ExtractionInput(descriptor, isNullTerminated: isNullTerminated, root: root)
    while outcome.isComplete, let batch = try input.nextBatch() {
      try extract(batch, &outcome, emit)
    }
    return outcome
  }

  /// Extracts the files of a list.
  ///
  /// - Returns: what came of it.
  /// - Throws: what kept all files from being read.
  package func run(_ paths: [String], _ emit: ([UInt8]) -> Void) throws -> Outcome {
    var outcome = Outcome()
    try extract(
      paths.map { ExtractionInput.item(path: SharePath($0), in: root) }, &outcome, emit)
    return outcome
  }

  private func extract(
    _ batch: [ExtractionInput.Item], _ outcome: inout Outcome, _ emit: ([UInt8]) -> Void
  ) throws {
    var waiting = batch[...]
    let files = batch.compactMap { item -> NamedFile? in
      if case .file(_, let file) = item { file } else { nil }
    }
    // What failed before reading stands between files: lines come out in the order of the paths.
    func emitFailures() {
      while case .failure(let line)? = waiting.first {
        waiting.removeFirst()
        outcome.lines += 1
        outcome.refused += 1
        emit(Self.bytes(line))
      }
    }
    let isComplete = try reader.readAll(
      files, in: root.folder, concurrency: Processors.count, isCancelled: isCancelled
    ) { _, file in
      emitFailures()
      guard case .file(let id, let named)? = waiting.popFirst() else { return }
      outcome.lines += 1
      switch file.outcome {
      case .success(let document):
        var writer = JSONWriter()
        document.write(to: &writer, id: id, stamp: file.stamp)
        writer.endLine()
        emit(writer.bytes)
      case .failure(let refusal):
        outcome.refused += 1
        emit(Self.bytes(refusal.line(id: id, path: named.name)))
      }
    }
    outcome.isComplete = isComplete
    if isComplete { emitFailures() }
  }

  private static func bytes(_ line: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(line)
    writer.endLine()
    return writer.bytes
  }
}

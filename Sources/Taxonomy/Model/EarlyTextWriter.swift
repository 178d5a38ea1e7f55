import MappedStorage
internal import System

/// Writes the text of a vocabulary, the greater part of its snapshot, while the rest is compiled.
///
/// Unchecked: the stream is the thread's until that is joined.
final class EarlyTextWriter: @unchecked Sendable {
  private let stream: SectionedFileStream
  private var thread: WorkerThread?

  /// Less text is as well written with the rest.
  private static let leastText = 1 << 20

  /// Begins to write; nil if there is little to write, no file or no thread to write by.
  init?(_ pieces: [[UInt8]], to path: String) {
    guard pieces.reduce(0, { $0 + $1.count }) >= Self.leastText,
      let stream = try? VocabularyCompiler.makeStream(path: path)
    else { return nil }
    self.stream = stream
    thread = WorkerThread.start { VocabularyCompiler.append(pieces, to: stream) }
    if thread == nil { return nil }
  }

  /// Waits until all is written, and gives the stream back within the section of the text.
  func finish() -> SectionedFileStream {
    thread?.join()
    thread = nil
    return stream
  }

  deinit {
    thread?.join()
  }
}

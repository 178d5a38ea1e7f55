internal import JSONCoding
package import Searching
internal import System

/// Lines of a JSON Lines export, read side by side by as many threads as there are cores.
package struct ExportBatch {
  /// The name of the file, for errors.
  package let file: String

  private let likely: LikelyTypes?
  private var lines: [(bytes: ArraySlice<UInt8>, number: Int)] = []
  private var byteCount = 0

  /// Lines that one thread takes at a time.
  private static let stride = 64

  /// An empty batch of a file's lines.
  package init(file: String) { self.init(file: file, likely: nil) }

  /// An empty batch of a file's lines, and what tells what their documents probably are.
  init(file: String, likely: LikelyTypes?) {
    self.file = file
    self.likely = likely
  }

  /// Whether the lines should be read before more are added.
  package var isFull: Bool { lines.count >= 4096 || byteCount >= 16 << 20 }

  /// Adds a line, unless it is blank.
  package mutating func add(_ bytes: ArraySlice<UInt8>, number: Int) {
    guard !JSONLines.isBlank(bytes) else { return }
    lines.append((bytes, number))
    byteCount += bytes.count
  }

  /// The documents of the lines, or why there is none, in the order of the lines; empties the batch.
  package mutating func read() -> [Result<IndexDocument, LocatedError>] {
    let lines = lines
    self.lines.removeAll(keepingCapacity: true)
    byteCount = 0
    let (file, likely) = (file, likely)
    return concurrentMap(lines.count, stride: Self.stride) { index in
      Self.document(
        JSONLines.read(lines[index].bytes, number: lines[index].number), in: file, likely)
    }
  }

  private static func document(
    _ line: JSONLine, in file: String, _ likely: LikelyTypes?
  ) -> Result<IndexDocument, LocatedError> {
    switch line.value {
    case .success(let value):
      do {
        var document = try IndexDocument(value)
        likely?.add(to: &document, from: value)
        return .success(document)
      } catch {
        return .failure(
          LocatedError(path: file, line: line.number, message: error.description))
      }
    case .failure(let error):
      return .failure(
        LocatedError(
          path: file, line: line.number, column: error.column, message: error.description))
    }
  }
}

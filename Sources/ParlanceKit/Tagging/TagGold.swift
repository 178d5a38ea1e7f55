internal import JSONCoding
internal import Tagging
internal import Taxonomy

/// A gold standard: documents with their right concepts.
struct TagGold: Sendable {
  private(set) var examples: [TaggingExample] = []

  /// The number of tags that are concepts of the vocabulary.
  private(set) var tagCount = 0

  private var unknown: [String] = []

  /// Reads a file.
  ///
  /// - Throws: `InputError`, or `LineError` for a line that is not a document.
  init(_ path: String, in vocabulary: Vocabulary) throws {
    var examples: [TaggingExample] = []
    var unknown: [String] = []
    var count = 0
    try JSONLines.forEach(in: try InputLines(path: path)) { line in
      let record: TaggingRecord
      do {
        record = try TaggingRecord(try line.value.get())
      } catch let defect as TaggingRecord.Defect {
        throw LineError(path: path, line: line.number, message: defect.message)
      } catch {
        throw LineError(path: path, line: line.number, message: "\(error)")
      }
      let known = record.tags.filter { vocabulary.concept(uri: $0) != nil }
      unknown += record.tags.filter { vocabulary.concept(uri: $0) == nil }
      count += known.count
      examples.append(
        TaggingExample(
          record.document, concepts: known,
          marks: record.marks.filter {
            vocabulary.concept(uri: $0.concept) != nil
          }))
    }
    self.examples = examples
    self.unknown = unknown
    tagCount = count
  }

  /// Which tags are not concepts, in words; `nil` if all are.
  var warning: String? {
    unknown.first.map {
      "\(unknown.count) tags are not concepts of the vocabulary, such as “\($0)”"
    }
  }

  /// A line that is not a document.
  struct LineError: Error, CustomStringConvertible {
    let path: String
    let line: Int
    let message: String

    var description: String { "\(path):\(line): error: \(message)" }
  }
}

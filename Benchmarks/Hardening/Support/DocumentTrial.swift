package import Documents
internal import Glibc
package import RandomNumbers

/// Reads mutants of documents and works out how tags would be written into them, and imports those of
/// vocabularies; a signal ends the process.
package struct DocumentTrial {
  /// What became of the mutants.
  package struct Counts {
    /// How many were tried.
    package var mutants = 0
    /// How many were read.
    package var read = 0
    /// How many could be given tags.
    package var written = 0
    /// How many took longer than `hangSeconds`.
    package var hangs = 0
    /// The longest time that one took, in seconds.
    package var slowest = 0.0
    /// The changes whose inverse does not lead back to the mutant.
    package var broken = 0

    /// Nothing tried yet.
    package init() {}
  }

  /// What takes longer than this is counted as a hang.
  package static let hangSeconds = 10.0

  /// What takes longer than this is ended.
  private static let lastSeconds: UInt32 = 60

  /// What happened so far.
  package private(set) var counts = Counts()

  private let reader: DocumentReader
  private let request = TagRequest(
    TagValues(
      facets: ["type": ["Data Sheet"], "product": ["Häfen & Archive"]],
      keywords: ["Data Sheet", "Häfen & Archive"]))

  /// The endings of files that are read as vocabularies.
  private static let vocabularies: Set = ["xml", "rdf", "ttl", "nt", "jsonld", "tsv"]

  /// A trial that reads with this reader.
  package init(reader: DocumentReader) { self.reader = reader }

  /// Tries the mutants of a well-formed file: all of them, or so many drawn at random.
  package mutating func run(
    _ bytes: [UInt8], name: String, atMost limit: Int, _ numbers: inout SeededGenerator
  ) {
    let mutants = ExtremeDocuments(bytes)
    if mutants.count <= limit {
      for number in 0..<mutants.count { attempt(mutants.mutant(number), name: name) }
    } else {
      for _ in 0..<limit { attempt(mutants.mutant(numbers.next(below: mutants.count)), name: name) }
    }
  }

  /// Reads one file and works out the writing of tags.
  package mutating func attempt(_ bytes: [UInt8], name: String) {
    let clock = ContinuousClock()
    let start = clock.now
    // What goes round and round for good is ended by a signal like any other fault.
    alarm(Self.lastSeconds)
    defer { alarm(0) }
    counts.mutants += 1
    let fileExtension = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    // A workbook may be a vocabulary, too, whose cells count where they stand.
    if fileExtension == "xlsx" { _ = try? SpreadsheetTable.rows(of: bytes) }
    if Self.vocabularies.contains(fileExtension) {
      if VocabularyTrial().attempt(bytes, name: name) { counts.read += 1 }
    } else if case .success = reader.read(bytes, name: name) {
      counts.read += 1
    }
    if let format = DocumentFormat.writable(pathExtension: fileExtension),
      let change = try? TagWriting.change(bytes, format: format, request: request)
    {
      counts.written += 1
      if change.edits.inverse(of: bytes)?.applied(to: change.bytes) != bytes { counts.broken += 1 }
    }
    let seconds = (clock.now - start) / .seconds(1)
    counts.slowest = max(counts.slowest, seconds)
    if seconds > Self.hangSeconds { counts.hangs += 1 }
  }
}

import BenchmarkSupport
import Glibc
import Taxonomy
import XMLReading

/// Measures the reading of XML and of vocabularies; see `Documentation/VocabularySpeed.md`.
@main
struct VocabularyBenchmark {
  static let usage = """
    usage: VocabularyBenchmark generate CONCEPTS FILE   write a SKOS RDF/XML vocabulary
           VocabularyBenchmark sax FILE [ROUNDS]        read the events of a file
           VocabularyBenchmark import FILE [ROUNDS]     import a file into a snapshot
           VocabularyBenchmark statements FILE [ROUNDS] the same, statements checked too
           VocabularyBenchmark check SNAPSHOT [ROUNDS]  apply all rules to a snapshot
           VocabularyBenchmark snapshot FILE OUT        import a file and write its snapshot
           VocabularyBenchmark open SNAPSHOT LABEL      map a snapshot and look a label up
           VocabularyBenchmark process RUNS COMMAND…    start a command anew each time
           VocabularyBenchmark counts FILE…             what files hold, one JSON object a line
           VocabularyBenchmark fuzz COUNT SEED FILE…    import damaged pieces of files
    """

  /// Where an import that is measured puts its snapshot.
  static let snapshotPath = "vocabulary-benchmark.snapshot"

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 2 else { return print(usage) }
    switch arguments[0] {
    case "generate" where arguments.count == 3:
      try VocabularyGenerator.write(concepts: Int(arguments[1]) ?? 0, path: arguments[2])
    case "sax": try measure(arguments) { try readEvents(of: $0) }
    case "import": try measure(arguments) { try importFile($0) }
    case "statements": try measure(arguments) { try importFile($0, checksStatements: true) }
    case "check": try measure(arguments) { try check($0) }
    case "snapshot" where arguments.count == 3:
      var importer = VocabularyImporter()
      try importer.read(path: arguments[1])
      _ = try importer.finish(writingTo: arguments[2])
    case "open" where arguments.count == 3: try open(arguments[1], arguments[2])
    case "process" where arguments.count >= 3:
      try ProcessTimer.measure(Array(arguments[2...]), runs: Int(arguments[1]) ?? 1)
    case "counts":
      for path in arguments.dropFirst() { print(try VocabularyTally(path: path).json) }
    case "fuzz" where arguments.count >= 4:
      var fuzzing = Fuzzing(seed: UInt64(arguments[2]) ?? 1)
      try fuzzing.run(count: Int(arguments[1]) ?? 0, files: Array(arguments[3...]))
    default: print(usage)
    }
  }

  /// Runs `body` on a file several times and prints the processor time and the time on the clock of
  /// each, and peak memory.
  private static func measure(
    _ arguments: [String], _ body: (String) throws -> String
  ) throws {
    let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 1 : 1
    var times: [Double] = []
    var elapsed: [Double] = []
    for round in 1...max(1, rounds) {
      let start = processorSeconds()
      let begin = wallSeconds()
      let result = try body(arguments[1])
      times.append(processorSeconds() - start)
      elapsed.append(wallSeconds() - begin)
      print(
        "round \(round): \(milliseconds(times[round - 1])) ms of processor time, "
          + "\(milliseconds(elapsed[round - 1])) ms on the clock; \(result)")
    }
    times.sort()
    elapsed.sort()
    var usage = rusage()
    unsafe getrusage(0, &usage)
    print(
      "median \(milliseconds(times[times.count / 2])) ms of processor time, "
        + "\(milliseconds(elapsed[elapsed.count / 2])) ms on the clock; "
        + "peak \(usage.ru_maxrss / 1024) MB")
  }

  static func milliseconds(_ seconds: Double) -> Double {
    (seconds * 10_000).rounded() / 10
  }

  private static func readEvents(of path: String) throws -> String {
    var counter = EventCounter()
    try XMLReader(limits: .vocabulary).read(path: path, handler: &counter)
    return "\(counter.elements) elements, \(counter.bytes) bytes of text"
  }

  private static func importFile(
    _ path: String, checksStatements: Bool = false
  ) throws -> String {
    var importer = VocabularyImporter()
    importer.checksStatements = checksStatements
    try importer.read(path: path)
    let findings = try importer.finish(writingTo: snapshotPath)
    return "\(findings.count) findings"
  }

  private static func check(_ path: String) throws -> String {
    let findings = VocabularyChecker().check(try Vocabulary(mapping: path))
    return "\(findings.count) findings"
  }

  private static func open(_ path: String, _ label: String) throws {
    let clock = ContinuousClock()
    var found = 0
    let time = try clock.measure {
      let vocabulary = try Vocabulary(mapping: path)
      if let concept = vocabulary.concept(uri: label) {
        found = vocabulary.labels(of: concept).count
      }
    }
    print("\(found) labels of <\(label)> in \(time)")
  }
}

/// Counts events.
struct EventCounter: XMLHandler {
  var elements = 0
  var bytes = 0

  mutating func startElement(_ element: XMLStartTag) { elements += 1 }
  mutating func endElement(_ element: XMLEndTag) {}
  mutating func characters(_ text: XMLBytes, at location: XMLLocation) { bytes += text.count }
}

import BenchmarkSupport
import Documents
import Glibc
import Model
import System

/// Walks a folder, reads every document in it, and prints a line for each and the totals.
///
/// `reading FOLDER [--threads N] [--repeat N] [--quiet] [--walk] [--text]`
@main
struct ReadingBenchmark {
  private var folder = ""
  private var threads = 2
  private var repetitions = 1
  private var isQuiet = false
  private var walksOnly = false
  private var printsText = false

  static func main() {
    guard let benchmark = ReadingBenchmark(CommandLine.arguments.dropFirst()) else {
      print("usage: reading FOLDER [--threads N] [--repeat N] [--quiet] [--walk] [--text]")
      exit(64)
    }
    do {
      for _ in 0..<benchmark.repetitions { try benchmark.run() }
    } catch {
      print("error: \(error)")
      exit(2)
    }
  }

  private init?(_ arguments: some Sequence<String>) {
    var iterator = arguments.makeIterator()
    while let argument = iterator.next() {
      switch argument {
      case "--threads":
        guard let number = iterator.next().flatMap({ Int($0) }) else { return nil }
        threads = number
      case "--repeat":
        guard let number = iterator.next().flatMap({ Int($0) }) else { return nil }
        repetitions = number
      case "--quiet": isQuiet = true
      case "--walk": walksOnly = true
      case "--text": printsText = true
      default: folder = argument
      }
    }
    if folder.isEmpty { return nil }
  }

  private func run() throws {
    let start = Clocks.now
    let share = try ShareFolder(SharePath(folder))
    let (files, skips) = try ShareWalk().files(in: share)
    let walked = Clocks.now
    if walksOnly {
      let bytes = files.reduce(0) { $0 + $1.stamp.size }
      print(
        "\(files.count) files, \(bytes) bytes, \(skips.count) passed over; \((walked - start).words)"
      )
      return
    }
    let totals = try read(files, share)
    let end = Clocks.now
    for skip in skips where !isQuiet {
      print("skipped\t\(skip.reason.rawValue)\t\(skip.path.display)\t\(skip.detail)")
    }
    print("walked \(files.count) files in \((walked - start).words)")
    totals.print(over: end - walked)
  }

  private func read(_ files: [WalkedFile], _ share: ShareFolder) throws -> Totals {
    var totals = Totals()
    let reader = DocumentReader()
    try reader.readAll(files, in: share, concurrency: threads) { index, result in
      let file = files[index]
      totals.add(result, size: file.stamp.size, fallback: file.path.pathExtension)
      if isQuiet { return }
      switch result {
      case .success(let document):
        let title = document.title.map { "'\($0)'" } ?? "–"
        let date = document.dates.first.map { "\($0.date) (\($0.source.rawValue))" } ?? "–"
        let remarks =
          document.remarks.isEmpty ? "" : "\t# " + document.remarks.joined(separator: "; ")
        print(
          "read\t\(document.format ?? "")\t\(file.path.display)\t\(document.text.utf8.count) bytes"
            + "\t\(document.headings.count) headings\t\(document.metadata.count) fields\t\(title)\t\(date)"
            + remarks)
        if printsText { print(document.text) }
      case .failure(let refusal):
        print("refused\t\(refusal.reason.rawValue)\t\(file.path.display)\t\(refusal.detail)")
      }
    }
    return totals
  }
}

/// Counts by format and by reason.
private struct Totals {
  private var formats: [String: (files: Int, bytes: Int, text: Int)] = [:]
  private var reasons: [String: Int] = [:]

  mutating func add(_ result: Result<Document, DocumentRefusal>, size: Int, fallback: String) {
    switch result {
    case .success(let document):
      let format = document.format ?? fallback
      let old = formats[format] ?? (0, 0, 0)
      formats[format] = (old.files + 1, old.bytes + size, old.text + document.text.utf8.count)
    case .failure(let refusal): reasons[refusal.reason.rawValue, default: 0] += 1
    }
  }

  func print(over time: Clocks) {
    for (format, sums) in formats.sorted(by: { $0.key < $1.key }) {
      Swift.print("\(format)\t\(sums.files) files\t\(sums.bytes) bytes\t\(sums.text) bytes of text")
    }
    for (reason, count) in reasons.sorted(by: { $0.key < $1.key }) {
      Swift.print("refused: \(reason)\t\(count)")
    }
    let bytes = formats.values.reduce(0) { $0 + $1.bytes }
    let text = formats.values.reduce(0) { $0 + $1.text }
    let count = formats.values.reduce(0) { $0 + $1.files }
    let refused = reasons.values.reduce(0, +)
    let rate = (Double(bytes) / 1e6 / time.wall * 10).rounded() / 10
    Swift.print(
      "\(count) read, \(refused) refused; \(bytes) bytes, \(text) bytes of text; \(time.words); \(rate) MB/s"
    )
  }
}

/// Wall-clock and processor time, that of child processes apart.
private struct Clocks {
  var wall: Double
  var user: Double
  var children: Double

  static var now: Clocks {
    Clocks(wall: wallSeconds(), user: processorSeconds(), children: childrenSeconds())
  }

  /// Processor seconds of ended programs (`RUSAGE_CHILDREN`, -1).
  private static func childrenSeconds() -> Double {
    var usage = rusage()
    unsafe getrusage(-1, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  static func - (left: Clocks, right: Clocks) -> Clocks {
    Clocks(
      wall: left.wall - right.wall, user: left.user - right.user,
      children: left.children - right.children)
  }

  var words: String {
    func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
    return "\(rounded(wall)) s, processor \(rounded(user)) s, of programs \(rounded(children)) s"
  }
}

import Documents
import Glibc
import Journaling
import Model
import RandomNumbers
import Retagging
import System

/// Writes a fixed set of tags into every file of a folder, takes runs back and settles them.
///
/// The evaluation script and the tests of interruption drive it; it prints one line for each file:
/// outcome, reason, path, bytes before, after and in the journal.
@main
enum WritingProbe {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch arguments.first {
      case "apply" where arguments.count >= 4: try apply(arguments)
      case "undo" where arguments.count >= 4: try undo(arguments)
      case "settle" where arguments.count >= 2: try settle(arguments)
      case "mutate" where arguments.count >= 4: try mutate(arguments)
      default:
        print(
          """
          usage: WritingProbe apply FOLDER JOURNALS RUN [documents|sidecar|xattr] [TYPE [OLDTYPE]]
                 WritingProbe undo JOURNALS RUN NEWRUN
                 WritingProbe settle JOURNALS
                 WritingProbe mutate FOLDER SEED ROUNDS
          """)
        exit(64)
      }
    } catch {
      print("error\t\(error)")
      exit(2)
    }
  }

  private static var options: FileWritingOptions {
    var options = FileWritingOptions()
    options.syncs = unsafe getenv("WRITING_PROBE_NO_SYNC") == nil
    return options
  }

  private static func values(_ type: String) -> TagValues {
    TagValues(
      facets: ["type": [type], "product": ["Häfen & Archive"]],
      keywords: [type, "Häfen & Archive"])
  }

  private static func request(_ arguments: [String]) -> TagRequest {
    TagRequest(
      values(arguments.count > 5 ? arguments[5] : "Data Sheet"),
      previous: arguments.count > 6 ? values(arguments[6]) : TagValues())
  }

  private static func apply(_ arguments: [String]) throws {
    let place = arguments.count > 4 ? TagPlace(rawValue: arguments[4]) : .documents
    guard let place else { throw DocumentRefusal(.unsupportedFormat, "unknown place") }
    let request = request(arguments)
    let folder = SharePath(arguments[2])
    for settlement in try JournalUndo.settle(folder: folder) {
      print("settled\t\(settlement.run)\t\(settlement.changed)\t\(settlement.notMade)")
    }
    let paths = files(beneath: SharePath(arguments[1]))
    let header = JournalHeader(run: arguments[3], time: Int64(time(nil)), purpose: "probe")
    let run = try TagWritingRun(
      place: place, journalFolder: folder, header: header, options: options)
    let items = paths.enumerated().map {
      TagWritingItem(id: Int64($0.offset), path: $0.element, request: request)
    }
    try run.apply(items) { outcomes in
      outcomes.forEach(show)
      return true
    }
    try run.finish()
  }

  private static func undo(_ arguments: [String]) throws {
    let header = JournalHeader(run: arguments[3], time: Int64(time(nil)), purpose: "undo")
    try JournalUndo.undo(
      run: arguments[2], folder: SharePath(arguments[1]), header: header, options: options
    ) { outcomes in
      outcomes.forEach(show)
      return true
    }
  }

  private static func settle(_ arguments: [String]) throws {
    for settlement in try JournalUndo.settle(folder: SharePath(arguments[1])) {
      print(
        "settled\t\(settlement.run)\t\(settlement.changed)\t\(settlement.notMade)\t"
          + "\(settlement.unclear.count)\t\(settlement.temporaries)")
    }
  }

  /// Changes random bytes of every file in memory and works out a change of what comes out.
  private static func mutate(_ arguments: [String]) throws {
    var random = SeededGenerator(seed: UInt64(arguments[2]) ?? 1)
    let request = TagRequest(values("Data Sheet"))
    var counts: [String: Int] = [:]
    var slowest = 0.0
    for path in files(beneath: SharePath(arguments[1])) {
      guard let format = DocumentFormat.writable(pathExtension: path.pathExtension),
        let bytes = read(path), !bytes.isEmpty, bytes.count < 1 << 18
      else { continue }
      for _ in 0..<(Int(arguments[3]) ?? 1) {
        var mutant = bytes
        for _ in 0...random.next(below: 8) {
          mutant[random.next(below: mutant.count)] = UInt8(truncatingIfNeeded: random.next())
        }
        if random.next(below: 4) == 0 { mutant.removeLast(random.next(below: mutant.count)) }
        let start = clock()
        do {
          let edits = try TagWriting.edits(mutant, format: format, request: request)
          let new = edits.applied(to: mutant)
          let back = new.flatMap { edits.inverse(of: mutant)?.applied(to: $0) }
          counts[back == mutant ? "changed" : "NOT INVERTIBLE", default: 0] += 1
        } catch {
          counts[error.reason.rawValue, default: 0] += 1
        }
        slowest = max(slowest, Double(clock() - start) / Double(CLOCKS_PER_SEC))
      }
    }
    for (reason, count) in counts.sorted(by: { $0.key < $1.key }) { print("\(reason)\t\(count)") }
    print("slowest\t\(slowest)")
  }

  private static func show(_ outcome: FileOutcome) {
    let words =
      switch outcome.status {
      case .changed: "changed\t\(outcome.warning ?? "")"
      case .unchanged: "unchanged\t"
      case .refused(let refusal): "refused\t\(refusal)"
      }
    let sizes = outcome.sizes
    print("\(words)\t\(outcome.path)\t\(sizes.before)\t\(sizes.after)\t\(sizes.journal)")
  }

  private static func read(_ path: SharePath) -> [UInt8]? {
    try? MappedBytes.contents(of: path.string)
  }

  /// All files beneath a folder, sorted; links and what begins with a dot are left out.
  private static func files(beneath folder: SharePath) -> [SharePath] {
    var result: [SharePath] = []
    for entry in (try? OpenFolder(folder).entries()) ?? [] where entry.name.first != 0x2E {
      let path = folder.appending(entry.name)
      switch entry.kind {
      case .folder: result += files(beneath: path)
      case .file: result.append(path)
      default: continue
      }
    }
    return result.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }
}

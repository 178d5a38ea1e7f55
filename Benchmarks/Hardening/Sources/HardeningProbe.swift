import Documents
import Glibc
import HardeningSupport
import RandomNumbers
import System

/// Puts extreme numbers into every numeric place of a folder's files, reads the mutants and plans tags for them;
/// XML and RDF files are imported as vocabularies.
///
/// A signal ends the probe behind the name of the file that did it; so does one input that takes a minute.
@main
enum HardeningProbe {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let folder = arguments.first, let limit = Int(arguments.dropFirst().first ?? "1000"),
      let seed = UInt64(arguments.dropFirst(2).first ?? "1")
    else {
      print("usage: HardeningProbe FOLDER [MUTANTS-A-FILE [SEED]]")
      exit(64)
    }
    let share = try ShareFolder(SharePath(folder))
    var numbers = SeededGenerator(seed: seed)
    let reader = DocumentReader(tools: ForeignTools(folders: []))
    var total = DocumentTrial.Counts()
    for file in try ShareWalk().files(in: share).files {
      let source = try share.open(file.path).source
      guard source.count <= 4 << 20 else { continue }
      print(file.path.string, terminator: "\t")
      fflush(nil)
      var trial = DocumentTrial(reader: reader)
      let bytes = try source.allBytes(limit: 4 << 20)
      trial.run(bytes, name: file.path.string, atMost: limit, &numbers)
      print("\(trial.counts.mutants)\t\(trial.counts.slowest)")
      total.mutants += trial.counts.mutants
      total.read += trial.counts.read
      total.written += trial.counts.written
      total.hangs += trial.counts.hangs
      total.broken += trial.counts.broken
      total.slowest = max(total.slowest, trial.counts.slowest)
    }
    print(
      """
      \(total.mutants) mutants: \(total.read) read, \(total.written) written, 0 signals, \
      \(total.hangs) hangs, \(total.broken) not invertible; slowest \(total.slowest) s
      """)
    exit(total.hangs + total.broken == 0 ? 0 : 1)
  }
}

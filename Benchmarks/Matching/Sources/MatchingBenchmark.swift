import BenchmarkSupport
import Glibc
import MappedStorage
import Matching
import System
import TextAnalysis

/// Measures the label matcher: `MatchingBenchmark CORPUS LABELS [ROUNDS]`.
///
/// Prints one line of tab-separated figures: labels, build seconds, index megabytes, hits, and the
/// median of the rounds' megabytes a second of CPU time.
@main struct MatchingBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      print("usage: MatchingBenchmark CORPUS LABELS [ROUNDS]")
      exit(64)
    }
    let corpus = try MappedBytes.contents(of: arguments[1])
    let labels = try MappedBytes.contents(of: arguments[2]).split(separator: UInt8(ascii: "\n"))
    let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 5 : 5
    let begin = processorSeconds()
    var builder = LabelIndexBuilder()
    for (number, label) in labels.enumerated() {
      builder.add(Analyzer.tokens(of: Array(label)).map(\.key), label: UInt32(number))
    }
    let index = try builder.makeIndex()
    let built = processorSeconds() - begin
    let matcher = LabelMatcher(index)
    var rates: [Double] = []
    var hits = 0
    for _ in 0..<rounds {
      // Not `[]` each time: a worker keeps its array, too.
      var found: [FoundLabel] = []
      found.reserveCapacity(1 << 20)
      hits = 0
      let start = processorSeconds()
      var position = 0
      while position < corpus.count {
        let end = min(position + (1 << 20), corpus.count)
        matcher.append(matchesIn: corpus.span.extracting(position..<end), to: &found)
        hits += found.count
        found.removeAll(keepingCapacity: true)
        position = end
      }
      rates.append(Double(corpus.count) / 1e6 / (processorSeconds() - start))
    }
    rates.sort()
    func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    print(
      labels.count, rounded(built), rounded(Double(index.bytes.count) / 1e6), hits,
      rounded(rates[rates.count / 2]), separator: "\t")
  }
}

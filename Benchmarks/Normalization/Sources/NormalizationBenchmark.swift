import BenchmarkSupport
import Glibc
import Matching
import Taxonomy

/// Measures the normalizer: `NormalizationBenchmark VOCABULARY [LABELS] [SCHEME]`.
///
/// Prints tab-separated lines: the concepts and labels of the vocabulary; the seconds until the
/// first label can be matched; then for labels that are all different, and for labels of which each
/// comes ten times, their number, the seconds, the labels a minute, the share accepted, and the labels a minute of one
/// processor's time.
@main struct NormalizationBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 2 else {
      print("usage: NormalizationBenchmark VOCABULARY [LABELS] [SCHEME]")
      exit(64)
    }
    let count = arguments.count > 2 ? Int(arguments[2]) ?? 100_000 : 100_000
    var importer = VocabularyImporter()
    try importer.read(path: arguments[1], as: nil)
    let vocabulary = try importer.finish().vocabulary
    let schemes = vocabulary.schemes.filter { scheme in
      arguments.count < 4 || vocabulary.scheme(scheme).key == arguments[3]
    }
    let begin = wallSeconds()
    let normalizer = Normalizer(vocabulary: vocabulary, schemes: Set(schemes))
    line("learned", vocabulary.conceptCount, "concepts", wallSeconds() - begin)
    var distortion = Distortion(labels: labels(of: vocabulary, Set(schemes)))
    let distinct = (0..<count).map { distortion.label($0) }
    measure("distinct", distinct, normalizer)
    measure("repeated", (0..<count).map { distinct[$0 * 7919 % (count / 10 + 1)] }, normalizer)
  }

  private static func measure(_ name: String, _ labels: [String], _ normalizer: Normalizer) {
    let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let begin = wallSeconds()
    let beginProcessor = processorSeconds()
    let matches = normalizer.matches(labels.map { LabelRequest($0) }, concurrency: processors)
    let taken = wallSeconds() - begin
    let worked = processorSeconds() - beginProcessor
    let accepted = matches.count { $0.outcome == .accepted }
    line(
      name, labels.count, taken, (Double(labels.count) / taken * 60).rounded(),
      Double(accepted) / Double(labels.count), (Double(labels.count) / worked * 60).rounded())
  }

  private static func labels(
    of vocabulary: Vocabulary, _ schemes: Set<SchemeOrdinal>
  ) -> [String] {
    vocabulary.concepts.filter { !schemes.isDisjoint(with: vocabulary.schemes(of: $0)) }
      .flatMap { concept in
        vocabulary.labels(of: concept).map { vocabulary.text(of: $0) }
      }
  }

  private static func line(_ values: Any...) {
    print(values.map { "\($0)" }.joined(separator: "\t"))
  }
}

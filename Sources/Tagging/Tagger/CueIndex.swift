internal import Documents
internal import Matching
internal import Model
internal import Taxonomy
internal import TextAnalysis

/// The cues of a vocabulary's types, looked for in the parts of a document where they count.
///
/// Those of a kind of place are found in one pass, as labels are. Not for use by several threads at
/// once.
struct CueIndex {
  private struct Entry {
    let concept: ConceptOrdinal
    let place: Cue.Place
    let text: String
  }

  /// A matcher for the cues of one kind of place.
  private final class Finder {
    let matcher: LabelMatcher

    init(_ index: LabelIndex) { matcher = LabelMatcher(index) }
  }

  private var entries: [Entry] = []
  private var finders: [Cue.Place: Finder] = [:]

  private let numbers: TypeNumbers
  private let places: TypePlaces

  init(_ vocabulary: Vocabulary, numbers: TypeNumbers, places: TypePlaces) {
    self.numbers = numbers
    self.places = places
    var builders: [Cue.Place: LabelIndexBuilder] = [:]
    for concept in vocabulary.concepts {
      for cue in vocabulary.cues(of: concept) {
        let tokens = Analyzer.tokens(of: cue.text)
        guard !tokens.isEmpty else { continue }
        builders[cue.place, default: LabelIndexBuilder()].add(
          tokens.map(\.key), label: UInt32(entries.count), separation: .sentence)
        entries.append(Entry(concept: concept, place: cue.place, text: cue.text))
      }
    }
    for (place, builder) in builders where place != .format {
      // Never in practice: the bytes are those that the builder made.
      if let index = try? builder.makeIndex() { finders[place] = Finder(index) }
    }
  }

  /// The cues that a document meets, each once, with the concept that each speaks for.
  func evidence(
    in scan: DocumentScan, format: String?
  ) -> [(concept: ConceptOrdinal, evidence: TagEvidence)] {
    guard !entries.isEmpty else { return [] }
    var result: [(concept: ConceptOrdinal, evidence: TagEvidence)] = []
    if let format {
      for entry in entries where entry.place == .format && entry.text.lowercased() == format {
        result.append((entry.concept, evidence(entry, .format, 0..<0, format)))
      }
    }
    var seen: Set<UInt32> = []
    for field in scan.fields {
      guard let place = Self.place(of: field), let finder = finders[place] else { continue }
      let found = finder.matcher.matches(in: field.bytes.span, overlap: .all)
      for match in found {
        let share = places.share(ofCueAt: match.range, in: field)
        guard share > 0 else { continue }
        for number in finder.matcher.index.labels(ofGroup: Int(match.group))
        where seen.insert(number.rawValue).inserted {
          let entry = entries[Int(number.rawValue)]
          let range = match.range.lowerBound + field.base..<match.range.upperBound + field.base
          let surface = String(decoding: field.bytes[match.range], as: UTF8.self)
          var item = evidence(entry, field.field, range, surface)
          item.weight *= share
          result.append((entry.concept, item))
        }
      }
    }
    return result
  }

  private static func place(of field: ScannedField) -> Cue.Place? {
    switch field.field {
    case .title: .title
    case .heading: .heading
    case .text: .text
    case .path: field.rule == .file ? .file : .folder
    case .metadata, .format, .document: nil
    }
  }

  private func evidence(
    _ entry: Entry, _ field: Evidence.Place, _ range: Range<Int>, _ surface: String
  ) -> TagEvidence {
    TagEvidence(
      field: field, range: range, surface: surface, label: nil,
      rule: entry.place == .format ? .format : .cue, remark: "cue “\(entry.text)”",
      weight: numbers.weight(ofCueIn: entry.place.wireName))
  }
}

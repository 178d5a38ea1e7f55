internal import Documents
internal import Matching
package import Model
internal import System
internal import Taxonomy
internal import TextAnalysis

/// A wording that people marked as naming a concept, beside the vocabulary's own labels.
package struct LearnedLabel: Sendable, Hashable {
  /// The wording as it was marked most often.
  package var text: String

  /// The URI of the concept.
  package var concept: String

  /// A learned label.
  package init(text: String, concept: String) {
    self.text = text
    self.concept = concept
  }
}

/// A place of a document that a person marked as naming a concept.
package struct MarkedPlace: Sendable, Hashable {
  /// The part of the document: `text` or `title`.
  package var field: Evidence.Place

  /// The bytes of the part.
  package var range: Range<Int>

  /// The URI of the concept.
  package var concept: String

  /// A marked place.
  package init(field: Evidence.Place, range: Range<Int>, concept: String) {
    self.field = field
    self.range = range
    self.concept = concept
  }
}

/// Learns wordings from marked places: those that mean one concept most of the times they stand in
/// a marked document.
struct LabelLearner {
  /// A wording, counted.
  private struct Usage {
    /// How often each concept was marked.
    var concepts: [String: Int] = [:]

    /// How often each spelling was marked.
    var spellings: [String: Int] = [:]

    /// How often it stands in the marked documents, marked or not.
    var places = 0

    var marked: Int { concepts.values.reduce(0, +) }
  }

  private static let shortest = 3

  /// The wordings learned from examples, sorted by text.
  ///
  /// - Parameter examples: those without marked places are left out: silence says nothing.
  /// - Returns: a label for each wording that means a concept in half of its places or more.
  static func labels(from examples: [TaggingExample]) -> [LearnedLabel] {
    let marked = examples.filter { !$0.marks.isEmpty }
    var allUsage: [[TokenKey]: Usage] = [:]
    for example in marked {
      for place in example.marks {
        guard let surface = surface(of: place, in: example.document) else { continue }
        let keys = Analyzer.tokens(of: surface).map(\.key)
        guard !keys.isEmpty, surface.utf8.count >= shortest else { continue }
        allUsage[keys, default: Usage()].concepts[place.concept, default: 0] += 1
        allUsage[keys, default: Usage()].spellings[surface, default: 0] += 1
      }
    }
    count(&allUsage, in: marked)
    return allUsage.values.compactMap(label).sorted {
      ($0.text, $0.concept) < ($1.text, $1.concept)
    }
  }

  private static func surface(of place: MarkedPlace, in document: Document) -> String? {
    let text: String
    switch place.field {
    case .text: text = document.text
    case .title: text = document.title ?? ""
    default: return nil
    }
    guard place.range.lowerBound >= 0, place.range.upperBound <= text.utf8.count else {
      return nil
    }
    let bytes = text.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: place.range.lowerBound)
    let end = bytes.index(start, offsetBy: place.range.count)
    return String(bytes[start..<end])
  }

  /// Counts all places of the marked wordings.
  private static func count(_ allUsage: inout [[TokenKey]: Usage], in examples: [TaggingExample]) {
    var builder = LabelIndexBuilder()
    var wordings: [[TokenKey]] = []
    for keys in allUsage.keys {
      builder.add(keys, label: UInt32(wordings.count), separation: .punctuation)
      wordings.append(keys)
    }
    // Never in practice: the bytes are those that the builder made.
    guard let index = try? builder.makeIndex() else { return }
    let matcher = LabelMatcher(index)
    for example in examples {
      for text in [example.document.title ?? "", example.document.text] {
        for found in matcher.matches(in: text) {
          for label in index.labels(ofGroup: Int(found.group)) {
            allUsage[wordings[Int(label.rawValue)]]?.places += 1
          }
        }
      }
    }
  }

  private static func label(_ usage: Usage) -> LearnedLabel? {
    guard
      let concept = usage.concepts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      let spelling = usage.spellings.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      concept.value * 2 > usage.marked, concept.value * 2 >= usage.places
    else { return nil }
    return LearnedLabel(text: spelling.key, concept: concept.key)
  }
}

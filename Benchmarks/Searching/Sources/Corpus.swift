import MappedStorage
import Model
import RandomNumbers
import Searching
import System
import Taxonomy

/// A made-up collection of passages whose words follow Zipf's law, the same for the same number.
///
/// A third of the words follow from the word before them, so that there are phrases. Each passage has
/// one of 70 types, mostly one of 400 products in 20 lines, and a date in 16 years.
struct Corpus {
  /// The number of different words.
  static let wordCount = 200_000

  private var generator = SeededGenerator(seed: 42)
  private let words: [String]
  private let cumulative: [Double]

  init() {
    var seed = SeededGenerator(seed: 7)
    words = (0..<Self.wordCount).map { Self.word($0, &seed) }
    var sum = 0.0
    cumulative = (0..<Self.wordCount).map { rank in
      sum += 1 / Double(rank + 3)
      return sum
    }
  }

  /// Words of syllables; frequent ones are short.
  private static func word(_ rank: Int, _ generator: inout SeededGenerator) -> String {
    let onsets = Array("bcdfghjklmnpqrstvwz")
    let vowels = Array("aeiou")
    let count = rank < 200 ? 1 : rank < 5_000 ? 2 : 3
    var word = ""
    for _ in 0..<count {
      word.append(onsets[generator.next(below: onsets.count)])
      word.append(vowels[generator.next(below: vowels.count)])
    }
    // The number makes words differ; letters only, so that they are stemmed like any.
    var number = rank
    repeat {
      word.append(onsets[number % 16])
      number /= 16
    } while number > 0
    return word
  }

  private mutating func rank() -> Int {
    let wanted = generator.nextUnit() * (cumulative.last ?? 1)
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func text(_ count: Int) -> String {
    var ranks = [rank()]
    while ranks.count < count {
      let last = ranks[ranks.count - 1]
      ranks.append(
        generator.next(below: 3) == 0 ? (last &* 7919 &+ generator.next(below: 2)) % 20_000 : rank()
      )
    }
    return ranks.map { words[$0] }.joined(separator: " ")
  }

  /// The next passage.
  mutating func next(_ number: Int) -> IndexDocument {
    var document = IndexDocument(
      id: "p\(number)", title: text(2 + generator.next(below: 4)),
      text: text(15 + generator.next(below: 35)),
      date: CalendarDate(
        year: 1996 + generator.next(below: 16), month: 1 + generator.next(below: 12)),
      language: "en")
    document.facets["type"] = ["urn:type:\(skewed(70))"]
    if generator.next(below: 10) > 0 { document.facets["product"] = ["urn:product:\(skewed(400))"] }
    return document
  }

  private mutating func skewed(_ count: Int) -> Int {
    generator.next(below: generator.next(below: count) + 1)
  }

  /// The types and products, these in two levels.
  static func vocabulary() throws -> Vocabulary {
    var builder = VocabularyBuilder()
    for (key, count) in [("type", 70), ("product", 400)] {
      let scheme = builder.entity("urn:\(key)")
      builder.declareScheme(scheme, key: key)
      for number in 0..<count {
        let concept = builder.entity("urn:\(key):\(number)")
        builder.declareConcept(concept)
        builder.addRelation(.scheme, from: concept, to: scheme)
        builder.addLabel(Label("\(key)zz \(number)", language: "en"), to: concept)
        guard key == "product" else { continue }
        let line = builder.entity("urn:line:\(number / 20)")
        if number % 20 == 0 {
          builder.declareConcept(line)
          builder.addRelation(.scheme, from: line, to: scheme)
          builder.addLabel(Label("linezz \(number / 20)", language: "en"), to: line)
        }
        builder.addRelation(.broader, from: concept, to: line)
      }
    }
    return try Vocabulary(MappedBytes(builder.compile().bytes), path: "made up")
  }
}

import Matching
import Model
import RandomNumbers
import Taxonomy

@testable import Searching

/// Documents of a few made-up words, so that queries of every kind find something.
struct RandomCorpus {
  /// Words that the stemmer leaves alone and that are no stop words.
  static let words = [
    "vault", "harbor", "renewal", "flint", "cobalt", "onyx", "basalt", "quartz", "amber", "jasper",
    "topaz", "opal", "zinc", "nickel", "copper", "börk", "boerk", "bork", "grün", "gruen", "ålm",
  ]

  var documents: [IndexDocument] = []

  init(count: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for number in 0..<count {
      var document = IndexDocument(
        id: "d\(number)",
        path: [
          ["a", "b", "a/c", "onyx/a"].randomElement(using: &generator) ?? "a",
          Self.text(1...2, &generator)
            + ([".txt", ".pdf", ""].randomElement(using: &generator) ?? ""),
        ].joined(separator: "/"),
        title: Self.text(1...3, &generator), text: Self.text(1...30, &generator),
        date: CalendarDate(year: Int.random(in: 2005...2009, using: &generator)), language: "en")
      if Int.random(in: 0..<4, using: &generator) == 0 {
        document.headings = [Self.text(1...2, &generator)]
      }
      if Int.random(in: 0..<3, using: &generator) > 0 {
        document.properties[.author] = [Self.text(1...2, &generator)]
      }
      if Int.random(in: 0..<3, using: &generator) > 0 {
        document.facets["type"] = [["red", "green", "blue"].randomElement(using: &generator) ?? ""]
      }
      if Int.random(in: 0..<3, using: &generator) > 0 {
        let values = ["x", "y", "z"].filter { _ in Bool.random(using: &generator) }
        if !values.isEmpty { document.facets["product"] = values }
      }
      documents.append(document)
    }
  }

  static func text(_ lengths: ClosedRange<Int>, _ generator: inout SeededGenerator) -> String {
    // Skewed, so that some words are common and some are rare.
    (0..<Int.random(in: lengths, using: &generator)).map { _ in
      let range = Int.random(in: 1...words.count, using: &generator)
      return words[Int.random(in: 0..<range, using: &generator)]
    }.joined(separator: " ")
  }
}

/// Writes documents as an index.
func makeIndex(
  _ documents: [IndexDocument], in folder: String, vocabulary: Vocabulary? = nil
) throws {
  let resolver = try vocabulary.map { ConceptResolver($0, index: try LabelIndex.compile($0)) }
  var writer = try IndexWriter(folder: folder, resolver: resolver)
  for document in documents { try writer.add(document) }
  try writer.commit()
}

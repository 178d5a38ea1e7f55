import Testing
import TextAnalysis

@testable import Matching

/// What is remembered of words, held against what labels are as a whole.
struct QueryAnalyzerTests {
  private let index = SimilarityIndex(
    [
      "Data sheet", "Datasheet", "Price list", "Lists of prices", "Working paper", "Annual report",
      "Reports, annual", "Press release", "Banana, banana",
    ].enumerated().map {
      IndexedLabel(
        text: $1, concept: Int32($0 / 2), language: .english, isCaseSensitive: false)
    }, conceptCount: 5, notes: [(concept: 1, text: "What the prices are")])

  private static let labels = [
    "data sheet", "Sheet of data", "price lists 2009", "Anual reprot", "banana banana banana",
    "workingpaper", "Press release v3.docx", "Price Zebra", "zebra", "2009", "", "???", "Pr. list",
    "data data sheet (final)",
  ]

  @Test(arguments: labels)
  func `the n-grams of a label are those of all its words`(label: String) {
    let analyzer = QueryAnalyzer(index)
    let terms = analyzer.terms(of: label, language: nil)
    var ids: [Int32] = []
    var unknown: Float = 0
    CharacterGrams.forEach(terms.words.map(\.text)) { key in
      if let id = index.grams[key] { ids.append(id) } else { unknown += 1 }
    }
    let rarity = PostingTable.rarity(frequency: 0, of: Float(index.labels.count))
    let expected = PostingTable.weighted(
      SimilarityIndexBuilder.scaled(SimilarityIndexBuilder.occurrences(ids)),
      index.gramTable.rarity, unknown: unknown * rarity * rarity * 0.5)
    #expect(terms.grams.map { $0.term } == expected.map { $0.term })
    #expect(terms.grams.map { $0.weight } == expected.map { $0.weight })
    // Once more, when all of its words are remembered.
    let again = analyzer.terms(of: label, language: nil)
    #expect(again.grams.map { $0.weight } == terms.grams.map { $0.weight })
    #expect(again.keys.map { $0.1 } == terms.keys.map { $0.1 })
  }

  @Test(arguments: labels)
  func `forms are left out only if no label has them`(label: String) {
    let form = LabelForm(label)
    let stemmers = StemTable(index.languages)
    let stems = form.tokens.map { stemmers.stem($0, .english) }
    let extras = TermExpander(words: Set(index.words), stemmers: stemmers).extras(of: form.tokens)
    var formKeys = FormKeys()
    let all = formKeys.all(form, stems: stems, extras: extras, nil)
    let kept = formKeys.all(
      form, stems: stems, extras: extras, nil, isKnown: stems.map { index.stems[$0] != nil })
    let (found, keptKeys) = (all.filter { index.keys[$0.1] != nil }, Set(kept.map(\.1)))
    #expect(found.allSatisfy { keptKeys.contains($0.1) })
    #expect(keptKeys.isSubset(of: all.map { $0.1 }))
    if label == "Price Zebra" { #expect(kept.count < all.count) }
  }

  @Test func `lists one behind the other are the lists`() {
    let lists = [[3, 1], [], [4], [], []]
    let flat = FlatLists(lists)
    #expect(flat.count == lists.count)
    #expect(lists.indices.map { Array(flat[$0]) } == lists)
    #expect(FlatLists([[Int]]()).count == 0)
  }
}

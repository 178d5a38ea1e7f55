import RandomNumbers
import Testing

@testable import Matching

/// Postings and n-grams, held against loops over all there is.
struct PostingTableTests {
  private func vectors(_ numbers: inout SeededGenerator, terms: Int) -> [[(
    term: Int32, scale: Float
  )]] {
    (0..<20).map { _ in
      let own = Set((0..<numbers.next(below: 6)).map { _ in Int32(numbers.next(below: terms)) })
      return own.sorted().map { ($0, 1 + Float(numbers.next(below: 3))) }
    }
  }

  @Test(arguments: 1...5, [Int.max, 4])
  func `a term leads to the labels that hold it, unless they are too many`(seed: UInt64, limit: Int)
  {
    var numbers = SeededGenerator(seed: seed)
    let terms = 8
    let vectors = vectors(&numbers, terms: terms)
    let table = PostingTable(vectors, termCount: terms, limit: limit)
    for term in 0..<Int32(terms) {
      let holders = vectors.indices.filter { vectors[$0].contains { $0.term == term } }
      let found = Array(table[term])
      #expect(found.map { Int($0.label) } == (holders.count > limit ? [] : holders))
      let expected = PostingTable.rarity(frequency: Float(holders.count), of: Float(vectors.count))
      #expect(table.rarity[Int(term)] == expected)
      for posting in found {
        let vector = vectors[Int(posting.label)]
        let length = vector.reduce(Float(0)) { sum, entry in
          let weight = entry.scale * table.rarity[Int(entry.term)]
          return sum + weight * weight
        }.squareRoot()
        let own = vector.first { $0.term == term }.map { $0.scale * table.rarity[Int(term)] } ?? 0
        #expect(abs(posting.weight - own / length) < 1e-5)
      }
    }
  }

  @Test func `a vector has length 1, with what is unknown in it less`() {
    let rarity: [Float] = [1, 2, 0.5]
    let vector: [(term: Int32, scale: Float)] = [(0, 1), (2, 4)]
    let weighted = PostingTable.weighted(vector, rarity)
    #expect(abs(weighted.reduce(0) { $0 + $1.weight * $1.weight } - 1) < 1e-5)
    let partly = PostingTable.weighted(vector, rarity, unknown: 5)
    #expect(abs(partly.reduce(0) { $0 + $1.weight * $1.weight } - 0.5) < 1e-5)
    #expect(PostingTable.weighted([], rarity).isEmpty)
    #expect(PostingTable.weighted([(1, 0)], rarity).map(\.weight) == [0])
  }

  @Test func `rare terms tell more`() {
    let all = (0...100).map { PostingTable.rarity(frequency: Float($0), of: 100) }
    #expect(zip(all, all.dropFirst()).allSatisfy { $0 > $1 })
    #expect(all.allSatisfy { $0 > 0 })
  }

  private func grams(_ tokens: [String]) -> [UInt64] {
    var keys: [UInt64] = []
    CharacterGrams.forEach(tokens) { keys.append($0) }
    return keys
  }

  @Test(arguments: [["a"], ["ab"], ["data"], ["data", "sheet"], ["Größe"], ["😀x"], [], [""]])
  func `words have the n-grams of two to four characters`(tokens: [String]) {
    // Each token with blanks around it: from each place two, three and four characters, where there are.
    let counts = tokens.map { token in
      let length = token.unicodeScalars.count + 2
      return (0..<length).reduce(0) { $0 + max(0, min(4, length - $1) - 1) }
    }
    #expect(grams(tokens).count == counts.reduce(0, +))
  }

  @Test(arguments: 1...3) func `the same characters have the same key, others another`(seed: UInt64)
  {
    var numbers = SeededGenerator(seed: seed)
    let letters: [Character] = ["a", "b", "c", "ä", "€", "😀"]
    var texts: [UInt64: String] = [:]
    for _ in 0..<300 {
      let word = String((0...numbers.next(below: 5)).map { _ in letters[numbers.next(below: 6)] })
      let scalars = Array((" " + word + " ").unicodeScalars)
      var expected: [String] = []
      for start in scalars.indices {
        for length in 2...4 where start + length <= scalars.count {
          expected.append(String(String.UnicodeScalarView(scalars[start..<(start + length)])))
        }
      }
      let keys = grams([word])
      #expect(keys.count == expected.count)
      for (key, text) in zip(keys, expected) {
        #expect(texts[key] ?? text == text, "\(text) has the key of \(texts[key] ?? "")")
        texts[key] = text
      }
    }
  }

  // MARK: Forms of labels

  @Test(arguments: [
    ("http://e.example/type/price-list", ["price", "list"]), ("dc:creator", ["creator"]),
    ("urn:x:a#priceList", ["price", "list"]), ("a: b", ["a", "b"]), (":x", ["x"]),
    ("http://", ["http"]), ("12:30", ["30"]),
  ])
  func `of a URI what follows its last part is read`(label: String, tokens: [String]) {
    #expect(LabelForm(label).tokens == tokens)
  }

  @Test(arguments: [
    ("2009", true), ("v2", true), ("???", true), ("", true), ("approved", true), ("final v3", true),
    ("Price list", false), ("2009 report", false), ("Q3", true), ("R2-D2", false),
  ])
  func `signs, numbers and states say nothing`(label: String, saysNothing: Bool) {
    #expect(LabelForm(label).saysNothing == saysNothing)
  }

  @Test(
    arguments: [
      (["data", "sheet"], "ds"), (["data"], nil), ([], nil), (["über", "uns", "2"], "üu2"),
    ] as [([String], String?)])
  func `several words have initials`(words: [String], initials: String?) {
    #expect(LabelForm.initials(words) == initials)
  }

  @Test(arguments: [(" a ", "a"), ("\t\n", ""), ("", ""), ("a b", "a b"), ("\u{1}é\u{2}", "é")])
  func `blanks around a label fall away`(label: String, trimmed: String) {
    #expect(LabelForm.trimmed(label) == trimmed)
  }

  @Test func `every kind of form has keys of its own`() {
    let keys = FormKind.allCases.flatMap { kind in ["", "a", "ab"].map { kind.key($0) } }
    #expect(Set(keys).count == keys.count)
  }
}

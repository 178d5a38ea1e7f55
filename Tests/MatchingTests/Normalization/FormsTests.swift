import RandomNumbers
import Testing
import TextAnalysis

@testable import Matching

struct FormsTests {
  @Test(
    arguments: [
      ("bookPart", "book Part"), ("PDFReader", "PDF Reader"), ("windows10", "windows 10"),
      ("iPhone", "iPhone"), ("PhD thesis", "PhD thesis"), ("neo4j", "neo4j"), ("MySQL", "MySQL"),
      ("ArticleArtikel", "Article Artikel"), ("plain words", "plain words"),
    ])
  func `cuts words at visible seams but leaves brands alone`(label: String, expected: String) {
    #expect(WordSplitting.split(label) == expected)
  }

  @Test(
    arguments: [
      ("Brochure_final_v3.docx", ["brochure"]),
      ("Copy of Price List 2009-06-30", ["price", "list"]),
      ("Data sheet (EN)", ["data", "sheet"]), ("Report June 2010", ["report"]),
      ("Invoice FY09 Q3", ["invoice"]), ("2009", ["2009"]), ("final", ["final"]),
      ("version 1.2 guide", ["guide"]), ("May report", ["may", "report"]),
    ])
  func `takes off what is glued on`(label: String, core: [String]) {
    #expect(LabelForm(label).core == core)
  }

  @Test func `distances agree with the plain recurrence`() {
    var random = SeededGenerator(seed: 3)
    let alphabet: [UInt32] = [97, 98, 99]
    for _ in 0..<2000 {
      let words = (0..<2).map { _ in
        (0..<Int(random.next() % 7)).map { _ in alphabet[Int(random.next() % 3)] }
      }
      let plain = Self.plainDistance(words[0], words[1])
      for limit in 0...3 {
        let expected = plain <= limit ? plain : nil
        #expect(DamerauLevenshtein.distance(words[0], words[1], limit: limit) == expected)
      }
    }
  }

  @Test func `spelling neighbors are those that a scan of all words finds`() {
    var random = SeededGenerator(seed: 5)
    let words = Set(
      (0..<300).map { _ in
        String(
          (0..<4 + Int(random.next() % 6)).map { _ in
            Character(Unicode.Scalar(UInt8(97 + random.next() % 4)))
          })
      }
    ).sorted()
    let index = SpellingIndex(words)
    for word in words.prefix(60) {
      let limit = SpellingIndex.limit(length: word.count)
      let expected = words.indices.filter { other in
        let reach = min(limit, max(SpellingIndex.limit(length: words[other].count), 1))
        let distance = DamerauLevenshtein.distance(word, words[other], limit: reach)
        return distance.map { $0 > 0 } ?? (limit > 0 && Self.isOneMoved(word, words[other]))
      }
      #expect(index.neighbors(of: word).map(\.word).sorted() == expected)
    }
  }

  /// Whether taking one letter out of a word and putting it in elsewhere gives the other.
  private static func isOneMoved(_ first: String, _ second: String) -> Bool {
    let letters = Array(first)
    return letters.indices.contains { from in
      var rest = letters
      let letter = rest.remove(at: from)
      return (0...rest.count).contains { place in
        var moved = rest
        moved.insert(letter, at: place)
        return String(moved) == second && first != second
      }
    }
  }

  @Test(arguments: [("workingpaper", ["working", "paper"]), ("table", []), ("xyzzyplugh", [])])
  func `cuts compounds into known words`(word: String, parts: [String]) {
    let expander = TermExpander(words: ["working", "paper"], stemmers: StemTable([]))
    #expect(expander.parts(of: word) == parts)
  }

  private static func plainDistance(_ first: [UInt32], _ second: [UInt32]) -> Int {
    var table = [[Int]](
      repeating: [Int](repeating: 0, count: second.count + 1), count: first.count + 1)
    for row in 0...first.count { table[row][0] = row }
    for column in 0...second.count { table[0][column] = column }
    guard !first.isEmpty, !second.isEmpty else { return max(first.count, second.count) }
    for row in 1...first.count {
      for column in 1...second.count {
        let cost = first[row - 1] == second[column - 1] ? 0 : 1
        table[row][column] = min(
          table[row - 1][column] + 1, table[row][column - 1] + 1,
          table[row - 1][column - 1] + cost)
        if row > 1, column > 1, first[row - 1] == second[column - 2],
          first[row - 2] == second[column - 1]
        {
          table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
        }
      }
    }
    return table[first.count][second.count]
  }
}

import RandomNumbers
import Testing

@testable import Taxonomy

/// Sets of languages as bits, held against sets.
struct LanguageSetTests {
  @Test(arguments: [1, 2, 63, 64, 65, 130], 1...3)
  func `bits say what sets say, for any number of languages`(languages: Int, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let owners = 6
    func make() -> (LanguageSets, [Set<Int>]) {
      var bits = LanguageSets(owners: owners, languages: languages)
      var sets = Array(repeating: Set<Int>(), count: owners)
      for _ in 0..<(2 * owners) {
        let (language, owner) = (random.next(below: languages), random.next(below: owners))
        bits.insert(language, into: owner)
        sets[owner].insert(language)
      }
      return (bits, sets)
    }
    var (one, first) = make()
    let (two, second) = make()
    for owner in 0..<owners {
      #expect(one.isEmpty(owner) == first[owner].isEmpty)
      #expect(one.hasSeveral(owner) == (first[owner].count > 1))
      for other in 0..<owners {
        #expect(
          one.members(of: owner, notIn: two, of: other)
            == first[owner].subtracting(second[other]).sorted())
      }
    }
    one.formIntersection(two, of: 1, with: 0)
    one.assign(two, of: 2, to: 3)
    first[0].formIntersection(second[1])
    first[3] = second[2]
    let nothing = LanguageSets(owners: 1, languages: languages)
    for owner in 0..<owners {
      #expect(one.members(of: owner, notIn: nothing, of: 0) == first[owner].sorted())
    }
  }

  @Test func `with no language at all every set is empty`() {
    let sets = LanguageSets(owners: 3, languages: 0)
    #expect((0..<3).allSatisfy { sets.isEmpty($0) && !sets.hasSeveral($0) })
    #expect(sets.members(of: 0, notIn: sets, of: 1) == [])
  }
}

/// Whether what all concepts of a scheme lack is told once, and what some lack one by one.
struct SchemeFaultTests {
  /// The findings of a rule on schemes whose concepts have a note (`+`) or none (`-`).
  private func findings(_ schemes: [String]) throws -> [String] {
    let body = schemes.enumerated().map { number, concepts in
      "<scheme id='s\(number)'><title>S\(number)</title>"
        + concepts.enumerated().map { index, mark in
          "<concept id='c\(number)-\(index)'><name>C\(number)-\(index)</name>"
            + (mark == "+" ? "<scope>All.</scope>" : "") + "</concept>"
        }.joined() + "</scheme>"
    }
    let vocabulary = try imported(
      "<vocabulary xmlns='urn:parlance:vocabulary:1' base='urn:x:' xml:lang='en'>\(body.joined())</vocabulary>"
    ).vocabulary
    return VocabularyChecker(ruleNames: ["UndocumentedConcepts"]).check(vocabulary)
      .compactMap(\.concept).map { String($0.dropFirst("urn:x:".count)) }
  }

  @Test(
    arguments: [
      (["++"], []), (["+-"], ["c0-1"]), (["--"], ["s0"]), (["-"], ["c0-0"]), ([""], []),
      (["--", "+-", "++"], ["s0", "c1-1"]), (["---+"], ["c0-0", "c0-1", "c0-2"]),
      (["--", "--"], ["s0", "s1"]), (["-", "--"], ["c0-0", "s1"]),
    ] as [([String], [String])])
  func `one of a kind is a slip, all of two and more are how the scheme is made`(
    schemes: [String], expected: [String]
  ) throws {
    #expect(try findings(schemes).sorted() == expected.sorted())
  }
}

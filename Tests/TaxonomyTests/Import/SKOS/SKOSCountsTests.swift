import RandomNumbers
import Testing

@testable import Taxonomy

/// What the reading of SKOS counts and groups on its way.
struct SKOSCountsTests {
  private func row(_ property: UInt32, line: UInt32 = 1) -> RDFStatementStore.Row {
    RDFStatementStore.Row(
      subject: RDFNode(iri: 0), property: property, object: 0, line: line)
  }

  // MARK: Languages of schemes

  @Test func `the language on which all schemes agree is that of what is in none`() {
    var languages = DefaultLanguages()
    languages.add(2, of: 10, statedBy: row(0))
    languages.agree(among: 2)
    languages.enter(firstOf: [])
    #expect(languages.current == 0, "the other scheme states none")
    languages.add(2, of: 11, statedBy: row(0))
    languages.agree(among: 2)
    languages.enter(firstOf: [])
    #expect(languages.current == 2)
  }

  @Test func `the first scheme that states a language decides, and its texts are counted`() {
    var languages = DefaultLanguages()
    languages.add(3, of: 12, statedBy: row(0, line: 7))
    languages.add(2, of: 11, statedBy: row(0, line: 5))
    languages.add(3, of: 13, statedBy: row(0, line: 9))
    languages.enter(firstOf: [10, 12, 11])
    #expect(languages.current == 3)
    languages.countUse()
    languages.countUse()
    languages.leave()
    languages.countUse()
    languages.enter(scheme: 11)
    languages.countUse()
    let counts = languages.counts
    #expect(counts.map(\.language) == [2, 3] && counts.map(\.count) == [1, 2])
    #expect(counts.map(\.row.line) == [5, 7], "told where the first scheme of it states it")
  }

  // MARK: What is left out

  @Test func `a property is told once, with its number and the line of the first`() {
    var ignored = IgnoredStatements()
    for line in [9, 4, 6] as [UInt32] { ignored.count(row(line == 4 ? 1 : 2, line: line)) }
    ignored.count(row(3, line: 2), ofKind: 3)
    ignored.count(row(5, line: 1), ofKind: 5)
    ignored.countComments(3, from: 8)
    let told = ignored.messages(name: { "u:\($0)" }, general: { $0 == 3 ? 30 : nil })
    #expect(told.map(\.line) == [2, 4, 9, 8])
    #expect(told.map(\.rule) == Array(repeating: "IgnoredContent", count: 4))
    #expect(told[0].message.hasPrefix("<u:3> is kept as <u:30>"))
    #expect(told[1].message.hasPrefix("<u:1> has no place"))
    #expect(told[2].message.hasPrefix("<u:2> (2 times, here first) has no place"))
    #expect(told[3].message.contains("(3, here first)"))
  }

  @Test func `what was not met is not told`() {
    #expect(IgnoredStatements().messages(name: { "\($0)" }, general: { _ in nil }).isEmpty)
  }

  // MARK: Exact matches

  @Test(arguments: 0..<20)
  func `exact matches are grouped as a naive search groups them`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var groups = ExactMatchGroups()
    var sets: [Set<UInt32>] = []
    for _ in 0..<30 {
      let one = UInt32(random.next(below: 25))
      let other = UInt32(random.next(below: 25))
      groups.join(one, other)
      let touched = sets.filter { $0.contains(one) || $0.contains(other) }
      sets.removeAll { touched.contains($0) }
      sets.append(touched.reduce([one, other]) { $0.union($1) })
    }
    let found = groups.groups
    let sizes = found.map(\.count)
    let members = found.map { Set($0) }
    #expect(Set(members) == Set(sets.filter { $0.count > 2 }))
    #expect(members.map(\.count) == sizes)
  }
}

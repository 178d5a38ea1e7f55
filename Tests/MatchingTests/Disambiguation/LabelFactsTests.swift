import MappedStorage
import Model
import System
import Taxonomy
import TestSupport
import Testing
import TextAnalysis

@testable import Matching

/// What counts of labels beside their text, as the label index keeps it.
struct LabelFactsTests {
  private let vocabulary = makeVocabulary(
    [
      Label("Data sheets", language: "en"), Label("DS", language: "de", kind: .alternative),
      Label("Sheet", kind: .alternative, requiredContext: ["paper"]),
      Label("Blatt", language: "de-AT", kind: .hidden),
      Label(
        "Flyer", kind: .alternative, role: .formerName,
        validity: Validity(until: CalendarDate("2009-06"))),
    ])

  @Test func `say of each label what the vocabulary says`() {
    let facts = LabelFacts.all(of: vocabulary)
    #expect(facts.count == vocabulary.labelCount)
    for (fact, ordinal) in zip(facts, vocabulary.labels) {
      let label = vocabulary.label(ordinal)
      #expect(fact.concept == vocabulary.concept(of: ordinal))
      #expect(fact.kind == label.kind && fact.role == label.role)
      #expect(fact.validity == label.validity)
      #expect(fact.isDated == (label.validity != .always))
      #expect(fact.hasContext == !label.requiredContext.isEmpty)
      #expect(Int(fact.length) == label.text.utf8.count)
      #expect(fact.needsSupport == (label.text == "DS"))
      #expect(fact.language == ConceptTables.languageCode(label.language))
    }
    #expect(facts.map(\.tokenCount) == [2, 1, 1, 1, 1])
    // "sheet" and "sheets" are one word, "data" is rarer.
    #expect(facts.map(\.commonness) == [1, 1, 2, 1, 1])
    #expect(Set(facts.map(\.key)).count == 5)
  }

  @Test func `are in the index, in memory and in a file`() throws {
    let facts = LabelFacts.all(of: vocabulary)
    let index = try LabelIndex.compile(vocabulary)
    #expect(index.facts(of: vocabulary) == facts)
    #expect(ConceptTables(vocabulary, index: index).facts == ConceptTables(vocabulary).facts)
    let other = makeVocabulary([Label("Other")])
    #expect(index.facts(of: other) == nil)
    try withTemporaryFolder { folder in
      let path = folder + "/labels.index"
      try LabelIndex.compile(vocabulary, to: path)
      #expect(try LabelIndex(contentsOf: path, for: vocabulary).facts(of: vocabulary) == facts)
    }
  }

  @Test func `of concepts that there are not are refused`() throws {
    var builder = LabelIndexBuilder()
    builder.add(
      [[TokenKey(folded: Array("x".utf8))]], entry: LabelEntry(label: 0, rule: 0, surface: 0))
    let few = makeVocabulary([Label("Other")])
    let index = try builder.makeIndex(
      fingerprint: few.fingerprint, facts: LabelFacts.all(of: vocabulary))
    #expect(throws: StorageError.self) {
      _ = try LabelIndex(index.bytes, for: few, path: "labels")
    }
  }
}

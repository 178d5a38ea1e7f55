import MappedStorage
import System
import Testing

@testable import Taxonomy

/// Counts what reading and compiling compare, so that no list of one thing takes quadratic time.
struct CompileWorkTests {
  enum Part: CaseIterable {
    case labels, notes, mappings, cues, successors, titles, collectionLabels, related
  }

  @Test(arguments: Part.allCases)
  func `four times as much of one thing is at most five times the work`(part: Part) {
    let small = work(part, size: 500)
    let large = work(part, size: 2000)
    #expect(Double(large) <= 5 * Double(max(small, 1000)), "\(small) steps, \(large) steps")
  }

  @Test(arguments: Part.allCases)
  func `four times as many changes are at most five times the work to find`(part: Part) {
    let small = diffWork(part, size: 500)
    let large = diffWork(part, size: 2000)
    #expect(Double(large) <= 5 * Double(max(small, 1000)), "\(small) steps, \(large) steps")
  }

  private func diffWork(_ part: Part, size: Int) -> Int {
    let (before, after) = (vocabulary(part, 0..<size), vocabulary(part, size..<(2 * size)))
    return ReadMeter.measure { _ = VocabularyDiff(from: before, to: after) }
  }

  private func vocabulary(_ part: Part, _ numbers: Range<Int>) -> Vocabulary {
    var builder = VocabularyBuilder()
    let concept = builder.entity("u:a")
    builder.declareConcept(concept)
    builder.addLabel(Label("Name"), to: concept)
    for number in numbers { add(number, of: part, to: concept, &builder) }
    return builder.build().vocabulary
  }

  @Test func `says what is said twice once, however much there is`() {
    var builder = VocabularyBuilder()
    let concept = builder.entity("u:a")
    builder.declareConcept(concept)
    for _ in 0..<2 {
      for number in 0..<100 {
        builder.addLabel(Label("Label \(number)", language: "en"), to: concept)
        builder.addNote(ConceptNote("Note \(number)", language: "en"), to: concept)
        builder.addMapping(ConceptMapping(.exact, uri: "u:\(number)"), to: concept)
      }
    }
    builder.addLabel(Label("Label 7", language: "de"), to: concept)
    builder.addMapping(ConceptMapping(.close, uri: "u:7"), to: concept)
    let vocabulary = builder.build().vocabulary
    #expect(vocabulary.labelCount == 101)
    #expect(vocabulary.notes(of: ConceptOrdinal(0)).count == 100)
    #expect(vocabulary.mappings(of: ConceptOrdinal(0)).count == 101)
  }

  private func work(_ part: Part, size: Int) -> Int {
    var builder = VocabularyBuilder()
    let concept = builder.entity("u:a")
    builder.declareConcept(concept)
    builder.deprecate(concept)
    for number in 0..<size { add(number, of: part, to: concept, &builder) }
    return ReadMeter.measure { _ = builder.compile() }
  }

  private func add(
    _ number: Int, of part: Part, to concept: VocabularyBuilder.Entity,
    _ builder: inout VocabularyBuilder
  ) {
    switch part {
    case .labels: builder.addLabel(Label("Label \(number)"), to: concept)
    case .notes: builder.addNote(ConceptNote("Note \(number)"), to: concept)
    case .mappings: builder.addMapping(ConceptMapping(.exact, uri: "u:\(number)"), to: concept)
    case .cues: builder.addCue(Cue("cue \(number)", in: .text), to: concept)
    case .successors:
      let other = builder.entity("u:\(number)")
      builder.declareConcept(other)
      builder.addSuccessor(other, to: concept)
    case .titles: builder.addTitle("Title \(number)", to: builder.entity("u:s"))
    case .collectionLabels:
      builder.addLabel(Label("Label \(number)"), toCollection: builder.entity("u:k"))
    case .related:
      let other = builder.entity("u:\(number)")
      builder.declareConcept(other)
      builder.addRelation(.related, from: concept, to: other)
    }
  }
}

internal import Matching
internal import Model
internal import Taxonomy
internal import TextAnalysis

/// Which types of a vocabulary answer which others, by their labels: "RFP response" an "RFP".
///
/// Not for use by several threads at once.
final class TypeReplies {
  private let tables: ConceptTables
  private let lexicon: FormLexicon
  private var repliesOfScheme: [SchemeOrdinal: [ConceptOrdinal: Set<ConceptOrdinal>]] = [:]

  init(_ tables: ConceptTables, lexicon: FormLexicon) {
    self.tables = tables
    self.lexicon = lexicon
  }

  /// The types of a scheme that answer one of them, in their order.
  func replies(to concept: ConceptOrdinal, in scheme: SchemeOrdinal) -> [ConceptOrdinal] {
    if repliesOfScheme[scheme] == nil { repliesOfScheme[scheme] = read(scheme) }
    return (repliesOfScheme[scheme]?[concept] ?? []).sorted()
  }

  private func read(_ scheme: SchemeOrdinal) -> [ConceptOrdinal: Set<ConceptOrdinal>] {
    var named: [[String]: Set<ConceptOrdinal>] = [:]
    var answered: [(words: [String], reply: ConceptOrdinal)] = []
    for concept in tables.vocabulary.concepts
    where tables.home[Int(concept.rawValue)] == scheme
      && tables.currentConcepts(for: concept) == [concept]
    {
      for label in tables.vocabulary.labels(of: concept) {
        let words = Analyzer.tokens(of: tables.vocabulary.label(label).text).map(\.text)
        named[words, default: []].insert(concept)
        let rest = words.filter { !lexicon[.answer].contains($0) }
        guard rest.count < words.count else { continue }
        answered.append((rest.filter { !lexicon.prepositions.contains($0) }, concept))
      }
    }
    var result: [ConceptOrdinal: Set<ConceptOrdinal>] = [:]
    for (words, reply) in answered {
      for concept in named[words] ?? [] where concept != reply {
        result[concept, default: []].insert(reply)
      }
    }
    return result
  }
}

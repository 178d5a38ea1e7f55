package import Model
internal import Taxonomy

extension Disambiguator {
  /// Why the best of several meanings was chosen, or why none could be; empty for a single one.
  ///
  /// - Parameters:
  ///   - meanings: the meanings of one choice, the best first.
  ///   - isDecided: whether the best one is clear.
  ///   - date: the date of the document, if known.
  /// - Returns: a few words, such as `also named otherwise; not “Harbor Safe”`.
  package func reason(
    for meanings: ArraySlice<Meaning>, isDecided: Bool, at date: CalendarDate?
  ) -> String {
    guard meanings.count > 1, let best = meanings.first else { return "" }
    guard isDecided else {
      let names = meanings.prefix(4).map { "“\(name(of: $0.concept))”" }
      return "may mean \(names.joined(separator: " or ")); nothing decides"
    }
    let second = meanings[meanings.startIndex + 1]
    // What speaks for both decided nothing.
    let others = Set(words(for: second, at: date))
    let telling = words(for: best, at: date).filter { !others.contains($0) }
    let other = name(of: second.concept)
    if telling.isEmpty { return "nearer to the label than “\(other)”" }
    return "\(telling.joined(separator: ", ")); not “\(other)”"
  }

  /// What gave a meaning points beyond its label, each in a few words.
  package func words(for meaning: Meaning, at date: CalendarDate?) -> [String] {
    var result: [String] = []
    if meaning.reasons.contains(.isInUse), let date { result.append("name in use at \(date)") }
    if meaning.reasons.contains(.isNamedOtherwise) { result.append("also named otherwise") }
    if meaning.reasons.contains(.hasNeighbor) {
      result.append("near “\(name(of: meaning.neighbor))”")
    }
    if meaning.reasons.contains(.isUsual) { result.append("usual here") }
    if meaning.reasons.contains(.meetsCondition) {
      let deprecated = tables.facts[Int(meaning.label.rawValue)].concept
      let condition = tables.vocabulary.successors(of: deprecated)[Int(meaning.successor)].condition
      result.append("“\(condition)” applies")
    }
    return result
  }

  private func name(of concept: ConceptOrdinal) -> String {
    tables.vocabulary.preferredLabel(of: concept)
  }
}

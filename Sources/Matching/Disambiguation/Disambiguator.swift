package import Taxonomy

/// Decides what a wording means that several concepts claim.
///
/// Each meaning collects points: names in use at the document's date, other names of the concept in
/// the document, its neighbours in the vocabulary, the habit of the folder, the language, the
/// exactness of the wording. A lead of `margin` decides; otherwise the question stays open, with
/// all meanings.
package struct Disambiguator: Sendable {
  /// What is known around the wording.
  package struct Surroundings {
    /// The date of the document.
    package var date: CalendarDate?

    /// The language of the document as a BCP 47 tag, or empty.
    package var language = ""

    /// The concepts that the document names without ambiguity, with the number of places.
    package var named: [ConceptOrdinal: Int] = [:]

    /// How usual a concept is in the same folder or for the same author, from 0 to 1.
    package var habits: [ConceptOrdinal: Double] = [:]

    /// Nothing known.
    package init() {}
  }

  /// One meaning of a wording.
  package struct Meaning: Sendable {
    /// The concept in use today.
    package var concept: ConceptOrdinal

    /// The label by which the wording has this meaning.
    package var label: LabelOrdinal

    /// The points that speak for it.
    package var points: Double

    /// What gave points beyond the label itself, in words.
    package var reasons: [String]
  }

  /// The answer: all meanings, the best first, and whether the best one is chosen.
  package struct Choice: Sendable {
    /// The meanings, the best first, each concept once.
    package var meanings: [Meaning]

    /// Whether the best meaning is clear.
    package var isDecided: Bool

    /// Why it is clear, or why it is not; empty if there was only one.
    package var reason: String
  }

  /// The lead in points that decides.
  package static let margin = 0.8

  private let tables: ConceptTables

  /// A disambiguator over a vocabulary.
  package init(_ tables: ConceptTables) { self.tables = tables }

  /// Chooses among the labels that a wording may be.
  ///
  /// - Parameters:
  ///   - labels: at least one.
  ///   - surfaceKey: the hash of the wording's folded tokens.
  ///   - surroundings: what is known around it.
  ///   - conditionWeight: how well the document meets a successor's condition, from 0 to 1.
  /// - Returns: the meanings and the decision.
  package func choose(
    among labels: [LabelOrdinal], surfaceKey: UInt64, in surroundings: Surroundings,
    conditionWeight: (Successor) -> Double = { _ in 0 }
  ) -> Choice {
    var best: [ConceptOrdinal: Meaning] = [:]
    for label in labels {
      for meaning in meanings(
        of: label, surfaceKey: surfaceKey, in: surroundings, conditionWeight: conditionWeight)
      where meaning.points > best[meaning.concept]?.points ?? -.infinity {
        best[meaning.concept] = meaning
      }
    }
    let ranked = best.values.sorted {
      ($1.points, $0.concept) < ($0.points, $1.concept)
    }
    guard ranked.count > 1 else {
      return Choice(meanings: ranked, isDecided: true, reason: "")
    }
    let isDecided = ranked[0].points - ranked[1].points >= Self.margin
    return Choice(
      meanings: ranked, isDecided: isDecided,
      reason: isDecided ? reason(for: ranked) : openReason(for: ranked))
  }

  // MARK: Points

  private func meanings(
    of label: LabelOrdinal, surfaceKey: UInt64, in surroundings: Surroundings,
    conditionWeight: (Successor) -> Double
  ) -> [Meaning] {
    let facts = tables.facts[Int(label.rawValue)]
    var points = 0.0
    var reasons: [String] = []
    if facts.key == surfaceKey { points += 0.5 }
    switch facts.kind {
    case .preferred: points += 0.5
    case .alternative: points += 0.25
    case .hidden: break
    }
    let language = facts.language
    if !surroundings.language.isEmpty, !language.isEmpty,
      language.prefix(2) != surroundings.language.prefix(2)
    {
      points -= 1
    }
    if facts.validity != .always {
      if let date = surroundings.date {
        if facts.validity.contains(date) {
          points += 2
          reasons.append("name in use at \(date)")
        } else {
          points -= 3
        }
      } else if facts.validity.until == nil {
        points += 0.3
      }
    }
    let current = tables.currentConcepts(for: facts.concept)
    if current != [facts.concept] { points -= 0.2 }
    return current.map { concept in
      var meaning = Meaning(concept: concept, label: label, points: points, reasons: reasons)
      addSurroundings(to: &meaning, surroundings)
      if current.count > 1 {
        addCondition(to: &meaning, of: facts.concept, conditionWeight)
      }
      return meaning
    }
  }

  private func addSurroundings(to meaning: inout Meaning, _ surroundings: Surroundings) {
    if let count = surroundings.named[meaning.concept] {
      meaning.points += count > 1 ? 2.5 : 2
      meaning.reasons.append("also named otherwise")
    }
    var near = 0
    var example: ConceptOrdinal?
    if !surroundings.named.isEmpty {
      for neighbor in tables.neighbors[Int(meaning.concept.rawValue)]
      where surroundings.named[neighbor] != nil {
        near += 1
        if example == nil { example = neighbor }
      }
    }
    if let example {
      meaning.points += min(Double(near), 2)
      meaning.reasons.append("near “\(tables.vocabulary.preferredLabel(of: example))”")
    }
    if let habit = surroundings.habits[meaning.concept], habit > 0 {
      meaning.points += 1.5 * habit
      meaning.reasons.append("usual here")
    }
  }

  private func addCondition(
    to meaning: inout Meaning, of deprecated: ConceptOrdinal,
    _ conditionWeight: (Successor) -> Double
  ) {
    let direct = tables.vocabulary.successors(of: deprecated).first {
      $0.concept.map { tables.currentConcepts(for: $0).contains(meaning.concept) } ?? false
    }
    guard let direct, !direct.condition.isEmpty else { return }
    let weight = conditionWeight(direct)
    guard weight > 0 else { return }
    meaning.points += 2 * weight
    meaning.reasons.append("“\(direct.condition)” applies")
  }

  // MARK: Words

  private func reason(for ranked: [Meaning]) -> String {
    let others = Set(ranked[1].reasons)
    let telling = ranked[0].reasons.filter { !others.contains($0) }
    let name = tables.vocabulary.preferredLabel(of: ranked[1].concept)
    if telling.isEmpty { return "nearer to the label than “\(name)”" }
    return "\(telling.joined(separator: ", ")); not “\(name)”"
  }

  private func openReason(for ranked: [Meaning]) -> String {
    let names = ranked.prefix(4).map { "“\(tables.vocabulary.preferredLabel(of: $0.concept))”" }
    return "may mean \(names.joined(separator: " or ")); nothing decides"
  }
}

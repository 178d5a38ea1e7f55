package import Model
package import Taxonomy

/// Decides what a wording means that several concepts claim.
///
/// Each meaning collects points: names in use at the document's date, other names of the concept in
/// the document, its neighbours in the vocabulary, the habit of the folder, the language, the
/// exactness of the wording. What each is worth,
/// and the lead that decides, `homonym-points.tsv` says; without that lead the question stays open, with
/// all meanings.
package struct Disambiguator: Sendable {
  /// What is known around the wording.
  package struct DocumentContext {
    /// The date of the document.
    package var date: CalendarDate?

    /// The language of the document as `ConceptTables.languageCode` gives it, or 0.
    package var language: UInt16 = 0

    /// The concepts that the document names without ambiguity, with the number of places.
    package var named: DenseMap

    /// How usual a concept is in the same folder or for the same author, from 0 to 1.
    package var habits: [ConceptOrdinal: Double] = [:]

    /// Nothing known but what `named` counts.
    package init(named: DenseMap) { self.named = named }
  }

  /// One meaning of a wording.
  package struct Meaning: Sendable, BitwiseCopyable {
    /// The concept in use today.
    package var concept: ConceptOrdinal

    /// The label by which the wording has this meaning.
    package var label: LabelOrdinal

    /// The points that speak for it.
    package var points: Double

    /// What gave points beyond the label itself.
    package var reasons: Reasons

    /// A neighbour that the document names, if that is one of the reasons.
    package var neighbor: ConceptOrdinal

    /// The number of the successor whose condition applies, if that is one of the reasons.
    package var successor: UInt16
  }

  /// What gives a meaning points beyond its label.
  package struct Reasons: OptionSet, Sendable, BitwiseCopyable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The name was in use at the document's date.
    package static let isInUse = Reasons(rawValue: 1)
    /// The name was not in use at the document's date.
    package static let isOutOfUse = Reasons(rawValue: 2)
    /// The document names the concept otherwise, too.
    package static let isNamedOtherwise = Reasons(rawValue: 4)
    /// The document names a neighbour in the vocabulary.
    package static let hasNeighbor = Reasons(rawValue: 8)
    /// The concept is usual in the folder or for the author.
    package static let isUsual = Reasons(rawValue: 16)
    /// The condition of a split is met.
    package static let meetsCondition = Reasons(rawValue: 32)
  }

  /// What counts of how a wording is written.
  package struct Surface: Sendable, BitwiseCopyable {
    /// The hash of its folded tokens.
    package var key: UInt32

    /// The number of its tokens.
    package var tokenCount: UInt32

    /// A way of writing.
    package init(key: UInt32, tokenCount: UInt32) {
      self.key = key
      self.tokenCount = tokenCount
    }
  }

  /// The answer: where the meanings lie, the best first, and whether the best one is chosen.
  package struct Choice: Sendable, BitwiseCopyable {
    /// The number of the first meaning in the array they were appended to.
    package var first: Int

    /// The number of meanings.
    package var count: Int

    /// Whether the best meaning is clear.
    package var isDecided: Bool

    /// The numbers of the meanings, the best first, each concept once.
    package var range: Range<Int> { first..<first + count }
  }

  let tables: ConceptTables
  let scale: MeaningPoints

  /// A disambiguator over a vocabulary.
  package init(_ tables: ConceptTables) {
    self.tables = tables
    scale = .standard
  }

  /// Chooses among the labels that a wording may be.
  ///
  /// - Parameters:
  ///   - labels: at least one.
  ///   - surface: how the wording is written.
  ///   - documentContext: what is known around it.
  ///   - meanings: receives the meanings at its end, the best first.
  ///   - conditionWeight: how well the document meets a successor's condition, from 0 to 1.
  /// - Returns: the meanings' place and the decision.
  package func choose(
    among labels: ArraySlice<LabelOrdinal>, surface: Surface, in documentContext: DocumentContext,
    to meanings: inout [Meaning], conditionWeight: (Successor) -> Double = { _ in 0 }
  ) -> Choice {
    let first = meanings.count
    for label in labels {
      let facts = tables.facts[Int(label.rawValue)]
      var meaning = Meaning(
        concept: facts.concept, label: label, points: 0, reasons: [],
        neighbor: facts.concept, successor: 0)
      meaning.points = points(
        of: facts, key: surface.key, in: documentContext, reasons: &meaning.reasons)
      if let sole = tables.soleConcept(for: facts.concept) {
        meaning.concept = sole
        if sole != facts.concept { meaning.points += scale.replaced }
        addContext(to: &meaning, documentContext)
        keep(meaning, surface: surface, in: &meanings, from: first)
        continue
      }
      // Which of several successors is meant is open, and each of them gets the points of the name.
      meaning.points += scale.replaced
      for concept in tables.currentConcepts(for: facts.concept) {
        var part = meaning
        part.concept = concept
        addContext(to: &part, documentContext)
        addCondition(to: &part, of: facts.concept, conditionWeight)
        keep(part, surface: surface, in: &meanings, from: first)
      }
    }
    // Equal points in the order of the vocabulary: a document must get the same tags on every machine.
    meanings[first...].sort { ($1.points, $0.concept) < ($0.points, $1.concept) }
    let count = meanings.count - first
    return Choice(
      first: first, count: count,
      isDecided: count == 1
        || meanings[first].points - meanings[first + 1].points >= scale.margin)
  }

  /// The label that a wording is rather than others of the same concept.
  ///
  /// - Parameters:
  ///   - labels: at least one.
  ///   - surface: how the wording is written.
  ///   - documentContext: what is known around it.
  /// - Returns: the label nearest to the wording, of those the one with most points, of these the
  ///   first.
  package func bestLabel(
    among labels: ArraySlice<LabelOrdinal>, surface: Surface, in documentContext: DocumentContext
  ) -> LabelOrdinal {
    var best = labels[labels.startIndex]
    guard labels.count > 1 else { return best }
    var most = (-1, -Double.infinity)
    for label in labels {
      var reasons = Reasons()
      let facts = tables.facts[Int(label.rawValue)]
      let points = points(of: facts, key: surface.key, in: documentContext, reasons: &reasons)
      let rank = (Self.nearness(of: facts, to: surface), points)
      if rank > most {
        most = rank
        best = label
      }
    }
    return best
  }

  /// How near a label is to how a wording is written: 2 if it is the same but for case and
  /// diacritics, 1 if it has as many words, 0 if it is joined or split there.
  private static func nearness(of facts: LabelFacts, to surface: Surface) -> Int {
    facts.key == surface.key ? 2 : Int(facts.tokenCount) == Int(surface.tokenCount) ? 1 : 0
  }

  /// Keeps the meaning with most points of each concept, under the label nearest to the wording.
  ///
  /// A name out of use may lend its place to a spelling that is always valid, but it is still the
  /// name that stands in the document.
  private func keep(
    _ meaning: Meaning, surface: Surface, in meanings: inout [Meaning], from first: Int
  ) {
    for index in first..<meanings.count where meanings[index].concept == meaning.concept {
      let known = tables.facts[Int(meanings[index].label.rawValue)]
      let new = tables.facts[Int(meaning.label.rawValue)]
      var label = meaning.points > meanings[index].points ? meaning.label : meanings[index].label
      let nearer = Self.nearness(of: new, to: surface) - Self.nearness(of: known, to: surface)
      // Successors are counted from the label's own concept.
      if nearer != 0, known.concept == new.concept {
        label = nearer > 0 ? meaning.label : meanings[index].label
      }
      if meaning.points > meanings[index].points { meanings[index] = meaning }
      meanings[index].label = label
      return
    }
    meanings.append(meaning)
  }

  // MARK: Points

  private func points(
    of facts: LabelFacts, key: UInt32, in documentContext: DocumentContext,
    reasons: inout Reasons
  ) -> Double {
    var points = facts.key == key ? scale.sameSpelling : 0
    switch facts.kind {
    case .preferred: points += scale.preferred
    case .alternative: points += scale.alternative
    case .hidden: break
    }
    if documentContext.language != 0, facts.language != 0,
      facts.language != documentContext.language
    {
      points += scale.otherLanguage
    }
    if facts.isDated {
      if let date = documentContext.date {
        if facts.validity.contains(date) {
          points += scale.inUse
          reasons.insert(.isInUse)
        } else {
          points += scale.outOfUse
          reasons.insert(.isOutOfUse)
        }
        // Of a document without a date the present is likelier than the past.
      } else if facts.validity.until == nil {
        points += scale.stillInUse
      }
    }
    return points
  }

  private func addContext(to meaning: inout Meaning, _ documentContext: DocumentContext) {
    let count = documentContext.named[meaning.concept.rawValue]
    if count > 0 {
      meaning.points += count > 1 ? scale.namedOften : scale.namedOnce
      meaning.reasons.insert(.isNamedOtherwise)
    }
    if documentContext.named.count > 0 {
      var near = 0
      for index in tables.neighbors.bounds(of: meaning.concept).all {
        let neighbor = tables.neighbors.concepts[index]
        guard documentContext.named[neighbor.rawValue] > 0 else { continue }
        // The first one is shown as the reason: broader concepts come before narrower and related ones.
        if near == 0 { meaning.neighbor = neighbor }
        near += 1
      }
      if near > 0 {
        meaning.points += min(Double(near) * scale.eachNeighbor, scale.mostOfNeighbors)
        meaning.reasons.insert(.hasNeighbor)
      }
    }
    if !documentContext.habits.isEmpty, let habit = documentContext.habits[meaning.concept],
      habit > 0
    {
      meaning.points += scale.usual * habit
      meaning.reasons.insert(.isUsual)
    }
  }

  private func addCondition(
    to meaning: inout Meaning, of deprecated: ConceptOrdinal,
    _ conditionWeight: (Successor) -> Double
  ) {
    let successors = tables.vocabulary.successors(of: deprecated)
    // A successor may have been replaced since: its condition speaks for what stands for it today.
    let direct = successors.firstIndex {
      $0.concept.map { tables.currentConcepts(for: $0).contains(meaning.concept) } ?? false
    }
    guard let direct, !successors[direct].condition.isEmpty else { return }
    let weight = conditionWeight(successors[direct])
    guard weight > 0 else { return }
    meaning.points += scale.condition * weight
    meaning.reasons.insert(.meetsCondition)
    meaning.successor = UInt16(clamping: direct)
  }
}

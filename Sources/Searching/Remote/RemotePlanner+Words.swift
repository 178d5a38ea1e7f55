import TextAnalysis

extension RemotePlanner {
  /// Bare words and beginnings of words, any of which may match.
  ///
  /// - Throws: `RemoteRefusal` for words that ask for the newest or the oldest of the best.
  func planWords(_ nodes: [QueryNode]) throws -> RemotePlan {
    var plan = RemotePlan()
    guard !nodes.isEmpty else { return plan }
    var texts: [String] = []
    var beginnings: [RemoteClause] = []
    for node in nodes {
      if case .word(let word) = node { texts.append(word) }
      if case .prefix(let prefix) = node { beginnings.append(plan.take(try planPrefix(prefix))) }
    }
    try refuseAge(in: texts)
    let text = WordText(texts)
    let labels = try labels(in: text.text, &plan.understanding)
    let compounds = try text.ranges.enumerated().map { number, range in
      try compound(texts[number], isLabel: labels.contains { $0.range.overlaps(range) })
    }
    for (number, word) in texts.enumerated()
    where compounds[number] == nil && analyzer.words(word).count > 1 {
      plan.understanding.notices.append(.init(surface: QueryWord.trimmed(word), kind: .words))
    }
    var clauses: [RemoteClause] = []
    var answered: [ConceptFinder.Found] = []
    for found in labels {
      let concept = try planConcept(found, in: text.text)
      if concept.isLookedFor {
        if facts.occurs(concept.plan.clause) {
          answered.append(found)
        } else {
          clauses += try wordsOfNames(found, besides: Set(analyzer.words(text.text)))
        }
      }
      clauses.append(plan.take(concept.plan))
    }
    let pieces = pieces(of: text, compounds)
    let meaningful = pieces.filter { $0.compound != nil || !analyzer.isStopWord($0.words[0]) }
    for piece in meaningful.isEmpty ? pieces : meaningful {
      func isCovered(by labels: [ConceptFinder.Found]) -> Bool {
        labels.contains { found in piece.ranges.contains { found.range.overlaps($0) } }
      }
      let clause = plan.take(try planPiece(piece, isCovered: isCovered(by: labels)))
      if isCovered(by: answered) {
        plan.coveredWords.append(clause)
      } else {
        clauses.append(clause)
      }
    }
    plan.clause = .any(clauses + beginnings)
    return plan
  }

  private func refuseAge(in texts: [String]) throws {
    guard !isLiteral else { return }
    let found = try AgeWords(finder: finder, analyzer: analyzer).first(in: texts) { left, right in
      try facts.occurs(words.phrase([left, right]))
    }
    guard let found else { return }
    let surface = texts[found.places].joined(separator: " ")
    throw found.age == .newest ? RemoteRefusal.newest(surface) : .oldest(surface)
  }

  /// The labels in a text, without initials that are part of a name.
  private func labels(
    in text: String, _ understanding: inout Understanding
  ) throws -> [ConceptFinder.Found] {
    guard let finder else { return [] }
    return try QueryLabels(finder: finder, analyzer: analyzer, isName: isName)
      .found(in: text, &understanding)
  }

  /// Whether a word and the initials behind it are one name, as `QueryPlanner` has it; a word that no
  /// document has is, since an engine does not tell words near it.
  private func isName(_ word: String, _ initials: String) throws -> Bool {
    let count = facts.count(try words.word(word))
    guard count > 0 else { return true }
    let together = facts.count(try words.phrase([word, initials]))
    return Float(together) >= Float(count) * QueryPlanner.leastShareOfName
  }

  /// A word, or the words of a compound.
  private struct Piece {
    var words: [String]
    var ranges: [Range<Int>]
    var compound: Compound?
  }

  /// A bare word with signs within: several words that stand together.
  private struct Compound {
    var surface: String
    var typed = ""
    /// What has the words one after the other; `nil` if no document has.
    var clause: RemoteClause?
    /// Those words.
    var words: [String] = []
  }

  /// The compound that a bare word is; `nil` for a simple word, and for one that is taken for its words.
  private func compound(_ text: String, isLabel: Bool) throws -> Compound? {
    let parts = analyzer.words(text)
    guard parts.count > 1 else { return nil }
    if let identifier = QueryWord.objectIdentifier(text),
      let found = try together(analyzer.words(identifier), text)
    {
      return found
    }
    if let found = try together(parts, text) { return found }
    if let name = QueryWord.fileName(text),
      facts.occurs(.values(RemoteField.property(.ext), [name.ending])),
      let found = try together(analyzer.words(name.stem), text)
    {
      return found
    }
    guard isLabel || parts.contains(where: QueryWord.hasDigit) else { return nil }
    return Compound(surface: QueryWord.trimmed(text))
  }

  private func together(_ parts: [String], _ text: String) throws -> Compound? {
    let clause = try words.phrase(parts)
    guard facts.occurs(clause) else { return nil }
    return Compound(surface: QueryWord.trimmed(text), typed: text, clause: clause, words: parts)
  }

  /// The words of a text, those of a compound together.
  private func pieces(of text: WordText, _ compounds: [Compound?]) -> [Piece] {
    var pieces: [Piece] = []
    var last: Int?
    for token in analyzer.tokens(text.text) {
      let node = text.ranges.firstIndex { $0.overlaps(token.range) } ?? 0
      if let compound = compounds[node], last == node {
        pieces[pieces.count - 1].words.append(token.text)
        pieces[pieces.count - 1].ranges.append(token.range)
        pieces[pieces.count - 1].compound = compound
      } else {
        pieces.append(
          Piece(words: [token.text], ranges: [token.range], compound: compounds[node]))
      }
      last = node
    }
    return pieces
  }

  private func planPiece(_ piece: Piece, isCovered: Bool) throws -> RemotePlan {
    var plan = try planTyped(piece, isCovered: isCovered)
    let typed = piece.compound?.words ?? [piece.words[0]]
    guard !isLiteral, !isCovered, facts.occurs(plan.clause) else { return plan }
    let text = piece.compound?.typed ?? piece.words[0]
    for other in QueryWord.variants(of: text, typed, isStopWord: analyzer.isStopWord) {
      plan.clause = .any([plan.clause, try words.phrase(other)])
      plan.patterns.append(try other.map { try words.stems($0) })
    }
    return plan
  }

  private func planTyped(_ piece: Piece, isCovered: Bool) throws -> RemotePlan {
    var plan = RemotePlan()
    if let compound = piece.compound {
      plan.clause = compound.clause ?? .nothing
      if compound.clause == nil, !isCovered {
        plan.understanding.notices.append(.init(surface: compound.surface, kind: .absent))
      }
      plan.patterns.append(try compound.words.map { try words.stems($0) })
      return plan
    }
    let stems = try words.stems(piece.words[0])
    plan.clause = .stems(stems)
    plan.patterns.append([stems])
    if !isCovered, !analyzer.isStopWord(piece.words[0]), !facts.occurs(plan.clause) {
      plan.understanding.notices.append(.init(surface: piece.words[0], kind: .absent))
    }
    return plan
  }
}

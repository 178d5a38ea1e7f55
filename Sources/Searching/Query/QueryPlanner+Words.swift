import Knowledge
import Taxonomy
import TextAnalysis

extension QueryPlanner {
  /// Bare words and beginnings of words, any of which may match.
  func planWords(_ nodes: [QueryNode]) throws -> PlannedQuery {
    var query = PlannedQuery()
    guard !nodes.isEmpty else { return query }
    var words: [String] = []
    var prefixes: [Plan] = []
    for node in nodes {
      if case .word(let word) = node { words.append(word) }
      if case .prefix(let prefix) = node {
        prefixes.append(query.take(try planPrefix(prefix)))
      }
    }
    if !isLiteral { query.question = Question(words.flatMap(analyzer.words)) }
    if let (age, surface) = try askedAge(of: &words) {
      query.askedAge = age
      query.understanding.notices.append(
        .init(surface: surface, kind: age == .newest ? .newest : .oldest))
      // Nothing else is asked for: of all documents the newest.
      guard !words.isEmpty || !prefixes.isEmpty else { return query }
    }
    let text = WordText(words)
    var labels = try self.labels(in: text.text, understanding: &query.understanding)
    let compounds = try text.ranges.enumerated().map { number, range in
      try compound(words[number], isLabel: labels.contains { $0.range.overlaps(range) })
    }
    for notice in zip(words, compounds).compactMap(notice) {
      query.understanding.notices.append(notice)
    }
    var spelling = try self.spelling(of: text, labels: labels, compounds)
    if spelling.isCorrected {
      labels = try self.labels(in: spelling.text, understanding: &query.understanding)
    }
    // Of the words that one may stand for, the one that makes a label is meant.
    spelling.settle { range in labels.contains { $0.range.overlaps(range) } }
    query.namesVersion = VersionOrder.nameVersion(
      spelling.words.filter { word in !labels.contains { $0.range.overlaps(word.range) } }
        .map(\.text))
    if isLiteral { query.suggestions += spelling.words.flatMap(\.neighbors) }
    query.askedNames = labels.map { self.words(in: $0.range, of: spelling.text) }
    let pieces = try plannedPieces(
      self.pieces(of: spelling, compounds), labels, asks: query.question != nil)
    let others = OtherWords(
      terms: terms,
      plans: pieces.filter { !$0.isUnderstood }.map(\.planned.plan).filter(\.isMatched))
    let besides = labels.isEmpty || others.plans.isEmpty ? nil : others
    var plans: [Plan] = []
    var answered: [ConceptFinder.Found] = []
    for found in labels {
      let concept = try planConcept(found, in: spelling.text, beside: besides)
      if let vocabulary = index.vocabulary,
        ConceptNames(vocabulary: vocabulary, analyzer: analyzer).isLookedFor(found)
      {
        if concept.plan.hasDocuments {
          answered.append(found)
        } else {
          plans += try wordsOfNames(found, besides: Set(analyzer.words(spelling.text))).flatMap {
            try terms.word($0, boost: Self.coveredBoost)
          }
        }
      }
      plans.append(query.take(concept))
    }
    var run: [String] = []
    var covered: [Plan] = []
    for piece in pieces {
      var planned = piece.planned
      let words = planned.runs.flatMap { $0 }
      planned.runs = []
      let plan = query.take(planned)
      if piece.isCovered(by: answered) {
        query.coveredWords.append(plan)
      } else {
        plans.append(plan)
      }
      if !piece.isUnderstood {
        run += words
        continue
      }
      covered.append(plan)
      // What stands on either side of a label does not stand together.
      query.understoodWords += piece.words.map(\.text)
      query.runs += run.isEmpty ? [] : [run]
      run = []
    }
    query.runs += run.isEmpty ? [] : [run]
    plans += try tagPlans(
      query.concepts, beside: plans + prefixes, besides, covered: covered, &query)
    query.plan = .any(plans.filter { !$0.isNothing } + prefixes)
    return query
  }

  private func words(in range: Range<Int>, of text: String) -> [String] {
    analyzer.words(String(decoding: Array(text.utf8)[range], as: UTF8.self))
  }

  /// A word or compound of a query, planned.
  private struct PlannedPiece {
    var words: [QuerySpelling.Word]
    var planned: PlannedQuery

    /// Whether it is part of a label.
    var isUnderstood: Bool

    func isCovered(by labels: [ConceptFinder.Found]) -> Bool {
      words.contains { word in labels.contains { $0.range.overlaps(word.range) } }
    }
  }

  /// Plans words and compounds, without stop words beside others.
  private func plannedPieces(
    _ pieces: [Piece], _ labels: [ConceptFinder.Found], asks: Bool
  ) throws -> [PlannedPiece] {
    // A query of nothing but stop words looks for them.
    let meaningful = pieces.filter { $0.compound != nil || !analyzer.isStopWord($0.words[0].text) }
    return try (meaningful.isEmpty ? pieces : meaningful).map { piece in
      var planned = PlannedPiece(
        words: piece.words, planned: PlannedQuery(), isUnderstood: false)
      planned.isUnderstood = planned.isCovered(by: labels)
      planned.planned = try planPiece(
        piece, isCovered: planned.isUnderstood, asks: asks)
      return planned
    }
  }

  /// Takes the first words out that ask for the newest or the oldest, as in `latest price list`.
  private func askedAge(
    of words: inout [String]
  ) throws -> (age: VersionOrder.Age, surface: String)? {
    guard !isLiteral else { return nil }
    let found = try AgeWords(finder: finder, analyzer: analyzer).first(in: words) { left, right in
      try terms.phraseFrequencies([left, right]).contains { $0.count > 0 }
    }
    guard let found else { return nil }
    let surface = words[found.places].joined(separator: " ")
    words.removeSubrange(found.places)
    return (found.age, surface)
  }

  /// The labels in a text, without initials that are part of a name, such as AG in "Nordbank AG".
  private func labels(
    in text: String, understanding: inout Understanding
  ) throws -> [ConceptFinder.Found] {
    guard let finder else { return [] }
    let labels = QueryLabels(finder: finder, analyzer: analyzer, isName: isName)
    return try labels.found(in: text, &understanding)
  }

  /// What part of the documents with a word must have it before the initials for both to be a name.
  static let leastShareOfName = RankingNumbers["share-of-name"]

  /// Whether a word and the initials behind it are one name: in many documents with the word it stands
  /// before the initials, or no document has it, nor one that is spelled nearly so.
  private func isName(_ word: String, _ initials: String) throws -> Bool {
    let count = try terms.wordFrequencies(word).reduce(0) { $0 + $1.count }
    guard count > 0 else { return try terms.neighbors(of: word).isEmpty }
    let together = try terms.phraseFrequencies([word, initials]).reduce(0) { $0 + $1.count }
    return Float(together) >= Float(count) * Self.leastShareOfName
  }

  /// A bare word with signs within, such as a part number: several words that stand together.
  private struct Compound {
    /// As it was written, without signs before and behind it, and with them.
    var surface: String
    var typed = ""

    /// What has the words one after the other; `nil` if no document has.
    var plan: Plan?

    /// Those words: of a file's name without its ending, and of the address of a DOI, fewer than all.
    var words: [String] = []

    /// Whether documents have it with other signs between letters and digits, or none, and not as it was written.
    var isRespelled = false
  }

  /// A word, or the words of a compound.
  private struct Piece {
    var words: [QuerySpelling.Word]
    var compound: Compound?
  }

  /// The compound that a bare word is; `nil` for a simple word, and for one that is taken for its words:
  /// it has no digits, and they stand together nowhere.
  private func compound(_ text: String, isLabel: Bool) throws -> Compound? {
    let words = analyzer.words(text)
    guard words.count > 1 else { return try isLabel ? nil : respelled(words, text) }
    if let identifier = QueryWord.objectIdentifier(text),
      let found = try together(analyzer.words(identifier), text)
    {
      return found
    }
    if let found = try together(words, text) { return found }
    if let name = QueryWord.fileName(text),
      try PropertyFinder(index: index, analyzer: analyzer, property: .ext)
        .documents(with: name.ending) != nil,
      let found = try together(analyzer.words(name.stem), text)
    {
      return found
    }
    if !isLabel, let found = try respelled(words, text) { return found }
    guard isLabel || words.contains(where: QueryWord.hasDigit) else { return nil }
    return Compound(surface: QueryWord.trimmed(text))
  }

  /// What has letters and digits as they are written otherwise: `ISO 9001` for `ISO9001`, `v10.2` for `10.2`.
  private func respelled(_ words: [String], _ text: String) throws -> Compound? {
    guard !isLiteral else { return nil }
    if words.count == 1, try !QueryWord.hasDigit(words[0]) || terms.occurs(words[0]) { return nil }
    let variants = QueryWord.variants(of: text, words, isStopWord: analyzer.isStopWord)
    for spelling in QueryWord.otherSpellings(of: words) + variants {
      guard var found = try together(spelling, text) else { continue }
      found.isRespelled = true
      return found
    }
    return nil
  }

  /// What is told of a word with signs within, or of one that documents have otherwise.
  private func notice(_ text: String, _ compound: Compound?) -> Understanding.Notice? {
    guard let compound else {
      let isSimple = analyzer.words(text).count < 2
      return isSimple ? nil : .init(surface: QueryWord.trimmed(text), kind: .words)
    }
    let words = compound.words.joined(separator: " ")
    return compound.isRespelled ? .init(surface: compound.surface, kind: .word(words)) : nil
  }

  private func together(
    _ words: [String], _ text: String, weight: Float? = nil
  ) throws -> Compound? {
    let lists =
      try words.count == 1 ? terms.wordFrequencies(words[0]) : terms.phraseFrequencies(words)
    guard lists.contains(where: { $0.count > 0 }) else { return nil }
    let scored = try terms.scored(lists, weight: try weight ?? terms.weight(ofWords: words))
    return Compound(
      surface: QueryWord.trimmed(text), typed: text, plan: .list(scored), words: words)
  }

  /// The words of a text, those that do not occur with the ones they may stand for.
  ///
  /// Words of a label are as they should be, whether or not a document has them. What is to be
  /// corrected is so before labels are looked for: a mistyped label is one, too.
  private func spelling(
    of text: WordText, labels: [ConceptFinder.Found], _ compounds: [Compound?]
  ) throws -> QuerySpelling {
    var spelling = QuerySpelling(text.text)
    for token in analyzer.tokens(text.text) {
      let node = text.ranges.firstIndex { $0.overlaps(token.range) } ?? 0
      let isKept =
        compounds[node] != nil || labels.contains { $0.range.overlaps(token.range) }
        || analyzer.isStopWord(token.key)
      if try terms.occurs(token.text) {
        spelling.add(token, node: node)
      } else {
        spelling.add(
          token, node: node, occurs: false,
          neighbors: isKept ? [] : try terms.neighbors(of: token.text), replaces: !isLiteral)
      }
    }
    return spelling.finished()
  }

  /// The words, those of a compound together.
  private func pieces(of spelling: QuerySpelling, _ compounds: [Compound?]) -> [Piece] {
    var pieces: [Piece] = []
    var last: Int?
    for word in spelling.words {
      if let compound = compounds[word.node] {
        if last == word.node {
          pieces[pieces.count - 1].words.append(word)
        } else {
          pieces.append(Piece(words: [word], compound: compound))
        }
      } else {
        pieces.append(Piece(words: [word]))
      }
      last = word.node
    }
    return pieces
  }

  private func planPiece(
    _ piece: Piece, isCovered: Bool, asks: Bool
  ) throws -> PlannedQuery {
    var query = try planTyped(piece, isCovered: isCovered, asks: asks)
    let typed = piece.compound?.words ?? [piece.words[0].text]
    guard !isLiteral, !isCovered, piece.compound?.isRespelled != true, query.plan.isMatched else {
      return query
    }
    let text = piece.compound?.typed ?? piece.words[0].text
    for words in QueryWord.variants(of: text, typed, isStopWord: analyzer.isStopWord) {
      let weight = min(try terms.weight(ofWords: words), try terms.weight(ofWords: typed))
      // What was typed comes first.
      guard let found = try together(words, text, weight: weight * Self.correctionBoost),
        let plan = found.plan
      else { continue }
      query.plan = .any([query.plan, plan])
      query.parts.append(PlannedPart(name: words.joined(separator: " "), plan: plan))
      query.patterns.append(try words.map { Set(try analyzer.stems($0)) })
    }
    return query
  }

  private func planTyped(
    _ piece: Piece, isCovered: Bool, asks: Bool
  ) throws -> PlannedQuery {
    guard let compound = piece.compound else {
      return try planWord(piece.words[0], isCovered: isCovered, asks: asks)
    }
    var query = PlannedQuery()
    guard let plan = compound.plan else {
      query.plan = .any([])
      if !isCovered {
        query.understanding.notices.append(.init(surface: compound.surface, kind: .absent))
      }
      return query
    }
    query.plan = plan
    query.parts.append(PlannedPart(name: compound.surface, plan: plan))
    query.patterns.append(try compound.words.map { Set(try analyzer.stems($0)) })
    query.runs.append(compound.words)
    return query
  }

  private func planWord(
    _ word: QuerySpelling.Word, isCovered: Bool, asks: Bool
  ) throws -> PlannedQuery {
    var query = PlannedQuery()
    let boost = isCovered ? Self.coveredBoost : 1
    let replacements = isLiteral ? [] : word.neighbors
    if word.occurs {
      var stems = Set(try analyzer.stems(word.text))
      var plans = try terms.word(word.text, boost: boost)
      query.parts.append(PlannedPart(name: word.text, plan: .any(plans)))
      // What a label means is decided by its names.
      if !isCovered, let compounds = try terms.compounds(with: word.text) {
        if plans.isEmpty {
          query.understanding.notices.append(.init(surface: word.text, kind: .part))
        }
        stems.formUnion(compounds.stems)
        plans.append(compounds.plan)
        query.parts.append(PlannedPart(name: "…\(word.text)…", plan: compounds.plan))
      }
      query.patterns.append([stems])
      if !isCovered, asks { query.answerTerms.append(try answerTerm(word.text, stems)) }
      query.plan = .any(plans)
      query.runs.append([word.text])
      if !isCovered { query.exactForms.append([word.text]) }
      return query
    }
    if asks, !Question.answers(to: word.text).isEmpty {
      query.answerTerms.append(try answerTerm(word.text, []))
    }
    if !replacements.isEmpty {
      query.understanding.corrections.append(.init(word: word.text, replacements: replacements))
    } else if !isCovered, !analyzer.isStopWord(word.text) {
      query.understanding.notices.append(.init(surface: word.text, kind: .absent))
      query.absentWords.append(word.text)
    }
    var plans: [Plan] = []
    for neighbor in replacements {
      query.patterns.append([Set(try analyzer.stems(neighbor))])
      let found = try terms.word(neighbor, boost: min(boost, Self.correctionBoost))
      query.parts.append(PlannedPart(name: neighbor, plan: .any(found)))
      plans += found
    }
    query.plan = .any(plans)
    return query
  }

  /// What a passage has that answers a question with a word.
  private func answerTerm(_ word: String, _ stems: Set<String>) throws -> AnswerTerm {
    let told = Set(try Question.answers(to: word).flatMap(analyzer.stems))
    return AnswerTerm(
      patterns: [[stems.union(told)]], weight: try terms.weight(ofWords: [word]),
      isRelation: !told.isEmpty)
  }
}

import Knowledge

extension QueryPlanner {
  /// What tags add that the query names: a flat share of the highest score that its words can have.
  ///
  /// Who tagged a document knew what it is; words of an old name, nearness and feedback must not
  /// outvote that, however many there are. But it adds only as far as the document has the words beside the label: one
  /// that has them all, and those of the label, too, gets half of it without the tag.
  func tagPlans(
    _ concepts: [UnderstoodConcept], beside plans: [Plan], _ words: OtherWords?, covered: [Plan],
    _ query: inout PlannedQuery
  ) throws -> [Plan] {
    let highest = plans.reduce(Float(0)) { $0 + $1.highestScore }
    let complete = try words.map { words in
      try index.segments.indices.map { try words.documents(withAllAnd: covered, in: $0) }
    }
    for concept in concepts where concept.likely.contains(where: { !$0.isEmpty }) {
      let likely = try flat(concept.likely, score: highest * Self.likelyShare, words)
      // It only scores: what nobody decided finds nothing, so that counts stay those of tags and words.
      query.parts.append(PlannedPart(name: "likely \(concept.name)", plan: likely))
      query.coveredWords.append(likely)
    }
    var added: [Plan] = []
    for concept in concepts where concept.tagged.contains(where: { !$0.isEmpty }) {
      let score = highest * concept.share
      let plan = try flat(concept.tagged, score: score, words)
      query.parts.append(PlannedPart(name: concept.name, plan: plan))
      added.append(plan)
      guard let complete else { continue }
      let others = zip(complete, concept.tagged).map { Array(Set($0).subtracting($1)).sorted() }
      guard others.contains(where: { !$0.isEmpty }) else { continue }
      let all = try flat(others, score: score * Self.allWordsShare, nil)
      query.parts.append(PlannedPart(name: "all words beside \(concept.name)", plan: all))
      query.coveredWords.append(all)
    }
    return added
  }

  /// Documents with one score, as far as they have some words; without those that have none.
  private func flat(_ documents: [[UInt32]], score: Float, _ words: OtherWords?) throws -> Plan {
    .list(
      try documents.enumerated().map { number, documents in
        guard let shares = try words?.shares(of: documents, in: number) else {
          return ScoredList(documents: documents, scores: documents.map { _ in score })
        }
        let held = zip(documents, shares).filter { $0.1 > 0 }
        return ScoredList(documents: held.map(\.0), scores: held.map { $0.1 * score })
      })
  }

  /// What a document with all words of the query gets of what a tag of its label adds.
  private static let allWordsShare = RankingNumbers["all-words"]

  /// What it adds, of the highest score that the query can give, that a document is likely to be of a concept.
  private static let likelyShare = RankingNumbers["likely-tag-share"]
}

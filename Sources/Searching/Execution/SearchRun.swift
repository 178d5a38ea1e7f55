import MappedStorage
import System

extension SearchIndex {
  /// Answers a search by what the index says of who may read what.
  ///
  /// - Throws: what `search` throws.
  func answer(_ request: SearchRequest) throws -> SearchResults {
    let planner = QueryPlanner(self, request)
    let parsed = try planner.parse(request.query)
    var query = try planner.plan(parsed)
    if let like = request.like {
      try MoreLikeThis(self).narrow(&query, toLikeOf: like)
    }
    var run = try SearchRun(self, request, query)
    var results = try run.results()
    if results.total == 0, request.wantsSuggestions {
      results.suggestions = query.suggestions
      results.relaxations = try Relaxations(self, request, query).found(parsed.node, planner)
    }
    return results
  }
}

extension SearchRequest {
  /// The request with numbers of hits that there can be.
  fileprivate var withinLimits: SearchRequest {
    var copy = self
    copy.offset = min(max(offset, Self.hitCounts.lowerBound), Self.hitCounts.upperBound)
    copy.limit = min(max(limit, Self.hitCounts.lowerBound), Self.hitCounts.upperBound)
    return copy
  }
}

/// One search in progress.
struct SearchRun {
  private let index: SearchIndex
  private let request: SearchRequest
  private var query: PlannedQuery
  private let selections: [FacetSelection]
  private let dates: [DateRange]
  private let restriction: [[UInt64]]?
  private let texts: StoredTexts
  private var exact: ExactForms?

  init(_ index: SearchIndex, _ request: SearchRequest, _ query: PlannedQuery) throws {
    self.index = index
    self.request = request.withinLimits
    self.query = query
    texts = StoredTexts(index)
    selections = try FacetSelection.selections(query.filters + request.columnFilters, in: index)
    dates = query.dates + [request.dates].compactMap { $0 }
    restriction = try request.restriction.map { identifiers in
      try index.segments.map { try $0.documents(ids: identifiers) }
    }
    exact = try exactForms()
  }

  /// Runs the search.
  mutating func results() throws -> SearchResults {
    while true {
      let (results, isShort) = try answer()
      // So many copies that other hits beyond those looked at would have been on the page.
      guard isShort else { return results }
      // Groups of copies are seldom that large, so a second look is enough for nearly all searches.
      depth = depth.multipliedClamped(by: 8)
    }
  }

  /// How many times as many hits are looked at as usual.
  private var depth = 1

  private mutating func answer() throws -> (SearchResults, isShort: Bool) {
    var rollup = FacetRollup(index)
    let wanted = min(
      request.offset.addingClamped(request.limit), index.segments.reduce(0) { $0 + $1.count })
    let limit = candidateCount(wanted)
    var collector = HitCollector(
      limit: limit,
      keepsAll: request.order != .relevance, segments: index.segments.map(\.count))
    var histogram = request.histogram.map { DateHistogram($0) }
    var results = SearchResults()
    var wider = request.ranksWider && isRescored ? WiderHits(index) : nil
    for (number, segment) in index.segments.enumerated() {
      let matcher = try SegmentMatcher(segment, number: number, similarity: index.similarity)
      let counter = try FacetCounter(segment, selections, counts: request.countsFacets)
      let filter = try HitFilter(segment, dates, restriction?[number])
      var narrowing = SegmentMatcher.Narrowing(
        mayNarrow: filter != nil || !selections.isEmpty
      ) { batch in
        filter?.narrow(batch)
        counter.count(batch)
        try histogram?.count(batch, segment.dates.verified())
      }
      let selection = counter.makeSelection()
      // Where all that match are noted, all are handed on.
      if wider == nil, filter == nil, selections.isEmpty || selection != nil {
        narrowing.best = SegmentMatcher.BestNarrowing(selection: selection) { batch in
          counter.countSelected(batch)
          try histogram?.count(batch, segment.dates.verified())
        }
      }
      try matcher.forEachBatch(query.plan, narrowing: narrowing) { batch in
        wider?.note(batch, segment: number)
        collector.add(batch, segment: number)
      }
      results.total += counter.total
      if request.countsFacets { try counter.add(to: &rollup, segment: number) }
    }
    let hits = try ordered(moved(rescored(collector.finish(), wider, limit: limit)))
    let groups = try groups(of: hits, wanted: wanted)
    results.hits = try shown(groups)
    // Short only where hits are left that were not looked at: else the page is as full as it can
    // be.
    let isShort = groups.count < wanted && hits.count < results.total && hits.count >= limit
    if request.countsFacets { results.facets = rollup.makeCounts() }
    results.understanding = query.understanding
    results.histogram = histogram?.finished()
    return (results, request.collapsesCopies && isShort)
  }

  /// How many of the best hits are looked at.
  private func candidateCount(_ wanted: Int) -> Int {
    guard
      exact != nil || isRescored || isMeant || isVersioned || isQuestion
        || request.collapsesCopies && wanted > 0
    else { return wanted }
    return max(
      Rescoring.fewestCandidates, wanted.multipliedClamped(by: Rescoring.candidatesPerHit)
    ).multipliedClamped(by: depth)
  }

  /// The hits moved by what they mean, what they are among versions, and by passages that answer a question.
  private mutating func moved(_ hits: [CollectedHit]) throws -> [CollectedHit] {
    var hits = hits
    // Emptied, since hits that are looked at in greater depth are moved once more.
    query.moves = []
    if var exact {
      hits = try exact.apply(to: hits)
      query.moves += exact.moves
    }
    if isMeant, let meaning = try query.meaning ?? meaningOfWords {
      var order = MeaningOrder(index, meaning)
      hits = try order.apply(to: hits)
      query.moves += order.moves
    }
    if isVersioned {
      var order = versionOrder
      hits = try order.apply(to: hits)
      query.moves += order.moves
    }
    if isQuestion, let question = query.question {
      var passages = QuestionPassages(index, texts, question, query.answerTerms)
      hits = try passages.apply(to: hits)
      query.passages = passages.passages
      query.moves += passages.moves
    }
    return hits
  }

  /// The first hits, those that are copies of one another together if that is asked for.
  private func groups(of hits: [CollectedHit], wanted: Int) throws -> [CopyGroups.Group] {
    guard request.collapsesCopies else {
      return hits.prefix(wanted).map { CopyGroups.Group(hit: $0) }
    }
    let copies = CopyGroups(
      index, texts, keepsOrder: query.namesVersion || request.order != .relevance)
    return try copies.collapsed(hits, limit: wanted)
  }

  /// The page that is asked for, of hits and their copies.
  private func shown(_ groups: [CopyGroups.Group]) throws -> [SearchHit] {
    let page = Array(groups.dropFirst(request.offset))
    let presenter = HitPresenter(index, query, request, texts)
    var hits = try presenter.hits(page.map(\.hit), firstRank: request.offset + 1)
    for (place, group) in page.enumerated() {
      hits[place].copies = try group.copies.map { copy in
        let names = try names(of: copy)
        return SearchCopy(id: names.id, path: names.path)
      }
    }
    return hits
  }

  /// Whether passages that answer it decide.
  private var isQuestion: Bool {
    query.question != nil && request.order == .relevance && request.limit > 0
      && request.expandsQuery
  }

  /// What puts those first that have the only word or phrase of the query as it was typed; `nil` where that tells nothing.
  ///
  /// Of several words nearness and feedback tell more, and each would have its own texts to be read.
  private func exactForms() throws -> ExactForms? {
    guard request.order == .relevance, request.limit > 0, query.exactForms.count == 1,
      let analyzer = query.analyzer
    else { return nil }
    let forms = ExactForms(index, texts, analyzer, query.exactForms[0])
    return try forms.isTelling() ? forms : nil
  }

  /// Whether nearness in meaning counts: to a document, or to words any of which is enough.
  private var isMeant: Bool {
    index.vectors != nil && request.expandsQuery && request.order == .relevance
      && request.limit > 0
      && (query.meaning != nil || query.plan.isRescorable && !query.meaningWords.isEmpty)
  }

  private var meaningOfWords: MeaningVector? {
    get throws { try index.vectors?.meaning(of: query.meaningWords) }
  }

  private var versionOrder: VersionOrder {
    VersionOrder(index, asked: query.askedAge, names: query.askedNames)
  }

  /// Whether what is set aside goes behind, and the newest of a series to the front; not where words
  /// of the query ask for a certain version.
  private var isVersioned: Bool {
    request.order == .relevance && request.limit > 0
      && (request.ordersVersions || query.askedAge != nil) && versionOrder.isTelling
      && !query.namesVersion
  }

  /// Whether the best hits are brought into a better order.
  private var isRescored: Bool {
    request.expandsQuery && request.order == .relevance && request.limit > 0
      && query.runs.reduce(0) { $0 + $1.count }
        >= (request.ranksWider ? 1 : RelevanceModel.fewestWords)
      && query.plan.isRescorable
  }

  /// The best hits in a better order, those that have only words of the very best among them.
  private mutating func rescored(
    _ hits: [CollectedHit], _ wider: WiderHits?, limit: Int
  ) throws -> [CollectedHit] {
    guard isRescored else { return hits }
    let expansion = QueryExpansion(
      index, query.analyzer ?? index.makeAnalyzer(), texts)
    var hits = hits
    let rescoring = Rescoring(
      index, expansion, runs: query.runs, understoodWords: query.understoodWords)
    let added = try rescoring.apply(to: &hits)
    if request.wantsExplanations { query.added = added.pairs + added.feedback }
    if let wider {
      hits += try wider.hits(
        with: added.feedback, limit: limit, in: index, narrowing: narrowing(ofSegment:))
    }
    return hits.sorted(by: CollectedHit.precedes)
  }

  /// What leaves those documents in a batch of a segment that pass the filters of the request.
  private func narrowing(ofSegment number: Int) throws -> (HitBatch) -> Void {
    let filter = try HitFilter(index.segments[number], dates, restriction?[number])
    let selection = try FacetCounter(index.segments[number], selections, counts: false)
    return { batch in
      filter?.narrow(batch)
      selection.count(batch)
    }
  }

  /// The hits in the order asked for; they come with the best first.
  private func ordered(_ hits: [CollectedHit]) throws -> [CollectedHit] {
    switch request.order {
    case .relevance: return hits
    case .date:
      return try sorted(hits, by: { try index.segments[$0.segment].dates[Int($0.document)] }) {
        $0 > $1
      }
    case .title:
      return try sorted(hits, by: { try names(of: $0).title.lowercased() }) { $0 < $1 }
    case .path:
      return try sorted(
        hits,
        by: { hit in
          let names = try names(of: hit)
          return names.path.isEmpty ? names.id : names.path
        }
      ) { $0 < $1 }
    }
  }

  private func names(of hit: CollectedHit) throws -> DocumentNames {
    try index.segments[hit.segment].names(of: Int(hit.document))
  }

  private func sorted<Key: Equatable>(
    _ hits: [CollectedHit], by key: (CollectedHit) throws -> Key, _ precedes: (Key, Key) -> Bool
  ) throws -> [CollectedHit] {
    let deadline = Deadline.current
    let keys = try hits.map { hit in
      try deadline?.check()
      return try key(hit)
    }
    // Equal ones stay in the order of relevance, which `sorted` by itself does not promise.
    return hits.indices.sorted { left, right in
      keys[left] == keys[right] ? left < right : precedes(keys[left], keys[right])
    }.map { hits[$0] }
  }
}

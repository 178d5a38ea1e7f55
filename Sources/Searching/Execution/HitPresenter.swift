internal import Model
import System
import Taxonomy

/// Fills hits with what is shown of them.
struct HitPresenter {
  private let index: SearchIndex
  private let query: PlannedQuery
  private let request: SearchRequest
  private let texts: StoredTexts

  init(
    _ index: SearchIndex, _ query: PlannedQuery, _ request: SearchRequest, _ texts: StoredTexts
  ) {
    self.index = index
    self.texts = texts
    self.query = query
    self.request = request
  }

  /// The hits with names, dates, tags and passages.
  func hits(_ collected: [CollectedHit], firstRank: Int) throws -> [SearchHit] {
    var marker = request.wantsSnippets ? PassageMarker(query.patterns) : nil
    var narrower =
      query.narrowerPatterns.isEmpty ? nil : PassageMarker(query.narrowerPatterns)
    var hits: [SearchHit] = []
    for (position, hit) in collected.enumerated() {
      try Deadline.check()
      let segment = index.segments[hit.segment]
      let document = Int(hit.document)
      // Numbers of documents come from postings, whose bytes may be damaged.
      guard document < segment.count else { throw segment.norms.damage }
      let names = try segment.names(of: document)
      var shown = SearchHit(
        rank: firstRank + position, score: Double(hit.score), id: names.id, path: names.path,
        title: names.title, date: CalendarDate(rawValue: try segment.dates[document]),
        tags: try index.tags.tags(of: document, in: hit.segment))
      if let snippet = try marker?.snippet(of: texts.text(of: hit), at: query.passages[hit.place]) {
        shown.snippet = snippet
        if snippet.highlights.isEmpty,
          let snippet = try narrower?.snippet(of: texts.text(of: hit))
        {
          shown.snippet = snippet
        }
      }
      if request.wantsExplanations { shown.explanation = try explanation(of: hit) }
      hits.append(shown)
    }
    return hits
  }

  /// What each part of the query adds to a score.
  private func explanation(of hit: CollectedHit) throws -> [ScorePart] {
    let matcher = try SegmentMatcher(
      index.segments[hit.segment], number: hit.segment, similarity: index.similarity)
    let parts: [ScorePart] = try query.parts.compactMap { part in
      guard let stream = try matcher.stream(part.plan),
        let score = try stream.matches(among: [hit.document]).scores.first
      else { return nil }
      return ScorePart(kind: part.kind, name: part.name, score: Double(score))
    }
    let added: [ScorePart] = try query.added.compactMap { term in
      let score = try term.scores(of: [hit.document], in: hit.segment, index)[0]
      return score == 0 ? nil : ScorePart(kind: term.reason, name: term.name, score: Double(score))
    }
    let moves = query.moves.filter { $0.hit.place == hit.place }
    return parts + added
      + moves.map { ScorePart(kind: $0.kind, name: $0.name, score: Double($0.change)) }
  }
}

/// Makes an answer of what an engine found: hits with passages, and facets with their places in the hierarchy.
struct RemotePage {
  let answer: RemoteFound
  let request: RemoteRequest

  private let tables: FacetTables

  init(answer: RemoteFound, request: RemoteRequest) {
    self.answer = answer
    self.request = request
    tables = FacetTables(request.scope.vocabulary)
  }

  /// The answer.
  ///
  /// - Throws: `RemoteFailure`.
  func results() throws -> RemoteResults {
    var found = RemoteResults(facetKeys: request.scope.facetKeys)
    found.results.total = answer.total
    found.results.understanding = request.plan.understanding
    found.results.hits = try hits()
    if request.request.countsFacets {
      for (key, counts) in zip(request.scope.facetKeys, answer.counts) {
        if counts.isCut { found.defect = "not all values of \(key) were counted" }
        found.results.facets.append(facet(key, counts))
      }
    }
    if let unit = request.request.histogram, let counts = answer.counts.last {
      if counts.isCut { found.defect = "not all periods were counted" }
      found.results.histogram = DateHistogram(
        unit,
        counts: counts.values.compactMap { entry in
          Int32(entry.value).map { ($0, entry.count) }
        }, undated: counts.missing)
    }
    return found
  }

  private func facet(_ key: String, _ counts: RemoteCounts) -> FacetCounts {
    let entries = counts.values.map { entry in
      let value = tables.value(entry.value, in: key)
      return FacetCounts.Entry(
        value: value.value, count: entry.count, depth: value.depth, broader: value.broader)
    }
    // The most frequent first, then by label; years from the last to the first.
    let sorted = entries.sorted { left, right in
      if key == FacetKeys.year { return left.value.label > right.value.label }
      return (-left.count, left.value.label, left.value.concept ?? "")
        < (-right.count, right.value.label, right.value.concept ?? "")
    }
    return FacetCounts(
      key: key, title: tables.title(of: key), entries: sorted, missing: counts.missing)
  }

  private func hits() throws -> [SearchHit] {
    let wantsPassages = request.request.wantsSnippets
    var marker = wantsPassages ? PassageMarker(request.plan.patterns) : nil
    var narrower =
      request.plan.narrowerPatterns.isEmpty ? nil : PassageMarker(request.plan.narrowerPatterns)
    return try answer.hits.enumerated().map { place, hit in
      let stored = try RemoteStored(
        source: hit.source, facetKeys: request.scope.facetKeys,
        vocabulary: request.scope.vocabulary
      ).document()
      var shown = SearchHit(
        rank: request.request.offset + place + 1, score: hit.score, id: stored.id,
        path: stored.path, title: stored.title, date: stored.date, tags: stored.tags)
      let text = StoredText(text: stored.text, language: stored.language)
      if let snippet = marker?.snippet(of: text) {
        shown.snippet = snippet
        if snippet.highlights.isEmpty, let other = narrower?.snippet(of: text) {
          shown.snippet = other
        }
      }
      return shown
    }
  }
}

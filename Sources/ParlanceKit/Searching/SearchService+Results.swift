internal import Searching

extension SearchService.Answer {
  /// The records of what `Searching` found.
  init(
    _ results: SearchResults, facets: [FacetCounts], facetKeys: [String], query: String,
    took: Duration, partial: String? = nil
  ) {
    self.init(
      query: query, understood: SearchService.Understanding(results.understanding),
      total: results.total, hits: results.hits.map(SearchService.Hit.init),
      facetKeys: facetKeys, facets: facets.map(SearchService.Facet.init),
      histogram: results.histogram.map(SearchService.Histogram.init),
      suggestions: results.suggestions,
      relaxations: results.relaxations.map(SearchService.Relaxation.init), took: took,
      partial: partial)
  }
}

extension SearchService.Value {
  init(_ value: FacetValue) { self.init(label: value.label, concept: value.concept) }
}

extension SearchService.Hit {
  init(_ hit: SearchHit) {
    self.init(
      rank: hit.rank, score: hit.score, id: hit.id, path: hit.path, title: hit.title,
      date: hit.date?.description,
      tags: hit.tags.map {
        SearchService.Tags(facet: $0.key, values: $0.values.map(SearchService.Value.init))
      },
      passage: SearchService.Passage(
        text: hit.snippet.text, highlights: hit.snippet.highlights),
      copies: hit.copies.map { SearchService.Copy(id: $0.id, path: $0.path) },
      explanation: hit.explanation.map {
        SearchService.ScorePart(kind: $0.kind.rawValue, name: $0.name, score: $0.score)
      })
  }
}

extension SearchService.Facet {
  init(_ facet: FacetCounts) {
    self.init(
      key: facet.key, title: facet.title,
      counts: facet.entries.map {
        SearchService.FacetCount(
          value: SearchService.Value($0.value), count: $0.count, depth: $0.depth,
          broader: $0.broader)
      }, missing: facet.missing)
  }
}

extension SearchService.Histogram {
  init(_ histogram: DateHistogram) {
    self.init(
      entries: histogram.entries.map {
        Entry(period: $0.period.description, count: $0.count)
      }, undated: histogram.undated)
  }
}

extension SearchService.Relaxation {
  init(_ relaxation: Relaxation) {
    let change: Change =
      switch relaxation.change {
      case .facet(let key): .facet(key)
      case .allFacets: .allFacets
      case .dates: .dates
      case .anyWord: .anyWord
      case .anywhere: .anywhere
      case .anyFolder: .anyFolder
      case .related(let facet, let label): .related(facet: facet, label: label)
      }
    self.init(change: change, count: relaxation.count)
  }
}

extension SearchService.Understanding {
  init(_ understanding: Understanding) {
    self.init(
      readings: understanding.readings.map { reading in
        SearchService.Reading(
          surface: reading.surface, facet: reading.facet,
          concepts: reading.concepts.map(SearchService.Value.init),
          isTogether: reading.isTogether, note: reading.note,
          queries: reading.queries, related: reading.related.map(SearchService.Value.init))
      },
      corrections: understanding.corrections.map {
        SearchService.Correction(word: $0.word, replacements: $0.replacements)
      },
      notices: understanding.notices.map {
        SearchService.Notice(
          surface: $0.surface, kind: SearchService.Notice.Kind($0.kind), message: $0.message)
      })
  }
}

extension SearchService.Notice.Kind {
  init(_ kind: Understanding.Notice.Kind) {
    switch kind {
    case .absent: self = .absent
    case .ignored: self = .ignored
    case .text: self = .text
    case .words: self = .words
    case .word: self = .word
    case .part: self = .part
    case .newest: self = .newest
    case .oldest: self = .oldest
    case .narrower: self = .narrower
    case .partOfName: self = .partOfName
    }
  }
}

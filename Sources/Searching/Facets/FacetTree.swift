import Taxonomy

extension SearchIndex {
  /// Values of a facet in the order of the hierarchy: what is narrower follows what is broader.
  ///
  /// - Parameter entries: some values of a facet, in the order wanted among siblings.
  /// - Returns: the same values; `depth` is the number of values above among them. A value that has
  ///   several broader ones follows the first of them, and a circle stays in the order it came in.
  package func tree(of entries: [FacetCounts.Entry]) -> [FacetCounts.Entry] {
    guard let vocabulary else { return entries }
    var places: [ConceptOrdinal: Int] = [:]
    for (place, entry) in entries.enumerated() {
      if let concept = entry.value.concept.flatMap(vocabulary.concept(uri:)) {
        places[concept] = place
      }
    }
    var children = [[Int]](repeating: [], count: entries.count)
    var isRoot = [Bool](repeating: true, count: entries.count)
    for (concept, place) in places {
      if let parent = nearestBroader(of: concept, among: places, vocabulary) {
        children[parent].append(place)
        isRoot[place] = false
      }
    }
    var result: [FacetCounts.Entry] = []
    var isTaken = [Bool](repeating: false, count: entries.count)
    func take(_ place: Int, depth: Int) {
      guard !isTaken[place] else { return }
      isTaken[place] = true
      var entry = entries[place]
      entry.depth = depth
      result.append(entry)
      for child in children[place].sorted() { take(child, depth: depth + 1) }
    }
    for place in entries.indices where isRoot[place] { take(place, depth: 0) }
    for place in entries.indices { take(place, depth: 0) }
    return result
  }

  /// The place of the nearest broader concept that has one.
  private func nearestBroader(
    of concept: ConceptOrdinal, among places: [ConceptOrdinal: Int], _ vocabulary: Vocabulary
  ) -> Int? {
    var seen: Set<ConceptOrdinal> = [concept]
    var level = vocabulary.broader(of: concept)
    while !level.isEmpty {
      if let place = level.lazy.compactMap({ $0 == concept ? nil : places[$0] }).first {
        return place
      }
      level = level.flatMap { seen.insert($0).inserted ? vocabulary.broader(of: $0) : [] }
    }
    return nil
  }
}

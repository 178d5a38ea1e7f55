extension SearchService {
  /// How often the values of a facet occur among the hits.
  public struct Facet: Sendable, Hashable {
    /// The key.
    public let key: String
    /// The title to show.
    public let title: String
    /// The values that occur, the most frequent first; years from the latest.
    public let counts: [FacetCount]
    /// How many hits have no value.
    public let missing: Int
  }

  /// A value of a facet with the number of hits that have it, or anything narrower.
  public struct FacetCount: Sendable, Hashable {
    /// The value.
    public let value: Value
    /// The number of hits.
    public let count: Int
    /// How deep it stands below the top of its facet, from 0.
    public let depth: Int
    /// The URIs of the values next above it in the facet; several if the vocabulary has several, none at the
    /// top.
    public let broader: [String]

    /// The label of the value.
    public var label: String { value.label }
    /// The URI of its concept; `nil` for a plain value, such as a year.
    public var concept: String? { value.concept }
  }

  /// A value of a facet in its place below another.
  public struct FacetBranch: Sendable, Hashable {
    /// The value with its count.
    public let count: FacetCount
    /// How many of the values shown stand above it.
    public let level: Int
  }
}

extension SearchService.Facet {
  /// The values in the order of the hierarchy: what is narrower follows what is broader.
  ///
  /// - Parameter limit: how many values to take, the most frequent ones; `nil` for all.
  /// - Returns: the values, siblings in the order of `counts`. A value that has several broader ones follows
  ///   the first of them that is shown, and a circle stays in the order it came in.
  public func tree(first limit: Int? = nil) -> [SearchService.FacetBranch] {
    let shown = counts.prefix(limit ?? counts.count)
    var places: [String: Int] = [:]
    for (place, count) in shown.enumerated() {
      if let concept = count.concept { places[concept] = place }
    }
    let numbers = Dictionary(
      counts.indices.compactMap { number in counts[number].concept.map { ($0, number) } },
      uniquingKeysWith: { first, _ in first })
    var children = [[Int]](repeating: [], count: shown.count)
    var isRoot = [Bool](repeating: true, count: shown.count)
    for place in shown.indices {
      if let parent = nearestBroader(of: place, among: places, numbers) {
        children[parent].append(place)
        isRoot[place] = false
      }
    }
    var result: [SearchService.FacetBranch] = []
    var isTaken = [Bool](repeating: false, count: shown.count)
    func take(_ root: Int) {
      // A list of its own: a vocabulary may be deeper than the stack of a thread.
      var waiting = [(place: root, level: 0)]
      while let (place, level) = waiting.popLast() {
        guard !isTaken[place] else { continue }
        isTaken[place] = true
        result.append(SearchService.FacetBranch(count: shown[place], level: level))
        waiting += children[place].reversed().map { ($0, level + 1) }
      }
    }
    for place in shown.indices where isRoot[place] { take(place) }
    for place in shown.indices { take(place) }
    return result
  }

  /// The place of the nearest broader value that has one.
  ///
  /// - Parameters:
  ///   - place: the place of the value.
  ///   - places: the places of the values that are shown, by their concepts.
  ///   - numbers: the numbers of all values, by their concepts.
  /// - Returns: the place; `nil` if nothing above it is shown.
  /// - Complexity: O(values above it).
  private func nearestBroader(
    of place: Int, among places: [String: Int], _ numbers: [String: Int]
  ) -> Int? {
    let start = counts[place]
    var level = start.broader
    var seen: Set<String> = []
    while !level.isEmpty {
      if let parent = level.lazy.compactMap({ $0 == start.concept ? nil : places[$0] }).first {
        return parent
      }
      level = level.flatMap { uri in
        seen.insert(uri).inserted ? numbers[uri].map { counts[$0].broader } ?? [] : []
      }
    }
    return nil
  }
}

// MARK: - As a list

extension SearchService.Facet {
  /// The fields of the records of values.
  package static let columns = [
    Column("value"), Column("count", isNumber: true), Column.outsideTables("depth"),
    Column("concept"),
  ]

  /// A record for each value: for people in the order of the hierarchy, else the most frequent first.
  package func records(form: ReportForm) -> [[JSONValue]] {
    guard form == .table else { return counts.map { $0.record(label: $0.label) } }
    return tree().map { branch in
      branch.count.record(label: branch.mark + branch.count.label)
    }
  }
}

extension SearchService.FacetBranch {
  /// What stands before the label, to show how deep it is.
  package var mark: String { String(repeating: "› ", count: level) }
}

extension SearchService.FacetCount {
  fileprivate func record(label: String) -> [JSONValue] {
    [
      .string(label), .integer(count), .integer(depth), concept.map { .string($0) } ?? .null,
    ]
  }
}

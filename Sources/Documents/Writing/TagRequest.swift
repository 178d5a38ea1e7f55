package import Model

/// What is to be written into a document, and what Parlance wrote there before.
///
/// Keywords that stand there and are in neither list belong to others and stay. A facet that is in
/// neither is left alone; one that is only in `previous` is taken out if it still has that value.
/// A facet's value that others wrote gives way only to one that holds all of its labels.
package struct TagRequest: Hashable, Sendable {
  /// The values wanted.
  package var values: TagValues

  /// The values of the last time, as remembered by the catalog.
  package var previous: TagValues

  /// Whether a facet's value that others wrote may be replaced.
  package var overwritesOthers: Bool

  /// What the document is to say of the values that are Parlance's own; without entries it says
  /// nothing, and `nil` leaves what it says.
  package var mark: TagMark?

  /// A request of its parts.
  package init(
    _ values: TagValues, previous: TagValues = TagValues(), overwritesOthers: Bool = false,
    mark: TagMark? = nil
  ) {
    self.values = values
    self.previous = previous
    self.overwritesOthers = overwritesOthers
    self.mark = mark
  }
}

extension TagRequest {
  /// A property that holds a facet.
  struct Property {
    /// The facet's key.
    let facet: String
    /// The value to write; `nil` takes the property out.
    let value: String?
    /// The value of the last time.
    let previous: String?
    /// Whether a value that others wrote may be replaced.
    let overwritesOthers: Bool

    /// `DocumentType`, `BuyingStage`.
    var name: String { FacetProperties.propertyName(ofFacet: facet) }

    /// `documentType`, `buyingStage`.
    var lowerName: String { FacetProperties.lowerName(ofFacet: facet) }

    /// What is to be done where `current` stands.
    func change(from current: String?) -> PropertyChange {
      if facet == FacetProperties.markKey { return markChange(from: current) }
      if let value {
        if current == value { return .keep }
        let others = FacetProperties.labels(in: current).subtracting(
          FacetProperties.labels(in: previous))
        let loses = !others.isSubset(of: FacetProperties.labels(in: value))
        return loses && !overwritesOthers ? .keep : .set(value)
      }
      guard let current, current == previous else { return .keep }
      return .remove
    }

    /// What is to be done where a mark stands; a property of the same name that is not one stays.
    private func markChange(from current: String?) -> PropertyChange {
      let wanted = value.flatMap(TagMark.init(text:))
      guard let current, !current.isEmpty else { return value.map(PropertyChange.set) ?? .keep }
      guard let found = TagMark(text: current) else { return .keep }
      guard let value, let wanted else { return .remove }
      return found.saysTheSame(as: wanted) ? .keep : .set(value)
    }
  }

  /// What is done with a property.
  enum PropertyChange: Equatable {
    case keep
    case set(String)
    case remove
  }

  /// The properties to look at, in alphabetical order of their facets, the mark behind them.
  var properties: [Property] {
    facetProperties + (markProperty.map { [$0] } ?? [])
  }

  /// The property that holds the mark; `nil` if that is left as it is.
  var markProperty: Property? {
    mark.map {
      Property(
        facet: FacetProperties.markKey, value: $0.text, previous: nil, overwritesOthers: false)
    }
  }

  private var facetProperties: [Property] {
    Set(values.facets.keys).union(previous.facets.keys).sorted().map { key in
      Property(
        facet: key, value: Self.joined(values.facets[key]),
        previous: Self.joined(previous.facets[key]), overwritesOthers: overwritesOthers)
    }
  }

  /// The document type, for the place that a format has for a category.
  var category: Property? {
    properties.first { $0.facet == "type" }
  }

  /// What becomes of a category, a place that others use too: theirs is never overwritten.
  func categoryChange(from current: String?) -> PropertyChange {
    guard let category else { return .keep }
    let current = current.flatMap { $0.isEmpty ? nil : $0 }
    if let current,
      current != category.previous || previous.othersCategories.contains(current)
    {
      return .keep
    }
    // Its author says the same elsewhere: a second one would count as the author's, too.
    if current == nil, let value = category.value, previous.othersCategories.contains(value) {
      return .keep
    }
    return category.change(from: current)
  }

  /// Keywords that Parlance wrote and no longer wants.
  var obsoleteKeywords: [String] {
    let wanted = Set(values.keywords)
    return previous.keywords.filter { !wanted.contains($0) }
  }

  /// The wanted keywords, each once.
  var wantedKeywords: [String] {
    var seen: Set<String> = []
    return values.keywords.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// The list of terms after the change: others' stay where they are, new ones follow.
  func terms(changing current: [String]) -> [String] {
    let obsolete = Set(obsoleteKeywords)
    var result = current.filter { !obsolete.contains($0) }
    let present = Set(result)
    result += wantedKeywords.filter { !present.contains($0) }
    return result
  }

  /// What becomes of a list whose terms stand in elements of their own; at one cost for each term.
  func termChange(from current: [String]) -> (removed: Set<String>, added: [String]) {
    let present = Set(current)
    let wanted = wantedKeywords
    let removed = Set(obsoleteKeywords).intersection(present)
    return (removed, wanted.filter { !present.contains($0) })
  }

  /// The labels of a facet in one text, as properties of one value hold them.
  static func joined(_ labels: [String]?) -> String? {
    guard let labels, !labels.isEmpty else { return nil }
    return labels.joined(separator: FacetProperties.labelSeparator)
  }
}

extension FacetProperties {
  /// What stands between the labels of a facet where a property has one value only.
  package static let labelSeparator = "; "

  /// The labels in a property's value; none if there is no value.
  package static func labels(in value: String?) -> Set<String> {
    Set((value ?? "").split(separator: ";").map { KeywordText.trimmed($0) }.filter { !$0.isEmpty })
  }
}

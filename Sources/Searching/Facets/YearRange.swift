/// Years as the value of a filter: `2009..2011`, `2009..` or `..2011`.
struct YearRange {
  /// The years, of 1 to 9999.
  let years: ClosedRange<Int>

  /// Reads a range; `nil` for what is none, and where it ends before it begins.
  init?(_ text: String) {
    guard let dots = text.firstRange(of: ".."), text.utf8.count > 2 else { return nil }
    let ends = [text[..<dots.lowerBound], text[dots.upperBound...]]
    let bounds = zip(ends, [1, 9999]).compactMap { end, open in
      end.isEmpty ? open : end.allSatisfy { ("0"..."9").contains($0) } ? Int(end) : nil
    }
    guard bounds.count == 2, bounds[0] <= bounds[1], bounds[0] >= 1, bounds[1] <= 9999 else {
      return nil
    }
    years = bounds[0]...bounds[1]
  }

  /// A value as a facet has it: years are written without zeros in front, in dates they have four digits.
  static func value(_ value: String, ofFacet key: String) -> String {
    guard key == FacetKeys.year, value.utf8.count <= 4,
      value.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let year = Int(value)
    else { return value }
    return String(year)
  }

  /// The values of a facet that a filter on it asks for as a range of years; `nil` if it does not.
  static func values(_ value: String, ofFacet key: String) -> Set<String>? {
    guard key == FacetKeys.year, let range = YearRange(value) else { return nil }
    return Set(range.years.map { String($0) })
  }
}

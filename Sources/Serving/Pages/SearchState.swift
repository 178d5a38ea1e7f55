internal import ParlanceKit

/// The state of a search as its address tells it; every link of the page is another state.
struct SearchState: Sendable {
  /// The fields of the address that mean something.
  private(set) var fields: [FormFields.Field] = []

  /// Whether hits are lines of a list rather than cards.
  var isList: Bool { self["view"] == "list" }

  /// The hits on a page.
  var pageLength: Int { isList ? 30 : 10 }

  private static let known: Set<String> = [
    "q", "facet", "since", "sort", "page", "literal", "copies", "explain", "like",
    "view",
  ]

  /// The field of the text by which values of a facet are looked for.
  static func finding(_ facet: String) -> String { "find.\(facet)" }

  /// The fields that narrow what is found, and not only how the page shows it.
  var search: FormFields {
    FormFields(fields.filter { !["page", "view"].contains($0.name) && !Self.isFinding($0) })
  }

  private static func isFinding(_ field: FormFields.Field) -> Bool {
    field.name.hasPrefix(finding(""))
  }

  /// Reads an address; what is empty or unknown is left out.
  ///
  /// The fields `from` and `to` of the form below the years are the filter on the years between.
  init(_ query: FormFields) {
    fields = query.fields.filter {
      (Self.known.contains($0.name) || Self.isFinding($0)) && !$0.value.isEmpty
    }
    var ends = ["from", "to"].map { query[$0]?.trimmed ?? "" }
    if let first = Int(ends[0]), let last = Int(ends[1]), first > last { ends.swapAt(0, 1) }
    guard ends != ["", ""] else { return }
    self = removing { YearFilter($0) != nil }.adding(YearFilter.text(ends[0], ends[1]))
  }

  /// The value of a field.
  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The filters on facets.
  var filters: [String] { fields.filter { $0.name == "facet" }.map(\.value) }

  /// The number of the page, from 1.
  var page: Int { min(max(1, self["page"].flatMap { Int($0) } ?? 1), 100_000) }

  /// The state with another value of a field, on its first page; without the field for `nil`.
  func with(_ name: String, _ value: String?) -> SearchState {
    var state = self
    state.fields.removeAll { $0.name == name || $0.name == "page" }
    if let value { state.fields.append(.init(name: name, value: value)) }
    return state
  }

  /// The state with one more filter.
  func adding(_ filter: String) -> SearchState {
    var state = with("page", nil)
    state.fields.append(.init(name: "facet", value: filter))
    return state
  }

  /// The state without some filters.
  func removing(_ isRemoved: (String) -> Bool) -> SearchState {
    var state = with("page", nil)
    state.fields.removeAll { $0.name == "facet" && isRemoved($0.value) }
    return state
  }

  /// The longest address of a state, in bytes.
  ///
  /// Every link of the page repeats it, some 200 times: an address of 10 kB made a page of 5 MB.
  static let longestAddress = 2_000

  /// - Throws: `RequestError` if the links of the page would be too long.
  func checkLength() throws {
    let length = address.utf8.count
    guard length > Self.longestAddress else { return }
    throw RequestError(
      "This search has \(length) bytes as an address, and a page has links of at most "
        + "\(Self.longestAddress). Use fewer words or filters, or ask /api/search, which takes longer ones."
    )
  }

  /// The address of the page.
  var address: String { Layout.search(FormFields(fields)) }
}

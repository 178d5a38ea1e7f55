/// Lists in one array, one behind the other, so that there is no object to count references of for each.
struct FlatLists<Element: Sendable>: Sendable {
  private let starts: [Int32]

  /// The elements of all lists.
  let elements: [Element]

  /// Lists in their order.
  init(_ lists: some Sequence<[Element]>) {
    var starts: [Int32] = [0]
    var elements: [Element] = []
    for list in lists {
      elements += list
      starts.append(Int32(elements.count))
    }
    self.starts = starts
    self.elements = elements
  }

  /// The number of lists.
  var count: Int { starts.count - 1 }

  /// Where in `elements` a list stands.
  func range(of list: Int) -> Range<Int> { Int(starts[list])..<Int(starts[list + 1]) }

  /// A list.
  subscript(list: Int) -> ArraySlice<Element> { elements[range(of: list)] }
}

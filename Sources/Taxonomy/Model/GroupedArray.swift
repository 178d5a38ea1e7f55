import MappedStorage

/// Lists of elements, one list for each of a dense range of owners, as offsets into one array.
struct GroupedArray<Element: BitwiseCopyable & Sendable>: Sendable {
  private let elements: MappedArray<Element>
  private let offsets: MappedArray<UInt32>

  /// The lists, or `nil` if the offsets do not fit the elements.
  init?(elements: MappedArray<Element>, offsets: MappedArray<UInt32>, owners: Int) {
    guard offsets.count == owners + 1, offsets[0] == 0, Int(offsets[owners]) == elements.count
    else { return nil }
    self.elements = elements
    self.offsets = offsets
  }

  /// The elements of `owner`.
  subscript(owner: Int) -> MappedArray<Element> {
    elements[part: Int(offsets[owner])..<Int(offsets[owner + 1])]
  }

  /// Whether no list ends before it begins, and all elements pass a test.
  func isSound(_ isSound: (Element) -> Bool) -> Bool {
    offsets.ascends && elements.allSatisfy(isSound)
  }

  /// The number of elements of all owners.
  var elementCount: Int { elements.count }

  /// The index of the first element of `owner` among those of all owners.
  func start(of owner: Int) -> Int { Int(offsets[owner]) }

  /// The number of elements of `owner`.
  func count(of owner: Int) -> Int { Int(offsets[owner + 1]) - Int(offsets[owner]) }
}

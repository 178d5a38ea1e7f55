/// The values of one facet for each document, as numbers of distinct sets of values.
struct FacetColumnBuilder {
  /// The key of the facet.
  let key: String

  /// The distinct values: URIs of concepts or plain words.
  private(set) var values: [String] = []
  /// The members of set `n` are `members[setOffsets[n]..<setOffsets[n + 1]]`; set 0 is empty.
  private(set) var setOffsets: [UInt32] = [0, 0]
  private(set) var members: [UInt32] = []
  private var column: [UInt32] = []
  private var valueNumbers: [String: UInt32] = [:]
  private var single: [String: UInt32] = [:]
  // The empty set is 0, so that a document left out needs no entry.
  private var sets: [[UInt32]: UInt32] = [[]: 0]

  init(key: String) { self.key = key }

  /// Sets the values of a document; documents left out have none.
  mutating func set(_ list: [String], for document: Int) {
    guard !list.isEmpty else { return }
    if column.count < document {
      column.append(contentsOf: repeatElement(0, count: document - column.count))
    }
    // Most documents have one value of a facet: a string is looked up faster than a list of numbers is made and sorted.
    let number = list.count == 1 ? singleNumber(list[0]) : number(of: list)
    if column.count == document { column.append(number) } else { column[document] = number }
  }

  /// The column with as few bytes a document as hold every number, padded to `count` documents.
  func columnBytes(count: Int) -> (width: Int, bytes: [UInt8]) {
    // By the number of the last set; the empty one has 0.
    let width = setOffsets.count - 2 < 1 << 8 ? 1 : setOffsets.count - 2 < 1 << 16 ? 2 : 4
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * width)
    for document in 0..<count {
      let number = document < column.count ? column[document] : 0
      for byte in 0..<width { bytes.append(UInt8(number >> (8 * UInt32(byte)) & 0xFF)) }
    }
    return (width, bytes)
  }

  private mutating func singleNumber(_ value: String) -> UInt32 {
    if let number = single[value] { return number }
    let result = number(of: [value])
    single[value] = result
    return result
  }

  private mutating func number(of list: [String]) -> UInt32 {
    var set: [UInt32] = []
    for value in list {
      let number = valueNumbers[value] ?? UInt32(values.count)
      if number == UInt32(values.count) {
        valueNumbers[value] = number
        values.append(value)
      }
      set.append(number)
    }
    set = Set(set).sorted()
    if let known = sets[set] { return known }
    let number = UInt32(setOffsets.count - 1)
    sets[set] = number
    members.append(contentsOf: set)
    setOffsets.append(UInt32(members.count))
    return number
  }
}

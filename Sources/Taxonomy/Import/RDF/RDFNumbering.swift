/// Numbers the blank nodes of a document in the order in which they come up.
struct BlankNodes {
  /// How many there are.
  private(set) var count: UInt32 = 0

  private var numbers: [[UInt8]: UInt32] = [:]

  /// A node that nothing else of the document means.
  mutating func make() -> RDFNode {
    count += 1
    return RDFNode(blank: count - 1)
  }

  /// The node with a label of the document's own.
  mutating func node(named label: [UInt8]) -> RDFNode {
    if let number = numbers[label] { return RDFNode(blank: number) }
    let node = make()
    numbers[label] = UInt32(node.number)
    return node
  }

  /// The labels of all nodes by their numbers; `nil` for one without.
  var labels: [[UInt8]?] {
    var labels = [[UInt8]?](repeating: nil, count: Int(count))
    for (label, number) in numbers { labels[Int(number)] = label }
    return labels
  }
}

/// Numbers the language tags of a document as written; number 0 is the empty tag of what states none.
struct LanguageTags {
  /// The tags by their numbers.
  private(set) var tags: [[UInt8]] = [[]]

  private var numbers: [[UInt8]: UInt16] = [[]: 0]

  /// The number of a tag, a new one if it is not known yet.
  mutating func number(of tag: [UInt8]) -> UInt16 {
    if let number = numbers[tag] { return number }
    // `RDFStatements.excess` refuses documents with more of them.
    let number = UInt16(clamping: tags.count)
    tags.append(tag)
    numbers[tag] = number
    return number
  }
}

/// Words side by side in one text, with the nodes of the query that they come from.
struct WordText {
  /// The words with a blank between them.
  private(set) var text = ""

  /// The bytes of each node.
  private(set) var ranges: [Range<Int>] = []

  init(_ words: [String]) {
    for word in words {
      if !text.isEmpty { text += " " }
      let start = text.utf8.count
      text += word
      ranges.append(start..<text.utf8.count)
    }
  }
}

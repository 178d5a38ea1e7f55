/// The labels that are kept of some that overlap one another.
///
/// Of "Big Apple", "Apple Juice" and "Juice Bar Menu" in "Big Apple Juice Bar Menu" the first and the last
/// are meant: looking at two of them at a time would keep "Apple Juice" alone.
enum OverlappingLabels {
  /// What a choice comes to from a token on; the better choice is the greater.
  private struct Cover: Comparable {
    var tokens = 0
    var labels = 0
    var bytes = 0

    /// The label taken at the token, by number; -1 where the token is left out.
    var taken = -1

    static func < (first: Cover, second: Cover) -> Bool {
      (first.tokens, second.labels, first.bytes) < (second.tokens, first.labels, second.bytes)
    }

    static func == (first: Cover, second: Cover) -> Bool {
      (first.tokens, first.labels, first.bytes) == (second.tokens, second.labels, second.bytes)
    }
  }

  /// Replaces labels at the end of `found` by those of them that cover most tokens without overlapping; of
  /// such choices the one with the fewest labels, then with most bytes, then the leftmost.
  ///
  /// - Parameters:
  ///   - found: labels in the order of their starts from `first` on.
  ///   - first: the index of the first one to look at; there is one at least.
  /// - Returns: the number of the text's token behind the last label kept.
  /// - Complexity: O(labels + tokens) of the part looked at.
  static func keepWidest(of found: inout [FoundLabel], from first: Int) -> Int {
    let labels = Array(found[first...])
    let start = Int(labels[0].firstToken)
    let end = labels.reduce(start) { max($0, $1.tokenEnd) }
    // The best from each token on, from the end: what is taken at a token leaves the best behind it.
    var best = [Cover](repeating: Cover(), count: end - start + 1)
    var next = labels.count
    for token in (start..<end).reversed() {
      let place = token - start
      best[place] = best[place + 1]
      best[place].taken = -1
      while next > 0, Int(labels[next - 1].firstToken) == token {
        next -= 1
        var cover = best[labels[next].tokenEnd - start]
        cover.tokens += Int(labels[next].tokenCount)
        cover.labels += 1
        cover.bytes += labels[next].range.count
        cover.taken = next
        // At equal worth what begins here is further left than what leaves the token out.
        if cover >= best[place] { best[place] = cover }
      }
    }
    found.removeSubrange(first...)
    var token = start
    while token < end {
      let taken = best[token - start].taken
      if taken >= 0 { found.append(labels[taken]) }
      token = taken >= 0 ? labels[taken].tokenEnd : token + 1
    }
    return found[found.count - 1].tokenEnd
  }
}

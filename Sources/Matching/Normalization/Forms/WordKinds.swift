extension OptionSet where Element == Self {
  /// What the words of several lists are, so that a word needs one look in place of one for each list.
  static func byWord(_ lists: [(words: Set<String>, kind: Self)]) -> [String: Self] {
    var kinds: [String: Self] = [:]
    for (words, kind) in lists {
      for word in words { kinds[word, default: []].insert(kind) }
    }
    return kinds
  }
}

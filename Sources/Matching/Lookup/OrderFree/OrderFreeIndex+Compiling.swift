internal import MappedStorage
package import Taxonomy
package import TextAnalysis

extension OrderFreeIndex {
  /// Gathers the labels that may be found in any order, with the forms that the label index knows.
  ///
  /// Those are labels in any case of two to five words beside function words, written with blanks or
  /// punctuation between them, without numbers; never abbreviations, codes, or other spellings.
  ///
  /// - Parameters:
  ///   - index: the compiled labels.
  ///   - vocabulary: the one that `index` was compiled from.
  ///   - defaultLanguage: the language of labels that name none.
  ///   - includes: whether a label takes part; all do unless told otherwise.
  /// - Complexity: O(size of the label index).
  package init(
    _ index: LabelIndex, vocabulary: Vocabulary, defaultLanguage: Language = .english,
    includes: (LabelOrdinal) -> Bool = { _ in true }
  ) {
    var compiler = OrderFreeCompiler(
      index: index, vocabulary: vocabulary, defaultLanguage: defaultLanguage)
    self = compiler.compile(includes)
  }
}

/// Turns the trie of a label index back into labels of words with forms.
private struct OrderFreeCompiler {
  private let index: LabelIndex
  private let vocabulary: Vocabulary
  private let defaultLanguage: Language

  /// The node before each node of the trie.
  private var parents: [UInt32]

  /// The keys that lead to each node.
  private var forms: [[TokenKey]]

  private var functionWords: [String: Set<TokenKey>] = [:]
  private var numbers: [Set<TokenKey>: UInt32] = [:]
  private var words: [Set<TokenKey>] = []
  private var labels: [(group: UInt32, words: [UInt32])] = []

  init(index: LabelIndex, vocabulary: Vocabulary, defaultLanguage: Language) {
    self.index = index
    self.vocabulary = vocabulary
    self.defaultLanguage = defaultLanguage
    var nodeCount = 1
    for slot in index.slots { nodeCount = max(nodeCount, Int(slot.node) + 1) }
    parents = Array(repeating: 0, count: nodeCount)
    forms = Array(repeating: [], count: nodeCount)
    for slot in index.slots where slot.node != 0 {
      parents[Int(slot.node)] = slot.parent
      forms[Int(slot.node)].append(TokenKey(low: slot.low, high: slot.high))
    }
  }

  mutating func compile(_ includes: (LabelOrdinal) -> Bool) -> OrderFreeIndex {
    for group in 0..<index.groupCount { addGroup(group, includes) }
    var counts = [Int](repeating: 0, count: words.count)
    for label in labels { for word in label.words { counts[Int(word)] += 1 } }
    let anchors = labels.map { label in
      label.words.min { (counts[Int($0)], $0) < (counts[Int($1)], $1) } ?? 0
    }
    var offsets = [UInt32](repeating: 0, count: words.count + 1)
    for anchor in anchors { offsets[Int(anchor) + 1] += 1 }
    for word in words.indices { offsets[word + 1] += offsets[word] }
    var entries: [OrderFreeIndex.Entry] = []
    var entryWords: [UInt32] = []
    for number in labels.indices.sorted(by: { (anchors[$0], $0) < (anchors[$1], $1) }) {
      let label = labels[number]
      entries.append(
        OrderFreeIndex.Entry(
          group: label.group, firstWord: UInt32(entryWords.count),
          wordCount: UInt32(label.words.count)))
      entryWords += label.words
    }
    var wordsOfKeys: [TokenKey: [UInt32]] = [:]
    for (number, word) in words.enumerated() {
      for key in word { wordsOfKeys[key, default: []].append(UInt32(number)) }
    }
    return OrderFreeIndex(
      index, entries: entries, entryWords: entryWords, anchorOffsets: offsets,
      wordsOfKeys: wordsOfKeys)
  }

  /// Adds a group by the first of its labels that may be found in any order.
  private mutating func addGroup(_ group: Int, _ includes: (LabelOrdinal) -> Bool) {
    let range = Int(index.groupOffsets[group])..<Int(index.groupOffsets[group + 1])
    for position in range {
      let entry = index.entries[position]
      guard entry.rule & (LabelEntry.caseMustAgree | LabelEntry.isVariant) == 0,
        includes(LabelOrdinal(entry.label)),
        let found = words(of: LabelOrdinal(entry.label), group: group)
      else { continue }
      labels.append((UInt32(group), found.map { number(of: $0) }))
      return
    }
  }

  /// The words of a label beside function words, or `nil` if it may not be found in any order.
  private mutating func words(of label: LabelOrdinal, group: Int) -> [Set<TokenKey>]? {
    let role = vocabulary.role(of: label)
    guard role != .abbreviation, role != .code else { return nil }
    let tokens = Analyzer.tokens(of: vocabulary.text(of: label))
    // Characters of scripts without blanks are not words whose order is free.
    guard tokens.allSatisfy({ $0.separation != .adjacent && $0.flags.contains(.hasLetter) })
    else { return nil }
    let path = path(to: UInt32(group + 1))
    guard path.count == tokens.count else { return nil }
    let ignored = functionWords(vocabulary.language(of: label))
    let content = zip(tokens, path).filter { !ignored.contains($0.0.key) }
    guard OrderFreeIndex.wordCounts.contains(content.count) else { return nil }
    let words = content.map { Set(forms[Int($0.1)]) }
    // One token must not stand for two words.
    var all: Set<TokenKey> = []
    for word in words { for form in word where !all.insert(form).inserted { return nil } }
    return words
  }

  /// The nodes from the first token of a group's labels to the last.
  private func path(to node: UInt32) -> [UInt32] {
    var path: [UInt32] = []
    var node = node
    while node != 0 {
      path.append(node)
      node = parents[Int(node)]
    }
    return path.reversed()
  }

  private mutating func functionWords(_ tag: String) -> Set<TokenKey> {
    if let known = functionWords[tag] { return known }
    let language = tag.isEmpty ? defaultLanguage : Language(tag: tag)
    let keys = language.map { Set(StopWords.keys($0)) } ?? []
    functionWords[tag] = keys
    return keys
  }

  private mutating func number(of word: Set<TokenKey>) -> UInt32 {
    if let known = numbers[word] { return known }
    let number = UInt32(words.count)
    numbers[word] = number
    words.append(word)
    return number
  }
}

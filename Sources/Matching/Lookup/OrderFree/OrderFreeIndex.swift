internal import TextAnalysis

/// The labels of a label index that may be found with their words in any order.
///
/// A *word* is a set of forms: the keys that lead to one node of the label index. Each label waits at
/// its rarest word, so that most sentences touch few labels. Immutable; held in memory.
package struct OrderFreeIndex: Sendable {
  /// A label's words and the group that it is found as.
  struct Entry: BitwiseCopyable, Sendable {
    /// The group in the label index.
    var group: UInt32

    /// Where its words begin in `entryWords`.
    var firstWord: UInt32

    /// The number of its words, function words left out.
    var wordCount: UInt32
  }

  /// A key in the table, and which words have it as a form.
  struct KeySlot: BitwiseCopyable, Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var firstWord: UInt32 = 0
    var wordCount: UInt32 = 0
  }

  /// The number of words, function words left out, of labels that take part.
  package static let wordCounts = 2...5

  /// The number of tokens that a window may have beside the label's words.
  package static let slack = 4

  /// The index whose labels these are.
  package let index: LabelIndex

  let entries: [Entry]
  let entryWords: [UInt32]
  let wordCount: Int

  /// The entries that wait at each word are those from its offset to the next.
  let anchorOffsets: [UInt32]

  private let keys: [KeySlot]
  private let keyWords: [UInt32]

  /// The number of groups that may be found in any order.
  package var count: Int { entries.count }

  /// An index of entries, sorted by their rarest words, and the forms of all words.
  init(
    _ index: LabelIndex, entries: [Entry], entryWords: [UInt32], anchorOffsets: [UInt32],
    wordsOfKeys: [TokenKey: [UInt32]]
  ) {
    self.index = index
    self.entries = entries
    self.entryWords = entryWords
    self.anchorOffsets = anchorOffsets
    wordCount = anchorOffsets.count - 1
    var size = 64
    while size < wordsOfKeys.count * 2 { size *= 2 }
    var keys = [KeySlot](repeating: KeySlot(), count: size)
    var keyWords: [UInt32] = []
    for (key, words) in wordsOfKeys {
      var position = Int(truncatingIfNeeded: key.mixed) & (size - 1)
      while keys[position].wordCount > 0 { position = (position + 1) & (size - 1) }
      keys[position] = KeySlot(
        low: key.low, high: key.high, firstWord: UInt32(keyWords.count),
        wordCount: UInt32(words.count))
      keyWords += words
    }
    self.keys = keys
    self.keyWords = keyWords
  }

  /// Where the words lie that have a form, for `word(_:)`; empty for a key that no label has.
  func words(of key: TokenKey, mixed: UInt64) -> Range<Int> {
    var position = Int(truncatingIfNeeded: mixed) & (keys.count - 1)
    while keys[position].wordCount > 0 {
      let slot = keys[position]
      if slot.low == key.low, slot.high == key.high {
        return Int(slot.firstWord)..<Int(slot.firstWord + slot.wordCount)
      }
      position = (position + 1) & (keys.count - 1)
    }
    return 0..<0
  }

  /// A word at a place that `words(of:mixed:)` gave.
  func word(_ place: Int) -> Int { Int(keyWords[place]) }

  /// The numbers of the entries that wait at a word.
  func entries(at word: Int) -> Range<Int> {
    Int(anchorOffsets[word])..<Int(anchorOffsets[word + 1])
  }

  /// The word of an entry by its number from 0.
  func word(_ number: Int, of entry: Entry) -> Int {
    Int(entryWords[Int(entry.firstWord) + number])
  }
}

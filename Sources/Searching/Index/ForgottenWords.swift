/// What the deleted documents of a segment leave in its dictionaries of words, so that a merge leaves it out.
///
/// A stem that a document is left with keeps its other forms: the forms of documents that are gone are found in their
/// text, which is there until the merge is done, and taken off the counts.
struct ForgottenWords {
  /// A word of a dictionary.
  private struct Word: Hashable {
    var bytes: [UInt8]
    var stem: UInt32
  }

  /// How often words occur in the deleted documents.
  private var counts: [Word: UInt32] = [:]
  /// The words with an umlaut of the deleted documents, spelled out.
  private var spelledOut: Set<Word> = []
  /// The other forms of their stems.
  private var others: [UInt32: [[UInt8]]] = [:]
  /// The words that are gone, but for those that are there spelled out.
  private var gone: Set<Word> = []

  /// The words of the deleted documents.
  ///
  /// - Throws: `IndexError`.
  /// - Complexity: O(text of the deleted documents).
  init(_ segment: Segment) throws {
    guard segment.live != nil else { return }
    var words = try DocumentWords(segment)
    for document in 0..<segment.count where !segment.isLive(document) { try words.add(document) }
    let terms = segment.postings(.text).terms
    for word in words.surfaces {
      guard let stem = try terms.ordinal(of: word.stem) else { continue }
      let sum = counts[Word(bytes: word.bytes, stem: UInt32(stem)), default: 0]
        .addingReportingOverflow(word.count)
      counts[Word(bytes: word.bytes, stem: UInt32(stem))] = sum.overflow ? .max : sum.partialValue
    }
    // A stem spelled out is that of other words, too, and no form that only one document has.
    for word in words.spellings where !word.isStem {
      guard let stem = try terms.ordinal(of: word.stem) else { continue }
      spelledOut.insert(Word(bytes: word.bytes, stem: UInt32(stem)))
      others[UInt32(stem)] = []
    }
  }

  /// How often a word occurs as it is written in the documents that are left; 0 if it does not.
  ///
  /// Asked of all words before `remains` is of any.
  mutating func remaining(_ bytes: [UInt8], _ record: SurfaceRecord) -> UInt32 {
    var count = record.count
    if !counts.isEmpty, count < .max {
      let word = Word(bytes: bytes, stem: record.stem)
      count -= min(count, counts[word] ?? 0)
      if count == 0 { gone.insert(word) }
    }
    if count > 0, others[record.stem] != nil { others[record.stem]?.append(bytes) }
    return count
  }

  /// Whether a word spelled out is still one of the documents that are left.
  mutating func remains(spelledOut bytes: [UInt8], _ record: SurfaceRecord) -> Bool {
    if spelledOut.isEmpty, gone.isEmpty { return true }
    let word = Word(bytes: bytes, stem: record.stem)
    if spelledOut.contains(word),
      !(others[record.stem] ?? []).contains(where: { SpelledOut.may($0, beSpelled: bytes) })
    {
      gone.insert(word)
      return false
    }
    gone.remove(word)
    return true
  }

  /// Whether a long word is still one of the documents that are left, written so or spelled out.
  func remains(compound bytes: [UInt8], _ record: SurfaceRecord) -> Bool {
    gone.isEmpty || !gone.contains(Word(bytes: bytes, stem: record.stem))
  }
}

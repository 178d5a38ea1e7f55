internal import Documents
internal import TextAnalysis

/// The words of tagged documents as a table, to find a new document's words among them.
struct SimilarWords: Sendable {
  /// A place of the table; a vacant one has the number -1.
  private struct Slot: BitwiseCopyable {
    var word: UInt64
    var number: Int32
  }

  private let slots: [Slot]
  private let mask: Int

  /// Where the documents of each word begin, and where those of the last one end.
  let starts: [Int32]

  /// The logarithm of how rarely documents hold each word.
  let rarity: [Float]

  /// The table for documents that are given with their weights already, or only with their words.
  init(_ documents: SimilarDocuments) {
    var size = 64
    while size < documents.words.count * 2 { size *= 2 }
    var slots = [Slot](repeating: Slot(word: 0, number: -1), count: size)
    for (number, word) in documents.words.enumerated() {
      var place = Int(truncatingIfNeeded: word) & (size - 1)
      while slots[place].number >= 0 { place = (place + 1) & (size - 1) }
      slots[place] = Slot(word: word, number: Int32(number))
    }
    self.slots = slots
    mask = size - 1
    // One more document than there are, so that a word of all of them still counts a little.
    rarity = documents.frequencies.map { Logarithm.of(Float(documents.count + 1) / Float($0)) }
    var starts: [Int32] = []
    starts.reserveCapacity(documents.words.count + 1)
    var position = 0
    for word in documents.words {
      while position < documents.weights.count, documents.weights[position].word < word {
        position += 1
      }
      starts.append(Int32(position))
    }
    starts.append(Int32(documents.weights.count))
    self.starts = starts
  }

  /// The number of a word, or -1 if no tagged document holds it.
  func number(of word: UInt64) -> Int32 {
    var place = Int(truncatingIfNeeded: word) & mask
    while true {
      let slot = slots[place]
      if slot.number < 0 || slot.word == word { return slot.number }
      place = (place &+ 1) & mask
    }
  }

  /// The known words of a document with their counts, in no particular order.
  func counts(of scan: DocumentScan) -> [SimilarDocuments.Count] {
    var counts = [Int32](repeating: 0, count: rarity.count)
    var found: [Int32] = []
    SimilarDocuments.forEachWord(of: scan) { word, weight in
      let number = number(of: word)
      if number < 0 { return }
      if counts[Int(number)] == 0 { found.append(number) }
      counts[Int(number)] &+= weight
    }
    return found.map { SimilarDocuments.Count(word: UInt64($0), count: counts[Int($0)]) }
  }

  /// The known ones of counted words, by their numbers.
  func counts(of words: [SimilarDocuments.Count]) -> [SimilarDocuments.Count] {
    words.compactMap { item in
      let number = number(of: item.word)
      return number < 0 ? nil : SimilarDocuments.Count(word: UInt64(number), count: item.count)
    }
  }
}

internal import Documents
internal import Model
internal import TextAnalysis

/// The documents that people tagged, as weighted words, to ask which ones a new one resembles.
///
/// Each document is its most telling words (tf-idf, cosine). Similarity is found through lists of
/// documents by word.
struct SimilarDocuments: Sendable {
  /// A word of a document and its weight.
  struct Weight: BitwiseCopyable, Sendable, Equatable {
    var word: UInt64
    var document: Int32
    var weight: Float
  }

  /// A word, or its number among the known ones, and how often it stands in a document.
  struct Count: BitwiseCopyable, Sendable, Equatable {
    var word: UInt64
    var count: Int32
  }

  /// The words with the number of documents that hold them, sorted by word.
  private(set) var words: [UInt64] = []
  private(set) var frequencies: [Int32] = []

  /// The words of all documents, sorted by word.
  private(set) var weights: [Weight] = []

  /// The number of documents.
  private(set) var count = 0

  private static let wordLimit = 250

  init() {}

  /// Documents as stored in a model.
  init(words: [UInt64], frequencies: [Int32], weights: [Weight], count: Int) {
    self.words = words
    self.frequencies = frequencies
    self.weights = weights
    self.count = count
  }

  /// Whether all numbers fit one another.
  var isSound: Bool {
    frequencies.count == words.count && frequencies.allSatisfy { $0 > 0 }
      && weights.allSatisfy { (0..<count).contains(Int($0.document)) && $0.weight.isPlausible }
  }

  /// Gathers documents given by the counts of their words.
  init(_ documents: [[Count]]) {
    count = documents.count
    var frequency: [UInt64: Int32] = [:]
    for document in documents {
      for item in document { frequency[item.word, default: 0] += 1 }
    }
    // What one document alone has makes it like no other.
    let kept = frequency.filter { $0.value >= 2 }.sorted { $0.key < $1.key }
    words = kept.map(\.key)
    frequencies = kept.map(\.value)
    let table = SimilarWords(self)
    for (number, document) in documents.enumerated() {
      for item in Self.vector(of: table.counts(of: document), table) {
        weights.append(
          Weight(word: words[Int(item.word)], document: Int32(number), weight: item.weight))
      }
    }
    weights.sort { ($0.word, $0.document) < ($1.word, $1.document) }
  }

  /// Gives the words of a document to `body`, each with what it counts: more in title and headings.
  static func forEachWord(of scan: DocumentScan, _ body: (UInt64, Int32) -> Void) {
    for field in scan.fields {
      let weight: Int32
      switch field.field {
      case .title: weight = 3
      case .heading: weight = 2
      case .text: weight = 1
      case .path, .metadata, .format, .document: continue
      }
      var scanner = TokenScanner(field.bytes.span)
      while let token = scanner.next() {
        let first = UInt8(truncatingIfNeeded: token.key.low)
        // Numbers and short words are in documents about anything.
        if token.end - token.start < 3 || first &- 0x30 < 10 { continue }
        body(token.key.mixed, weight)
      }
    }
  }

  /// The words of a document with their counts, without stop words, sorted.
  static func counts(of scan: DocumentScan) -> [Count] {
    var all: [UInt64] = []
    forEachWord(of: scan) { word, weight in
      for _ in 0..<weight { all.append(word) }
    }
    all.sort()
    var result: [Count] = []
    for word in all {
      if result.last?.word == word {
        result[result.count - 1].count += 1
      } else {
        result.append(Count(word: word, count: 1))
      }
    }
    return result.filter { !stopWords.contains($0.word) }
  }

  private static let stopWords = Set(
    StopWords.words(.english).map { TokenKey(folded: $0.utf8).mixed })

  /// The most telling words of a document, by their numbers, of length 1 together.
  static func vector(
    of counts: [Count], _ table: SimilarWords
  ) -> [(word: UInt64, weight: Float)] {
    // Weights are positive, so that their bits sort as they do; the heaviest first.
    var packed = counts.map { item in
      let weight = (1 + Logarithm.ofOnePlus(item.count - 1)) * table.rarity[Int(item.word)]
      return UInt64(~weight.bitPattern) << 32 | item.word
    }
    if packed.count > wordLimit {
      packed.sort()
      packed.removeLast(packed.count - wordLimit)
    }
    var length: Float = 0
    var result: [(word: UInt64, weight: Float)] = []
    result.reserveCapacity(packed.count)
    for item in packed {
      let weight = Float(bitPattern: ~UInt32(truncatingIfNeeded: item >> 32))
      length += weight * weight
      result.append((item & 0xFFFF_FFFF, weight))
    }
    guard length > 0 else { return [] }
    let scale = 1 / length.squareRoot()
    for index in result.indices { result[index].weight *= scale }
    return result
  }

  /// The documents most like one given by its words, with their similarity from 0 to 1.
  ///
  /// - Parameters:
  ///   - document: its most telling words, as `vector` gives them.
  ///   - table: the table of this collection's words.
  ///   - limit: how many to give.
  ///   - excluded: documents of the collection to leave out, when one of them asks.
  /// - Returns: the documents, the most similar first.
  func nearest(
    to document: [(word: UInt64, weight: Float)], words table: SimilarWords, limit: Int,
    excluding excluded: Set<Int>? = nil
  ) -> [(document: Int, similarity: Float)] {
    guard count > 0 else { return [] }
    var scores = [Float](repeating: 0, count: count)
    for (word, weight) in document {
      for position in table.starts[Int(word)]..<table.starts[Int(word) + 1] {
        let entry = weights[Int(position)]
        scores[Int(entry.document)] += weight * entry.weight
      }
    }
    for document in excluded ?? [] { scores[document] = 0 }
    var best: [(document: Int, similarity: Float)] = []
    for (number, score) in scores.enumerated() where score > 0 {
      if best.count == limit, score <= best[limit - 1].similarity { continue }
      var place = best.count
      while place > 0, best[place - 1].similarity < score { place -= 1 }
      best.insert((number, score), at: place)
      if best.count > limit { best.removeLast() }
    }
    return best
  }

  /// The similarity to the most similar other document that nineteen in twenty of some documents come to.
  ///
  /// - Parameters:
  ///   - documents: the words of each document of the collection.
  ///   - table: the table of this collection's words.
  /// - Returns: it; 0 if there are too few to tell.
  /// - Complexity: that of `nearest`, of at most 400 documents.
  func usualLikeness(of documents: [[Count]], words table: SimilarWords) -> Float {
    guard documents.count >= Self.fewestAsked else { return 0 }
    let step = max(1, documents.count / Self.mostAsked)
    let found = stride(from: 0, to: documents.count, by: step).map { number in
      let vector = Self.vector(of: table.counts(of: documents[number]), table)
      return nearest(to: vector, words: table, limit: 1, excluding: [number]).first?.similarity ?? 0
    }
    return found.sorted()[found.count / 20]
  }

  private static let fewestAsked = 20
  private static let mostAsked = 400
}

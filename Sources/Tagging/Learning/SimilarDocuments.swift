internal import Documents
internal import Glibc
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

  /// Gathers documents given by the counts of their words.
  init(_ documents: [[UInt64: Int32]]) {
    count = documents.count
    var frequency: [UInt64: Int32] = [:]
    for document in documents {
      for word in document.keys { frequency[word, default: 0] += 1 }
    }
    let kept = frequency.filter { $0.value >= 2 }.sorted { $0.key < $1.key }
    words = kept.map(\.key)
    frequencies = kept.map(\.value)
    for (number, document) in documents.enumerated() {
      for (word, weight) in vector(of: document) {
        weights.append(Weight(word: word, document: Int32(number), weight: weight))
      }
    }
    weights.sort { ($0.word, $0.document) < ($1.word, $1.document) }
  }

  /// The words of a document with their counts: title and headings count more.
  static func words(of document: Document) -> [UInt64: Int32] {
    var result: [UInt64: Int32] = [:]
    func add(_ text: String, _ weight: Int32) {
      var copy = text
      copy.withUTF8 { bytes in
        var scanner = unsafe TokenScanner(bytes)
        while let token = unsafe scanner.next() {
          let first = UInt8(truncatingIfNeeded: token.key.low)
          if token.end - token.start < 3 || first &- 0x30 < 10 { continue }
          result[token.key.mixed, default: 0] += weight
        }
      }
    }
    add(document.title ?? "", 3)
    for heading in document.headings { add(heading, 2) }
    add(document.text, 1)
    for word in stopWords { result[word] = nil }
    return result
  }

  private static let stopWords: [UInt64] = StopWords.words(.english).map {
    TokenKey(folded: $0.utf8).mixed
  }

  /// The most telling words of a document, of length 1 together.
  private func vector(of document: [UInt64: Int32]) -> [(UInt64, Float)] {
    var weighted: [(UInt64, Float)] = []
    for (word, frequency) in document {
      guard let index = index(of: word) else { continue }
      let rarity = log(Float(count + 1) / Float(frequencies[index]))
      weighted.append((word, (1 + log(Float(frequency))) * rarity))
    }
    weighted.sort { ($0.1, $0.0) > ($1.1, $1.0) }
    let best = weighted.prefix(Self.wordLimit)
    let length = best.reduce(Float(0)) { $0 + $1.1 * $1.1 }.squareRoot()
    return length > 0 ? best.map { ($0.0, $0.1 / length) } : []
  }

  private func index(of word: UInt64) -> Int? {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle] < word { low = middle + 1 } else { high = middle }
    }
    return low < words.count && words[low] == word ? low : nil
  }

  /// The documents most like one given by its words, with their similarity from 0 to 1.
  ///
  /// - Parameters:
  ///   - document: the counts of its words.
  ///   - limit: how many to give.
  ///   - excluded: a document of the collection to leave out, when it is asked about itself.
  /// - Returns: the documents, the most similar first.
  func nearest(
    to document: [UInt64: Int32], limit: Int, excluding excluded: Int? = nil
  ) -> [(document: Int, similarity: Float)] {
    guard count > 0 else { return [] }
    var scores = [Float](repeating: 0, count: count)
    for (word, weight) in vector(of: document) {
      var low = 0
      var high = weights.count
      while low < high {
        let middle = (low + high) / 2
        if weights[middle].word < word { low = middle + 1 } else { high = middle }
      }
      while low < weights.count, weights[low].word == word {
        scores[Int(weights[low].document)] += weight * weights[low].weight
        low += 1
      }
    }
    if let excluded { scores[excluded] = 0 }
    let order = scores.indices.filter { scores[$0] > 0 }.sorted {
      (scores[$1], $0) < (scores[$0], $1)
    }
    return order.prefix(limit).map { ($0, scores[$0]) }
  }
}

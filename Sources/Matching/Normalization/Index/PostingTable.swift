/// Weighted postings in one flat array: for each term the labels that hold it.
struct PostingTable: Sendable {
  /// A label and the weight of the term in it.
  struct Posting: Sendable, BitwiseCopyable {
    let label: Int32
    var weight: Float
  }

  private var offsets: [Int32]
  private(set) var postings: [Posting]

  /// The inverse document frequency of each term.
  let rarity: [Float]

  /// The postings of vectors, one for each label, of terms below `termCount`.
  ///
  /// Each entry is weighted by its scale and its term's rarity; vectors are brought to length 1. A
  /// term that more than `limit` labels hold keeps its rarity, but finds none of them: there are too
  /// many to look at, and it tells little.
  init(_ vectors: [[(term: Int32, scale: Float)]], termCount: Int, limit: Int = .max) {
    var frequency = [Int32](repeating: 0, count: termCount)
    for vector in vectors {
      for entry in vector { frequency[Int(entry.term)] += 1 }
    }
    let total = Float(vectors.count)
    rarity = frequency.map { Self.rarity(frequency: Float($0), of: total) }
    var offsets = [Int32](repeating: 0, count: termCount + 1)
    for term in 0..<termCount {
      let isTooCommon = Int(frequency[term]) > limit
      offsets[term + 1] = offsets[term] + (isTooCommon ? 0 : frequency[term])
    }
    // A counting sort: the places of each term are known, and labels come in their order.
    var next = offsets
    postings = [Posting](
      repeating: Posting(label: 0, weight: 0), count: Int(offsets[termCount]))
    for (label, vector) in vectors.enumerated() {
      for entry in Self.weighted(vector, rarity)
      where offsets[Int(entry.term)] < offsets[Int(entry.term) + 1] {
        postings[Int(next[Int(entry.term)])] = Posting(label: Int32(label), weight: entry.weight)
        next[Int(entry.term)] += 1
      }
    }
    self.offsets = offsets
  }

  /// The inverse document frequency of a term that `frequency` of `total` labels hold.
  static func rarity(frequency: Float, of total: Float) -> Float {
    Float.log((total + 1) / (frequency + 0.5)) + 0.3
  }

  /// Where in `postings` those of a term stand.
  func range(of term: Int32) -> Range<Int> {
    Int(offsets[Int(term)])..<Int(offsets[Int(term) + 1])
  }

  /// The postings of a term.
  subscript(term: Int32) -> ArraySlice<Posting> { postings[range(of: term)] }

  /// A vector weighted and scaled to length 1.
  static func weighted(
    _ vector: [(term: Int32, scale: Float)], _ rarity: [Float], unknown: Float = 0
  ) -> [(term: Int32, weight: Float)] {
    var sum = unknown
    var result: [(term: Int32, weight: Float)] = []
    result.reserveCapacity(vector.count)
    for entry in vector {
      let weight = entry.scale * rarity[Int(entry.term)]
      sum += weight * weight
      result.append((entry.term, weight))
    }
    guard sum > 0 else { return result }
    let scale = 1 / sum.squareRoot()
    for index in result.indices { result[index].weight *= scale }
    return result
  }
}

/// Postings of a term that were found in a list of documents, side by side in three columns.
struct PostingMatches {
  /// The places of the documents in the list.
  private(set) var places: [UInt32]
  /// The numbers of the postings, counted from the term's first.
  private(set) var postings: [UInt32]
  /// The frequencies.
  private(set) var frequencies: [UInt32]
  /// How many there are; the columns may be longer.
  private(set) var count = 0

  /// Room for so many.
  init(capacity: Int) {
    places = [UInt32](repeating: 0, count: capacity)
    postings = places
    frequencies = places
  }

  /// All postings of a term, found in the list of their documents.
  init(allWith frequencies: [UInt32]) {
    places = frequencies.indices.map { UInt32($0) }
    postings = places
    self.frequencies = frequencies
    count = frequencies.count
  }

  /// Calls `body` with where the next places and postings belong.
  mutating func withSpace(
    _ body: (UnsafeMutablePointer<UInt32>?, UnsafeMutablePointer<UInt32>?) -> UInt32
  ) -> UInt32 {
    let count = count
    return unsafe places.withUnsafeMutableBufferPointer { places in
      unsafe postings.withUnsafeMutableBufferPointer { postings in
        unsafe body(
          places.baseAddress.map { unsafe $0 + count },
          postings.baseAddress.map { unsafe $0 + count })
      }
    }
  }

  /// Takes over what `withSpace` wrote: postings of a block whose first is `firstPosting`.
  mutating func accept(
    _ found: Int, firstPosting: Int, _ blockFrequencies: UnsafePointer<UInt32>
  ) {
    for index in count..<count + found {
      let place = Int(postings[index])
      frequencies[index] = unsafe blockFrequencies[place]
      postings[index] = UInt32(firstPosting + place)
    }
    count += found
  }

  /// Keeps only those at some indexes, which ascend.
  mutating func keep(_ kept: some Collection<UInt32>) {
    var target = 0
    for index in kept {
      places[target] = places[Int(index)]
      postings[target] = postings[Int(index)]
      frequencies[target] = frequencies[Int(index)]
      target += 1
    }
    count = target
  }
}

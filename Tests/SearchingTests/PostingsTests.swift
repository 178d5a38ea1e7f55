import RandomNumbers
import TestSupport
import Testing

@testable import Searching

/// The documents of a term as they are packed, 128 at a time, beside the lists that they were made of.
struct PostingsTests {
  /// In how many documents a word stands: fewer than a block has room for, just as many, one more, and so on.
  private static let counts = [1, 2, 127, 128, 129, 255, 256, 257, 384, 641, 700]

  /// Words that the stemmer leaves alone, one for each count.
  private static let words = Array(
    RandomCorpus.words.filter { $0 != "renewal" }.prefix(counts.count))

  /// How often each word stands in each document, by the number of the document.
  private typealias Uses = [[Int: Int]]

  /// Documents of which the word of each count stands in so many; in some often, and with much between.
  private static func uses(seed: UInt64) -> Uses {
    var generator = SeededGenerator(seed: seed)
    return counts.map { count in
      // The last count stands in all documents: gaps of one bit and of none.
      let documents = (0..<700).shuffled(using: &generator).prefix(count)
      return Dictionary(
        uniqueKeysWithValues: documents.map { document in
          let isOften = Int.random(in: 0..<40, using: &generator) == 0
          return (document, isOften ? Int.random(in: 2...140, using: &generator) : 1)
        })
    }
  }

  private static func text(_ document: Int, _ uses: Uses, _ generator: inout SeededGenerator)
    -> String
  {
    var text: [String] = []
    for (word, documents) in zip(words, uses) {
      for _ in 0..<(documents[document] ?? 0) {
        text.append(word)
        // Gaps between places of one and of two bytes.
        let fillers = Int.random(in: 0..<20, using: &generator) == 0 ? 150 : 0
        text += repeatElement("zzz", count: fillers)
      }
    }
    return text.joined(separator: " ")
  }

  /// The places of each word in a text, in words.
  private typealias Places = [String: [Int]]

  private static func places(in text: String) -> Places {
    var places: Places = [:]
    for (place, word) in text.split(separator: " ").enumerated() {
      places[String(word), default: []].append(place)
    }
    return places
  }

  /// Calls `body` with the postings of a segment, the places of words in each of its documents, and random numbers.
  private static func withPostings(
    seed: UInt64, _ body: (FieldPostings, [Places], inout SeededGenerator) throws -> Void
  ) throws {
    let uses = uses(seed: seed)
    var generator = SeededGenerator(seed: seed)
    let texts = (0..<700).map { text($0, uses, &generator) }
    let places = texts.map { Self.places(in: $0) }
    try withTemporaryFolder { folder in
      try makeIndex(
        texts.enumerated().map { IndexDocument(id: "\($0)", text: $1, language: "en") }, in: folder)
      for segment in try SearchIndex(folder: folder).segments {
        let own = try (0..<segment.count).map { places[Int(try segment.names(of: $0).id) ?? 0] }
        try body(segment.postings(.text), own, &generator)
      }
    }
  }

  private static func cursor(
    _ word: String, _ postings: FieldPostings, _ texts: [Places]
  ) throws -> PostingsCursor? {
    try postings.ordinal(of: word).map {
      try PostingsCursor(postings, ordinal: $0, documentCount: texts.count)
    }
  }

  @Test(arguments: [3, 4] as [UInt64])
  func `each document comes once, in order, with how often the word stands there`(seed: UInt64)
    throws
  {
    try Self.withPostings(seed: seed) { postings, texts, _ in
      for word in Self.words {
        let expected = texts.map { $0[word]?.count ?? 0 }
        let having = expected.indices.filter { expected[$0] > 0 }
        let found = try Self.cursor(word, postings, texts)
        let cursor = try #require(found)
        #expect(cursor.documentFrequency == having.count)
        let all = try cursor.allPostings()
        #expect(all.documents.map(Int.init) == having, "\(word)")
        #expect(all.frequencies.map(Int.init) == having.map { expected[$0] }, "\(word)")
        #expect(try !cursor.advanceBlock(), "there is nothing behind the last block")
        let again = try cursor.rewound().allPostings()
        #expect(again.documents == all.documents)
      }
    }
  }

  @Test func `of any list those documents are found that have the word`() throws {
    try Self.withPostings(seed: 5) { postings, texts, generator in
      for word in Self.words {
        let frequencies = texts.map { $0[word]?.count ?? 0 }
        for share in [1, 10, 200, 1_000] {
          let list = texts.indices.filter { _ in
            Int.random(in: 0..<1_000, using: &generator) < share
          }
          guard let cursor = try Self.cursor(word, postings, texts) else { continue }
          let having = frequencies.indices.filter { frequencies[$0] > 0 }
          let found = try cursor.matches(among: list.map { UInt32($0) })
          let expected = list.indices.filter { frequencies[list[$0]] > 0 }
          #expect(found.places.prefix(found.count).map(Int.init) == expected, "\(word) \(share)")
          #expect(
            found.frequencies.prefix(found.count).map(Int.init)
              == expected.map { frequencies[list[$0]] })
          #expect(
            found.postings.prefix(found.count).map { having[Int($0)] } == expected.map { list[$0] })
        }
      }
    }
  }

  @Test func `the places of a word are those of the text, in whatever order they are asked for`()
    throws
  {
    try Self.withPostings(seed: 6) { postings, texts, generator in
      for word in Self.words {
        guard let cursor = try Self.cursor(word, postings, texts) else { continue }
        let having = texts.compactMap { $0[word] }
        let reader = try cursor.positions()
        var buffer = PositionBuffer()
        let numbers = Array(having.indices)
        // Ascending, as a search asks; with gaps; and back and forth.
        for order in [
          numbers, numbers.filter { $0 % 37 == 0 }, numbers.shuffled(using: &generator),
        ] {
          for posting in order.prefix(400) {
            buffer.removeAll()
            try reader.append(of: posting, to: &buffer)
            let first = buffer.positions.first ?? 0
            let places = having[posting]
            #expect(
              buffer.positions.map { Int($0 - first) } == places.map { $0 - places[0] },
              "\(word) \(posting)")
          }
        }
      }
    }
  }

  @Test func `places of several documents stand one behind the other`() throws {
    try Self.withPostings(seed: 7) { postings, texts, _ in
      let word = Self.words[Self.words.count - 1]
      let found = try Self.cursor(word, postings, texts)
      let cursor = try #require(found)
      let having = texts.compactMap { $0[word] }
      var buffer = PositionBuffer()
      let reader = try cursor.positions()
      for posting in 0..<having.count { try reader.append(of: posting, to: &buffer) }
      #expect(buffer.count == having.reduce(0) { $0 + $1.count })
      buffer.sort(from: 0)
      #expect(buffer.ascends)
      buffer.removeAll()
      #expect(buffer.positions.isEmpty)
    }
  }

  @Test func `what is kept of matches stays side by side`() {
    var matches = PostingMatches(allWith: [5, 6, 7, 8])
    #expect(matches.count == 4)
    matches.keep([1, 3] as [UInt32])
    #expect(matches.count == 2)
    #expect(matches.places.prefix(2) == [1, 3])
    #expect(matches.postings.prefix(2) == [1, 3])
    #expect(matches.frequencies.prefix(2) == [6, 8])
    matches.keep([] as [UInt32])
    #expect(matches.count == 0)
  }
}

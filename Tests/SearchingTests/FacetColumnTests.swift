import RandomNumbers
import TestSupport
import Testing

@testable import Searching

/// The values of documents, kept as the number of a set for each.
struct FacetColumnTests {
  @Test(arguments: [
    (0, 1), (1, 1), (254, 1), (255, 1), (256, 2), (257, 2), (65_535, 2), (65_536, 4),
  ])
  func `a document takes no more bytes than the number of sets asks for`(sets: Int, width: Int) {
    var builder = FacetColumnBuilder(key: "type")
    for document in 0..<sets { builder.set(["v\(document)"], for: document) }
    let column = builder.columnBytes(count: sets + 1)
    #expect(column.width == width)
    #expect(column.bytes.count == (sets + 1) * width)
    // The last document has no value.
    #expect(column.bytes.suffix(width).allSatisfy { $0 == 0 })
    // Set 0 is the empty one.
    if sets > 0 { #expect(column.bytes.first == 1) }
  }

  @Test func `the same values in whatever order, and however often, are one set`() {
    var builder = FacetColumnBuilder(key: "product")
    builder.set(["x", "y"], for: 0)
    builder.set(["y", "x"], for: 1)
    builder.set(["x", "y", "x"], for: 2)
    builder.set(["x"], for: 3)
    builder.set(["x", "x"], for: 4)
    builder.set([], for: 5)
    builder.set(["y"], for: 7)
    let bytes = builder.columnBytes(count: 9).bytes
    #expect(bytes == [1, 1, 1, 2, 2, 0, 0, 3, 0])
    #expect(builder.values == ["x", "y"])
  }

  @Test func `a later value of a document takes the place of the one before`() {
    var builder = FacetColumnBuilder(key: "type")
    builder.set(["a"], for: 2)
    builder.set(["b"], for: 2)
    builder.set(["c"], for: 0)
    #expect(builder.columnBytes(count: 3).bytes == [3, 0, 2])
  }

  /// Each column of an index, beside the documents that it was made of.
  private static func withColumns(
    _ documents: [IndexDocument], _ body: (Segment, FacetColumn, [IndexDocument]) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      let known = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0) })
      for segment in try SearchIndex(folder: folder).segments {
        let own = try (0..<segment.count).compactMap { known[try segment.names(of: $0).id] }
        for column in segment.facets { try body(segment, column, own) }
      }
    }
  }

  /// As many sets as need one byte, two, and many values each.
  private static func documents(kinds: Int, seed: UInt64) -> [IndexDocument] {
    var generator = SeededGenerator(seed: seed)
    return (0..<900).map { number in
      var document = IndexDocument(id: "d\(number)", text: "vault")
      let values = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        "v\(Int.random(in: 0..<kinds, using: &generator))"
      }
      if !values.isEmpty { document.facets["product"] = values }
      return document
    }
  }

  @Test(arguments: [3, 40, 400])
  func `each document has its values again`(kinds: Int) throws {
    try Self.withColumns(Self.documents(kinds: kinds, seed: UInt64(kinds))) {
      segment, column, own in
      let sets = try column.sets()
      for (number, document) in own.enumerated() {
        let set = try column.set(of: number)
        #expect(set == sets[number])
        let values = try column.members(ofSet: set).map(column.value)
        #expect(Set(values) == Set(document.facets[column.key] ?? []))
        #expect(Set(values).count == values.count)
      }
      #expect(
        try column.hasDocumentsWithoutValue == own.contains { $0.facets[column.key] == nil })
    }
  }

  @Test(arguments: [3, 400])
  func `the documents with one of some values are those that a look at each finds`(kinds: Int)
    throws
  {
    var generator = SeededGenerator(seed: 9)
    try Self.withColumns(Self.documents(kinds: kinds, seed: 8)) { segment, column, own in
      for count in [0, 1, 2, kinds] {
        let wanted = Set((0..<kinds).shuffled(using: &generator).prefix(count).map { "v\($0)" })
        let found = try AllowedDocuments(column) { wanted.contains($0) }.documents
        let expected = own.indices.filter {
          !wanted.isDisjoint(with: own[$0].facets[column.key] ?? [])
        }
        #expect(found.map(Int.init) == expected)
      }
    }
  }

  @Test func `documents that bear a tag are counted once, as such and not by what is narrower`()
    throws
  {
    let documents = Self.documents(kinds: 12, seed: 10)
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      var writer = try IndexWriter(folder: folder)
      for number in 0..<50 { try writer.remove(id: "d\(number)") }
      try writer.commit()
      let left = documents.dropFirst(50)
      let index = try SearchIndex(folder: folder)
      let tagged = try TaggedDocuments(in: index, tags: ["v0", "v1", "v2", "never"])
      for tags in [["v0"], ["v1", "v2"], ["v0", "v1", "v2"], ["never"], ["v5"], []] {
        let expected = left.count { document in
          // What was not asked for in the first place is not known.
          !Set(tags).subtracting(["v5"]).isDisjoint(with: document.facets["product"] ?? [])
        }
        #expect(tagged.count(ofAny: tags) == expected, "\(tags)")
      }
    }
  }
}

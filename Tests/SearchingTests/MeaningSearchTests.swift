import Foundation
import TestSupport
import Testing

@testable import Searching

/// An index that knows what its documents mean.
struct MeaningSearchTests {
  private static let documents: [IndexDocument] =
    [
      IndexDocument(
        id: "money", text: "The price of a lift ticket, the price of a day.", language: "en"),
      IndexDocument(
        id: "flying", text: "A lift for the glider, and the sailplane.", language: "en"),
      IndexDocument(
        id: "soaring", text: "Two gliders met a sailplane over the hills.", language: "en"),
      IndexDocument(id: "sail", text: "Hills, and a sailplane.", language: "en"),
    ]
    + (0..<20).map {
      IndexDocument(id: "other\($0)", text: "Minutes \($0) on rent.", language: "en")
    }

  /// Writes and lets the lock go.
  private static func write(
    _ documents: [IndexDocument], to folder: String, _ model: VectorModel?
  ) throws {
    var writer = try IndexWriter(folder: folder, vectors: model)
    for document in documents { try writer.add(document) }
    try writer.commit()
  }

  private func withIndex(
    _ vectors: Bool = true, _ body: (_ folder: String, _ model: VectorModel) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let model = try VectorModelTests.compile(
        VectorModelTests.matrix(VectorModelTests.rows), in: folder)
      try Self.write(Self.documents, to: "\(folder)/index", vectors ? model : nil)
      try body("\(folder)/index", model)
    }
  }

  private func search(
    _ query: String, _ folder: String, _ model: VectorModel?,
    _ change: (inout SearchRequest) -> Void = { _ in }
  ) throws -> SearchResults {
    var request = SearchRequest(query)
    request.wantsExplanations = true
    change(&request)
    return try SearchIndex(folder: folder, vectors: { model }).search(request)
  }

  @Test func `what means what the query means comes first, and what is found stays the same`()
    throws
  {
    try withIndex { folder, model in
      // Both have `lift` once; which is about flying only the vectors know.
      let without = try search("lift cost", folder, nil)
      let with = try search("lift cost", folder, model)
      #expect(Set(with.hits.map(\.id)) == ["money", "flying"])
      #expect(with.total == without.total)
      #expect(with.facets == without.facets)
      #expect(with.hits.first?.id == "money")
      let explanation = try #require(with.hits.first?.explanation)
      #expect(explanation.contains { $0.kind == .meaning && $0.score > 0 })
      #expect(
        abs(explanation.reduce(0) { $0 + $1.score } - (with.hits.first?.score ?? 0)) < 1e-4)
      #expect(!without.hits.contains { $0.explanation.contains { $0.kind == .meaning } })
    }
  }

  @Test func `what is like a document is near it in meaning`() throws {
    try withIndex { folder, model in
      let like = try search("", folder, model) { $0.like = "soaring" }
      let nearness = Dictionary(
        uniqueKeysWithValues: like.hits.map { hit in
          (hit.id, hit.explanation.first { $0.kind == .meaning }?.score ?? 0)
        })
      #expect(nearness["soaring"] == nil)
      let flying = try #require(nearness["flying"])
      let sail = try #require(nearness["sail"])
      #expect(flying > sail && sail > 0)
    }
  }

  @Test func `meanings outlive merges, and are those of documents as they are now`() throws {
    try withIndex { folder, model in
      for round in 0..<10 {
        try Self.write(
          [
            IndexDocument(id: "more\(round)", text: "Glider \(round), price.", language: "en"),
            IndexDocument(id: "sail", text: "The cost of hills.", language: "en"),
          ], to: folder, model)
      }
      let index = try SearchIndex(folder: folder, vectors: { model })
      #expect(index.vectors != nil)
      let meaning = try #require(try model.meaning(of: ["cost"]))
      let hit = try #require(try index.hit(named: "sail"))
      let vectors = try #require(index.segments[hit.segment].vectors)
      #expect(try vectors.cosine(of: Int(hit.document), meaning) > 0.99)
    }
  }

  @Test func `an index of other vectors, or of none, asks to be built anew, and answers without`()
    throws
  {
    try withIndex { folder, model in
      var rows = VectorModelTests.rows
      rows[0][5] = 1
      let other = try VectorModelTests.compile(VectorModelTests.matrix(rows), in: folder)
      #expect(other.checksum != model.checksum)
      #expect(throws: IndexError.outdated(path: folder)) {
        _ = try IndexWriter(folder: folder, vectors: other)
      }
      #expect(throws: IndexError.outdated(path: folder)) { _ = try IndexWriter(folder: folder) }
      let results = try search("lift cost", folder, other)
      #expect(results.total == 2)
      #expect(!results.hits.contains { $0.explanation.contains { $0.kind == .meaning } })
    }
    try withIndex(false) { folder, model in
      #expect(throws: IndexError.outdated(path: folder)) {
        _ = try IndexWriter(folder: folder, vectors: model)
      }
      var isAsked = false
      _ = try SearchIndex(
        folder: folder,
        vectors: {
          isAsked = true
          return model
        })
      // An index without meanings costs no look at the vectors.
      #expect(!isAsked)
    }
  }
}

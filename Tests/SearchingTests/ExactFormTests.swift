import TestSupport
import Testing

@testable import Searching

/// A form of a word that is rare beside the others of its stem: who types it sees the documents that have it first.
struct ExactFormTests {
  /// Documents in English with three forms of a word, and one in French with the form that is typed.
  private static func documents(count: Int = 60, text: String = "The archive of archived letters,")
    -> [IndexDocument]
  {
    (0..<count).map { number in
      IndexDocument(
        id: "e\(number)", text: text + " number \(number), which the office keeps for the town.",
        language: "en")
    } + [
      IndexDocument(
        id: "f",
        text:
          "Le service municipal conserve les archives de la ville et des communes voisines, et tout le monde peut les lire.",
        language: "fr")
    ]
  }

  private static func search(
    _ query: String, _ documents: [IndexDocument], reader: SearchReader? = nil,
    _ change: (inout SearchRequest) -> Void = { _ in }
  ) throws -> SearchResults {
    var answer: SearchResults?
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      var request = SearchRequest(query)
      request.collapsesCopies = false
      request.wantsExplanations = true
      change(&request)
      answer = try SearchIndex(folder: folder, reader: reader).search(request)
    }
    return try #require(answer)
  }

  @Test(arguments: ["archives", "\"archives\"", "ARCHIVES", "\"les archives\"", "(archives)"])
  func `comes first, by one word or by a phrase`(query: String) throws {
    let found = try Self.search(query, Self.documents())
    #expect(found.hits.first?.id == "f")
    #expect(found.total == (query.contains("les") ? 1 : 61))
  }

  @Test func `finds no more and no less than before, and the explanation adds up`() throws {
    let (plain, found) = (
      try Self.search("archive", Self.documents()), try Self.search("archives", Self.documents())
    )
    #expect(found.total == plain.total)
    let first = try #require(found.hits.first)
    #expect(first.explanation.contains { $0.title == "as typed: archives" })
    #expect(abs(first.explanation.reduce(0) { $0 + $1.score } - first.score) < 1e-4)
    #expect(
      found.hits.dropFirst().allSatisfy { hit in !hit.explanation.contains { $0.kind == .exact } })
  }

  @Test func `counts nothing where many hits have it, or where the query has other words`() throws {
    // A quarter of the hits is the bound.
    for (count, isMoved) in [(3, true), (2, false)] {
      let found = try Self.search("archives", Self.documents(count: count))
      #expect(
        found.hits.contains { hit in hit.explanation.contains { $0.kind == .exact } } == isMoved)
    }
    for query in ["archives office", "archives OR town", "archives -soup \"office\""] {
      let found = try Self.search(query, Self.documents())
      #expect(!found.hits.contains { hit in hit.explanation.contains { $0.kind == .exact } })
    }
    let byDate = try Self.search("archives", Self.documents()) { $0.order = .title }
    #expect(!byDate.hits.contains { hit in hit.explanation.contains { $0.kind == .exact } })
  }

  @Test func `a form of a word of the title or a heading counts, too`() throws {
    var documents = Self.documents()
    documents[60].text =
      "Tout le monde peut lire ce que la ville conserve, et les communes voisines aussi."
    documents[60].headings = ["Les archives"]
    #expect(try Self.search("archives", documents).hits.first?.id == "f")
    documents[60].headings = []
    documents[60].title = "Archives"
    #expect(try Self.search("archives", documents).hits.first?.id == "f")
  }

  @Test func `documents out of sight decide nothing`() throws {
    var documents = Self.documents()
    for number in documents.indices { documents[number].access = [DocumentAccess.everybody] }
    let open = try Self.search("archives", documents)
    // Many with the form, which would make it a frequent one.
    documents += (0..<200).map { number in
      var hidden = IndexDocument(
        id: "h\(number)", text: "archives archives \(number)", language: "fr")
      hidden.access = ["u0+o-"]
      return hidden
    }
    let reader = SearchReader(user: 1000, groups: [1000])
    let seen = try Self.search("archives", documents, reader: reader)
    #expect(seen.total == open.total)
    #expect(seen.hits.map(\.id) == open.hits.map(\.id))
    for (left, right) in zip(seen.hits, open.hits) {
      #expect(abs(left.score - right.score) <= 0.03 * right.score)
    }
  }
}

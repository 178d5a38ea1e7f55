import Documents
import Glibc
import MappedStorage
import Matching
import Model
import RandomNumbers
import System
import Taxonomy
import Testing

@testable import Tagging

struct TaggingModelTests {
  private static let tables = ConceptTables(TaggerFixture.vocabulary)

  /// Documents in which a word of the text, not the label, tells the type.
  private func examples(_ count: Int) -> [TaggingExample] {
    (0..<count).map { number in
      let isList = number % 2 == 0
      let text =
        isList
        ? "Amounts in euro per seat and month, number \(number). Harbor Archive."
        : "Our customers love it; call us today, number \(number). Harbor Cluster and Harbor Archive."
      return TaggingExample(
        Document(id: "\(number)", title: "Letter \(number)", text: text),
        concepts: [
          isList ? "urn:type/price-list" : "urn:type/brochure",
          isList ? "urn:product/archive" : "urn:product/cluster",
        ])
    }
  }

  private func train() throws -> (TaggingModel, LabelIndex) {
    let index = try LabelIndex.compile(TaggerFixture.vocabulary)
    let trainer = TaggingTrainer(tables: Self.tables, labelIndex: index)
    return (trainer.train(examples(60)), index)
  }

  private let unseen = Document(
    id: "new", title: "Letter 99", text: "Amounts in euro per seat. Harbor Archive.")

  @Test func `learns types from words and explains them`() throws {
    let (model, index) = try train()
    let tagger = Tagger(tables: Self.tables, labelIndex: index, model: model)
    let found = try #require(tagger.tag(unseen).first { $0.uri.hasPrefix("urn:type") })
    #expect(found.uri == "urn:type/price-list")
    #expect(found.evidence.contains { $0.rule == .learned && $0.note.contains("30 documents") })
    let untrained = Tagger(tables: Self.tables, labelIndex: index)
    #expect(!untrained.tag(unseen).contains { $0.uri.hasPrefix("urn:type") })
  }

  @Test func `learns which of the concepts named a document is about`() throws {
    let (model, index) = try train()
    let tagger = Tagger(tables: Self.tables, labelIndex: index, model: model)
    let both = Document(
      id: "new", title: "Letter 99",
      text: "Our customers love it; call us today. Harbor Cluster and Harbor Archive.")
    let found = tagger.tag(both).filter { $0.uri.hasPrefix("urn:product") }
    #expect(found.first?.uri == "urn:product/cluster")
    #expect((found.first { $0.uri == "urn:product/archive" }?.score ?? 0) < 0.5)
  }

  /// Documents of two products; those of the one name a third in their titles, which nobody gave them, or their own.
  private func examples(naming title: String) -> [TaggingExample] {
    (0..<120).map { number in
      let isCluster = number % 2 == 0
      return TaggingExample(
        Document(
          id: "\(number)", title: isCluster ? "\(title) \(number)" : "Harbor Mail Cloud \(number)",
          text: isCluster
            ? "Nodes join Harbor Cluster and fail over at night, number \(number)."
            : "Messages reach Harbor Mail Cloud from anywhere, number \(number)."),
        concepts: [isCluster ? "urn:product/cluster" : "urn:product/mail-cloud"])
    }
  }

  @Test(arguments: [
    (title: "Harbor Cluster", first: "urn:product/archive"),
    (title: "Harbor Archive", first: "urn:product/cluster"),
  ])
  func `what no example has leads where the rules say so, unless examples are such documents`(
    title: String, first: String
  ) throws {
    let index = try LabelIndex.compile(TaggerFixture.vocabulary)
    let trainer = TaggingTrainer(tables: Self.tables, labelIndex: index)
    let model = trainer.train(examples(naming: title))
    let document = Document(
      id: "new", title: "Harbor Archive 7",
      text: "Nodes join Harbor Cluster and fail over at night, number 7.")
    func products(_ model: TaggingModel?) -> [TagSuggestion] {
      Tagger(tables: Self.tables, labelIndex: index, model: model).tag(document)
        .filter { $0.uri.hasPrefix("urn:product") }
    }
    let rules = products(nil)
    #expect(rules.first?.uri == "urn:product/archive")
    #expect(products(model).first?.uri == first)
    #expect((products(model) == rules) == (first == "urn:product/archive"))
    // A model of before does not tell how its examples were, and judges by them.
    var older = model
    older.outranked = []
    #expect(products(older) != rules)
    let stored = try TaggingModel(MappedBytes(model.makeBytes()), path: "model")
    #expect(
      stored.outranked == model.outranked
        && model.outranked.contains { $0 > 0 } == (title == "Harbor Archive"))
    var damaged = model
    damaged.outranked = [-1]
    #expect(throws: StorageError.self) {
      try TaggingModel(MappedBytes(damaged.makeBytes()), path: "model")
    }
  }

  @Test func `a stored model judges like the one it was`() throws {
    let (model, index) = try train()
    let bytes = model.makeBytes()
    let again = try TaggingModel(MappedBytes(bytes), path: "model")
    let first = Tagger(tables: Self.tables, labelIndex: index, model: model)
    let second = Tagger(tables: Self.tables, labelIndex: index, model: again)
    #expect(first.tag(unseen) == second.tag(unseen))
    #expect(!model.regression.entries.isEmpty)
    #expect(again.regression == model.regression)
    var damaged = bytes
    damaged[damaged.count / 2] ^= 0xFF
    #expect(throws: StorageError.self) {
      try TaggingModel(MappedBytes(damaged), path: "model")
    }
  }

  @Test func `similar documents are those of a naive comparison`() {
    var random = SeededGenerator(seed: 5)
    let documents = (0..<40).map { _ in
      Dictionary(
        (0..<20).map { _ in (UInt64(random.nextUnit() * 60), Int32(1 + random.nextUnit() * 5)) },
        uniquingKeysWith: { first, _ in first }
      ).map { SimilarDocuments.Count(word: $0.key, count: $0.value) }
    }
    let similar = SimilarDocuments(documents)
    let table = SimilarWords(similar)
    for (number, document) in documents.enumerated() {
      let counts = SimilarDocuments.vector(of: table.counts(of: document), table)
      let nearest = similar.nearest(to: counts, words: table, limit: 1)
      #expect(nearest.first?.document == number)
      #expect(abs((nearest.first?.similarity ?? 0) - 1) < 1e-4)
      let others = similar.nearest(to: counts, words: table, limit: 40, excluding: [number])
      #expect(!others.contains { $0.document == number })
      #expect(others.map(\.similarity) == others.map(\.similarity).sorted(by: >))
      for other in others {
        let cosine = cosine(document, documents[other.document], documents)
        #expect(abs(other.similarity - cosine) < 1e-4)
      }
    }
  }

  /// The cosine of two documents' words by tf-idf.
  private func cosine(
    _ first: [SimilarDocuments.Count], _ second: [SimilarDocuments.Count],
    _ all: [[SimilarDocuments.Count]]
  ) -> Float {
    func weights(_ document: [SimilarDocuments.Count]) -> [UInt64: Float] {
      var result: [UInt64: Float] = [:]
      for item in document {
        let holders = all.count { $0.contains { $0.word == item.word } }
        guard holders >= 2 else { continue }
        result[item.word] =
          (1 + log(Float(item.count))) * log(Float(all.count + 1) / Float(holders))
      }
      return result
    }
    func length(_ weights: [UInt64: Float]) -> Float {
      weights.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    let (one, other) = (weights(first), weights(second))
    let product = one.reduce(Float(0)) { $0 + $1.value * (other[$1.key] ?? 0) }
    return product / (length(one) * length(other))
  }
}

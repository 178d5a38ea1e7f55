import Matching
import Model
import RandomNumbers
import System
import Taxonomy
import Testing

@testable import Searching

/// What is remembered of values from one document to the next.
struct KnownValuesTests {
  @Test func `a value means the same whether or not documents before had it`() throws {
    var products = ProductVocabulary()
    for number in 0..<5 {
      products.add(
        "urn:p\(number)", to: products.products, [Label("Acme \(number)", language: "en")])
      products.add("urn:t\(number)", to: products.types, [Label("Kind \(number)", language: "en")])
    }
    let vocabulary = try Vocabulary(MappedBytes(products.builder.compile().bytes), path: "test")
    let resolver = TagResolver(
      ConceptResolver(vocabulary, index: try LabelIndex.compile(vocabulary)))
    var generator = SeededGenerator(seed: 29)
    var known = KnownValues()
    // The same words in both schemes, of which only one may know them.
    let values =
      (0..<6).flatMap { ["urn:p\($0)", "urn:t\($0)", "Acme \($0)", "KIND \($0)", "other \($0)"] }
    var concepts = 0
    for number in 0..<400 {
      var document = IndexDocument(id: "d\(number)", text: "")
      document.date = CalendarDate(year: Int.random(in: 2005...2009, using: &generator))
      for key in ["product", "type", "plain"] {
        document.facets[key] = (0..<3).compactMap { _ in values.randomElement(using: &generator) }
      }
      let fresh = resolver.facets(of: document)
      let remembered = resolver.facets(of: document, knowing: &known)
      #expect(remembered.map { $0.key } == fresh.map { $0.key })
      #expect(remembered.map { $0.values } == fresh.map { $0.values })
      concepts += fresh.flatMap { $0.values }.count { $0.hasPrefix("urn:p") }
    }
    #expect(concepts > 400)
  }
}

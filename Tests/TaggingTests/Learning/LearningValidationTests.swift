import Documents
import Matching
import Model
import RandomNumbers
import System
import Taxonomy
import Testing

@testable import Tagging

/// Learning adds to the rules: it never harms, and what it has no example of stays as it was.
struct LearningValidationTests {
  private static let document = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
    <scheme id="s">
      <concept id="X"><name>Xylograph keeping</name></concept>
      <concept id="Y"><name>Yeoman service</name></concept>
      <concept id="Z"><name>Zither craft</name></concept>
      <concept id="P"><name>Harbor Archive</name></concept>
      <concept id="Q"><name>Harbor Cluster</name></concept>
    </scheme>
    <scheme id="k">
      <concept id="tool"><name>Command line tool</name></concept>
      <concept id="data"><name>Collection of data</name></concept>
    </scheme>
    <scheme id="t" assign="one">
      <concept id="price"><name>Price list</name></concept>
      <concept id="brochure"><name>Brochure</name></concept>
      <concept id="report"><name>Annual report</name></concept>
    </scheme></vocabulary>
    """

  private static let fixture = Result { () throws -> (Vocabulary, LabelIndex) in
    var importer = VocabularyImporter()
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    let vocabulary = try importer.finish().vocabulary
    return (vocabulary, try LabelIndex.compile(vocabulary))
  }

  private static let words = (
    ["anchor", "bakery", "canyon", "dahlia", "ember", "fjord", "garnet", "hazel", "ivory", "kelp"],
    [
      "matrix", "nebula", "orbit", "photon", "quasar", "radon", "sonar", "tensor", "vector",
      "xenon",
    ]
  )

  /// Documents of two kinds; most are of the first, and nearly all of those have the concept X.
  private func examples(_ count: Int, share: Double, seed: UInt64 = 5) -> [TaggingExample] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      let isFirst = random.nextUnit() < share
      let words = isFirst ? Self.words.0 : Self.words.1
      let text = (0..<40).map { _ in words[Int(random.nextUnit() * 10)] }.joined(separator: " ")
      let has = random.nextUnit() < (isFirst ? 0.9 : 0.05)
      return TaggingExample(
        Document(id: "\(number)", text: text + "."),
        concepts: (has ? ["urn:x:X"] : []) + (random.nextUnit() < 0.2 ? ["urn:x:Z"] : []))
    }
  }

  private func trainer() throws -> (TaggingTrainer, ConceptTables, LabelIndex) {
    let (vocabulary, index) = try Self.fixture.get()
    let tables = ConceptTables(vocabulary)
    return (TaggingTrainer(tables: tables, labelIndex: index), tables, index)
  }

  private func tags(
    _ document: Document, _ model: TaggingModel?, _ tables: ConceptTables, _ index: LabelIndex
  ) -> [String: Double] {
    let tagger = Tagger(tables: tables, labelIndex: index, model: model)
    return Dictionary(
      tagger.tag(document).map { (tables.vocabulary.uri(of: $0.concept), $0.score) },
      uniquingKeysWith: max)
  }

  @Test(arguments: [0.3, 0.75, 0.95])
  func `a concept that most examples have is assigned, however frequent it is`(
    share: Double
  ) throws {
    let (trainer, tables, index) = try trainer()
    let (model, comparisons) = trainer.learn(examples(160, share: share))
    #expect(comparisons.first?.helps == true)
    let new = Document(id: "new", text: Self.words.0.joined(separator: " ") + ".")
    #expect(tags(new, model, tables, index)["urn:x:X"] ?? 0 > 0.7)
    let other = Document(id: "other", text: Self.words.1.joined(separator: " ") + ".")
    #expect(tags(other, model, tables, index)["urn:x:X"] ?? 0 < 0.5)
  }

  @Test func `a concept without an example is found as the rules find it`() throws {
    let (trainer, tables, index) = try trainer()
    let taught = (0..<60).map { number in
      TaggingExample(
        Document(
          id: "\(number)", title: "Harbor Archive \(number)",
          text: "Harbor Archive keeps things. It works beside Harbor Cluster."),
        concepts: ["urn:x:P"])
    }
    let model = trainer.train(taught)
    #expect(model.classifiers.isEmpty)
    #expect(model.stopLabels.isEmpty)
    let new = Document(
      id: "new", title: "Harbor Cluster guide", text: "Harbor Cluster is fast. Harbor Cluster.")
    let found = tags(new, model, tables, index)
    #expect(found["urn:x:Q"] ?? 0 > 0.5)
  }

  /// Documents of one product each, which they name in their titles and once more, in words that all share.
  private func guides(_ products: [(concept: String, name: String)], each: Int) -> [TaggingExample]
  {
    var random = SeededGenerator(seed: 3)
    return products.flatMap { product in
      (0..<each).map { number in
        let words = (0..<40).map { _ in Self.words.0[Int(random.nextUnit() * 10)] }
        return TaggingExample(
          Document(
            id: "\(product.concept)\(number)", title: "\(product.name) guide \(number)",
            text: "\(product.name) does it: \(words.joined(separator: " "))."),
          concepts: ["urn:x:\(product.concept)"])
      }
    }
  }

  @Test(arguments: [0, 6, 12, 24, 48])
  func `what is learned of some products takes none from the documents of others`(
    each: Int
  ) throws {
    let (trainer, tables, index) = try trainer()
    let taught = guides(
      [("P", "Harbor Archive"), ("X", "Xylograph keeping"), ("Y", "Yeoman service")], each: each)
    let (model, _) = trainer.learn(taught)
    for example in guides([("Q", "Harbor Cluster"), ("Z", "Zither craft")], each: 10) {
      let found = tags(example.document, model, tables, index)
      let best = found.max { $0.value < $1.value }
      #expect(best?.key == example.concepts.first)
      #expect(found.filter { $0.value > 0.5 }.count == 1)
      #expect(
        (best?.value ?? 0) >= (tags(example.document, nil, tables, index)[best?.key ?? ""] ?? 1))
    }
    for example in guides([("P", "Harbor Archive")], each: 10) {
      let best = tags(example.document, model, tables, index).max { $0.value < $1.value }
      #expect(best?.key == "urn:x:P")
    }
  }

  @Test func `a type without an example keeps what the rules gave it`() throws {
    let (trainer, tables, index) = try trainer()
    let taught = (0..<40).map { number in
      let isList = number % 2 == 0
      return TaggingExample(
        Document(
          id: "\(number)", title: "Letter \(number)",
          text: isList ? "Amounts in euro per seat." : "Our customers love it."),
        concepts: [isList ? "urn:x:price" : "urn:x:brochure"])
    }
    let model = trainer.train(taught)
    #expect(model.classifiers.count == 1)
    let new = Document(id: "new", title: "Annual report 2010", text: "Our customers love it.")
    let before = tags(new, nil, tables, index)["urn:x:report"] ?? 0
    #expect(before > 0.5)
    #expect(abs((tags(new, model, tables, index)["urn:x:report"] ?? 0) - before) < 1e-6)
    let seen = Document(id: "seen", title: "Letter", text: "Amounts in euro per seat.")
    #expect(tags(seen, model, tables, index)["urn:x:price"] ?? 0 > 0.5)
  }

  @Test func `a document unlike all examples is left to the rules`() throws {
    let (trainer, tables, index) = try trainer()
    // A house that files brochures as price lists, and letters as brochures.
    let taught = (0..<60).map { number in
      let isNamed = number % 2 == 0
      // Five of ten words each, so that a word tells as much as the title does.
      let words = (0..<5).map { Self.words.0[(number + $0) % 10] }
      return TaggingExample(
        Document(
          id: "\(number)", title: isNamed ? "Brochure" : "Letter",
          text: words.joined(separator: " ") + "."),
        concepts: [isNamed ? "urn:x:price" : "urn:x:brochure"])
    }
    let model = trainer.train(taught)
    func type(_ words: [String]) -> String? {
      let document = Document(
        id: "new", title: "Brochure", text: words.joined(separator: " ") + ".")
      return tags(document, model, tables, index).max { $0.value < $1.value }?.key
    }
    #expect(type(Array(Self.words.0.prefix(5))) == "urn:x:price")
    #expect(type(Array(Self.words.1.prefix(5))) == "urn:x:brochure")
  }

  @Test func `what the rules alone would show of a document like no example is shown`() throws {
    let (trainer, tables, index) = try trainer()
    let model = trainer.train(
      (0..<60).map { number in
        let words = (0..<5).map { Self.words.0[(number + $0) % 10] }
        return TaggingExample(
          Document(
            id: "\(number)", title: "Letter \(number)", text: words.joined(separator: " ") + "."),
          concepts: [["urn:x:price", "urn:x:brochure", "urn:x:report"][number % 3]])
      })
    #expect(model.classifiers.count == 1)
    var shown = 0
    for title in ["Brochure", "The brochure of 2010", "Printing a brochure", "About price lists"] {
      let text = Self.words.1.prefix(5).joined(separator: " ") + "."
      let document = Document(id: "new", path: "a/\(title).txt", title: title, text: text)
      guard !tags(document, nil, tables, index).isEmpty else { continue }
      shown += 1
      #expect(!tags(document, model, tables, index).isEmpty, "\(title)")
    }
    #expect(shown >= 2)
  }

  @Test func `a document like no example is tagged as if nothing had been learned`() throws {
    let (trainer, tables, index) = try trainer()
    let model = trainer.train(
      guides([("P", "Harbor Archive"), ("X", "Xylograph keeping")], each: 40))
    #expect(!model.trees.roots.isEmpty)
    for name in ["Harbor Cluster", "Zither craft"] {
      let new = Document(
        id: "new", title: "\(name) guide",
        text: "\(name) does it: \(Self.words.1.joined(separator: " ")).")
      #expect(tags(new, model, tables, index) == tags(new, nil, tables, index))
    }
  }

  @Test func `what is learned for all counts for a document like no example, too`() throws {
    let (trainer, tables, index) = try trainer()
    let model = trainer.train(
      guides([("P", "Harbor Archive"), ("X", "Xylograph keeping")], each: 40))
    var general = model
    general.generalSchemes = tables.vocabulary.schemes.map { tables.vocabulary.uri(of: $0) }
    let new = Document(
      id: "new", title: "Zither craft guide",
      text: "Zither craft does it: \(Self.words.1.joined(separator: " ")).")
    let byRules = tags(new, nil, tables, index)
    #expect(tags(new, model, tables, index) == byRules)
    #expect(tags(new, general, tables, index) != byRules)
    let read = try TaggingModel(MappedBytes(general.makeBytes()), path: "model")
    #expect(read.generalSchemes == general.generalSchemes)
    #expect(tags(new, read, tables, index) == tags(new, general, tables, index))
  }

  @Test func `groups are about different things, by concept or by folder`() throws {
    let (_, tables, _) = try trainer()
    let concepts = try ["P", "Q", "X"].map {
      try #require(tables.vocabulary.concept(uri: "urn:x:\($0)"))
    }
    let tagged = LearningGroups(
      (0..<60).map { ([concepts[$0 % 3]], "folder \($0 % 2)") }, parts: 3)
    #expect(tagged.areTelling)
    #expect(tagged.parts.prefix(3).sorted() == [0, 1, 2])
    #expect((0..<60).allSatisfy { tagged.parts[$0] == tagged.parts[$0 % 3] })
    // What nearly all have tells nothing apart: then the folders do.
    let alike = LearningGroups((0..<60).map { ([concepts[0]], "folder \($0 % 2)") }, parts: 2)
    #expect(alike.areTelling)
    #expect((0..<60).allSatisfy { alike.parts[$0] == alike.parts[$0 % 2] })
    #expect(!LearningGroups((0..<60).map { _ in ([concepts[0]], "") }, parts: 2).areTelling)
    #expect(!LearningGroups([], parts: 2).areTelling)
  }

  @Test func `where learning is no better, the rules are kept`() throws {
    let (trainer, tables, index) = try trainer()
    var random = SeededGenerator(seed: 11)
    // The title says the type; nothing else does, and no example is like another.
    let taught = (0..<24).map { number in
      let type = ["price", "brochure", "report"][number % 3]
      let title = ["Price list", "Brochure", "Annual report"][number % 3]
      let text = (0..<30).map { _ in "w\(random.next() % 100_000)" }.joined(separator: " ")
      return TaggingExample(
        Document(id: "\(number)", title: title, text: text), concepts: ["urn:x:\(type)"])
    }
    let (model, comparisons) = trainer.learn(taught)
    let comparison = try #require(comparisons.first)
    #expect(comparison.rules == 1)
    #expect(!comparison.helps)
    #expect(model.classifiers.isEmpty)
    #expect(!model.judgedSchemes.contains("urn:x:t"))
    let new = Document(id: "new", title: "Price list", text: "Words.")
    #expect(tags(new, model, tables, index) == tags(new, nil, tables, index))
  }

  @Test func `what is told of an example is the same for those with a concept and without`() throws
  {
    let (trainer, tables, _) = try trainer()
    let model = trainer.train(examples(40, share: 0.5))
    let binding = ModelBinding(model, tables: tables)
    let concept = try #require(tables.vocabulary.concept(uri: "urn:x:X"))
    let number = try #require(binding.number(of: concept))
    let fold = TrainingFold(
      members: [0, 1], counts: model.counts.map { _ in TaggingModel.ConceptCounts() })
    var counts: Set<Float> = []
    for text in [Self.words.0, Self.words.1] {
      let document = Document(id: "d", text: text.joined(separator: " ") + " Xylograph keeping.")
      let analyzer = DocumentAnalyzer(
        tables: tables, index: try Self.fixture.get().1, blockedLabels: [])
      var analysis = analyzer.analyze(document, context: TaggingContext())
      binding.enrich(&analysis.candidates, scan: analysis.scan, outside: fold)
      let row = analysis.candidates.candidates.firstIndex { $0.concept == concept }
      counts.insert(analysis.candidates[try #require(row), .assignmentCount])
    }
    #expect(model.counts[number].assigned > 0)
    #expect(counts.count == 1)
  }

  @Test func `a promised precision is that of all tags from the score found on`() throws {
    let (_, tables, _) = try trainer()
    let scheme = try #require(tables.vocabulary.scheme(named: "t"))
    // From 0.9 down: ten right, then one wrong and one right by turns.
    let answers = (0..<50).map { number in
      ScoredAnswer(
        score: 0.9 - Double(number) / 100, isRight: number < 20 || number % 2 == 1)
    }
    func threshold(_ precision: Double, learned: Double) -> Double? {
      LearningComparison(
        scheme: scheme, documents: 50, rules: 0.5, learned: learned, byRules: answers,
        byLearning: Array(answers.dropFirst(20))
      ).threshold(forPrecision: precision)
    }
    let found = try #require(threshold(0.9, learned: 0))
    let accepted = answers.filter { $0.score >= found }
    #expect(Double(accepted.count { $0.isRight }) >= 0.9 * Double(accepted.count))
    #expect(accepted.count >= 20)
    #expect(threshold(0.5, learned: 0) == answers.last?.score)
    #expect(threshold(0.99, learned: 0) == nil)
    // Where learning helps, what it gives counts: never more than half of it is right.
    #expect(threshold(0.9, learned: 1) == nil)
  }
}

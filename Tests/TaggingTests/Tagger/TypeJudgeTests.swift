import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// How sure it is which one type a document is of, and by what.
struct TypeJudgeTests {
  private static let numbers = TypeNumbers.shared

  /// Guides of two kinds below one, and a quote; a product whose name is also that of a type.
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:type")
    builder.declareScheme(scheme, key: "type", assignment: .one)
    let types: [(name: String, label: String, above: String?)] = [
      ("guide", "Guide", nil), ("admin", "Administrator guide", "guide"),
      ("user", "User guide", "guide"), ("quote", "Price quotation", nil),
      ("letter", "Covering letter", nil), ("note", "Covering letter", nil),
    ]
    for type in types {
      let concept = builder.entity("urn:\(type.name)")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      builder.addLabel(Label(type.label), to: concept)
      if let above = type.above {
        builder.addRelation(.broader, from: concept, to: builder.entity("urn:\(above)"))
      }
    }
    return builder.build().vocabulary
  }()

  /// Knows the names of the types, and is half sure of what ends with a question mark.
  private struct Resolver: MetadataLabelResolver {
    func resolve(
      _ label: String, in scheme: SchemeOrdinal, asOf date: CalendarDate?
    ) -> ResolvedLabel? {
      let name = label.replacing("?", with: "")
      return TypeJudgeTests.vocabulary.concept(uri: "urn:\(name)").map {
        ResolvedLabel(concept: $0, score: label == name ? 1 : 0.5, method: "exact")
      }
    }
  }

  private func tag(
    _ document: Document, context: TaggingContext = TaggingContext()
  ) throws -> [TagSuggestion] {
    let tagger = Tagger(
      vocabulary: Self.vocabulary, labelIndex: try LabelIndex.compile(Self.vocabulary),
      resolver: Resolver())
    return tagger.tag(document, context: context)
  }

  private func name(_ suggestion: TagSuggestion?) -> String? {
    suggestion.map { String(Self.vocabulary.uri(of: $0.concept).dropFirst(4)) }
  }

  private func document(_ fields: [MetadataField], title: String? = nil) -> Document {
    Document(id: "d", title: title, text: "Some words.", metadata: fields)
  }

  @Test(arguments: [
    (MetadataField.Role.facet, Evidence.Rule.facet), (.category, .category), (.keyword, .keyword),
  ])
  func `a field counts by what it is for`(role: MetadataField.Role, rule: Evidence.Rule) throws {
    let facet = role == .facet ? "type" : nil
    for (value, share) in [("quote", 1.0), ("quote?", 0.5)] {
      let field = MetadataField(name: "Kind", value: value, role: role, facet: facet)
      let found = try #require(try tag(document([field])).first)
      let item = try #require(found.evidence.first)
      #expect(name(found) == "quote" && item.rule == rule)
      #expect(item.field == .metadata(0) && item.range == 0..<value.utf8.count)
      #expect(item.surface == value && item.source.contains("Kind"))
      #expect(abs(item.weight - Self.numbers.weight(of: rule) * share) < 1e-9)
    }
  }

  @Test(arguments: [
    MetadataField.Role.title, .subject, .author, .description, .status, .other,
  ])
  func `a field that says something else is not asked`(role: MetadataField.Role) throws {
    #expect(try tag(document([MetadataField(name: "X", value: "quote", role: role)])).isEmpty)
  }

  @Test func `a field of another facet is not asked, nor is a value that names nothing`() throws {
    let other = MetadataField(name: "Product", value: "quote", role: .facet, facet: "product")
    let unknown = MetadataField(name: "Type", value: "nothing", role: .facet, facet: "type")
    let empty = MetadataField(name: "Type", value: "", role: .facet, facet: "type")
    #expect(try tag(document([other, unknown, empty])).isEmpty)
  }

  @Test func `each kind of place counts once, and the second name of a document confirms`() throws {
    let twice = try #require(
      try tag(
        document([
          MetadataField(name: "a", value: "quote", role: .category),
          MetadataField(name: "b", value: "quote", role: .category),
        ])
      ).first)
    let categories = twice.evidence.filter { $0.rule == .category }.map(\.weight)
    #expect(categories.max() == Self.numbers.weight(of: .category))
    #expect(categories.reduce(0, +) == Self.numbers.weight(of: .category))
    let alone = try #require(
      try tag(Document(id: "d", title: "Price quotation", text: "Some words.")).first)
    let confirmed = try #require(
      try tag(
        Document(
          id: "d", title: "Price quotation", headings: ["Price quotation"], text: "Some words.")
      ).first)
    func weight(_ rule: Evidence.Rule, _ of: TagSuggestion) -> Double {
      of.evidence.filter { $0.rule == rule }.reduce(0) { $0 + $1.weight }
    }
    #expect(weight(.title, alone) == weight(.title, confirmed))
    #expect(
      abs(
        weight(.heading, confirmed)
          - Self.numbers.weight(of: .heading) * Self.numbers.confirmation) < 1e-9)
    #expect(confirmed.score > alone.score)
  }

  @Test(arguments: ["Price quotation", "Guide", "Administrator guide", "Covering letter"])
  func `the weights add up to the score, and the types share with none`(title: String) throws {
    let found = try tag(Document(id: "d", title: title, text: "Some words."))
    #expect(!found.isEmpty)
    for suggestion in found {
      let sum = suggestion.evidence.reduce(0) { $0 + $1.weight }
      #expect(abs(SalienceScorer.probability(sum) - suggestion.score) < 1e-6, "\(title)")
      #expect(suggestion.score < 1)
    }
    #expect(found.reduce(0) { $0 + $1.score } < 1)
  }

  @Test func `a narrower type that is named takes over what speaks for the broader one`() throws {
    let guide = MetadataField(name: "Kind", value: "guide", role: .category)
    let broad = try #require(try tag(document([guide])).first)
    #expect(name(broad) == "guide")
    let narrow = try #require(try tag(document([guide], title: "Administrator guide")).first)
    #expect(name(narrow) == "admin")
    let inherited = try #require(narrow.evidence.first { $0.rule == .category })
    #expect(
      abs(inherited.weight - Self.numbers.weight(of: .category) * Self.numbers.inheritance) < 1e-9)
    #expect(inherited.remark.contains("for “Guide” above it"))
    let alone = try #require(
      try tag(Document(id: "d", title: "Administrator guide", text: "Some words.")).first)
    #expect(narrow.score > alone.score)
  }

  @Test func `what is a guide of no kind stays one`() throws {
    let guide = MetadataField(name: "Kind", value: "guide", role: .category)
    let found = try tag(document([guide], title: "Notes of the meeting"))
    #expect(name(found.first) == "guide")
    #expect(!found.contains { name($0) == "admin" || name($0) == "user" })
  }

  @Test func `a habit speaks for a type that something names, and for no other`() throws {
    let quote = try #require(Self.vocabulary.concept(uri: "urn:quote"))
    let user = try #require(Self.vocabulary.concept(uri: "urn:user"))
    var context = TaggingContext()
    context.habits = [quote: 0.5, user: 0.9]
    let document = Document(id: "d", title: "Price quotation", text: "Some words.")
    let found = try tag(document, context: context)
    #expect(found.map { name($0) } == ["quote"])
    let habit = try #require(found[0].evidence.first { $0.rule == .habit })
    #expect(abs(habit.weight - Self.numbers.habit * 0.5) < 1e-9)
    #expect(habit.remark.hasPrefix("50 %"))
    let without = try #require(try tag(document).first)
    #expect(found[0].score > without.score)
  }

  @Test func `a name of two types goes to review with both`() throws {
    let found = try tag(Document(id: "d", title: "Covering letter", text: "Some words."))
    let first = try #require(found.first)
    #expect(first.outcome == .review)
    let others = first.alternatives.map { Self.vocabulary.uri(of: $0) }
    #expect(Set(others + [Self.vocabulary.uri(of: first.concept)]) == ["urn:letter", "urn:note"])
  }
}

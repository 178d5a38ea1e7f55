import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// What a type's name says by where in a title, a heading or a path it stands.
struct TypePlacesTests {
  private static let numbers = TypeNumbers.shared

  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:type")
    builder.declareScheme(scheme, key: "type", assignment: .one)
    for name in ["Price quotation", "Certificate", "Folder"] {
      let concept = builder.entity("urn:\(name)")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      builder.addLabel(Label(name), to: concept)
    }
    return builder.build().vocabulary
  }()

  /// What the evidence of a rule weighs, for the type that the document is likeliest of.
  private func weight(_ rule: Evidence.Rule, _ document: Document) throws -> Double? {
    let tagger = Tagger(
      vocabulary: Self.vocabulary, labelIndex: try LabelIndex.compile(Self.vocabulary))
    return tagger.tag(document).first?.evidence.filter { $0.rule == rule }.map(\.weight).max()
  }

  @Test(arguments: [
    ("Price quotation", LabelPosition.whole),
    ("Price quotation: Harbor Archive", .head), ("Price quotation - Harbor Archive", .head),
    ("Price quotation | Harbor Archive", .head), ("Price quotation — Harbor Archive", .head),
    ("Price quotation for Harbor Archive", .object), ("Price quotation zu Harbor", .object),
    ("Price quotation Harbor Archive", .first),
    ("Harbor Archive price quotation", .tail), ("Harbor Archive price quotation 2010", .tail),
    ("Harbor price quotation 2010-03 v3 final", .tail),
    ("Harbor price quotation (Entwurf)", .tail), ("Price quotation 2010", .tail),
    ("Harbor price quotation collection", .inside),
    ("Remarks on the price quotation collection", .topic),
    ("Remarks on the price quotation", .topic), ("Hinweise zum price quotation", .topic),
    // A preposition in front of a colon, a bar or a dash is about something else.
    ("News for partners: price quotation", .tail),
    ("News for partners | price quotation 7", .tail),
    ("News for partners - price quotation collection", .inside),
    ("News for-partners price quotation collection", .topic),
  ])
  func `a name in a title counts by its position`(title: String, position: LabelPosition) throws {
    let found = try weight(.title, Document(id: "d", title: title, text: "Some words."))
    let share = Self.numbers.share(of: position, isDocumentation: false)
    let expected = Self.numbers.weight(of: .title) * share
    #expect(abs((found ?? 0) - expected) < 1e-9, "\(found ?? 0) is not \(position)")
  }

  @Test func `the positions are ranked as the documentation says`() {
    let shares = [LabelPosition.whole, .head, .tail, .object, .first, .inside, .topic].map {
      Self.numbers.share(of: $0, isDocumentation: false)
    }
    #expect(shares == shares.sorted(by: >) && Set(shares).count == shares.count)
    let forms = [LabelPosition.head, .whole, .tail, .topic].map {
      Self.numbers.share(of: $0, isDocumentation: true)
    }
    #expect(forms == forms.sorted(by: >) && Set(forms).count == forms.count)
  }

  @Test func `a later heading says less than the first`() throws {
    let first = try weight(
      .heading, Document(id: "d", headings: ["Price quotation"], text: "Some words."))
    let later = try weight(
      .heading,
      Document(
        id: "d", title: "Price quotation", headings: ["Harbor", "Price quotation"],
        text: "Some words."))
    #expect(first == Self.numbers.weight(of: .heading))
    #expect(later == Self.numbers.weight(of: .heading) * Self.numbers.laterHeading)
  }

  @Test(arguments: [
    ("Price quotation/a.txt", Evidence.Rule.folder, 1.0), ("a/Price quotation.txt", .file, 1.0),
    ("a/price_quotation.txt", .file, 1.0),
  ])
  func `a name of several words in a path surprises`(
    path: String, rule: Evidence.Rule, share: Double
  ) throws {
    let found = try weight(rule, Document(id: "d", path: path, text: "Some words."))
    #expect(abs((found ?? 0) - Self.numbers.weight(of: rule) * share) < 1e-9)
  }

  @Test(arguments: [
    ("In this price quotation we ask for less.", true),
    ("This price quotation holds until June.", true),
    ("A price quotation was sent.", false), ("Price quotation", false), ("", false),
  ])
  func `a text counts where it calls itself so`(text: String, isSelf: Bool) throws {
    let found = try weight(.text, Document(id: "d", title: "Harbor", text: text))
    #expect((found != nil) == isSelf)
    if isSelf { #expect(found == Self.numbers.selfName) }
  }
}

import Taxonomy
import Testing

@testable import Matching

/// Which labels are found in a text, in which case, and across what.
struct LabelRuleTests {
  /// Whether a label is found in a text.
  private func finds(_ label: Label, in text: String) throws -> Bool {
    let index = try LabelIndex.compile(makeVocabulary([label]))
    let bytes = Array(text.utf8)
    return LabelMatcher(index).matches(in: bytes.span).contains {
      !index.candidates(for: $0, in: bytes.span).isEmpty
    }
  }

  @Test(arguments: [
    ("AID", "AID", true), ("AID", "aid", false), ("AID", "Aid", false), ("Aid", "aid", true),
    ("aid", "AID", true), ("IT", "IT", true), ("IT", "it", false), ("It", "it", false),
    ("NATO", "nato", false), ("ENTERPRISE", "enterprise", true), ("A4 B5", "a4 b5", false),
    ("iPhone", "IPHONE", true), ("Größe", "GRÖSSE", true), ("価格", "価格", true),
    ("365 Go", "365 go", true),
  ])
  func `short capitals and stop words keep their case, other labels do not`(
    label: String, text: String, isFound: Bool
  ) throws {
    #expect(try finds(Label(label), in: "We say \(text) here.") == isFound)
  }

  @Test(
    arguments: [
      (.any, .plain, "AID", "aid", true), (.exact, .plain, "Aid", "aid", false),
      (.exact, .plain, "Aid", "Aid", true), (.automatic, .abbreviation, "Abc", "abc", false),
      (.any, .abbreviation, "Abc", "abc", true), (.automatic, .code, "Ab12", "ab12", false),
      (.automatic, .formerName, "Vault", "vault", true),
      (.automatic, .abbreviation, "abc", "ABC", true),
    ] as [(Label.CaseRule, Label.Role, String, String, Bool)])
  func `what a label says of its case goes before what it looks like`(
    rule: Label.CaseRule, role: Label.Role, label: String, text: String, isFound: Bool
  ) throws {
    #expect(try finds(Label(label, role: role, caseRule: rule), in: "Our \(text).") == isFound)
  }

  @Test(arguments: [
    ("1", Label.Role.plain, false), ("12", .plain, false), ("365", .plain, true),
    ("2009", .plain, true),
    ("365", .code, false), ("A1", .code, false), ("A12", .code, true), ("AB", .code, false),
    ("ABC", .code, true), ("-", .plain, false), ("", .plain, false), ("C", .plain, true),
  ])
  func `a number that stands in every text is not a name`(
    label: String, role: Label.Role, isFound: Bool
  ) throws {
    #expect(try finds(Label(label, role: role), in: "See \(label) there.") == isFound)
  }

  @Test(arguments: [
    ("price list", "price list", true), ("price list", "price, list", false),
    ("price list", "price. List", false),
    ("price list", "price-list", true), ("price list", "price\nlist", true),
    ("price list", "price\n\nlist", false),
    ("Smith, John", "Smith, John", true), ("Smith, John", "Smith John", true),
    ("Smith, John", "Smith. John", false),
    ("price list", "price/list", true), ("and/or form", "and/or form", true),
  ])
  func `a label crosses what it has between its words, and nothing stronger`(
    label: String, text: String, isFound: Bool
  ) throws {
    #expect(try finds(Label(label, caseRule: .any), in: "The \(text) of today") == isFound)
  }

  @Test(arguments: [
    ("Crohn's disease", ["Crohn’s disease", "Crohns disease", "Crohn disease", "CROHNʼS DISEASE"]),
    ("Crohn disease", ["Crohn's disease", "Crohns disease", "Crohn´s diseases"]),
    ("Crohns disease", ["Crohn's disease", "Crohn`s disease"]),
    ("Graves' disease", ["Graves disease", "Graves’s disease", "Grave's disease"]),
    (
      "Alzheimer's disease",
      ["Alzheimers disease", "ALZHEIMERS DISEASE", "Alzheimer\u{92}s disease"]
    ),
    ("Sjögren's syndrome", ["Sjogrens syndrome", "Sjögren‘s syndrome"]),
    ("Fabry's disease", ["Fabrys disease", "Fabry disease"]),
    ("Hashimoto's disease", ["Hashimotos disease", "Hashimoto＇s disease"]),
  ])
  func `what somebody's name is given to is found with and without the possessive`(
    label: String, texts: [String]
  ) throws {
    for text in texts {
      #expect(try finds(Label(label, language: "en"), in: "A \(text) here"), "\(text)")
    }
  }

  @Test(arguments: [
    ("USA", "U.S.A.", true), ("U.K.", "UK", true), ("UK", "U.K.", true), ("USA", "u.s.a.", false),
    ("ABCDE", "A.B.C.D.E.", true), ("ABCDEF", "A.B.C.D.E.F.", false), ("Usa", "U.S.A.", false),
  ])
  func `initials are found with dots and without, up to five`(
    label: String, text: String, isFound: Bool
  ) throws {
    #expect(try finds(Label(label), in: "In the \(text) today") == isFound)
  }

  @Test func `spellings that are off find nothing but what is written`() throws {
    var options = LabelIndexOptions()
    options.spellings = false
    let index = try LabelIndex.compile(
      makeVocabulary([Label("data sheet"), Label("USA")]), options: options)
    for (text, isFound) in [
      ("a data sheet", true), ("a datasheet", false), ("the USA", true), ("the U.S.A.", false),
    ] {
      let bytes = Array(text.utf8)
      let found = LabelMatcher(index).matches(in: bytes.span).contains {
        !index.candidates(for: $0, in: bytes.span).isEmpty
      }
      #expect(found == isFound, "\(text)")
    }
  }
}

import Testing
import TextAnalysis

@testable import Matching

/// What people glue onto a label, and what only looks like it.
struct DecorationTests {
  /// The label with what is glued on in brackets.
  private func marked(_ label: String) -> String {
    let tokens = Analyzer.tokens(of: label)
    return zip(tokens, Decorations(of: tokens, in: label).flags).map {
      $1 ? "[\($0.text)]" : $0.text
    }
    .joined(separator: " ")
  }

  @Test(arguments: [
    ("Price list v3", "price list [v3]"), ("Price list V12.1", "price list [v12.1]"),
    ("Price list r2", "price list [r2]"), ("Price list rev4", "price list [rev4]"),
    ("Price list 3", "price list [3]"), ("Price list 2009-06-30", "price list [2009] [06] [30]"),
    ("Price list FY09", "price list [fy09]"), ("Price list Q3", "price list [q3]"),
    ("Price list 1st", "price list [1st]"), ("Price list 30jun", "price list [30jun]"),
    ("Price list final", "price list [final]"), ("Price list draft", "price list [draft]"),
    ("version 2 price list", "[version] [2] price list"),
    ("Price list.docx", "price list [docx]"), ("price_list_EN", "price list [en]"),
    ("Price list (DE)", "price list [de]"),
  ])
  func `dates, versions, states, languages and endings are glued on`(
    label: String, expected: String
  ) {
    #expect(marked(label) == expected)
  }

  @Test(arguments: [
    ("May report", "may report"), ("report May 2010", "report [may] [2010]"),
    ("2010 March plan", "[2010] [march] plan"), ("March plan", "march plan"),
    ("version control", "version control"), ("W2 form", "w2 form"),
    ("B2B contract", "b2b contract"),
    ("Form 1099misc", "form 1099misc"), ("Price list docx", "price list docx"),
    ("is in order", "is in order"), ("Price list 12345jun", "price list 12345jun"),
  ])
  func `a word that may be part of the name is left where nothing speaks against it`(
    label: String, expected: String
  ) {
    #expect(marked(label) == expected)
  }

  @Test(arguments: ["2009", "final", "v3", "Q3", "draft", "v3 final", "2009-06-30", "copy", "1st"])
  func `what is nothing but decoration is the name itself`(label: String) {
    #expect(!marked(label).contains("["))
  }

  @Test(arguments: ["", " ", "---", "."])
  func `a label without words has no decorations`(label: String) {
    #expect(marked(label) == "")
  }

  @Test func `flags are as many as tokens, whatever the label`() {
    for label in ["é.docx", "📄 v3 📄", "a.b.c", "x\u{301}.pdf", "資料 2009 最終", "A.DOCX.", "..docx"] {
      let tokens = Analyzer.tokens(of: label)
      #expect(Decorations(of: tokens, in: label).flags.count == tokens.count, "\(label)")
    }
  }
}

/// Words that are written without their vowels.
struct SkeletonTests {
  @Test(arguments: [
    ("jrnl", true), ("frm", true), ("mgmt", true), ("fr", false), ("", false), ("form", false),
    ("sky", false), ("x1z", false), ("frß", false), ("FRM", false), ("bcdfghjklmnpqrstvwxz", true),
  ])
  func `three consonants or more, and nothing else, may be one`(token: String, isSkeleton: Bool) {
    #expect(Skeletons.isSkeleton(token) == isSkeleton)
  }
}

/// What URIs of published lists of kinds of documents are called.
struct KindIdentifierTests {
  @Test func `an address is known with and without encryption, and no other one is`() throws {
    let known = "http://purl.org/coar/resource_type/c_46ec"
    let name = try #require(KindIdentifiers.name(of: known))
    #expect(!name.isEmpty)
    #expect(KindIdentifiers.name(of: known.replacing("http:", with: "https:")) == name)
    for other in ["", "https:", known + "x", String(known.dropLast()), known.uppercased()] {
      #expect(KindIdentifiers.name(of: other) == nil, "\(other)")
    }
  }
}

/// Logarithms that models are learned by: what is certain has no infinite odds.
struct ElementaryTests {
  @Test(arguments: [-1e300, -1, 0, 1e-300, 1e-6, 0.5, 1 - 1e-6, 1, 2, 1e300])
  func `odds are finite for any probability, and grow with it`(probability: Double) {
    let odds = Double.logOdds(probability)
    #expect(odds.isFinite)
    #expect(abs(odds) < 13.82)
    #expect(Double.logOdds(-1) == Double.logOdds(0))
  }

  @Test(arguments: (1...27).map { 0.037 * Double($0) - 0.001 })
  func `the logistic function takes odds back`(probability: Double) {
    #expect(abs(Double.logistic(Double.logOdds(probability)) - probability) < 1e-12)
  }

  @Test(arguments: [(-1e308, 0.0), (1e308, 1.0), (0, 0.5), (-.infinity, 0), (.infinity, 1)])
  func `the logistic function has its bounds, however far`(odds: Double, expected: Double) {
    #expect(Double.logistic(odds) == expected)
  }
}

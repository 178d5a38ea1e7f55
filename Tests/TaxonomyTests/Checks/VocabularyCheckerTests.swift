import Foundation
import TestSupport
import Testing

@testable import Taxonomy

struct VocabularyCheckerTests {
  private func findings(_ rule: String, in body: String) throws -> [VocabularyFinding] {
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">
      \(body)
      </vocabulary>
      """
    var importer = VocabularyImporter()
    importer.completesHistory = false
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    let result = try importer.finish()
    return VocabularyChecker(ruleNames: [rule])
      .check(result.vocabulary, importFindings: result.findings)
  }

  /// A rule, a vocabulary that breaks it once, where, and what the message says.
  struct Breach: Sendable, CustomTestStringConvertible {
    var rule: String
    var body: String
    var line: Int
    var message: String
    var testDescription: String { rule }

    init(_ rule: String, line: Int, _ message: String, _ body: String) {
      self.rule = rule
      self.line = line
      self.message = message
      self.body = body
    }
  }

  private static func scheme(_ concepts: String) -> String {
    "<scheme id='s'><title>S</title>\n\(concepts)\n</scheme>"
  }

  static let breaches: [Breach] = [
    Breach(
      "CompoundOfSingleValuedScheme", line: 4, "gives a document one",
      "<scheme id='s' assign='one'><title>S</title><concept id='a'/>\n<concept id='b'/>\n"
        + "<concept id='c' compound='true'><successor ref='a'/><successor ref='b'/></concept></scheme>"
    ),
    Breach(
      "CollectionAndConcept", line: 3, "is a collection and a concept (SKOS S37)",
      scheme("<collection id='b'><name>B</name></collection>\n<concept id='b'/>")),
    Breach(
      "OmittedOrInvalidLanguageTags", line: 4, "\"Be\" states no language",
      scheme("<concept id='b'><name>B</name>\n<alias xml:lang=''>Be</alias></concept>")),
    Breach(
      "OmittedOrInvalidLanguageTags", line: 3, "\"e\"",
      scheme("<concept id='b'><name xml:lang='e'>B</name></concept>")),
    Breach(
      "IncompleteLanguageCoverage", line: 4, "\"C\" has no label in de",
      scheme(
        "<concept id='b'><name>B</name><name xml:lang='de'>Be</name></concept>\n"
          + "<concept id='c'><name>C</name></concept>")),
    Breach(
      "NoCommonLanguages", line: 2, "no language",
      scheme(
        "<concept id='b'><name>B</name></concept>"
          + "<concept id='c'><name xml:lang='de'>C</name></concept>")),
    Breach(
      "UndocumentedConcepts", line: 4, "\"C\"",
      scheme(
        "<concept id='b'><name>B</name><scope>All.</scope></concept>\n"
          + "<concept id='c'><name>C</name></concept>")),
    Breach(
      "OverlappingLabels", line: 4, "\"offer\" is also that of <https://id.example/b>",
      scheme(
        "<concept id='b'><name>Offer</name></concept>\n"
          + "<concept id='c'><name>offer</name></concept>")),
    Breach(
      "MissingLabels", line: 3, "<https://id.example/b>",
      scheme("<concept id='b'><alias>B</alias></concept>")),
    Breach(
      "MissingLabels", line: 2, "\"s\" has no title",
      "<scheme id='s'><concept id='b'><name>B</name></concept></scheme>"),
    Breach(
      "UnprintableCharactersInLabels", line: 3, "U+200B",
      scheme("<concept id='b'><name>B\u{200B}b</name></concept>")),
    Breach("EmptyLabels", line: 3, "is empty", scheme("<concept id='b'><name> </name></concept>")),
    Breach(
      "AmbiguousNotationReferences", line: 4, "\"7\" of \"C\" is also that of \"B\"",
      scheme(
        "<concept id='b'><name>B</name><code>7</code></concept>\n"
          + "<concept id='c'><name>C</name><code>7</code></concept>")),
    Breach(
      "OrphanConcepts", line: 4, "\"C\"",
      scheme(
        "<concept id='b'><name>B</name></concept>\n"
          + "<concept id='c' top='false'><name>C</name></concept>")),
    Breach(
      "DisconnectedConceptClusters", line: 4, "2 concepts",
      scheme(
        "<concept id='b'><name>B</name><concept id='e'/></concept>\n"
          + "<concept id='c' top='false'><name>C</name><concept id='d'/></concept>")),
    Breach(
      "CyclicHierarchicalRelations", line: 3, "\"B\", \"C\"",
      scheme(
        "<concept id='b'><name>B</name><broader ref='c'/></concept>\n"
          + "<concept id='c'><name>C</name><broader ref='b'/></concept>")),
    Breach(
      "ValuelessAssociativeRelations", line: 3, "both stand under \"A\"",
      scheme(
        "<concept id='a'><name>A</name><concept id='b'><related ref='c'/></concept>"
          + "<concept id='c'/></concept>")),
    Breach(
      "OmittedTopConcepts", line: 2, "\"s\"",
      scheme("<concept id='b' top='false'><name>B</name></concept>")),
    Breach(
      "TopConceptsHavingBroaderConcepts", line: 3, "under \"B\"",
      scheme("<concept id='b'><name>B</name><concept id='c' top='true'/></concept>")),
    Breach(
      "HierarchicalRedundancy", line: 3, "follows from \"B\"",
      scheme(
        "<concept id='a'><name>A</name><concept id='b'><name>B</name><concept id='c'>"
          + "<broader ref='a'/></concept></concept></concept>")),
    Breach(
      "ReflexiveRelations", line: 3, "its own \"related\"",
      scheme("<concept id='b'><name>B</name><related ref='b'/></concept>")),
    Breach(
      "MissingOutLinks", line: 4, "\"C\"",
      scheme(
        "<concept id='b'><match type='exact' href='http://o.example/1'/></concept>\n"
          + "<concept id='c'><name>C</name></concept>")),
    Breach(
      "MissingOutLinks", line: 2, "none of the 2 concepts of \"s\"",
      scheme("<concept id='b'/>\n<concept id='c'/>")),
    Breach(
      "HTTPURISchemeViolation", line: 2, "none of the 2 concepts of \"s\" has an http",
      scheme("<concept id='urn:x:1'/><concept id='urn:x:2'/>")),
    Breach(
      "UndocumentedConcepts", line: 2, "none of the 2 concepts of \"s\" has a note",
      scheme("<concept id='b'/>\n<concept id='c'/>")),
    Breach(
      "OmittedOrInvalidLanguageTags", line: 2, "no label of the 2 concepts of \"s\"",
      scheme(
        "<concept id='b'><name xml:lang=''>B</name></concept>"
          + "<concept id='c'><name xml:lang=''>C</name><code>7</code></concept>")),
    Breach(
      "HTTPURISchemeViolation", line: 3, "<urn:x:1>",
      scheme("<concept id='urn:x:1'><name>B</name></concept>")),
    Breach(
      "RelationClashes", line: 3, "SKOS S27",
      scheme(
        "<concept id='a'><concept id='b'><concept id='c'><related ref='a'/></concept>"
          + "</concept></concept>")),
    Breach(
      "MappingClashes", line: 3, "SKOS S46",
      scheme(
        "<concept id='b'><match type='exact' href='http://o.example/1'/>"
          + "<match type='broad' href='http://o.example/1'/></concept>")),
    Breach(
      "InconsistentPreferredLabels", line: 4, "\"B\" and \"Be\"",
      scheme("<concept id='b'><name>B</name>\n<name>Be</name></concept>")),
    Breach(
      "DisjointLabelsViolation", line: 4, "preferred and alternative",
      scheme("<concept id='b'><name>B</name>\n<alias>B</alias></concept>")),
    Breach(
      "MappingRelationsMisuse", line: 3, "same scheme",
      scheme(
        "<concept id='b'><match type='close' href='https://id.example/c'/></concept>"
          + "<concept id='c'/>")),
    Breach("ConceptAndScheme", line: 3, "SKOS S9", scheme("<concept id='s'/>")),
    Breach(
      "SuccessorLoops", line: 3, "2 concepts replace each other",
      scheme(
        "<concept id='b' deprecated='true'><successor ref='c'/></concept>"
          + "<concept id='c' deprecated='true'><successor ref='b'/></concept>")),
    Breach(
      "DoubleEncodedText", line: 3, "means \"Kraftfahrzeuganhänger\"",
      scheme("<concept id='b'><name>KraftfahrzeuganhÃ¤nger</name></concept>")),
    Breach(
      "PlaceholderLabels", line: 4, "\"*\"",
      scheme("<concept id='b'><name>B</name>\n<alias>*</alias></concept>")),
    Breach(
      "SuccessorInNote", line: 3, "replaced by \"C\"",
      scheme(
        "<concept id='b' deprecated='true'><successor ref='c' origin='suggested'/></concept>"
          + "<concept id='c'><name>C</name></concept>")),
    Breach(
      "OldNameNotCarriedOver", line: 3, "\"B\" was a name of what is now \"C\"",
      scheme(
        "<concept id='b' deprecated='true'><name>B</name><successor ref='c'/></concept>\n"
          + "<concept id='c'><name>C</name></concept>")),
    Breach(
      "AliasOfSeveralConcepts", line: 4, "a name of \"C\" and of \"B\"",
      scheme(
        "<concept id='b'><name>B</name><alias>Both</alias></concept>\n"
          + "<concept id='c'><name>C</name><alias>both</alias></concept>")),
    Breach(
      "AmbiguousAbbreviations", line: 3, "\"BO\" abbreviates \"B\" and \"C\"",
      scheme(
        "<concept id='b'><name>B</name><abbreviation>BO</abbreviation></concept>"
          + "<concept id='c'><name>C</name><abbreviation>BO</abbreviation></concept>")),
    Breach(
      "UnmarkedAbbreviations", line: 4, "\"SOW\" looks like the initials of \"Statement of Work\"",
      scheme(
        "<concept id='b'><name>Statement of Work</name><name xml:lang='de'>Leistungsschein</name>\n"
          + "<alias>SOW</alias></concept>")),
    Breach(
      "DeprecatedWithoutSuccessor", line: 3, "\"B\"",
      scheme("<concept id='b' deprecated='2001'><name>B</name></concept>")),
    Breach(
      "UpcomingDeprecations", line: 3, "\"B\" is in use until 2999, then \"C\"",
      scheme(
        "<concept id='b' deprecated='2999'><name>B</name><successor ref='c'/></concept>"
          + "<concept id='c'><name>C</name></concept>")),
    Breach(
      "SuccessorOfConceptInUse", line: 3, "\"B\"",
      scheme("<concept id='b'><name>B</name><successor ref='c'/></concept><concept id='c'/>")),
    Breach(
      "InvalidIRIs", line: 3, "it may not hold a blank",
      scheme("<concept id='https://x.org/a b'><name>B</name></concept>")),
    Breach(
      "InvalidIRIs", line: 3, "it may not hold \"<\"",
      scheme(
        "<concept id='b'><name>B</name><match type='exact' href='https://x.org/&lt;'/></concept>")),
    Breach(
      "InvalidIRIs", line: 3, "it may not hold \"%\"",
      scheme("<concept id='https://x.org/%zz'><name>B</name></concept>")),
    Breach(
      "InvalidIRIs", line: 4, "written in two ways",
      scheme(
        "<concept id='https://x.org/ö'><name>B</name></concept>\n"
          + "<concept id='https://x.org/%C3%B6'><name>C</name></concept>")),
    Breach(
      "InvalidIRIs", line: 3, "written in two ways",
      scheme(
        "<concept id='HTTPS://X.org/Up'><name>B</name></concept>\n"
          + "<concept id='https://x.org/Up'><name>C</name></concept>")),
    Breach(
      "InvalidIRIs", line: 4, "written in two ways",
      scheme(
        "<concept id='https://x.org/%c3%b6'><name>B</name></concept>\n"
          + "<concept id='https://x.org/%C3%B6'><name>C</name></concept>")),
    Breach(
      "InvalidIRIs", line: 4, "written in two ways",
      scheme(
        "<concept id='https://x.org/a%2fb'><name>B</name></concept>\n"
          + "<concept id='https://x.org/%61%2Fb'><name>C</name></concept>")),
    Breach(
      "SeveralDefinitions", line: 3, "has several definitions in \"en\"",
      scheme(
        "<concept id='b'><name>B</name><definition>One</definition><definition>Two</definition></concept>"
      )),
    Breach(
      "OmittedOrInvalidLanguageTags", line: 3, "not the code of a language",
      scheme("<concept id='b'><name>B</name><name xml:lang='deutsch'>Be</name></concept>")),
    Breach(
      "OmittedOrInvalidLanguageTags", line: 3, "\"xx\"",
      scheme("<concept id='b'><name>B</name><name xml:lang='xx'>Be</name></concept>")),
    Breach(
      "DuplicateIdentifier", line: 4, "line 3",
      scheme("<concept id='b'/>\n<concept id='b'/>")),
    Breach(
      "UndefinedConcept", line: 3, "successor",
      scheme("<concept id='b'><successor ref='gone'/></concept>")),
  ]

  @Test(arguments: breaches)
  func `finds a breach, its place and what it is about`(breach: Breach) throws {
    let found = try findings(breach.rule, in: breach.body)
    #expect(found.count == 1)
    let finding = try #require(found.first)
    #expect(finding.rule == breach.rule)
    #expect(finding.line == breach.line)
    #expect(finding.path == "test.xml")
    #expect(finding.message.contains(breach.message), "\(finding.message)")
    #expect(!finding.remedy.isEmpty)
    #expect(finding.concept != nil)
  }

  @Test func `codes of two systems are two, whatever they say`() throws {
    func codes(_ one: String, _ other: String) -> String {
      Self.scheme(
        "<concept id='b'><name>B</name><code\(one)>7</code></concept>\n"
          + "<concept id='c'><name>C</name><code\(other)>7</code></concept>")
    }
    let (x, y) = (" datatype='urn:x'", " datatype='urn:y'")
    for (one, other) in [(x, y), (y, x), (x, ""), ("", y)] {
      #expect(try findings("AmbiguousNotationReferences", in: codes(one, other)).isEmpty)
    }
    #expect(try findings("AmbiguousNotationReferences", in: codes(x, x)).count == 1)
  }

  @Test func `an identifier is not advised that another concept has`() throws {
    let found = try findings(
      "InvalidIRIs",
      in: Self.scheme(
        "<concept id='https://x.org/a b'><name>B</name></concept>\n"
          + "<concept id='https://x.org/a%20b'><name>C</name></concept>"))
    #expect(found.count == 2)
    #expect(
      found[0].remedy == "give it another identifier: <https://x.org/a%20b> is another concept's")
    #expect(
      found[1].message.contains("<https://x.org/a b> and <https://x.org/a%20b> are one address"))
  }

  @Test func `addresses that only look alike are two`() throws {
    let others = ["a/b", "a%2Fb", "A/b", "a/b?", "a/B"].map {
      "<concept id='https://x.org/\($0)'><name>\($0)</name></concept>"
    }
    #expect(try findings("InvalidIRIs", in: Self.scheme(others.joined())).isEmpty)
  }

  /// Not in Parlance XML, which does not take such a period.
  @Test func `a period that ends before it begins is found, whatever the source`() throws {
    let table = """
      concept,label,kind,from,until
      urn:x:a,A,preferred,2010,2009
      urn:x:a,B,alternative,2009-06,2009
      urn:x:b,C,preferred,2009-12-31,2009-12-30
      urn:x:b,D,alternative,2009,2009
      urn:x:b,E,alternative,9999,0001

      """
    let vocabulary = try imported(table, as: .table, accepting: false).vocabulary
    let found = VocabularyChecker(ruleNames: ["InvertedPeriods"]).check(vocabulary)
    #expect(found.map(\.line) == [2, 4, 6])
    #expect(found.allSatisfy { $0.severity == .error })
    #expect(
      found.first?.message == "the name \"A\" of \"A\" ends (2009) before it begins (2010)")
  }

  @Test func `every rule that looks at a vocabulary has a breach in the tests, links apart`() {
    let tested = Set(Self.breaches.map(\.rule)).union(["InvertedPeriods"])
    let rules = Set(VocabularyChecker.rules.map { $0.name })
    #expect(rules.subtracting(tested) == ["BrokenLinks", "MissingInLinks"])
  }

  @Test func `the issues of qSKOS that a compiled vocabulary shows are known by their names`() {
    let names = [
      "OmittedOrInvalidLanguageTags", "IncompleteLanguageCoverage", "NoCommonLanguages",
      "UndocumentedConcepts", "OverlappingLabels", "MissingLabels",
      "UnprintableCharactersInLabels", "EmptyLabels", "AmbiguousNotationReferences",
      "OrphanConcepts", "DisconnectedConceptClusters", "CyclicHierarchicalRelations",
      "ValuelessAssociativeRelations", "SolelyTransitivelyRelatedConcepts",
      "UnidirectionallyRelatedConcepts", "OmittedTopConcepts",
      "TopConceptsHavingBroaderConcepts", "HierarchicalRedundancy", "ReflexiveRelations",
      "MissingInLinks", "MissingOutLinks", "BrokenLinks", "UndefinedSKOSResources",
      "HTTPURISchemeViolation", "RelationClashes", "MappingClashes",
      "InconsistentPreferredLabels", "DisjointLabelsViolation", "MappingRelationsMisuse",
    ]
    #expect(names.count == 29)
    let known = Set(VocabularyChecker.descriptions.map(\.name))
    #expect(Set(names).isSubset(of: known))
  }

  /// Names and abbreviations that are shared in one scheme, whatever else bears them in another one or before.
  @Test(arguments: [
    ("OverlappingLabels", "name", "<https://id.example/y>"),
    ("AmbiguousAbbreviations", "abbreviation", "\"Y\" and \"Z\""),
  ])
  func `a name of several schemes is compared within each of them`(
    rule: String, element: String, told: String
  ) throws {
    func concept(_ id: String, _ more: String = "") -> String {
      let own = element == "name" ? "" : "<name>\(id.uppercased())</name>"
      return "<concept id='\(id)'\(more)>\(own)<\(element)>BO</\(element)></concept>"
    }
    let apart =
      "<scheme id='s'><title>S</title>\(concept("x"))</scheme><scheme id='t'><title>T</title>"
    let found = try findings(rule, in: apart + concept("y") + concept("z") + "</scheme>")
    #expect(found.count == 1 && found[0].message.contains(told), "\(found)")
    #expect(try findings(rule, in: apart + concept("y") + "</scheme>").isEmpty)
    // Three times the same name is told of the second and the third, three abbreviations once.
    let three = Self.scheme(concept("x") + concept("y") + concept("z"))
    #expect(try findings(rule, in: three).count == (element == "name" ? 2 : 1))
  }

  @Test func `a replaced concept of the name hides no other`() throws {
    let body = Self.scheme(
      "<concept id='x' deprecated='2001'><name>Bo</name></concept>"
        + "<concept id='y'><name>Bo</name></concept><concept id='z'><name>bo</name></concept>")
    let found = try findings("OverlappingLabels", in: body)
    #expect(found.map { $0.concept } == ["https://id.example/z"])
    #expect(found[0].message.contains("<https://id.example/y>"))
  }

  @Test func `an abbreviation of another time hides none of now`() throws {
    func concept(_ id: String, _ period: String) -> String {
      "<concept id='\(id)'><name>\(id.uppercased())</name><abbreviation\(period)>BO</abbreviation></concept>"
    }
    let found = try findings(
      "AmbiguousAbbreviations",
      in: Self.scheme(
        concept("x", " until='2001'") + concept("y", " from='2002'") + concept("z", " from='2002'"))
    )
    #expect(found.count == 1)
    #expect(found[0].message.contains("\"Y\" and \"Z\""))
  }

  /// Vocabularies that look like a breach and are none.
  @Test(arguments: [
    (
      "AliasOfSeveralConcepts",
      "<concept id='b'><misspelling>Bo</misspelling></concept>"
        + "<concept id='c'><misspelling>Bo</misspelling></concept>"
    ),
    (
      "AliasOfSeveralConcepts",
      "<concept id='b'><former until='2001'>Bo</former></concept>"
        + "<concept id='c'><alias from='2002'>Bo</alias></concept>"
    ),
    (
      "AliasOfSeveralConcepts",
      "<concept id='b'><alias with='x'>Bo</alias></concept>"
        + "<concept id='c'><alias>Bo</alias></concept>"
    ),
    (
      "OverlappingLabels",
      "<concept id='b'><name until='2001'>Bo</name></concept>"
        + "<concept id='c'><name from='2002'>Bo</name></concept>"
    ),
    (
      "DisjointLabelsViolation",
      "<concept id='b'><name from='2003'>B</name><former until='2001'>B</former></concept>"
    ),
    ("DoubleEncodedText", "<concept id='b'><name>Größe der CAFÉ» Ähre</name></concept>"),
    ("PlaceholderLabels", "<concept id='b'><name>C</name><alias>C#</alias></concept>"),
    (
      "OldNameNotCarriedOver",
      "<concept id='b' deprecated='true'><name>B</name>"
        + "<successor ref='c'/><successor ref='d'/></concept><concept id='c'/><concept id='d'/>"
    ),
  ])
  func `does not cry wolf`(rule: String, concepts: String) throws {
    #expect(try findings(rule, in: Self.scheme(concepts)) == [])
  }

  @Test func `lists every rule that importers report`() throws {
    let known = Set(VocabularyChecker.descriptions.map(\.name))
    #expect(known.count == VocabularyChecker.descriptions.count)
    let root = repositoryFile("Sources/Taxonomy")
    let files = try #require(FileManager.default.enumerator(atPath: root))
    var count = 0
    for case let file as String in files where file.hasSuffix(".swift") {
      let text = try String(contentsOfFile: root + "/" + file, encoding: .utf8)
      let calls = text.split(separator: "\"").indices.dropFirst()
      let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
      for index in calls where parts.indices.contains(index + 1) {
        let isRule =
          parts[index + 1].hasPrefix(", .error") || parts[index + 1].hasPrefix(", .warning")
          || parts[index + 1].hasPrefix(", .note,") || parts[index + 1].hasPrefix(", severity:")
        guard isRule else { continue }
        count += 1
        #expect(known.contains(String(parts[index])), "\(file)")
      }
    }
    #expect(count > 10)
  }

  @Test func `asks for links only when told to`() throws {
    struct Links: LinkResolver {
      func failures(of uris: [String]) -> [String: String] {
        Dictionary(
          uniqueKeysWithValues: uris.filter { !$0.hasSuffix("1") }.map { ($0, "status 404") })
      }
    }
    let head = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/"><scheme id="s">

      """
    var importer = VocabularyImporter()
    try importer.read(
      bytes: Array(
        (head + """
          <concept id="b"><match type="exact" href="http://o.example/1"/></concept>
          <concept id="c"><match type="exact" href="http://o.example/2"/>
            <match type="exact" href="urn:x:2"/></concept>
          </scheme></vocabulary>
          """).utf8), path: "one.xml")
    try importer.read(
      bytes: Array(
        (head + """
          <concept id="d"><match type="close" href="https://id.example/b"/></concept>
          </scheme></vocabulary>
          """).utf8), path: "two.xml")
    let vocabulary = try importer.finish().vocabulary
    let rules: Set<String> = ["BrokenLinks", "MissingInLinks"]
    #expect(VocabularyChecker(ruleNames: rules).check(vocabulary) == [])
    let found = VocabularyChecker(ruleNames: rules, links: Links()).check(vocabulary)
    #expect(found.map(\.rule) == ["MissingInLinks", "BrokenLinks", "MissingInLinks"])
    #expect(
      found.map(\.concept) == [
        "https://id.example/c", "https://id.example/c", "https://id.example/d",
      ])
    #expect(found[1].message.hasSuffix(": status 404"))
  }
}

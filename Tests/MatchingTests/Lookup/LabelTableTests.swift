import RandomNumbers
import Taxonomy
import Testing
import TextAnalysis

@testable import Matching

/// The tables behind the label index, held against dictionaries and scans.
struct LabelTableTests {
  @Test(arguments: 1...3) func `a token leads where it led before`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    var transitions = LabelTransitions()
    var truth: [[UInt64]: UInt32] = [:]
    var next: UInt32 = 1
    for _ in 0..<20_000 {
      let key = TokenKey(low: UInt64(numbers.next(below: 60)), high: UInt64(numbers.next(below: 3)))
      let parent = UInt32(numbers.next(below: 80))
      let known = truth[[key.low, key.high, UInt64(parent)]]
      let found = transitions.target(of: key, under: parent, orNew: next)
      #expect(found == known ?? next)
      if known == nil {
        truth[[key.low, key.high, UInt64(parent)]] = next
        next += 1
      }
    }
    let all = transitions.release()
    #expect(all.count == truth.count)
    #expect(all.map(\.node) == Array(1..<next), "they are in the order in which they were added")
    #expect(transitions.release().isEmpty)
  }

  @Test(
    arguments: [
      ([], 0xCBF2_9CE4_8422_2325), (["a"], 0xAF63_DC4C_8601_EC8C),
      (["foobar"], 0x8594_4171_F739_67E8),
    ] as [([String], UInt64)])
  func `the hash of a surface is FNV-1a as published`(tokens: [String], value: UInt64) {
    var hash = SurfaceHash()
    for token in tokens {
      hash.append(Array(token.utf8).span)
    }
    #expect(hash.value == value)
  }

  @Test func `tokens are apart in a surface and in its key`() {
    func surface(_ tokens: [String]) -> UInt64 {
      var hash = SurfaceHash()
      for token in tokens {
        hash.append(Array(token.utf8).span)
      }
      return hash.value
    }
    #expect(surface(["a", "b"]) == surface(["a b"]))
    #expect(surface(["a", "b"]) != surface(["ab"]))
    func key(_ tokens: [UInt64]) -> UInt32 {
      var key = SurfaceKey()
      for token in tokens { key.append(token) }
      return key.value
    }
    #expect(key([1, 2]) != key([2, 1]) && key([1]) != key([1, 0]) && key([]) != key([0]))
  }

  @Test(arguments: [Language.english, .german, .french])
  func `all forms of a word have its stem, and its own comes first`(language: Language) throws {
    let inflector = try #require(Inflector(language))
    let stemmer = try #require(Stemmer(language))
    for word in ["archive", "report", "policy", "vertrag", "liste", "contrat", "haus", "invoices"] {
      let key = TokenKey(folded: word.utf8)
      let forms = inflector.forms(of: Array(word.utf8), key: key)
      #expect(forms.first == key)
      #expect(Set(forms).count == forms.count, "\(word)")
      #expect(inflector.forms(of: Array(word.utf8), key: key) == forms)
      for ending in ["s", "e", "en", "es", "n"] {
        let other = word + ending
        let isForm = forms.contains(TokenKey(folded: other.utf8))
        if isForm { #expect(stemmer.stem(other) == stemmer.stem(word), "\(other) of \(word)") }
      }
    }
    #expect(
      inflector.forms(of: Array("reports".utf8), key: TokenKey(folded: "reports".utf8)).count > 1)
  }

  @Test(arguments: ["ab", "a1b", "x", "r2d2", ""])
  func `short words and those with digits have no other form`(word: String) throws {
    let inflector = try #require(Inflector(.english))
    let key = TokenKey(folded: word.utf8)
    #expect(inflector.forms(of: Array(word.utf8), key: key) == [key])
  }

  private func hierarchy() -> Vocabulary {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:s")
    func concept(_ name: String) -> VocabularyBuilder.Entity {
      let concept = builder.entity("urn:\(name)")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      builder.addLabel(Label(name), to: concept)
      return concept
    }
    let all = ["a", "b", "c", "d", "e"].map(concept)
    builder.addRelation(.broader, from: all[1], to: all[0])
    builder.addRelation(.broader, from: all[2], to: all[1])
    builder.addRelation(.broader, from: all[3], to: all[1])
    builder.addRelation(.related, from: all[2], to: all[3])
    builder.addRelation(.part, from: all[1], to: all[4])
    return builder.build().vocabulary
  }

  @Test func `neighbors are those that the vocabulary relates`() {
    let vocabulary = hierarchy()
    let neighbors = Neighbors(vocabulary)
    for concept in vocabulary.concepts {
      let bounds = neighbors.bounds(of: concept)
      func named(_ range: Range<Int>) -> [ConceptOrdinal] { Array(neighbors.concepts[range]) }
      #expect(named(bounds.broader) == Array(vocabulary.broader(of: concept)))
      #expect(named(bounds.narrower) == Array(vocabulary.narrower(of: concept)))
      let others = [ConceptRelation.related, .part, .partOf].flatMap {
        Array(vocabulary.related($0, to: concept))
      }
      #expect(
        named(bounds.all)
          == Array(vocabulary.broader(of: concept)) + Array(vocabulary.narrower(of: concept))
          + others)
    }
    #expect(neighbors.concepts.count == 10)
  }

  // MARK: Names that no text is searched for

  private static let codes = [
    Label("AB-1", kind: .alternative, role: .code), Label("ab 1"), Label("%"), Label("§§"),
    Label("12"), Label("A rather long name"),
    Label("x-long-code-number-7", kind: .alternative, role: .code),
    Label("É1"), Label("12", kind: .alternative),
  ]

  @Test func `short names, codes and signs are found as a scan finds them`() {
    let vocabulary = makeVocabulary(Self.codes)
    let names = UnlistedNames(vocabulary)
    for text in [
      "ab 1", "%", "§§", "12", "x long code number 7", "e1", "a rather long name", "", "13",
    ] {
      let expected = vocabulary.labels.filter { label in
        let own = vocabulary.text(of: label)
        let folded = Analyzer.fold(own)
        return (own.utf8.count <= 8 || vocabulary.role(of: label) == .code)
          && (folded.isEmpty ? own : folded) == text
      }
      #expect(names.labels(folded: text) == Array(expected), "\(text)")
    }
    #expect(names.labels(folded: "12").count == 2)
  }

  @Test func `a URI means the one concept that it is matched with exactly`() {
    var builder = VocabularyBuilder()
    for (name, mappings) in [
      ("a", [(ConceptMapping.Kind.exact, "urn:o:1"), (.exact, "urn:o:2")]),
      ("b", [(.exact, "urn:o:2"), (.close, "urn:o:3")]), ("c", [(.exact, "plain")]),
    ] {
      let concept = builder.entity("urn:\(name)")
      builder.declareConcept(concept)
      builder.addLabel(Label(name), to: concept)
      for (kind, uri) in mappings {
        builder.addMapping(ConceptMapping(kind, uri: uri), to: concept)
      }
    }
    let vocabulary = builder.build().vocabulary
    let names = UnlistedNames(vocabulary)
    #expect(names.concept(mappedTo: "urn:o:1") == vocabulary.concept(uri: "urn:a"))
    for uri in ["urn:o:2", "urn:o:3", "urn:o:4", "plain"] {
      #expect(names.concept(mappedTo: uri) == nil, "\(uri)")
    }
  }
}

import RandomNumbers
import Testing

@testable import Taxonomy

/// Synonyms as Solr reads them: each line is read again, and says what the vocabulary does.
struct SynonymListTests {
  /// The names of each line, as `SolrSynonymParser` splits and unescapes them.
  private func lines(_ vocabulary: Vocabulary, scheme: SchemeOrdinal? = nil) throws -> [[String]] {
    let bytes = try vocabulary.exported(as: .solr, options: ExportOptions(scheme: scheme))
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      var names = [""]
      var isEscaped = false
      for character in line {
        if isEscaped {
          names[names.count - 1].append(character)
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "," {
          names.append("")
        } else {
          names[names.count - 1].append(character)
        }
      }
      return names.map { TextNormalization.collapsed($0.utf8) }
    }
  }

  private func vocabulary(_ names: [String]) -> Vocabulary {
    var builder = VocabularyBuilder()
    let concept = builder.entity("urn:a")
    builder.declareConcept(concept)
    for (place, name) in names.enumerated() {
      builder.addLabel(Label(name, kind: place == 0 ? .preferred : .hidden), to: concept)
    }
    return builder.build().vocabulary
  }

  @Test(arguments: [
    ["a,b", "c"], ["a => b", "c"], ["#a", "b#c"], ["back\\slash", "b"], ["a\\,b", "c"],
    ["=", "=="], ["\\", "\\\\"], ["a\nb", "c"], [",", ",,"], ["Größe", "価格表"], ["a\u{301}", "b"],
    ["#", "##"], ["# not a remark", "b"],
  ])
  func `whatever a name holds, it is read as it is`(names: [String]) throws {
    #expect(
      try lines(vocabulary(names)) == [names.map { TextNormalization.collapsed($0.utf8) }])
  }

  @Test func `any names come back from a line`() throws {
    var random = SeededGenerator(seed: 3)
    let alphabet = Array("ab,\\=># ")
    for _ in 0..<300 {
      let names = (0..<2).map { number in
        "\(number)"
          + String(
            (0..<random.next(below: 6)).map { _ in alphabet[random.next(below: alphabet.count)] })
      }
      #expect(
        try lines(vocabulary(names)) == [names.map { TextNormalization.collapsed($0.utf8) }],
        "\(names)")
    }
  }

  @Test func `the same name in another case, of another language or as a code is not said again`()
    throws
  {
    var builder = VocabularyBuilder()
    let concept = builder.entity("urn:a")
    builder.declareConcept(concept)
    for label in [
      Label("Offer", language: "en"), Label("OFFER", kind: .alternative),
      Label("offer", language: "de"),
      Label("17", kind: .alternative, role: .code), Label("Bid", kind: .hidden),
    ] {
      builder.addLabel(label, to: concept)
    }
    #expect(try lines(builder.build().vocabulary) == [["Offer", "Bid"]])
  }

  @Test(arguments: 1...12)
  func `a line has the names of one concept in use and of what it replaced, and nobody else's`(
    seed: UInt64
  ) throws {
    var random = RandomVocabulary(seed: seed)
    let vocabulary = random.make()
    let replacements = Replacements(vocabulary)
    func names(_ concepts: [ConceptOrdinal]) -> Set<String> {
      Set(
        concepts.flatMap { vocabulary.labels(of: $0) }
          .filter { vocabulary.role(of: $0) != .code }
          .map { TextNormalization.collapsed(vocabulary.text(of: $0).lowercased().utf8) }
          .filter { !$0.isEmpty })
    }
    var expected: [Set<String>] = []
    for concept in vocabulary.concepts where replacements[concept] == nil {
      let old = vocabulary.concepts.filter { replacements[$0] == concept }
      // What stands for several together has more beside it, which its own tests look at.
      guard vocabulary.components(of: concept).count < 2 else { continue }
      let all = names([concept] + old)
      if all.count > 1 { expected.append(all) }
    }
    let found = try lines(vocabulary).map { Set($0.map { $0.lowercased() }) }
    for line in expected { #expect(found.contains(line), "\(line)") }
    let together = vocabulary.concepts.count { vocabulary.components(of: $0).count > 1 }
    #expect(found.count <= expected.count + together)
  }

  @Test func `a scheme alone has its own concepts, with what they replaced wherever that was`()
    throws
  {
    let vocabulary = try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="s"><title>S</title><concept id="a"><name>A</name><alias>Ay</alias></concept></scheme>
      <scheme id="t"><title>T</title><concept id="b"><name>B</name><alias>Bee</alias></concept>
      <concept id="c" deprecated="2009"><name>C</name><successor ref="a"/></concept></scheme></vocabulary>
      """, completing: false
    ).vocabulary
    let scheme = try #require(vocabulary.scheme(named: "s"))
    #expect(try lines(vocabulary, scheme: scheme) == [["A", "Ay", "C"]])
  }
}

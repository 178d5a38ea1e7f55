import RandomNumbers
import Testing

@testable import Taxonomy

/// Whatever is taken out of a vocabulary, or put into it, is told as a change.
struct DiffPropertyTests {
  /// The lines of a vocabulary's XML that are whole elements with nothing inside but text.
  private func leaves(_ lines: [Substring]) -> [Int] {
    lines.indices.filter { index in
      let line = lines[index].drop { $0 == " " }
      guard line.hasPrefix("<"), !line.hasPrefix("<?"), !line.hasPrefix("</") else { return false }
      let name = line.dropFirst().prefix { $0 != " " && $0 != ">" && $0 != "/" }
      return line.hasSuffix("/>") || line.hasSuffix("</\(name)>")
    }
  }

  private func read(_ lines: [Substring]) throws -> Vocabulary {
    try imported(lines.joined(separator: "\n"), as: .parlance, completing: false).vocabulary
  }

  @Test(arguments: 1...8)
  func `no statement goes or comes without a change`(seed: UInt64) throws {
    var random = RandomVocabulary(seed: seed, hasOddSpaces: false)
    let text = String(decoding: try random.make().exported(as: .parlance), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let whole = try read(lines)
    let before = VocabularyStatements(whole)
    var numbers = SeededGenerator(seed: seed)
    let leaves = leaves(lines)
    try #require(leaves.count > 40)
    for _ in 0..<40 {
      var rest = lines
      let taken = rest.remove(at: leaves[numbers.next(below: leaves.count)])
      let less = try read(rest)
      guard !VocabularyStatements(less).differences(from: before).isEmpty else { continue }
      let lost = VocabularyDiff(from: whole, to: less).changes
      let gained = VocabularyDiff(from: less, to: whole).changes
      #expect(!lost.isEmpty, "\(taken)")
      #expect(!gained.isEmpty, "\(taken)")
      #expect((lost + gained).allSatisfy { !$0.message.isEmpty })
    }
  }

  @Test(arguments: 1...8)
  func `what is added the one way is gone the other way`(seed: UInt64) {
    var one = RandomVocabulary(seed: seed)
    var other = RandomVocabulary(seed: seed + 100)
    let (old, new) = (one.make(), other.make())
    let forth = VocabularyDiff(from: old, to: new).changes
    let back = VocabularyDiff(from: new, to: old).changes
    func uris(_ kind: VocabularyChange.Kind, _ changes: [VocabularyChange]) -> Set<String> {
      Set(changes.filter { $0.kind == kind }.flatMap { $0.concepts.map(\.uri) })
    }
    // What comes deprecated only explains an old name, so that only the way in leaves it out.
    let usable = Set(
      new.concepts.filter { !new.isDeprecated($0) || new.isCompound($0) }.map { new.uri(of: $0) })
    #expect(uris(.added, forth) == uris(.removed, back).intersection(usable))
    for (there, here) in [
      (VocabularyChange.Kind.collectionAdded, VocabularyChange.Kind.collectionRemoved),
      (.schemeAdded, .schemeRemoved),
    ] {
      #expect(uris(there, forth) == uris(here, back))
      #expect(uris(here, forth) == uris(there, back))
    }
  }

  @Test(arguments: 1...6)
  func `changes stand by scheme, then by kind`(seed: UInt64) {
    var one = RandomVocabulary(seed: seed)
    var other = RandomVocabulary(seed: seed + 50)
    let kinds = VocabularyChange.Kind.allCases
    let ranks = VocabularyDiff(from: one.make(), to: other.make()).changes.map { change in
      (change.scheme, kinds.firstIndex(of: change.kind) ?? -1)
    }
    #expect(!ranks.isEmpty)
    #expect(zip(ranks, ranks.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test(arguments: 1...6)
  func `a vocabulary against nothing is all new, and nothing against it all gone`(seed: UInt64) {
    var random = RandomVocabulary(seed: seed)
    let vocabulary = random.make()
    let nothing = VocabularyBuilder().build().vocabulary
    let gone = VocabularyDiff(from: vocabulary, to: nothing).changes
    let concepts = Set(vocabulary.concepts.map { vocabulary.uri(of: $0) })
    #expect(
      Set(gone.filter { $0.kind == .removed }.flatMap { $0.concepts.map(\.uri) }) == concepts)
    let known: Set<VocabularyChange.Kind> = [
      .removed, .schemeRemoved, .collectionRemoved, .vocabularyChanged, .labelMoved, .labelLost,
    ]
    #expect(gone.allSatisfy { known.contains($0.kind) }, "\(Set(gone.map(\.kind)))")
  }
}

/// What a change of a collection is called.
struct CollectionChangeTests {
  private func vocabulary(_ collection: String) throws -> Vocabulary {
    try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en"><scheme id="s"><title>S</title>
      <concept id="a"><name>A</name></concept><concept id="b"><name>B</name></concept>
      <concept id="c"><name>C</name></concept>\(collection)</scheme><scheme id="t"><title>T</title></scheme>
      </vocabulary>
      """
    ).vocabulary
  }

  private func messages(_ old: String, _ new: String) throws -> [String] {
    VocabularyDiff(from: try vocabulary(old), to: try vocabulary(new)).changes.map(\.message)
  }

  private func collection(
    _ members: String, name: String = "Col", ordered: Bool = false, _ rest: String = ""
  ) -> String {
    "<collection id='k'\(ordered ? " ordered='true'" : "")><name>\(name)</name>\(rest)"
      + members.map { "<member ref='\($0)'/>" }.joined() + "</collection>"
  }

  @Test func `comes and goes`() throws {
    #expect(try messages("", collection("a")) == ["the collection \"Col\" is new"])
    #expect(try messages(collection("a"), "") == ["the collection \"Col\" is gone"])
    #expect(try messages(collection("ab"), collection("ab")) == [])
  }

  @Test func `says what it holds and holds no longer, by name`() throws {
    #expect(
      try messages(collection("ab"), collection("bc"))
        == ["the collection \"Col\" holds \"C\" now and no longer holds \"A\""])
  }

  @Test func `the order counts where it means something, members that came and went apart`() throws
  {
    #expect(try messages(collection("abc"), collection("cba")) == [])
    #expect(
      try messages(collection("abc", ordered: true), collection("cba", ordered: true))
        == ["the collection \"Col\" has another order"])
    #expect(
      try messages(collection("ab", ordered: true), collection("acb", ordered: true))
        == ["the collection \"Col\" holds \"C\" now"])
    #expect(
      try messages(collection("ab"), collection("ab", ordered: true))
        == ["the collection \"Col\" has another order"])
  }

  @Test func `another name is told as such, other labels and notes are too`() throws {
    #expect(
      try messages(collection("a"), collection("a", name: "Group"))
        == ["the collection \"Col\" is called \"Group\" now"])
    #expect(
      try messages(collection("a"), collection("a", "<alias>K</alias><note>N.</note>"))
        == ["the collection \"Col\" has the label \"K\" now and has the note \"N.\" now"])
    #expect(
      try messages(
        collection("a", "<alias>K</alias>"), collection("a", "<misspelling>K</misspelling>"))
        == ["the collection \"Col\" says something else of its labels"])
    #expect(
      try messages(
        collection("a", "<alias>K</alias><alias>L</alias>"), collection("a", "<alias>L</alias>"))
        == ["the collection \"Col\" no longer has the label \"K\""])
    #expect(
      try messages(collection("a"), collection("a", name: "Group", "<alias>K</alias>"))
        == ["the collection \"Col\" is called \"Group\" now and has the label \"K\" now"])
  }

  @Test func `members outside and in other collections are members`() throws {
    let outside = collection("a").replacing("ref='a'", with: "ref='http://o.example/1'")
    #expect(
      try messages(collection("a"), outside)
        == ["the collection \"Col\" holds \"http://o.example/1\" now and no longer holds \"A\""])
  }
}

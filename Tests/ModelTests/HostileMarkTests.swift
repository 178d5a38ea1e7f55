import Model
import RandomNumbers
import Testing

/// Marks of tags as somebody else might write them, and places as output names them.
struct HostileMarkTests {
  private func entries(_ text: String) -> [TagMark.Entry]? { TagMark(text: text)?.entries }

  @Test(arguments: [
    "", "Parlance", "Parlance/", "Parlance/x", "Parlance/-1", "Parlance/+1", "parlance/1",
    " x Parlance/1", "Parlance /1",
  ])
  func `what does not begin like a mark is none`(text: String) {
    #expect(TagMark(text: text) == nil)
  }

  @Test(arguments: [
    ("type=A", ["type A"]), ("type=A type=A", ["type A", "type A"]), ("=A", []), ("type=", []),
    ("type", []), ("type=%", []), ("type=%4", []), ("type=%zz", []), ("type=%+1", []),
    ("type=% 1", []), ("type=%41", ["type A"]), ("type=%c3%A9", ["type é"]), ("type=%C3", []),
    ("type=a=b", ["type a=b"]), ("who:type=A", []), ("person:type=A", ["type A"]),
    ("person:=A", []), (":type=A", ["type A"]), ("%74ype=A", ["type A"]), ("a%20b=A", ["a b A"]),
  ])
  func `what is not well-formed in a mark is passed over`(words: String, expected: [String]) {
    #expect(entries("Parlance/1 \(words)")?.map { "\($0.facet) \($0.label)" } == expected)
  }

  @Test(arguments: 1...3) func `any text comes back, in one line of plain ASCII`(seed: UInt64)
    throws
  {
    var numbers = SeededGenerator(seed: seed)
    let letters: [Character] = ["a", " ", "=", ":", "%", "\n", "é", "😀", "\"", "\0", "/", "+"]
    func text() -> String {
      String((0...numbers.next(below: 6)).map { _ in letters[numbers.next(below: letters.count)] })
    }
    for _ in 0..<300 {
      let givers = TagMark.Giver.allCases
      let mark = TagMark(
        run: text(), account: text(),
        entries: (0...numbers.next(below: 3)).map { _ in
          TagMark.Entry(
            facet: text(), label: text(), giver: givers[numbers.next(below: givers.count)])
        })
      let written = try #require(mark.text)
      #expect(written.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
      #expect(TagMark(text: written) == mark)
      #expect(mark.saysTheSame(as: TagMark(run: "", account: "", entries: mark.entries.reversed())))
    }
  }

  @Test func `facets may have the names of the facts of a mark`() {
    let mark = TagMark(
      run: "7", account: "maria",
      entries: [
        TagMark.Entry(facet: "by", label: "Hand"), TagMark.Entry(facet: "run", label: "Test"),
      ])
    #expect(mark.text == "Parlance/1 run=7 by=maria by=Hand run=Test")
    #expect(mark.text.flatMap(TagMark.init(text:)) == mark)
  }

  @Test(arguments: [
    "headings[-1]", "headings[+1]", "headings[01]", "headings[1", "headings1]", "headings[]",
    "headings[99999999999999999999]", "metadata[ 1]", "Title", "", "texts", "metadata[1]x",
  ])
  func `a place that output does not name is none`(text: String) {
    #expect(Evidence.Place(text) == nil)
  }

  @Test(arguments: [0, 1, 12, Int.max]) func `numbered places lead back`(number: Int) {
    for place in [Evidence.Place.heading(number), .metadata(number)] {
      #expect(Evidence.Place(place.description) == place)
    }
  }
}

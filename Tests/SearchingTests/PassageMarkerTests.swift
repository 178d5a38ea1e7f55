import RandomNumbers
import Testing

@testable import Searching

/// The passage that a hit shows, and what is marked in it.
struct PassageMarkerTests {
  private func snippet(
    _ text: String, _ patterns: [[Set<String>]], language: String = "", at start: Int? = nil
  ) -> Snippet {
    var marker = PassageMarker(patterns)
    return marker.snippet(of: StoredText(text: text, language: language), at: start)
  }

  /// The texts that are marked.
  private func marked(_ snippet: Snippet) -> [String] {
    let bytes = Array(snippet.text.utf8)
    return snippet.highlights.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  private static let harbor: [[Set<String>]] = [[["harbor"]]]
  private static let filler = String(repeating: "word after word ", count: 60)

  @Test func `a short text is shown whole, on one line`() {
    let found = snippet("  The\n\nharbor \t is  here. ", Self.harbor)
    #expect(found.text == "The harbor is here. ")
    #expect(marked(found) == ["harbor"])
    #expect(snippet("", Self.harbor).text.isEmpty)
  }

  @Test func `of a long text the place that matches is shown, with what is around it`() {
    let found = snippet(Self.filler + "the harbor is here " + Self.filler, Self.harbor)
    #expect(found.text.hasPrefix("…") && found.text.hasSuffix("…"))
    #expect(found.text.contains("the harbor is here"))
    #expect(marked(found) == ["harbor"])
    #expect(found.text.utf8.count <= PassageMarker.length + 8)
    let none = snippet(Self.filler, Self.harbor)
    #expect(none.text.hasPrefix("word after") && none.text.hasSuffix("…"))
    #expect(none.highlights.isEmpty)
  }

  @Test func `different words go before one word that is there often`() {
    let often = String(repeating: "harbor ", count: 12)
    let found = snippet(
      often + Self.filler + "harbor and archive " + Self.filler, [[["harbor"]], [["archive"]]])
    #expect(found.text.contains("harbor and archive"))
    let first = snippet(often + Self.filler + "harbor once " + Self.filler, Self.harbor)
    #expect(marked(first).count == 12)
  }

  @Test func `words of a phrase are marked where they follow each other alone`() {
    let phrase: [[Set<String>]] = [[["harbor"], ["archiv", "archive"]]]
    let found = snippet("harbor, harbor archive, archive harbor; harbor-archive", phrase)
    #expect(marked(found) == ["harbor archive", "harbor-archive"])
    // What overlaps is marked together.
    let both = snippet("harbor archive box", [[["harbor"], ["archive"]], [["archive"], ["box"]]])
    #expect(marked(both) == ["harbor archive box"])
  }

  @Test func `a word is found by its stem in the language of the text`() {
    #expect(marked(snippet("two harbors", Self.harbor, language: "en")) == ["harbors"])
    #expect(marked(snippet("two harbors", Self.harbor)).isEmpty)
    #expect(marked(snippet("HARBOR and Härbor", Self.harbor)).first == "HARBOR")
  }

  @Test func `a text without blanks is cut between letters`() {
    for letter in ["é", "日", "😀"] {
      let found = snippet(String(repeating: letter, count: 2000), [], at: 1001)
      #expect(!found.text.unicodeScalars.contains("\u{FFFD}"))
      #expect(found.text.filter { $0 != "…" }.allSatisfy { String($0) == letter })
    }
  }

  @Test(arguments: 1...6) func `whatever is marked is what was looked for, wherever it is cut`(
    seed: UInt64
  ) {
    var numbers = SeededGenerator(seed: seed)
    let words = ["harbor", "archive", "é", "日本", "a", "box", "\n", "  ", "x,y", "😀"]
    for _ in 0..<150 {
      let text = (0..<numbers.next(below: 200)).map { _ in words[numbers.next(below: words.count)] }
        .joined(separator: numbers.next(below: 4) == 0 ? "" : " ")
      let patterns: [[Set<String>]] = [[["harbor"]], [["archive"], ["box"]], [[]], []]
      let start = numbers.next(below: 3) == 0 ? numbers.next(below: text.utf8.count + 50) : nil
      let found = snippet(text, patterns, at: start)
      let bytes = Array(found.text.utf8)
      #expect(!found.text.unicodeScalars.contains("\u{FFFD}"), "\(text)")
      #expect(bytes.count <= PassageMarker.length + 6)
      #expect(!found.text.contains("\n") && !found.text.contains("  "))
      var last = 0
      for range in found.highlights {
        #expect(range.lowerBound >= last && range.upperBound <= bytes.count)
        last = range.upperBound
      }
      #expect(
        marked(found).allSatisfy { text in
          text == "harbor" || text.hasPrefix("archive") && text.hasSuffix("box")
        }, "\(marked(found))")
    }
  }
}

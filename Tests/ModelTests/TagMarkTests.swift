import Model
import Testing

@Suite struct `The mark of own tags` {
  private static let mark = TagMark(
    run: "12", account: "maria lópez",
    entries: [
      .init(facet: "type", label: "Price list; \"new\""),
      .init(facet: "product", label: "Häfen & <Archive> 100 %=x", giver: .person),
      .init(facet: "buying stage", label: "日本語, a:b", giver: .rejected),
      .init(facet: "type", label: "Price list; \"new\"", giver: .cameAsCategory),
      .init(facet: "type", label: "Price list; \"new\"", giver: .cameAsKeyword),
      .init(facet: "type", label: "Price list; \"new\"", giver: .cameAsProperty),
    ])

  @Test func `is the same when it is read back, and plain ASCII`() throws {
    let text = try #require(Self.mark.text)
    #expect(TagMark(text: text) == Self.mark)
    #expect(text.hasPrefix("Parlance/1 run=12 by=maria%20l%C3%B3pez type=Price%20list"))
    #expect(text.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x3B })
    #expect(TagMark(text: "  " + text.split(separator: " ").joined(separator: "\n ")) == Self.mark)
  }

  @Test func `without entries is no text`() {
    #expect(TagMark(run: "1", account: "a", entries: []).text == nil)
  }

  @Test func `says the same whoever wrote it when, in any order`() {
    var other = TagMark(run: "3", account: "b", entries: Self.mark.entries.reversed())
    #expect(Self.mark.saysTheSame(as: other))
    other.entries[0].giver = .person
    #expect(!Self.mark.saysTheSame(as: other))
  }

  @Test(arguments: ["", "Parlance", "Parlance/x run=1", "parlance/1 run=1", "Adobe/1 type=x", "x"])
  func `is not seen in what others write`(text: String) { #expect(TagMark(text: text) == nil) }

  @Test func `of a later version is read as far as it is understood`() {
    let mark = TagMark(text: "Parlance/7 run=1 hash=%ZZ maybe:type=X type= =y type=Brochure lone")
    #expect(mark?.entries == [.init(facet: "type", label: "Brochure")])
  }
}

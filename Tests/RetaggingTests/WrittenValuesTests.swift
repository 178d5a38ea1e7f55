import Documents
import Model
import Retagging
import Testing

@Suite struct `What stands by Parlance's hand` {
  @Test func `is the same when the catalog gives it back`() {
    var written = WrittenValues()
    written.values = TagValues(
      facets: ["type": ["Quote"], "product": ["Vault", "Jetty"]],
      keywords: ["Vault", "Jetty", "Quote"])
    written.entries = [
      .init(facet: "type", label: "Brochure", giver: .rejected),
      .init(facet: "product", label: "Jetty", giver: .person),
    ]
    let text = written.text(in: .documents)
    let back = WrittenValues(text: text)
    #expect(back.values == written.values && back.entries == written.entries)
    #expect(back.text(in: .documents) == text)
    #expect(WrittenValues().text(in: .documents).isEmpty)
    #expect(WrittenValues(text: "no JSON") == WrittenValues())
  }
}

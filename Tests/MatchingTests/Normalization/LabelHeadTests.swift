import Testing

@testable import Matching

struct LabelHeadTests {
  @Test(
    arguments: [
      ("Journal article (peer-reviewed)", ["journal", "article"]),
      ("Original article (non peer-reviewed)", ["article"]),
      ("publication-report", ["report"]), ("publication", ["publication"]),
      ("Text (article)", ["article"]), ("Text", ["text"]), ("(draft)", ["draft"]),
      ("Peer review", ["peer", "review"]), ("National", ["national"]),
      ("Artículo científico", ["articulo"]), ("Price list 2009", ["price", "list"]),
    ])
  func `what says how a document came about says nothing of its kind`(
    label: String, kind: [String]
  ) {
    let form = LabelForm(label)
    #expect(zip(form.tokens, form.head.isAside).filter { !$0.1 }.map(\.0) == kind)
  }

  @Test(
    arguments: [
      ("Letter to the editor", "letter"), ("Journal article", "article"),
      ("Capítulo de libro", "capitulo"), ("Bericht über die Lage", "bericht"),
      ("Proceedings of a Conference", "proceedings"), ("Book (monograph)", "book"),
      ("Article", "article"), ("Contribution to book (peer-reviewed)", "contribution"),
    ])
  func `the head word is the last, or the first in Romance languages, before what it is joined to`(
    label: String, head: String
  ) {
    let form = LabelForm(label)
    #expect(form.tokens[form.head.position] == head)
  }

  @Test func `a label without words has no head`() {
    #expect(LabelForm("???").head.position == -1)
    #expect(LabelForm("").head.isAside == [])
  }

  @Test(arguments: ["http", "https"])
  func `a URI of a published list of kinds is read as the list calls it`(way: String) {
    let base = way + "://purl.org/coar/resource_type/"
    #expect(LabelForm(base + "c_6501").tokens == ["journal", "article"])
    #expect(LabelForm(base + "c_0").tokens == ["c", "0"])
  }
}

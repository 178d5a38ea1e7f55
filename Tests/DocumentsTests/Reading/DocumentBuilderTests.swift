import Model
import Testing

@testable import Documents

/// What a reader hands over, and what of it becomes the document.
@Suite struct `A document that is put together` {
  private func builder(_ limits: ReadingLimits = ReadingLimits()) -> DocumentBuilder {
    DocumentBuilder(limits: limits, facets: FacetProperties.standardKeys)
  }

  private func fields(_ builder: DocumentBuilder) -> [String] {
    builder.metadata.map { field in
      "\(field.name)=\(field.value) \(field.facet.map { "facet \($0)" } ?? field.role.rawValue)"
    }
  }

  @Test func `knows a facet's property by its name, whatever stands before the colon`() {
    var builder = builder()
    for name in ["DocumentType", "parlance:documentType", "dc:documenttype"] {
      builder.add(name, "Quote")
    }
    builder.add("Product", "Vault; Jetty")
    builder.add("Producer", "Vault")
    builder.add("BuyingStage", "Late")
    // What has a role of its own is no facet, whatever it is called.
    builder.add("Product", "Pier", .title)
    #expect(
      fields(builder) == [
        "DocumentType=Quote facet type", "parlance:documentType=Quote facet type",
        "dc:documenttype=Quote facet type", "Product=Vault facet product",
        "Product=Jetty facet product", "Producer=Vault other", "BuyingStage=Late other",
        "Product=Pier title",
      ])
  }

  @Test func `has each value once, on one line, and no empty one`() {
    var builder = builder()
    for value in ["a  b\n c", "a b c", "", "  \n"] { builder.add("Subject", value, .subject) }
    builder.addKeywords("Keywords", "x, y;z\nx ,, ;")
    #expect(
      fields(builder) == [
        "Subject=a b c subject", "Keywords=x keyword", "Keywords=y keyword", "Keywords=z keyword",
      ])
  }

  @Test func `does not take what Parlance wrote for the author's`() {
    var builder = builder()
    builder.addKeywords("Keywords", "Quote, Blue")
    builder.add("Category", "Quote", .category)
    builder.add("DocumentType", "Quote")
    builder.add("Product", "Vault; Jetty")
    builder.add(
      "TaggedBy", "Parlance/1 run=3 by=ann type=Quote product=Jetty came-category:type=Quote")
    // There is one mark; whoever adds another says nothing.
    builder.add("TaggedBy", "Parlance/1 run=4 by=eve product=Vault")
    let document = builder.finish(id: "a.docx", format: "docx")
    #expect(document.mark?.run == "3")
    let left = document.metadata.map { "\($0.name)=\($0.value)" }
    #expect(
      left.filter { !$0.hasPrefix("TaggedBy") } == [
        "Keywords=Blue", "Category=Quote", "Product=Vault",
      ])
  }

  @Test func `says nothing of a mark that is none`() {
    for text in ["Ann", "Parlance/", "Parlance/x run=1", ""] {
      var builder = builder()
      builder.add("TaggedBy", text)
      builder.addKeywords("Keywords", "Quote")
      let document = builder.finish(id: "a", format: "docx")
      #expect(document.mark == nil && document.metadata.contains { $0.value == "Quote" }, "\(text)")
    }
    var limits = ReadingLimits()
    limits.markLength = 40
    var long = builder(limits)
    long.add("TaggedBy", "Parlance/1 run=3 by=ann type=" + String(repeating: "Q", count: 40))
    #expect(long.mark == nil, "a mark beyond the limit is a value like any other")
  }

  @Test func `keeps so many headings and values, none of them longer than allowed, no letter cut`()
  {
    var limits = ReadingLimits()
    (limits.headings, limits.metadataFields, limits.valueLength) = (2, 2, 5)
    var builder = builder(limits)
    for heading in ["One", "One", "", "Zwölfer", "Three"] { builder.addHeading(heading) }
    #expect(builder.headings == ["One", "Zwöl"])
    for value in ["abcdef", "größer", "third"] { builder.add("x", value) }
    #expect(builder.metadata.map(\.value) == ["abcde", "grö"])
  }

  @Test(arguments: [
    ("en", "en"), ("de-DE", "de-DE"), ("de_AT", "de-AT"), ("zh-Hant-TW", "zh-Hant-TW"),
    ("deu", "deu"),
    ("", nil), ("x", nil), ("german", nil), ("d1", nil), ("en us", nil), ("en-ü", nil),
    ("en-" + String(repeating: "a", count: 40), nil),
  ])
  func `has a language only if one is named as BCP 47 has it`(text: String, expected: String?) {
    var builder = builder()
    builder.offerLanguage(text)
    #expect(builder.language == expected)
    builder.offerLanguage("fr")
    #expect(builder.language == expected ?? "fr", "the first one counts")
  }

  @Test func `was changed last when the latest says so, and made when the first says so`() throws {
    var builder = builder()
    let (early, late) = (
      try #require(CalendarDate(year: 2009, month: 1, day: 2)),
      try #require(CalendarDate(year: 2010, month: 3, day: 4))
    )
    for date in [early, late, nil, early] {
      builder.offerModified(date)
      builder.offerCreated(date)
    }
    #expect(builder.modified == late && builder.created == early)
  }

  @Test func `has the first title that says something, and twenty remarks at most`() {
    var builder = builder()
    for title in ["", "  ", "Our\n year", "Another"] { builder.offerTitle(title) }
    #expect(builder.title == "Our year")
    for number in 0..<30 { builder.remark("remark \(number % 25)") }
    #expect(builder.remarks.count == 20)
  }

  @Test func `is empty only if nothing at all was found`() {
    #expect(builder().isEmpty)
    var marked = builder()
    marked.add("TaggedBy", "Parlance/1 run=3 by=ann type=Quote")
    #expect(!marked.isEmpty, "a sidecar may hold a mark alone")
    var titled = builder()
    titled.offerTitle("x")
    #expect(!titled.isEmpty)
  }
}

/// Paths of parts in packages.
@Suite struct `Paths of parts` {
  @Test(arguments: [
    ("a.xml", "word/document.xml", "word/a.xml"), ("../a.xml", "word/document.xml", "a.xml"),
    ("/a/b.xml", "word/document.xml", "a/b.xml"), ("./a.xml", "x.xml", "a.xml"),
    ("a/./b/../c.xml", "w/x.xml", "w/a/c.xml"), ("../../../a.xml", "w/x.xml", "a.xml"),
    ("a.xml#top", "w/x.xml", "w/a.xml"), ("", "w/x.xml", "w"), ("a//b.xml", "x.xml", "a/b.xml"),
  ])
  func `lead from the part that names them, and never out of the package`(
    target: String, base: String, expected: String
  ) {
    #expect(PartPath.resolve(target, from: base) == expected)
  }

  @Test(arguments: [
    ("a%20b.xml", "a b.xml"), ("%C3%84.xml", "Ä.xml"), ("a.xml", "a.xml"), ("100%", "100%"),
    ("a%2", "a%2"), ("a%zz", "a%zz"), ("%25", "%"), ("%+1a", "%+1a"),
  ])
  func `have what is escaped in them`(path: String, expected: String) {
    #expect(PartPath.unescaped(path) == expected)
  }
}

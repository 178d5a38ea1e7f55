import Documents
import Model
import Testing

@Suite struct `The title under which a document is shown` {
  private func title(
    _ title: String?, headings: [String] = [], text: String = "", path: String = "a/b.docx",
    format: String = "docx"
  ) -> String {
    DisplayTitle.of(
      Document(
        id: path, path: path, format: format, title: title, headings: headings, text: text))
  }

  @Test func `is the one of the metadata if that says something`() {
    #expect(
      title("Harbor Archive price list", headings: ["Prices 2010"]) == "Harbor Archive price list")
  }

  @Test(arguments: [
    "Document1", "Sheet1", "Untitled 1", "layout4.indd", "Flyer_v3", "Microsoft Word - flyer.doc",
    "Notice", "Vorlage", "",
  ])
  func `is the first heading if the metadata say nothing`(given: String) {
    #expect(title(given, headings: ["End of life: Jetty 12"]) == "End of life: Jetty 12")
  }

  @Test func `is the first line if there is no heading`() {
    #expect(title(nil, text: "RELEASE NOTES Backup 7\nFixed: all.") == "RELEASE NOTES Backup 7")
  }

  @Test(arguments: [
    "name\tcountry code\tcontact", "between the parties of the first part", "",
    "A first paragraph " + String(repeating: "that goes on and on ", count: 20),
  ])
  func `is the file's name if the first line is no title`(text: String) {
    #expect(
      title(nil, text: text, path: "x/partner_directory DACH.csv") == "partner directory DACH")
  }

  @Test func `is one word only if there is nothing better`() {
    #expect(title("Notice", path: "a/0417.docx") == "Notice")
    #expect(title("Notice", path: "a/notice to partners.docx") == "notice to partners")
    #expect(title(nil, path: "a/0417.docx") == "0417")
  }

  @Test(arguments: [
    ("Logbook", "html"), ("Poetry", "epub"), ("Flyer", "md"), ("Übersicht", "html"),
  ])
  func `is the one word that its author wrote`(word: String, format: String) {
    #expect(
      title(word, headings: ["The first chapter"], text: "The first line here", format: format)
        == word)
  }

  @Test(arguments: ["pdf", "docx", "odt", "rtf"])
  func `is one word that no template leaves behind`(format: String) {
    #expect(title("Poetry", text: "The first line here", format: format) == "Poetry")
    #expect(title("Logbook", headings: ["A heading of it"], format: format) == "Logbook")
    #expect(title("Untitled", text: "The first line here", format: format) == "The first line here")
    #expect(title("Home", text: "The first line here", format: "html") == "The first line here")
  }

  @Test(arguments: [
    ("Products", "html", "Products"), ("Logbook", "md", "Logbook"), ("Home", "html", "b"),
    ("Overview", "html", "b"), ("Sheet1", "html", "b"), ("Products", "docx", "b"),
  ])
  func `is the one word of a page's first heading where it has no title`(
    heading: String, format: String, expected: String
  ) {
    #expect(title("", headings: [heading], text: heading, format: format) == expected)
    #expect(title("Price list 2010", headings: [heading], format: format) == "Price list 2010")
  }

  @Test func `is what a page calls itself for others where it has no title`() throws {
    func page(_ head: String) throws -> String {
      let body = "<body><h1>Products</h1><p>All of them.</p></body>"
      let html = "<html><head>\(head)</head>\(body)</html>"
      return DisplayTitle.of(try readDocument(html, "a.html"))
    }
    let shared = "<meta property=\"og:title\" content=\"Harbor products\">"
    #expect(try page(shared) == "Harbor products")
    #expect(try page("<title></title>" + shared) == "Harbor products")
    #expect(try page(shared + "<title>Our products</title>") == "Our products")
    #expect(try page("<title></title>") == "Products")
  }

  @Test func `is one word that the text begins with`() {
    #expect(title("Notice", headings: ["Notice"], text: "Notice\nTo all partners") == "Notice")
    #expect(
      title("Overview", headings: ["Overview"], text: "Overview\nTo all partners") != "Overview")
  }

  @Test func `is the subject of a mail, whatever it is`() {
    #expect(title("prices", headings: ["New price list"], format: "eml") == "prices")
  }
}

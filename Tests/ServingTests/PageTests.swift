import Foundation
import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import TestSupport
import Testing

/// The pages as a browser would get them.
struct PageTests {
  private static let pages = [
    "/", "/search?q=acme+vault", "/search?q=zzzz", "/search?facet=type%3DFlyer&explain=true",
    "/search?like=a", "/search?q=acme+vault+-draft+date:2010", "/search?facet=year%3D2010..2011",
    "/document?id=a", "/vocabulary", "/vocabulary/type", "/coverage", "/help",
    "/vocabulary/product?order=names", "/releases", "/releases?number=1",
    "/insight", "/insight/unused", "/insight/duplicates", "/review",
    "/concept?uri=https%3A%2F%2Fid.example%2Fproduct%2Farchive",
    "/vocabulary?label=Acme+Vault&as_of=2008", "/vocabulary?label=Flier", "/search?q=%22open",
    "/document?id=none", "/nothing",
  ]

  /// The addresses of the attributes of a name.
  private static func addresses(_ page: String, _ attribute: String) -> [String] {
    page.components(separatedBy: " \(attribute)=\"").dropFirst().map {
      $0.prefix { $0 != "\"" }.replacingOccurrences(of: "&amp;", with: "&")
        .replacingOccurrences(of: "&#39;", with: "'").replacingOccurrences(of: "&quot;", with: "\"")
    }
  }

  @Test(arguments: pages)
  func `every link of a page is answered, and nothing in it is a script`(page: String) throws {
    let asker = try Asker()
    let response = asker.get(page)
    let text = response.text
    #expect(text.hasPrefix("<!DOCTYPE html>"), "\(text.prefix(200))")
    #expect(text.contains("<h1"))
    #expect(!text.contains("style=\""))
    #expect(!text.contains("<script>"))
    #expect(!text.contains("onclick"))
    #expect(response.headers["Content-Security-Policy"]?.contains("script-src 'self'") == true)
    let links = Set(Self.addresses(text, "href") + Self.addresses(text, "action"))
    #expect(links.count > 5)
    for link in links where !link.hasPrefix("#") {
      #expect(link.hasPrefix("/"), "\(link)")
      let target = String(link.prefix { $0 != "#" })
      #expect(asker.get(target).status == 200, "\(page) → \(target)")
    }
  }

  @Test func `an old name is told since when it is called what`() throws {
    let text = try Asker().get("/search?q=acme+vault").text
    #expect(text.contains("formerly Acme Vault until 2009-06-30"))
    #expect(text.contains("role=\"status\""))
  }

  @Test func `the text of documents and queries never becomes markup`() throws {
    let nasty = #"<script>alert(1)</script>"' onload=x &amp; </title>"#
    let escaped = #"<script>alert(1)</script>\"' onload=x &amp; </title>"#
    let asker = try Asker(
      documents:
        "{\"id\":\"\(escaped)\",\"title\":\"\(escaped)\",\"text\":\"nasty \(escaped)\",\"path\":\"\(escaped)\","
        + "\"tags\":[\"\(escaped)\"],\"date\":\"2010\"}")
    let id = FormFields.encoded(nasty)
    for page in [
      "/search?q=nasty", "/search?q=\(id)", "/search?facet=\(id)%3D\(id)", "/document?id=\(id)",
      "/concept?uri=\(id)", "/vocabulary?label=\(id)", "/vocabulary/\(id)", "/search?since=\(id)",
      "/coverage?rows=\(id)&columns=\(id)", "/search?like=\(id)",
    ] {
      let text = asker.get(page).text
      #expect(!text.contains("<script>alert"), "\(page)")
      #expect(!text.contains("\" onload"), "\(page)")
      #expect(!text.contains("' onload"), "\(page)")
      #expect(text.components(separatedBy: "</title>").count == 2, "\(page)")
    }
    #expect(asker.get("/search?q=nasty").text.contains("&lt;script&gt;alert(1)"))
  }

  @Test func `a search without hits says what would have some`() throws {
    let text = try Asker().get("/search?q=prices&facet=type%3DFlyer").text
    #expect(text.contains("Nothing was found."))
    #expect(text.contains("without the filter on type"))
  }

  @Test func `a page and its JSON say the same`() throws {
    let asker = try Asker()
    let page = try asker.json(asker.get("/search?q=archive", accept: "application/json"))
    let interface = try asker.json(asker.get("/api/search?q=archive"))
    #expect(page["hits"] == interface["hits"])
    #expect(page["facets"] == interface["facets"])
  }

  @Test func `a file is handed out only where files are`() throws {
    let folder = try TemporaryFolder()
    try folder.write("x.html", "<h1>x</h1>")
    let path = folder.url(of: "x.html").path
    let documents = #"{"id":"\#(path)","title":"X","text":"x"}"# + "\n" + #"{"id":"b","text":"x"}"#
    let target = "/file?id=\(FormFields.encoded(path))"
    #expect(try Asker(documents: documents).get(target).status == 400)
    let asker = try Asker(documents: documents, servesFiles: true)
    let response = asker.get(target)
    #expect(response.text == "<h1>x</h1>")
    #expect(response.headers["Content-Type"] == "application/octet-stream")
    #expect(response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''x.html")
    #expect(asker.get("/file?id=%2Fetc%2Fpasswd").status == 404)
    #expect(asker.get("/file?id=b").status == 404)
  }

  private static let hasRenderer = FileManager.default.isExecutableFile(
    atPath: "/usr/bin/pdftoppm")

  @Test(.enabled(if: hasRenderer, "pictures of PDF take poppler's pdftoppm (poppler-utils)"))
  func `a picture of a document is shown to those who may read it`() throws {
    let folder = try TemporaryFolder()
    let path = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path + "/x.pdf"
    try FileManager.default.copyItem(
      atPath: repositoryFile("Samples/share/marketing/references/CS_Nordbank_archive_EN_print.pdf"),
      toPath: path)
    let asker = try Asker(documents: #"{"id":"\#(path)","title":"X","text":"x"}"#)
    let target = "/thumbnail?id=\(FormFields.field(path))"
    #expect(asker.get(target).status == 404)
    try #require(waitUntil { asker.get(target).status == 200 })
    #expect(asker.get(target).headers["Content-Type"] == "image/jpeg")
    #expect(asker.get(target).headers["Cache-Control"] == "no-store")
    #expect(asker.get("/search?q=x").text.contains("src=\"\(target)\""))
    #expect(asker.get("/thumbnail?id=%2Fetc%2Fpasswd").status == 404)
  }

  @Test func `what browsers may keep for ever is named by its content`() throws {
    let asker = try Asker()
    let style = try #require(
      Self.addresses(asker.get("/").text, "href").first { $0.hasSuffix(".css") })
    #expect(asker.get(style).headers["Cache-Control"]?.contains("immutable") == true)
    #expect(asker.get("/").headers["Cache-Control"] == "no-store")
    #expect(asker.get("/assets/page-0.css").status == 404)
  }
}

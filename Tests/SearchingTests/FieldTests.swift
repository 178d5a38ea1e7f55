import TestSupport
import Testing

@testable import Searching

/// What paths and metadata say, as words and as fields.
struct FieldTests {
  private static let documents: [IndexDocument] = {
    var documents = [
      IndexDocument(
        id: "/srv/share/VIDEO/Complete algorithmic trading.txt",
        path: "VIDEO/Complete algorithmic trading.txt", text: "A film of two hours.",
        language: "en"),
      IndexDocument(
        id: "/srv/share/Kunden/Zeppelin/Protokoll_2011-05.md",
        path: "Kunden/Zeppelin/Protokoll_2011-05.md", text: "Anwesend waren alle.",
        language: "de"),
      IndexDocument(
        id: "/srv/share/sales/Flyer_AcmeVault_v3.docx", path: "sales/Flyer_AcmeVault_v3.docx",
        title: "Keep it", text: "Find it, prove it.", language: "en"),
      IndexDocument(id: "m", path: "mail/hello.eml", text: "See below.", language: "en"),
    ]
    documents[2].properties = [.author: ["Jörg Müller"], .keyword: ["retention", "legal hold"]]
    documents[3].properties = [
      .from: ["Anna Berg <anna.berg@nordbank.example>"], .to: ["sales@harbor.example"],
    ]
    return documents
  }()

  private static func results(_ query: String) throws -> SearchResults {
    var results = SearchResults()
    try withTemporaryFolder { (folder) throws in
      try makeIndex(documents, in: folder)
      results = try SearchIndex(folder: folder).search(SearchRequest(query))
    }
    return results
  }

  @Test(arguments: [
    ("algorithmic", 0), ("video", 0), ("zeppelin", 1), ("protokoll", 1), ("kunden", 1),
    ("\"acme vault\"", 2), ("acmevault", 2), ("flyer", 2), ("retention", 2), ("mueller", 2),
    ("nordbank", 3), ("hello", 3),
    ("Flyer_AcmeVault_v3.docx", 2), ("Protokoll_2011-05.md", 1), ("protokoll_2011-05.MD", 1),
    ("hello.eml", 3),
    ("author:müller", 2), ("author:Mueller", 2), ("author:\"jörg müller\"", 2), ("author:mü*", 2),
    ("from:anna", 3), ("from:anna.berg@nordbank.example", 3), ("to:harbor", 3),
    ("keyword:hold", 2), ("keyword:\"legal hold\"", 2),
    ("ext:docx", 2), ("ext:.DOCX", 2), ("ext:doc*", 2), ("lang:de", 1), ("lang:german", 1),
    ("path:video/", 0), ("path:*intro* OR path:*trading*", 0), ("path:sales/**", 2),
    ("path:share/sales/**", 2), ("path:/srv/share/sales/", 2),
    ("path:share/sales/Flyer_AcmeVault_v3.docx", 2), ("path:sales/Flyer_AcmeVault_v3.docx", 2),
    ("path:share/*/Flyer*", 2), ("ext:eml from:berg", 3), ("-lang:en", 1),
  ])
  func `names and metadata are found, as words and as fields`(query: String, number: Int) throws {
    #expect(try Self.results(query).hits.map(\.id) == [Self.documents[number].id], "\(query)")
  }

  @Test(arguments: [
    ("author:meier", "no document has author:meier: most have Jörg Müller"),
    ("ext:xls", "no document has ext:xls: most have docx, eml, md, txt"),
    ("lang:fr", "no document has lang:fr: most have en, de"),
    ("path:nowhere/**", "no document has path:nowhere/**"),
  ])
  func `a value that no document has is told`(query: String, message: String) throws {
    let results = try Self.results(query)
    #expect(results.hits.isEmpty)
    #expect(results.understanding.notices.map(\.message) == [message])
  }

  @Test func `properties are no facets, and a facet of the name comes first`() throws {
    #expect(try Self.results("*").facets.isEmpty)
    try withTemporaryFolder { (folder) throws in
      let document = IndexDocument(
        id: "a", text: "words", language: "en", facets: ["author": ["Somebody"]])
      try makeIndex([document] + Self.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      #expect(try index.search(SearchRequest("author:somebody")).hits.map(\.id) == ["a"])
    }
  }

  @Test func `a file's name counts once where the title says the same`() {
    #expect(PathWords.name(of: "a/Price list 2010.xlsx", title: "Price List (2010)").isEmpty)
    #expect(PathWords.name(of: "a/HA-2010.xlsx", title: "Price List 2010") == "HA-2010")
    #expect(PathWords.name(of: "AcmeVault.txt", title: "") == "AcmeVault\nAcme Vault")
    #expect(PathWords.name(of: "AcmeVault.txt", title: "AcmeVault") == "AcmeVault\nAcme Vault")
    #expect(PathWords.name(of: "AcmeVault.txt", title: "Acme Vault, AcmeVault").isEmpty)
    #expect(
      PathWords.name(of: "RechnungMüller2010v3.pdf", title: "")
        == "RechnungMüller2010v3\nRechnung Müller 2010 v3")
    #expect(PathWords.name(of: "Q4_v3_HA7.pdf", title: "") == "Q4_v3_HA7")
    #expect(PathWords.ending(of: "a/notes 3.5") == nil)
    #expect(PathWords.ending(of: "a/.profile") == nil)
  }
}

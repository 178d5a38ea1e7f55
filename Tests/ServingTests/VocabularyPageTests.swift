import Foundation
import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import TestSupport
import Testing

/// The vocabulary in the browser: by the alphabet, release by release, with what its documents are.
struct VocabularyPageTests {
  private let asker: Asker

  init() throws { asker = try Asker() }

  @Test func `all names stand in the order of the alphabet, old ones with what they became`() throws
  {
    let page = asker.get("/vocabulary/product?order=names").text
    let old = try #require(page.range(of: ">Acme Vault</a>"))
    let new = try #require(page.range(of: ">Harbor Archive</a>"))
    #expect(old.lowerBound < new.lowerBound)
    #expect(page.contains(" → Harbor Archive, until 2009-06-30"))
    #expect(!page.contains(" → Harbor Archive<"))
    let names = try asker.json(
      asker.get("/vocabulary/product?order=names", accept: "application/json"))["names"]?.array
    #expect(names?.count == 2)
    #expect(names?.first?["text"]?.string == "Acme Vault")
    #expect(names?.first?["preferred"]?.bool == false)
    #expect(asker.get("/vocabulary/type").text.contains("/vocabulary/type?order=names"))
    #expect(asker.get("/vocabulary/type?order=size").status == 400)
    #expect(asker.get("/vocabulary/kind?order=names").status == 404)
  }

  @Test func `releases are listed, each with what it changed`() throws {
    #expect(asker.get("/releases").text.contains("href=\"/releases?number=1\""))
    let page = asker.get("/releases?number=1").text
    #expect(page.contains("What release 1 changed") && page.contains("Harbor Archive"))
    try asker.workspace.folder.write(
      "v.xml",
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
        <scheme id="type" assign="one"><title>Types</title>
          <concept id="type/brochure"><name>Brochure</name><alias>Leaflet &amp; co</alias></concept>
        </scheme>
      </vocabulary>
      """)
    try Engine(at: asker.workspace.folder.path).vocabularies.importing([
      asker.workspace.folder.url(of: "v.xml").path
    ])
    #expect(asker.get("/releases").text.contains("href=\"/releases?number=2\""))
    let second = asker.get("/releases?number=2").text
    #expect(second.contains("Leaflet &amp; co") && second.contains("<h3>Gone</h3>"))
    let missing = asker.get("/releases?number=3")
    #expect(missing.status == 404)
    #expect(missing.text.contains("unknown release 3; there are 1 to 2"))
    #expect(missing.text.contains("href=\"/releases?number=2\""))
    #expect(asker.get("/releases?number=3", accept: "application/json").status == 404)
    for target in ["/releases?number=x", "/releases?number=0"] {
      #expect(asker.get(target).status == 400, "\(target)")
    }
  }

  @Test func `the page of a concept tells what its documents are`() {
    let page = asker.get("/concept?uri=https%3A%2F%2Fid.example%2Fproduct%2Farchive").text
    #expect(page.contains("Its documents"))
    #expect(
      page.contains(
        "facet=product%3Dhttps://id.example/product/archive&amp;"
          + "facet=type%3Dhttps://id.example/type/brochure"))
    let other = asker.get("/concept?uri=https%3A%2F%2Fid.example%2Ftype%2Fnone")
    #expect(other.status == 404)
  }
}

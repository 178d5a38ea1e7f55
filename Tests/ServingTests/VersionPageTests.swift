import Foundation
import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import Testing

/// What pages say of documents that are there several times.
struct VersionPageTests {
  private static let words = (1...80).map { "word\($0)" }.joined(separator: " ")

  private static func document(_ id: String, _ path: String, _ date: String, _ text: String)
    -> String
  {
    #"{"id":"\#(id)","path":"\#(path)","title":"Prices \#(id)","text":"\#(text)","date":"\#(date)"}"#
      + "\n"
  }

  private let asker: Asker

  init() throws {
    asker = try Asker(
      documents: Self.document("new", "pricing/Prices 2011.txt", "2011-01-01", Self.words)
        + Self.document("old", "pricing/Prices 2009.txt", "2009-01-01", "prices of then")
        + Self.document("aside", "pricing/old/Prices 2010.txt", "2010-01-01", "prices of old")
        + Self.document("copy", "mail/attachment.txt", "2011-01-01", Self.words + " twice")
        + Self.document("draft", "drafts/plan.txt", "2011-01-01", "a plan")
        + Self.document("alone", "hr/leave.txt", "2011-01-01", "leave"))
  }

  @Test(arguments: [
    ("new", "the newest of 3"), ("old", "an older one; the newest is"),
    ("aside", "an older one; the newest is"), ("draft", "set aside"),
    ("alone", "the only one that is known"), ("copy", "the only one that is known"),
  ])
  func `the page of a document says whether it is the newest`(id: String, words: String) throws {
    let page = asker.get("/document?id=\(id)").text
    let fact = try #require(page.components(separatedBy: "<dt>Version</dt><dd>").last)
    #expect(fact.hasPrefix(words), "\(fact.prefix(100))")
    if words.hasPrefix("an older") {
      #expect(fact.contains("<a href=\"/document?id=new\">pricing/Prices 2011.txt</a>"))
    }
  }

  @Test func `other versions and copies are listed`() {
    let page = asker.get("/document?id=new").text
    let versions = page.components(separatedBy: "Other versions").last ?? ""
    #expect(versions.contains("/document?id=old") && versions.contains("/document?id=aside"))
    let copies =
      page.components(separatedBy: "Copies of it</h2><ul>").last?
      .components(separatedBy: "</ul>").first ?? ""
    #expect(copies.contains("/document?id=copy") && !copies.contains("id=new"))
    let alone = asker.get("/document?id=alone").text
    #expect(!alone.contains("Other versions") && !alone.contains("Copies of it"))
  }

  @Test func `cards and lines say it, too`() throws {
    for view in ["", "&view=list"] {
      let page = asker.get("/search?q=prices&copies=true\(view)").text
      for (id, words) in [("new", "newest version"), ("old", "older version")] {
        let cards = page.components(separatedBy: "<li class=\"card\">")
        let card = try #require(cards.first { $0.contains("/document?id=\(id)\"") })
        #expect(card.contains(words), "\(id): \(card.prefix(400))")
      }
      #expect(page.contains("<ol class=\"cards list\"") == !view.isEmpty)
    }
    #expect(!asker.get("/search?q=leave").text.contains(" version</span>"))
  }

  @Test func `a list is one however it is narrowed`() {
    let page = asker.get("/search?q=prices&view=list").text
    #expect(page.contains("name=\"view\" value=\"list\""))
    #expect(page.contains("&amp;view=list&amp;facet="))
    #expect(page.contains("<strong aria-current=\"true\">list</strong>"))
  }

  @Test(arguments: ["leave+AND+plan", "%22leave+plan%22"])
  func `a search of words that are nowhere together leads to one for any of them`(query: String) {
    let page = asker.get("/search?q=\(query)").text
    #expect(page.contains("<a href=\"/search?q=leave+plan\">with any of the words</a>"))
    #expect(asker.get("/search?q=leave+plan").text.contains("2 documents"))
  }
}

import Documents
import JSONCoding
import Retagging
import System
import Taxonomy
import Testing

@testable import ParlanceKit

/// Lines that came from other machines, believed as far as they are what `extract` and `tag` write.
struct ResultLineTests {
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:type")
    builder.declareScheme(scheme, key: "type")
    builder.declareScheme(builder.entity("urn:region"), key: "region")
    for name in ["offer", "quote"] {
      let concept = builder.entity("urn:\(name)")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      builder.addLabel(Label(name), to: concept)
    }
    return builder.build().vocabulary
  }()

  private func line(_ text: String) throws -> ResultLine {
    try ResultLine(try JSONReader.value(of: text), in: Self.vocabulary)
  }

  private func defect(_ text: String) -> String? {
    do {
      _ = try line(text)
      return nil
    } catch let defect as ResultLine.Defect {
      return defect.reason
    } catch {
      return "\(error)"
    }
  }

  private static let file = #""size":3,"modified":"1000000005""#

  @Test(arguments: [
    ("1", "the line is not a JSON object"), ("[]", "the line is not a JSON object"),
    (#"{"tags":[]}"#, #"the object has no "id""#),
    (#"{"id":"a","tags":[]}"#, #"the object has no "basis": it is not what parlance tag writes"#),
    (
      #"{"id":"a","text":"x"}"#,
      "the object has no \"path\" within a share\nHint: parlance extract --root SHARE"
    ),
    (
      #"{"id":"a","path":"a","text":"x"}"#,
      #"the object has no "size" and "modified" of its file"#
    ),
    (#"{"id":"a","path":"a\u0000b","text":"x"}"#, "the path has a NUL"),
    (
      #"{"id":"a","path":"a","text":"x","date":"2010-13-45","dates":[],\#(file)}"#,
      #""2010-13-45" is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD"#
    ),
    (#"{"id":"a","path":"a",\#(file)}"#, #"the object has no "text""#),
  ])
  func `what is missing is named`(text: String, words: String) {
    #expect(defect(text) == words)
  }

  @Test(arguments: ["../a", "a/../b", "./a", "a//b", "/a", "a/", "", ".", "a/."])
  func `a path that leaves the share, or is none, is refused`(path: String) {
    #expect(
      defect(#"{"id":"a","path":"\#(path)","text":"x",\#(Self.file)}"#)?.contains("within a share")
        == true)
  }

  @Test(arguments: [
    #""size":-1,"modified":"5""#, #""size":1.5,"modified":"5""#, #""size":"3","modified":"5""#,
    #""size":3,"modified":5"#, #""size":3,"modified":"x""#, #""size":3"#, #""modified":"5""#,
    #""size":3,"modified":"99999999999999999999""#,
  ])
  func `a state of a file that is none is refused`(state: String) {
    let text = #"{"id":"a","path":"a","text":"x",\#(state)}"#
    #expect(defect(text)?.contains("\"size\" and \"modified\"") == true)
  }

  @Test func `a document is known by its path, whatever its identifier`() throws {
    guard
      case .document(let id, let given) = try line(
        #"{"id":"7","path":"a/b..c/.d","text":"x",\#(Self.file)}"#)
    else {
      Issue.record("not a document")
      return
    }
    #expect(id == "7" && given.path == "a/b..c/.d")
    #expect(given.stamp == FileStamp(size: 3, modified: 1_000_000_005))
    #expect(try given.outcome.get().id == "a/b..c/.d")
  }

  @Test(
    arguments: [
      (#"{"id":"a","error":"x"}"#, "a"), (#"{"id":7,"error":"x"}"#, "7"), (#"{"error":"x"}"#, nil),
    ] as [(String, String?)])
  func `what tagging could not take is counted`(text: String, id: String?) throws {
    guard case .failure(let found) = try line(text) else {
      Issue.record("not a failure")
      return
    }
    #expect(found == id)
  }

  @Test(arguments: [
    (
      "encrypted", "encrypted: asks for a password", DocumentRefusal.Reason.encrypted,
      "asks for a password"
    ),
    ("damaged", "no end", .damaged, "no end"), ("of tomorrow", "x", .unreadable, "x"),
  ])
  func `what could not be read keeps its reason`(
    reason: String, error: String, kind: DocumentRefusal.Reason, detail: String
  ) throws {
    guard
      case .document(_, let given) = try line(
        #"{"path":"a","reason":"\#(reason)","error":"\#(error)"}"#),
      case .failure(let refusal) = given.outcome
    else {
      Issue.record("not a refusal")
      return
    }
    #expect(refusal.reason == kind && refusal.detail == detail)
    #expect(given.stamp == FileStamp(size: 0, modified: 0))
  }

  private func tags(_ tag: String) -> String { #"{"id":"a","basis":"b","tags":[\#(tag)]}"# }

  private static let remedy = "\nHint: make a bundle of this workspace, and tag with it again"

  private static let good =
    #"{"concept":"urn:offer","scheme":"type","score":0.7,"outcome":"accepted","evidence":[]}"#

  @Test(arguments: [
    ("urn:offer", "urn:none", "the vocabulary has no concept <urn:none> of \"type\"" + remedy),
    ("\"type\"", "\"kind\"", "the vocabulary has no concept <urn:offer> of \"kind\"" + remedy),
    (
      "\"type\"", "\"region\"", "the vocabulary has no concept <urn:offer> of \"region\"" + remedy
    ),
    ("0.7", "1.1", "a tag is not what parlance tag writes"),
    ("0.7", "-0.1", "a tag is not what parlance tag writes"),
    ("0.7", "\"0.7\"", "a tag is not what parlance tag writes"),
    ("accepted", "sure", "a tag is not what parlance tag writes"),
    ("[]", "[{}]", "a tag is not what parlance tag writes"),
    ("\"evidence\":[]", "\"proof\":[]", "a tag is not what parlance tag writes"),
  ])
  func `a tag that tag did not write is refused`(part: String, other: String, words: String) {
    #expect(defect(tags(Self.good)) == nil)
    #expect(defect(tags(Self.good.replacing(part, with: other))) == words)
  }

  @Test func `what is not sure is kept for a person if there is a choice`() throws {
    let review = Self.good.replacing("accepted", with: "review")
    let choice = review.replacing("[]}", with: #"[],"alternatives":["urn:quote","urn:gone"]}"#)
    for (tag, reasons) in [
      (Self.good, [""]), (review, []), (choice, ["or quote"]),
      (
        choice.replacing("[]}", with: "[]}").replacing(
          #""score""#, with: #""reason":"why","score""#), ["why"]
      ),
    ] {
      guard case .tags(let id, let basis, let found) = try line(tags(tag)) else {
        Issue.record("not tags")
        return
      }
      #expect(id == "a" && basis == "b")
      #expect(found.map(\.reason) == reasons, "\(tag)")
    }
  }
}

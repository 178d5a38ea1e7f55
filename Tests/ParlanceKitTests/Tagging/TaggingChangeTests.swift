import Foundation
import JSONCoding
import TestSupport
import Testing

@testable import ParlanceKit

/// What an owner settles about tagging, in the names that people use.
struct TaggingChangeTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one">
        <title>Document types</title>
        <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
        <concept id="type/quote"><name>Quote</name></concept>
      </scheme>
      <scheme id="product"><title>Products</title>
        <concept id="product/archive"><name>Harbor Archive</name></concept>
      </scheme>
    </vocabulary>
    """
  private static let brochure = "https://id.example/type/brochure"

  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("v.xml", Self.vocabulary)
    let engine = try Engine(at: folder.path)
    try engine.vocabularies.importing([folder.url(of: "v.xml").path])
    workspace = try Workspace(root: folder.path)
  }

  private func settle(_ change: (inout TaggingChange) -> Void) throws -> TaggingPreferences {
    var wanted = TaggingChange()
    change(&wanted)
    return try workspace.settle(wanted)
  }

  // MARK: Scores

  @Test(arguments: [
    ("type=0.7", 0.7, 0.35), ("type=0.7:0.2", 0.7, 0.2), ("type=1", 1, 0.5), ("type=0", 0, 0),
    ("type=1:1", 1, 1), ("type=0.5:0", 0.5, 0), ("Document types=0.9:0.1", 0.9, 0.1),
    ("type=1e-3", 0.001, 0.0005),
  ])
  func `a score is settled for a scheme, by its key or title`(
    text: String, accept: Double, review: Double
  ) throws {
    let found = try settle { $0.thresholds = [text] }.thresholds
    #expect(found == ["type": .init(accept: accept, review: review)])
    #expect(try workspace.tagging.preferences().thresholds == found)
  }

  @Test(arguments: [
    "type", "type=x", "type=1.1", "type=-0.1", "type=0.5:0.6", "type=0.5:0.4:0.3", "type=0.5:",
    "type=:0.5", "type=nan", "type=inf", "type=0,7", "type= 0.7", "kind=0.7", "=0.7", "",
  ])
  func `what is no score of a scheme is refused, and nothing is settled`(text: String) throws {
    #expect(throws: RequestError.self) {
      try settle {
        $0.thresholds = ["product=0.9", text]
        $0.mentions = ["type"]
      }
    }
    // All or nothing: what came before the mistake is not settled either.
    #expect(try workspace.tagging.preferences() == TaggingPreferences())
  }

  @Test func `an empty score goes back to the usual, and the last one counts`() throws {
    _ = try settle { $0.thresholds = ["type=0.7", "product=0.8"] }
    #expect(Set(try settle { $0.thresholds = ["type="] }.thresholds.keys) == ["product"])
    let last = try settle { $0.thresholds = ["product=0.1", "product=0.2"] }
    #expect(last.thresholds["product"]?.accept == 0.2)
    #expect(try settle { $0.thresholds = ["type="] }.thresholds["type"] == nil)
  }

  @Test func `what is in force says whether somebody settled it`() throws {
    let usual = try workspace.taggingInForce()["inForce"]
    #expect(usual?["type"]?["from"]?.string == "usual")
    _ = try settle { $0.thresholds = ["type=0.7:0.3"] }
    let settled = try workspace.taggingInForce()["inForce"]
    #expect(settled?["type"] == ["accept": 0.7, "review": 0.3, "from": "settled"])
    #expect(settled?["product"] == usual?["product"])
    _ = try settle { $0.thresholds = ["type="] }
    #expect(try workspace.taggingInForce()["inForce"] == usual)
  }

  // MARK: Ways of matching

  @Test func `schemes are put into a way and taken out of it, by any of their names`() throws {
    let both = try settle {
      $0.anyOrder = ["type", "Products"]
      $0.mentions = ["Document types"]
    }
    #expect(both.anyOrder == ["type", "product"] && both.mentions == ["type"])
    let one = try settle {
      $0.inOrder = ["product"]
      $0.subjects = ["type", "product"]
    }
    #expect(one.anyOrder == ["type"] && one.mentions.isEmpty)
    for path in [\TaggingChange.anyOrder, \.inOrder, \.mentions, \.subjects] {
      #expect(throws: RequestError.self) { try settle { $0[keyPath: path] = ["kind"] } }
    }
  }

  // MARK: Blocks

  @Test func `a concept is blocked by any of its names, once, and unblocked by another`() throws {
    for name in ["Flyer", "Brochure", Self.brochure] {
      let found = try settle { $0.blocked = [name] }.blocks
      #expect(found == [.init(Self.brochure, isScheme: false, share: nil)])
    }
    #expect(try settle { $0.unblocked = ["flyer"] }.blocks.isEmpty)
    #expect(throws: (any Error).self) { try settle { $0.blocked = ["Zeppelin"] } }
  }

  @Test func `a block holds everywhere or in one share, and is taken back where it holds`() throws {
    let share = folder.path
    _ = try settle { $0.blocked = ["Quote"] }
    let both = try settle {
      $0.blocked = ["Quote"]
      $0.share = share
    }
    #expect(both.blocks.map(\.share) == [nil, try Workspace(root: share).root])
    let left = try settle { $0.unblocked = ["Quote"] }
    #expect(left.blocks.map(\.share) == [try Workspace(root: share).root])
    let none = try settle {
      $0.unblocked = ["Quote"]
      $0.share = share
    }
    #expect(none.blocks.isEmpty)
  }

  @Test func `a scheme is blocked as one, beside its concepts`() throws {
    let found = try settle {
      $0.blockedSchemes = ["Products"]
      $0.blocked = ["Harbor Archive"]
    }
    #expect(found.blocks.map(\.isScheme) == [false, true])
    #expect(found.blocks.map(\.name) == ["https://id.example/product/archive", "product"])
    #expect(try settle { $0.unblockedSchemes = ["product"] }.blocks.map(\.isScheme) == [false])
  }

  // MARK: Kept

  @Test func `nothing wanted is nothing written`() throws {
    #expect(try settle { _ in } == TaggingPreferences())
    #expect(try fileContents(below: folder.url)[".parlance/tagging.settings.json"] == nil)
  }

  @Test func `what is settled is read as it was written`() throws {
    let settled = try settle {
      $0.thresholds = ["type=0.7:0.3", "product=0.123456789"]
      $0.anyOrder = ["product"]
      $0.mentions = ["type", "product"]
      $0.blocked = ["Quote"]
      $0.blockedSchemes = ["product"]
      $0.share = folder.path
    }
    #expect(TaggingPreferences(settled.json) == settled)
    #expect(try Workspace(root: folder.path).tagging.preferences() == settled)
  }

  @Test(arguments: [
    "[]", #"{"thresholds":{"type":{"accept":1}}}"#, #"{"thresholds":{"type":0.5}}"#,
    #"{"anyOrder":[1]}"#, #"{"mentions":[null]}"#, #"{"blocked":[{"share":"x"}]}"#,
    #"{"blocked":["Quote"]}"#,
  ])
  func `another shape is not taken for settings`(json: String) throws {
    #expect(TaggingPreferences(try JSONReader.value(of: json)) == nil)
  }

  @Test(arguments: ["{}", #"{"later":{"version":2}}"#])
  func `settings that lack something, or have more, say no more than they do`(json: String) throws {
    #expect(TaggingPreferences(try JSONReader.value(of: json)) == TaggingPreferences())
  }
}

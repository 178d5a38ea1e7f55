import JSONCoding
import Searching
import Taxonomy
import Testing

@testable import ParlanceKit

/// What publishing sends to a search engine, and what becomes of what it does not take.
struct RemotePublicationTests {
  private static func documents(_ count: Int, tag: String = "red") -> [IndexDocument] {
    Publishing.documents(count, tag: tag)
  }

  private static func vocabulary(_ label: String) -> Vocabulary { Publishing.vocabulary(label) }

  private static func publish(
    _ documents: [IndexDocument], to engine: ScriptedEngine, vocabulary: Vocabulary? = nil,
    from origin: String = "here", leavesOthers: Bool = false,
    pauses: @escaping (Double) -> Void = { _ in }
  ) throws -> RemotePublished {
    try Publishing.publish(
      documents, to: OpenSearchClient(engine), vocabulary: vocabulary, from: origin,
      leavesOthers: leavesOthers, pauses: pauses)
  }

  private static func count(_ engine: ScriptedEngine) -> Int {
    engine.aliases["docs"].flatMap { engine.indexes[$0]?.count } ?? -1
  }

  @Test func `the same again sends nothing, and what changed alone is sent`() throws {
    let engine = ScriptedEngine()
    let first = try Self.publish(Self.documents(20), to: engine)
    #expect(first.added == 20 && first.isNewRelease)
    #expect(Self.count(engine) == 20)
    engine.forgetSent()
    let second = try Self.publish(Self.documents(20), to: engine)
    #expect(second.unchanged == 20 && !second.isNewRelease)
    #expect(engine.sent.isEmpty)
    let third = try Self.publish(Self.documents(20, tag: "green"), to: engine)
    #expect(third.retagged == 1 && third.unchanged == 19)
    #expect(engine.sent == ["update": 1])
    engine.forgetSent()
    let fourth = try Self.publish(Array(Self.documents(20, tag: "green")[1...]), to: engine)
    #expect(fourth.removed == 1 && fourth.unchanged == 19)
    #expect(engine.sent == ["delete": 1])
    #expect(Self.count(engine) == 19)
  }

  @Test func `what another workspace published stays`() throws {
    let engine = ScriptedEngine()
    _ = try Self.publish(Self.documents(3), to: engine, from: "here")
    _ = try Self.publish(Self.documents(4), to: engine, from: "there")
    #expect(Self.count(engine) == 7)
    _ = try Self.publish([], to: engine, from: "here")
    #expect(Self.count(engine) == 4)
  }

  @Test func `another vocabulary gets an index that takes the name when it is whole`() throws {
    let engine = ScriptedEngine()
    _ = try Self.publish(Self.documents(3), to: engine, vocabulary: Self.vocabulary("Red"))
    let old = engine.aliases["docs"]
    engine.itemStatuses = ["d1": [400]]
    let partly = try Self.publish(
      Self.documents(3), to: engine, vocabulary: Self.vocabulary("Scarlet"))
    #expect(partly.failures.map(\.document) == ["d1"])
    #expect(engine.aliases["docs"] == old)
    let whole = try Self.publish(
      Self.documents(3), to: engine, vocabulary: Self.vocabulary("Scarlet"))
    #expect(whole.added == 1 && whole.unchanged == 2)
    #expect(engine.aliases["docs"] == whole.index)
    #expect(whole.index != old)
  }

  @Test
  func `a release takes the name when all workspaces of it are there, or if that is asked for`()
    throws
  {
    let engine = ScriptedEngine()
    let (red, scarlet) = (Self.vocabulary("Red"), Self.vocabulary("Scarlet"))
    _ = try Self.publish(Self.documents(3), to: engine, vocabulary: red, from: "here")
    _ = try Self.publish(Self.documents(2), to: engine, vocabulary: red, from: "there")
    let old = engine.aliases["docs"]
    let first = try Self.publish(Self.documents(3), to: engine, vocabulary: scarlet, from: "here")
    #expect(first.awaited == 1)
    #expect(engine.aliases["docs"] == old)
    let second = try Self.publish(Self.documents(2), to: engine, vocabulary: scarlet, from: "there")
    #expect(second.awaited == 0)
    #expect(engine.aliases["docs"] == second.index)
    let alone = try Self.publish(
      Self.documents(3), to: engine, vocabulary: red, from: "here", leavesOthers: true)
    #expect(engine.aliases["docs"] == alone.index)
  }

  @Test(arguments: ["docs\noutput = /tmp/x", "../docs", "docs?x", ""])
  func `a name that an engine tells is not believed`(name: String) throws {
    let engine = ScriptedEngine()
    _ = try Self.publish(Self.documents(1), to: engine, vocabulary: Self.vocabulary("Red"))
    engine.toldName = name
    #expect(throws: RemoteFailure.foreign("docs")) {
      try Self.publish(Self.documents(1), to: engine, vocabulary: Self.vocabulary("Scarlet"))
    }
  }

  @Test func `an engine that tells the same documents again and again is left`() throws {
    let engine = ScriptedEngine()
    _ = try Self.publish(Self.documents(5_001), to: engine)
    engine.repeatsPages = true
    #expect(throws: RemoteFailure.self) { try Self.publish(Self.documents(5_001), to: engine) }
  }

  @Test func `what an engine has no room for is sent again after ever longer pauses`() throws {
    let engine = ScriptedEngine()
    engine.bulkStatuses = [200, 429, 0, 200]
    engine.itemStatuses = ["d2": [429, 503]]
    var pauses: [Double] = []
    let result = try Self.publish(Self.documents(5), to: engine) { pauses.append($0) }
    #expect(result.failures.isEmpty)
    #expect(Self.count(engine) == 5)
    #expect(pauses == [0.5, 1, 2, 4])
    // The words, then all five twice in vain, once but for one, and that one twice.
    #expect(engine.bulks == 6)
  }

  @Test func `an engine that stays busy is told of, and a killed run made whole by the next`()
    throws
  {
    let engine = ScriptedEngine()
    engine.itemStatuses = ["d2": Array(repeating: 429, count: 8)]
    let result = try Self.publish(Self.documents(5), to: engine)
    #expect(result.failures == [BulkFailure(document: "d2", reason: "no room (status 429)")])
    #expect(engine.aliases.isEmpty)
    engine.bulkStatuses = Array(repeating: 0, count: 8)
    #expect(throws: RemoteTransportFailure.self) {
      try Self.publish(Self.documents(9), to: engine)
    }
    let whole = try Self.publish(Self.documents(9), to: engine)
    #expect(whole.added == 5 && whole.unchanged == 4)
    #expect(Self.count(engine) == 9)
  }

  @Test func `an index that is somebody else's is left alone`() throws {
    let engine = ScriptedEngine()
    _ = try engine.send(RemoteTransportRequest(method: "PUT", path: "/docs"))
    #expect(throws: RemoteFailure.self) {
      try Self.publish(Self.documents(1), to: engine)
    }
  }
}

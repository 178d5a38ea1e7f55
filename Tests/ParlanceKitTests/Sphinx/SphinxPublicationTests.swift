import Matching
import Model
import Searching
import Taxonomy
import TestSupport
import Testing

@testable import ParlanceKit

/// What publishing sends to the parts of an index of Sphinx, and what becomes of what they do not take.
struct SphinxPublicationTests {
  private static func parts(_ count: Int = 2) -> [ScriptedSphinx] {
    (0..<count).map { _ in ScriptedSphinx() }
  }

  private static func publish(
    _ documents: [IndexDocument], to parts: [ScriptedSphinx], vocabulary: Vocabulary? = nil,
    from origin: String = "here", leavesOthers: Bool = false, removesPrevious: Bool = false,
    pauses: @escaping (Double) -> Void = { _ in }
  ) throws -> RemotePublished {
    try Publishing.publish(
      documents, to: ScriptedSphinxService(parts: parts), vocabulary: vocabulary, from: origin,
      leavesOthers: leavesOthers, removesPrevious: removesPrevious, pauses: pauses)
  }

  private static func count(_ parts: [ScriptedSphinx]) -> Int {
    parts.reduce(0) { $0 + $1.documentCount }
  }

  @Test func `documents are shared out, and only what changed is sent`() throws {
    let parts = Self.parts()
    let first = try Self.publish(Publishing.documents(40), to: parts)
    #expect(first.added == 40 && first.isNewRelease)
    #expect(Self.count(parts) == 40)
    #expect(parts.allSatisfy { $0.documentCount > 5 })
    let sent = parts.map(\.replaces)
    let second = try Self.publish(Publishing.documents(40), to: parts)
    #expect(second.unchanged == 40 && !second.isNewRelease)
    #expect(parts.map(\.replaces) == sent)
    let third = try Self.publish(Publishing.documents(40, tag: "green"), to: parts)
    #expect(third.retagged == 1 && third.unchanged == 39)
    let fourth = try Self.publish(Array(Publishing.documents(40, tag: "green")[1...]), to: parts)
    #expect(fourth.removed == 1 && Self.count(parts) == 39)
  }

  @Test func `a part more takes new documents, and the others stay; a part less is refused`() throws
  {
    var parts = Self.parts()
    _ = try Self.publish(Publishing.documents(40), to: parts)
    parts.append(ScriptedSphinx())
    let more = try Self.publish(Publishing.documents(60), to: parts)
    #expect(more.added == 20 && more.unchanged == 40)
    #expect(Self.count(parts) == 60 && parts[2].documentCount > 0)
    #expect(throws: RemoteFailure.self) {
      try Self.publish(Publishing.documents(60), to: Array(parts[..<2]))
    }
    #expect(throws: RemoteFailure.self) {
      try Self.publish(Publishing.documents(60), to: parts + [parts[0]])
    }
  }

  @Test func `what another workspace published stays`() throws {
    let parts = Self.parts()
    _ = try Self.publish(Publishing.documents(3), to: parts, from: "here")
    _ = try Self.publish(Publishing.documents(4), to: parts, from: "there")
    #expect(Self.count(parts) == 7)
    _ = try Self.publish([], to: parts, from: "here")
    #expect(Self.count(parts) == 4)
  }

  @Test
  func `another vocabulary takes the name when it is whole, and the one before goes if asked`()
    throws
  {
    let parts = Self.parts()
    let (red, scarlet) = (Publishing.vocabulary("Red"), Publishing.vocabulary("Scarlet"))
    let before = try Self.publish(Publishing.documents(9), to: parts, vocabulary: red)
    parts.forEach { $0.refused = "d1\",\"path" }
    let partly = try Self.publish(Publishing.documents(9), to: parts, vocabulary: scarlet)
    #expect(partly.failures.map(\.document) == ["d1"])
    #expect(partly.failures.map(\.reason) == ["the search engine says: cannot be stored"])
    #expect(parts.allSatisfy { $0.head?.contains("\"current\":\"\(before.index)\"") == true })
    parts.forEach { $0.refused = nil }
    let whole = try Self.publish(
      Publishing.documents(9), to: parts, vocabulary: scarlet, removesPrevious: true)
    #expect(whole.added == 1 && whole.unchanged == 8)
    #expect(parts.allSatisfy { $0.head?.contains("\"current\":\"\(whole.index)\"") == true })
    #expect(parts.allSatisfy { $0.head?.contains(before.index) == false })
    #expect(Self.count(parts) == 9)
  }

  @Test func `a release waits for the other workspaces`() throws {
    let parts = Self.parts()
    let (red, scarlet) = (Publishing.vocabulary("Red"), Publishing.vocabulary("Scarlet"))
    _ = try Self.publish(Publishing.documents(3), to: parts, vocabulary: red, from: "here")
    _ = try Self.publish(Publishing.documents(2), to: parts, vocabulary: red, from: "there")
    let first = try Self.publish(
      Publishing.documents(3), to: parts, vocabulary: scarlet, from: "here")
    #expect(first.awaited == 1)
    let second = try Self.publish(
      Publishing.documents(2), to: parts, vocabulary: scarlet, from: "there")
    #expect(second.awaited == 0)
  }

  @Test func `what a part does not answer is sent again, and told in the end`() throws {
    let parts = Self.parts()
    parts[1].silences = 3
    var pauses: [Double] = []
    let result = try Self.publish(Publishing.documents(5), to: parts) { pauses.append($0) }
    #expect(result.failures.isEmpty && pauses == [0.5, 1, 2])
    parts[0].silences = 8
    #expect(throws: RemoteTransportFailure.self) {
      try Self.publish(Publishing.documents(30), to: parts)
    }
    let whole = try Self.publish(Publishing.documents(30), to: parts)
    #expect(whole.failures.isEmpty && Self.count(parts) == 30)
  }

  @Test func `a document that is too long or lies too deep is named, and the others are sent`()
    throws
  {
    let parts = Self.parts(1)
    parts[0].longest = 20_000
    var documents = Publishing.documents(3)
    documents[0].text = String(repeating: "price ", count: 10_000)
    documents[1].path = String(repeating: "a/", count: 80) + "b"
    let result = try Self.publish(documents, to: parts)
    #expect(Set(result.failures.map(\.document)) == ["d0", "d1"])
    #expect(Self.count(parts) == 1)
  }

  @Test(arguments: [Int.min, -1, 0, 999])
  func `a part that takes no statement of any length is told`(longest: Int) throws {
    let parts = Self.parts(1)
    parts[0].longest = longest
    #expect(
      throws: RemoteFailure.refused("is longer than an engine takes at once (max_packet_size)")
    ) { try Self.publish(Publishing.documents(3), to: parts) }
    #expect(parts[0].replaces == 0)
  }

  @Test func `an index that is not as it must be is told before anything is sent`() throws {
    let wrong = Self.parts(1)
    wrong[0].types = ["facets": "mva"]
    let stemming = Self.parts(1)
    stemming[0].normalizes = { $0 == "running" ? "run" : $0 }
    for parts in [wrong, stemming] {
      #expect(throws: RemoteFailure.self) { try Self.publish(Publishing.documents(1), to: parts) }
      #expect(parts[0].replaces == 0)
    }
  }

  @Test func `names with any signs arrive as they are`() throws {
    let parts = Self.parts(1)
    var documents = Publishing.documents(1)
    documents[0].id = "it's \\ \n 😀 %s -- \"q\" \t'); DROP"
    _ = try Self.publish(documents, to: parts)
    #expect(Self.count(parts) == 1)
    let again = try Self.publish(documents, to: parts)
    #expect(again.unchanged == 1 && again.removed == 0)
  }
}

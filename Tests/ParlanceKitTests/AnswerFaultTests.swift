import Cataloging
import Testing

@testable import ParlanceKit
@testable import System

/// What an error comes to for who asked over a service.
struct AnswerFaultTests {
  private static let errors: [(any Error, AnswerFault)] = [
    (RequestError("say what"), .badRequest("say what")),
    (MissingDocument(name: "a"), .notFound("no document 'a' that you may read was found")),
    (MissingConcept(uri: "urn:a"), .notFound("unknown concept 'urn:a'")),
    (
      MissingScheme(name: "a", known: ["b", "c"]),
      .notFound("unknown scheme 'a'; the schemes are b, c")
    ),
    (JudgmentRefusal(description: "no"), .refused("no")),
    (
      JudgmentConflict(number: 1, reason: "was first"),
      .conflict("was first\nHint: look again; what you say then counts")
    ),
    (StorageError.damaged(path: "/a", reason: "x"), .failure("/a: damaged: x")),
    (
      CatalogError.unusable(path: "/a", reason: "x"),
      .failure("\(CatalogError.unusable(path: "/a", reason: "x"))")
    ),
    (CancellationError(), .failure("\(CancellationError())")),
  ]

  @Test(arguments: errors.indices)
  func `an error is told as what it is to who asked`(index: Int) {
    let (error, fault) = Self.errors[index]
    #expect(AnswerFault(error) == fault)
  }

  @Test func `a workspace without a vocabulary is not ready, one that is locked a conflict`() {
    let noVocabulary = WorkspaceError.noVocabulary(root: "/w")
    #expect(AnswerFault(noVocabulary) == .notReady("\(noVocabulary)"))
    #expect(AnswerFault(NothingIndexed(root: "/w")) == .notReady("\(NothingIndexed(root: "/w"))"))
    let locked = WorkspaceError.locked(root: "/w", holder: "retag")
    #expect(AnswerFault(locked) == .conflict("\(locked)"))
    let other = WorkspaceError.notFound(start: "/w")
    #expect(AnswerFault(other) == .failure("\(other)"))
  }

  @Test func `what takes too long is told with what takes less`() {
    let fault = AnswerFault(DeadlinePassed())
    #expect(fault.message.hasPrefix("This takes longer than is waited for here; ask for less"))
    guard case .tooSlow = fault else {
      Issue.record("\(fault)")
      return
    }
  }
}

/// Names that search engines take.
struct RemoteNameTests {
  @Test(arguments: ["parlance", "a", "a-b_c.d", "0", String(repeating: "a", count: 200)])
  func `a plain name is taken`(name: String) throws {
    #expect(try RemoteName.checked(name) == name)
  }

  @Test(arguments: [
    "", "A", "-a", "_a", ".a", "..", "a/b", "a b", "a*", "ä", "a,b", "a#", "a?", "a\n",
    String(repeating: "a", count: 201),
  ])
  func `a name that means something else in an address is refused`(name: String) {
    let error = #expect(throws: RemoteNameError.self) { try RemoteName.checked(name) }
    #expect(error?.description.hasPrefix("'\(name)' is not a name of an index\nHint: ") == true)
  }

  @Test func `documents of two workspaces never share an identifier, and long ones are short`() {
    let long = String(repeating: "a", count: 401)
    var known: Set<String> = []
    for origin in ["one", "two"] {
      for document in ["a", "b", long, long + "b", String(long.dropLast())] {
        let identifier = RemoteName.identifier(of: document, from: origin)
        #expect(identifier.utf8.count <= 512)
        known.insert(identifier)
        #expect(RemoteName.identifier(of: document, from: origin) == identifier)
      }
    }
    #expect(known.count == 10)
  }
}

import Testing

@testable import Cataloging

/// Names that the database and other programs hold: none may change because a case is renamed.
struct WireNameTests {
  @Test func `the names in the catalog are what they always were`() {
    #expect(
      StoredAssignment.Origin.allCases.map(\.rawValue).joined(separator: " ")
        == "machine person source pending")
    #expect(
      CatalogRun.State.allCases.map(\.rawValue).joined(separator: " ") == "running done undone")
    #expect(
      OutstandingDocument.Cause.allCases.map(\.rawValue).joined(separator: " ")
        == "missing unreadable unwritten due")
    let kinds: [RefusalKind] = [.passing, .file, .tools(255)]
    #expect(kinds.map(\.text) == ["passing", "file", "tools:ff"])
    #expect(kinds.map { RefusalKind(text: $0.text) } == kinds)
  }
}

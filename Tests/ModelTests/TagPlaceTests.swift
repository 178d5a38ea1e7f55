import Model
import Testing

@Suite struct `Places of tags` {
  @Test func `have the names that options, settings, plans and catalogs hold`() {
    #expect(
      TagPlace.allCases.map(\.rawValue) == ["catalog", "documents", "sidecar", "xattr"])
  }

  @Test func `are in files, but for the catalog`() {
    #expect(TagPlace.allCases.filter(\.isInFiles) == [.documents, .sidecar, .xattr])
  }
}

import Testing

@testable import Journaling

/// Numbers that journals hold: none may change because a case is renamed.
struct WireNameTests {
  @Test func `the numbers in journals are what they always were`() {
    let changes: [JournalEntry.Kind] = [.edit, .create, .remove, .attribute, .overwrite]
    #expect(changes.map(\.rawValue) == [1, 2, 3, 4, 5] && changes == JournalEntry.Kind.allCases)
    let records: [JournalCoding.Kind] = [.header, .intent, .done, .skipped, .end, .piece]
    #expect(records.map(\.rawValue) == [1, 2, 3, 4, 5, 6])
    #expect(records == JournalCoding.Kind.allCases)
  }
}

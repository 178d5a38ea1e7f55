import GRDB
import Model
import RandomNumbers
import System
import Testing

@testable import Cataloging

/// What the catalog says of records that it did not write itself.
struct DamagedRecordTests {
  private let catalog: Catalog
  private let share: CatalogShare
  private let document: Int64

  init() throws {
    catalog = try Catalog()
    share = try catalog.share(root: "/share", isFolder: true)
    document = try catalog.store(
      [DocumentUpdate(path: "a.md", state: nil, outcome: .read(Document(id: "a.md")))], in: share)[
        0]
    let run = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-01T00:00:00Z", place: "catalog")
    _ = try catalog.apply(
      [
        AssignmentChange(
          document: document, path: "a.md", before: [],
          after: [StoredAssignment(concept: "urn:a", facet: "type", score: 1, origin: .person)])
      ], run: run, basis: 1)
  }

  private func change(_ sql: String) throws { try catalog.write { try $0.execute(sql: sql) } }

  private func reason(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch CatalogError.unusable(_, let reason) {
      return reason
    } catch {
      return "\(error)"
    }
  }

  @Test func `a tag of unknown origin is not the machine's`() throws {
    try change("UPDATE assignment SET origin = 'someone'")
    #expect(
      reason { _ = try catalog.assignments(of: document) }
        == "a tag has the unknown origin \"someone\"")
    #expect(
      reason { _ = try catalog.givenAssignments(in: share) } == nil,
      "what nobody is known to have given is not among what people gave")
  }

  @Test(arguments: ["x", "{}", "[{}]", "[1]"])
  func `evidence that cannot be read is damage`(text: String) throws {
    try change("UPDATE assignment SET evidence = '\(text)'")
    #expect(
      reason { _ = try catalog.assignments(of: document) } == "the evidence of a tag is damaged")
  }

  @Test func `a run of unknown state is not one that goes on`() throws {
    try change("UPDATE run SET state = 'paused'")
    let words = "a run has the unknown state \"paused\""
    #expect(reason { _ = try catalog.runs() } == words)
    #expect(reason { _ = try catalog.run(1) } == words)
  }

  @Test func `a value of another kind is damage where much is written, too`() throws {
    try change("UPDATE runChange SET path = x'FFFE'")
    #expect(
      reason { _ = try catalog.undoRun(1, started: "2010-01-02T00:00:00Z") }
        == "a record is damaged")
    #expect(try catalog.run(1).state == .running, "and nothing was changed")
  }

  @Test(arguments: [
    ("UPDATE judgment SET verdict = 'maybe'", "a judgment is damaged"),
    ("UPDATE judgment SET time = x'FF'", "a record is damaged"),
  ])
  func `a judgment that cannot be read is damage`(sql: String, words: String) throws {
    _ = try catalog.record(
      StoredJudgment(
        document: document, facet: "type", concept: "urn:a", verdict: .accepted, account: "m",
        time: "2026-01-01T00:00:00Z"))
    try change(sql)
    #expect(reason { _ = try catalog.judgments(limit: 9) } == words)
  }

  @Test func `the last number is not passed`() throws {
    try change("UPDATE document SET revision = \(Int64.max)")
    #expect(
      reason { try catalog.markMissing([document], since: "2010-01-01T00:00:00Z") }
        == "a revision is beyond all bounds")
    #expect(try catalog.revision() == .max)
  }

  // MARK: What is kept in bytes

  @Test(
    arguments: [
      ("file", RefusalKind.file), ("passing", .passing), ("tools:ff", .tools(255)),
      ("tools:ffffffffffffffff", .tools(.max)), ("tools:", .passing), ("tools:xyz", .passing),
      ("tools:1ffffffffffffffff", .passing), ("File", .passing), ("", .passing), (nil, .passing),
    ] as [(String?, RefusalKind)])
  func `a refusal that is not understood may be over`(text: String?, kind: RefusalKind) {
    #expect(RefusalKind(text: text) == kind)
    #expect(RefusalKind(text: kind.text) == kind)
  }

  @Test(arguments: 1...4) func `assignments come back from a run's record`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let assignments = (0..<numbers.next(below: 5)).map { index in
        StoredAssignment(
          concept: "urn:é \(index)", facet: ["type", "p r"][numbers.next(below: 2)],
          score: numbers.nextUnit(),
          origin: StoredAssignment.Origin.allCases[numbers.next(below: 4)],
          evidence: (0..<numbers.next(below: 3)).map { place in
            Evidence(
              place: .heading(place), range: 0..<numbers.next(below: 9), surface: "a\u{1F}\n\"b",
              rule: .heading, label: numbers.next(below: 2) == 0 ? nil : "L", weight: 0.5)
          })
      }
      #expect(AssignmentCoding.decode(AssignmentCoding.encode(assignments)) == assignments)
    }
  }

  @Test(arguments: [
    "urn:a\u{1F}type\u{1F}1", "urn:a\u{1F}type\u{1F}x\u{1F}person\u{1F}", "a",
    "urn:a\u{1F}type\u{1F}1\u{1F}someone\u{1F}", "urn:a\u{1F}type\u{1F}1\u{1F}person\u{1F}{}",
    "urn:a\u{1F}type\u{1F}1\u{1F}person\u{1F}\u{1F}",
  ])
  func `a record that is not of five fields is none`(text: String) {
    #expect(AssignmentCoding.decode(Compression.compress(Array(text.utf8))) == nil)
  }

  @Test(arguments: 1...3) func `no damage of a stored document makes it trap`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    var document = Document(id: "d", path: "p", format: "md", title: "t", headings: ["h", "i"])
    document.text = "some words"
    document.metadata = [MetadataField(name: "n", value: "v", role: .facet, facet: "type")]
    if let date = CalendarDate(year: 2009) { document.dates = [DocumentDate(date, source: .path)] }
    guard let plain = Compression.decompress(DocumentCoding.encode(document)) else {
      Issue.record("nothing was encoded")
      return
    }
    #expect(DocumentCoding.decode(Compression.compress(plain)) == document)
    var refused = 0
    for _ in 0..<2000 {
      var bytes = plain
      for _ in 0...numbers.next(below: 3) {
        bytes[numbers.next(below: bytes.count)] = [0, 1, 0x7F, 0x80, 0xFF][numbers.next(below: 5)]
      }
      if numbers.next(below: 4) == 0 { bytes.removeLast(numbers.next(below: bytes.count)) }
      if DocumentCoding.decode(Compression.compress(bytes)) == nil { refused += 1 }
    }
    #expect(refused > 500)
  }

  // MARK: States

  @Test func `every path is found where it is, and none that is not there`() throws {
    var numbers = SeededGenerator(seed: 5)
    let paths = Set(
      (0..<300).map { _ in
        (0...numbers.next(below: 3)).map { _ in ["a", "b", "é", "a b"][numbers.next(below: 4)] }
          .joined(separator: "/")
      }
    ).subtracting(["a.md"])
    let kept = paths.filter { _ in numbers.next(below: 2) == 0 }
    _ = try catalog.store(
      kept.sorted().map { DocumentUpdate(path: $0, state: nil, outcome: .refused("x")) }, in: share)
    let states = try catalog.states(of: share)
    #expect(states.count == kept.count + 1)
    for path in paths {
      let index = states.index(of: Array(path.utf8))
      #expect(index.map(states.path) == (kept.contains(path) ? path : nil))
      #expect(index.map(states.isRefused) ?? true)
    }
    #expect(
      (0..<states.count).map(states.path)
        == (kept + ["a.md"]).sorted {
          $0.utf8.lexicographicallyPrecedes($1.utf8)
        })
    #expect(ShareStates().index(of: []) == nil)
  }
}

import Model
import RandomNumbers
import TestSupport
import Testing

@testable import Searching

/// Which documents are there several times, and which of them is to be kept.
struct DuplicateTests {
  private static let text = """
    The archive keeps every message that comes in, whoever may have sent it, and finds it again by any \
    of its words. Rules decide how long a message is kept and who may read it. Nothing is deleted while \
    a legal hold lies on it. Administrators watch the stores and are told when one of them is full.
    """

  private func groups(
    _ documents: [(path: String, text: String, date: String?)],
    where isWanted: (String) -> Bool = { _ in true }
  ) throws -> [(DuplicateGroup.Kind, [String])] {
    var groups: [(DuplicateGroup.Kind, [String])] = []
    try withTemporaryFolder { folder in
      var writer = try IndexWriter(folder: folder)
      for document in documents {
        try writer.add(
          IndexDocument(
            id: "/s/\(document.path)", path: document.path, text: document.text,
            date: document.date.flatMap { CalendarDate($0) }))
      }
      try writer.commit()
      groups = try SearchIndex(folder: folder).duplicates(where: isWanted)
        .map { ($0.kind, $0.members.map(\.path)) }
    }
    return groups
  }

  @Test func `copies have one text, the newest that is not set aside first`() throws {
    let found = try groups([
      ("plan.txt", Self.text, "2009"), ("old/plan.txt", Self.text, "2011"),
      ("web/plan.html", Self.text + " Page 1.", "2010"), ("other.txt", "Something else", "2010"),
    ])
    #expect(found.count == 1 && found[0].0 == .copies)
    #expect(found[0].1 == ["web/plan.html", "plan.txt", "old/plan.txt"])
  }

  @Test func `versions have one name but for date and version, and copies count once among them`()
    throws
  {
    let other = String(Self.text.reversed())
    let found = try groups([
      ("p/Prices 2009.txt", Self.text, "2009-01"), ("p/Prices 2010.txt", other, "2010-01"),
      ("p/old/Prices 2009.txt", Self.text, "2009-01"), ("p/Offer.txt", "An offer", nil),
    ])
    #expect(found.map(\.0) == [.copies, .versions])
    #expect(found[0].1 == ["p/Prices 2009.txt", "p/old/Prices 2009.txt"])
    #expect(found[1].1 == ["p/Prices 2010.txt", "p/Prices 2009.txt"])
  }

  @Test func `documents that are not asked for stay out`() throws {
    let documents = [("a/x.txt", Self.text, nil as String?), ("b/y.txt", Self.text, nil)]
    #expect(try groups(documents).count == 1)
    #expect(try groups(documents) { $0.hasPrefix("/s/a/") }.isEmpty)
  }

  @Test func `a comparison ends when it is told to`() throws {
    try withTemporaryFolder { folder in
      var writer = try IndexWriter(folder: folder)
      for number in 0..<3 { try writer.add(IndexDocument(id: "d\(number)", text: Self.text)) }
      try writer.commit()
      let index = try SearchIndex(folder: folder)
      #expect(throws: CancellationError.self) { try index.duplicates(progress: { _, _ in false }) }
    }
  }

  @Test func `texts with nine samples in common are found, and none with fewer`() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let sketches = (0..<40).map { _ in
        // Few values, so that samples are equal often.
        (0..<16).reduce(UInt64(0)) {
          $0 | UInt64.random(in: 0...1, using: &generator) << UInt64(4 * $1)
        }
      }
      var alike = AlikeTexts()
      for sketch in sketches { alike.add(sketch) }
      let wanted = sketches.indices.filter {
        TextSketch.equalSamples(sketches[$0], sketches[7]) >= TextSketch.fewestEqual
      }
      let near = alike.near(sketches[7])
      #expect(near.sorted() == wanted && near.first.map { sketches[$0] } == sketches[7])
    }
  }
}

import System
import TestSupport
import Testing

@testable import Searching

/// Counts what is read where one document has many facets, or many values of one.
struct FacetWorkTests {
  enum Shape: CaseIterable {
    case facets, values
  }

  @Test(arguments: Shape.allCases)
  func `four times the facets of a document are at most five times the work`(shape: Shape) throws {
    let small = try work(shape, 150)
    let large = try work(shape, 600)
    for (step, (small, large)) in zip(["open", "search", "merge"], zip(small, large)) {
      #expect(small > 0)
      #expect(Double(large) <= 5 * Double(small), "\(step): \(small) for 150, \(large) for 600")
    }
  }

  /// What it takes to open an index, to search it with counts and values of facets, and to write it anew.
  private func work(_ shape: Shape, _ count: Int) throws -> [Int] {
    var document = IndexDocument(id: "d", text: "harbor")
    for number in 0..<count {
      switch shape {
      case .facets: document.facets["facet \(number)"] = ["value \(number)"]
      case .values: document.facets["facet", default: []].append("value \(number)")
      }
    }
    var counts: [Int] = []
    try withTemporaryFolder { (folder) throws in
      var writer = try IndexWriter(folder: folder)
      try writer.add(document)
      try writer.commit()
      var request = SearchRequest("harbor")
      request.countsFacets = true
      request.wantsSnippets = true
      counts.append(try ReadMeter.measure { _ = try SearchIndex(folder: folder) })
      let index = try SearchIndex(folder: folder)
      counts.append(
        try ReadMeter.measure {
          let results = try index.search(request)
          #expect(results.total == 1)
          #expect(results.facets.reduce(0) { $0 + $1.entries.count } == count)
        })
      counts.append(
        try ReadMeter.measure { try SegmentMerger(index.segments).write(to: folder + "/merged") })
    }
    return counts
  }
}

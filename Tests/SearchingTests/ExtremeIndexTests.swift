import Foundation
import HardeningSupport
import JSONCoding
import MappedStorage
import RandomNumbers
import TestSupport
import Testing

@testable import Searching

/// Files of an index whose checksums are right and whose numbers are not: from a program with a mistake,
/// or from somebody who means harm.
struct ExtremeIndexTests {
  private static let queries = [
    "vault", "harbor vault renewal flint", "\"vault harbor\"", "harb*", "vualt", "*", "onyx -flint",
    "vault NEAR/3 flint", "path:a/c vault", "\"topaz vault\"~4",
  ]

  /// Makes an index with blocks of postings, facets, several segments and a list of live documents.
  private func make(in folder: String) throws {
    let corpus = RandomCorpus(count: 420, seed: 61)
    try makeIndex(Array(corpus.documents[..<400]), in: folder)
    var writer = try IndexWriter(folder: folder)
    for document in corpus.documents[400...] { try writer.add(document) }
    for document in corpus.documents[390..<400] {
      var changed = document
      changed.text += " changed"
      try writer.add(changed)
    }
    try writer.commit()
  }

  private func answer(_ folder: String) throws {
    let index = try SearchIndex(folder: folder)
    for query in Self.queries {
      var request = SearchRequest(query)
      request.histogram = .month
      request.wantsExplanations = true
      request.filters = query == "vault" ? [FacetFilter(key: "type", value: "red")] : []
      request.order = query == "*" ? .date : .relevance
      _ = try? index.search(request)
    }
    var like = SearchRequest("vault")
    like.like = "d7"
    _ = try? index.search(like)
  }

  /// Merging reads all that there is.
  private func rewrite(_ folder: String) throws {
    var writer = try IndexWriter(folder: folder)
    for number in 0..<230 { try writer.remove(id: "d\(number)") }
    try writer.add(IndexDocument(id: "new", text: "vault"))
    try writer.commit()
  }

  @Test(arguments: [UInt64(1), 2])
  func `extreme numbers under right checksums are refused or answered, never a trap`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    try withTemporaryFolder { top in
      let folder = top + "/index"
      try make(in: folder)
      let whole = try fileContents(below: URL(fileURLWithPath: folder))
      for (name, content) in whole.sorted(by: { $0.key < $1.key }) {
        guard let mutants = ExtremeSections([UInt8](content)) else { continue }
        for round in 0..<60 {
          let number = generator.next(below: mutants.count)
          try Data(mutants.mutant(number)).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
          do {
            try answer(folder)
            if round % 6 == 0 { try rewrite(folder) }
          } catch is IndexError {}
          if round % 6 == 0 { try restore(whole, folder) }
        }
        try content.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      }
    }
  }

  private func restore(_ whole: [String: Data], _ folder: String) throws {
    try FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    for (name, content) in whole {
      try content.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
  }

  @Test(arguments: [
    "9223372036854775807", "0", "-1", "3 x", "2\n../x.seg", "2\n7.seg", "2\n1.seg 9.live", "2\n ",
    "2\n1.seg 1.live 1.live",
  ])
  func `a manifest that names what no writer names is refused`(text: String) throws {
    try withTemporaryFolder { folder in
      try makeIndex(RandomCorpus(count: 5, seed: 3).documents, in: folder)
      var file = SectionedFileWriter(
        kind: SegmentFormat.manifestKind, userVersion: SegmentFormat.userVersion)
      file.add(1, Array(text.utf8))
      try file.write(to: folder + "/" + Manifest.name)
      #expect(throws: IndexError.self) { try SearchIndex(folder: folder) }
      var writer = try IndexWriter(folder: folder, replacing: true)
      try writer.add(IndexDocument(id: "new", text: "vault"))
      try writer.commit()
      #expect(try SearchIndex(folder: folder).search(SearchRequest("vault")).total == 1)
    }
  }

  @Test func `filters on more facets than there are marks are an error`() throws {
    let count = FacetSelection.limit + 10
    var document = IndexDocument(id: "1", text: "vault")
    for number in 0..<count { document.facets["f\(number)"] = ["x"] }
    try withTemporaryFolder { folder in
      try makeIndex([document], in: folder)
      let index = try SearchIndex(folder: folder)
      var request = SearchRequest("vault")
      request.filters = (0..<FacetSelection.limit).map { FacetFilter(key: "f\($0)", value: "x") }
      #expect(try index.search(request).total == 1)
      request.filters = (0..<count).map { FacetFilter(key: "f\($0)", value: "x") }
      #expect(throws: FacetFilterError.tooManyFacets(limit: FacetSelection.limit)) {
        try index.search(request)
      }
    }
  }

  @Test(arguments: ["", "a\nb", "\u{1}access"])
  func `a key that no facet can have is an error in an export and left out elsewhere`(
    key: String
  ) throws {
    let json = try JSONReader.value(
      of: "{\"id\":\"1\",\"text\":\"vault\",\"facets\":{\(JSONValue.string(key)):[\"x\"]}}")
    #expect(throws: IndexDocumentError.unusableFacet(key)) { try IndexDocument(json) }
    var document = IndexDocument(id: "1", text: "vault")
    document.facets = [key: ["x"], "type": ["red"]]
    try withTemporaryFolder { folder in
      try makeIndex([document], in: folder)
      let facets = try SearchIndex(folder: folder).search(SearchRequest("vault")).facets
      #expect(facets.map(\.key) == ["type"])
    }
  }

  @Test func `sections of facets and of their checksums do not collide`() {
    let indexes = [0..<50, 89_990..<90_010, 99_890..<99_910, 179_990..<180_010].joined()
    let sections = indexes.flatMap { index in
      (UInt32(0)..<6).flatMap { part -> [UInt32] in
        let section = FacetSection.first(index) + part
        return [section, checksumSection(of: section)]
      }
    }
    #expect(Set(sections).count == sections.count)
  }
}

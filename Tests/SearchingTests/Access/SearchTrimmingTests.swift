import Foundation
import Matching
import RandomNumbers
import Taxonomy
import TestSupport
import Testing

@testable import Searching

struct SearchTrimmingTests {
  private static let reader = SearchReader(user: 1000, groups: [1000, 50])

  /// Lists of which the reader passes the first three.
  private static let lists: [[String]] = [
    [DocumentAccess.everybody], ["u0+g50+o-"], ["u1000+g0-o-", "u0+g7-o+"],
    ["u0+g0+o-"], ["u1000-g50+o+"], ["u0+g50-o+"], ["u0+g50+o-", "u0+g0-o-"], ["damaged"],
  ]

  /// Random documents, those out of the reader's sight full of words and values of their own.
  private static func documents(seed: UInt64) -> [IndexDocument] {
    var generator = SeededGenerator(seed: seed)
    return RandomCorpus(count: 300, seed: seed).documents.map { document in
      var document = document
      let list = Int.random(in: 0..<lists.count, using: &generator)
      document.access = lists[list]
      if list > 2 {
        document.text += " Merger with Zanzibar vaults harboring vaultt"
        document.facets["type"] = ["secret"]
        document.facets["deal"] = ["zanzibar"]
        // Some lie among what may be read.
        if list > 4 { document.path = "deals/\(document.path)" }
      }
      return document
    }
  }

  private static func isOpen(_ document: IndexDocument) -> Bool {
    lists[..<3].contains(document.access)
  }

  private static let queries = [
    "vault", "copper vault", "onyx flint copper amber", "va*", "vault AND copper", "zanzibar",
    "merger zanzibar", "vaulttt", "zanzibarr", "\"vault harbor\"", "type:red", "-vault", "*",
    "vault OR zanzibar", "harboring", "title:vault", "path:a/**", "nothing vault",
    "path:deals/**", "path:deals", "path:**/deals/**", "path:d*/**",
  ]

  @Test(arguments: [UInt64(1), 2, 3])
  func `a trimmed index answers like one without what the reader may not read`(seed: UInt64) throws
  {
    let documents = Self.documents(seed: seed)
    try withTemporaryFolder { folder in
      // In two segments.
      try makeIndex(Array(documents[..<200]), in: folder + "/all")
      try makeIndex(Array(documents[200...]), in: folder + "/all")
      try makeIndex(documents[..<200].filter(Self.isOpen), in: folder + "/open")
      try makeIndex(documents[200...].filter(Self.isOpen), in: folder + "/open")
      let trimmed = try SearchIndex(folder: folder + "/all", reader: Self.reader)
      let open = try SearchIndex(folder: folder + "/open")
      #expect(trimmed.documentCount == open.documentCount)
      #expect(trimmed.facetKeys == ["product", "type", "year"])
      let closed = documents.filter { !Self.isOpen($0) }.prefix(20).map { "path:\"\($0.path)\"" }
      for query in Self.queries + closed {
        var request = SearchRequest(query)
        request.limit = 1000
        request.histogram = .year
        request.order = .path
        let (seen, expected) = (try trimmed.search(request), try open.search(request))
        #expect(seen.total == expected.total, "\(query)")
        #expect(seen.facets == expected.facets.sorted { $0.key < $1.key }, "\(query)")
        #expect(seen.histogram == expected.histogram)
        #expect(seen.understanding == expected.understanding, "\(query)")
        #expect(Set(seen.suggestions) == Set(expected.suggestions), "\(query)")
        #expect(seen.relaxations == expected.relaxations, "\(query)")
        #expect(seen.hits.map(\.id) == expected.hits.map(\.id), "\(query)")
        #expect(seen.hits.map(\.snippet) == expected.hits.map(\.snippet), "\(query)")
        for (left, right) in zip(seen.hits, expected.hits) {
          #expect(abs(left.score - right.score) <= 0.03 * abs(right.score) + 1e-4, "\(query)")
        }
      }
    }
  }

  @Test(arguments: [UInt64(8), 9])
  func `words are told to an engine as of an index without what is out of sight`(
    seed: UInt64
  ) throws {
    var documents = Self.documents(seed: seed)
    for number in documents.indices where !Self.isOpen(documents[number]) {
      documents[number].text += " coppers börks"
    }
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder + "/all")
      try makeIndex(documents.filter(Self.isOpen), in: folder + "/open")
      func words(_ index: SearchIndex) throws -> Set<[String]> {
        var words: Set<[String]> = []
        try RemoteExport(index).forEachWord { words.insert([$0.rawValue, $1, $2]) }
        return words
      }
      let seen = try words(SearchIndex(folder: folder + "/all", reader: Self.reader))
      #expect(try seen == words(SearchIndex(folder: folder + "/open")))
      let all = try words(SearchIndex(folder: folder + "/all"))
      #expect(all.contains(["written", "coppers", "copper"]) && all.isStrictSuperset(of: seen))
    }
  }

  @Test func `a facet value, or a document to be like, that is out of sight is unknown`() throws {
    let documents = Self.documents(seed: 4)
    let secret = try #require(documents.first { !Self.isOpen($0) })
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      let index = try SearchIndex(folder: folder, reader: Self.reader)
      for filter in ["type=secret", "type=secre", "deal=zanzibar", "deal="] {
        var request = SearchRequest("")
        request.filters = [FacetFilter(filter)].compactMap { $0 }
        let error = #expect(throws: FacetFilterError.self) { try index.search(request) }
        #expect(!"\(String(describing: error))".contains("\"secret\""), "\(filter)")
      }
      for name in [secret.id, secret.path] {
        var request = SearchRequest("")
        request.like = name
        #expect(throws: UnknownDocument.self) { try index.search(request) }
      }
    }
  }

  @Test func `root, and whoever may read everything, has the index as it is`() throws {
    let documents = Self.documents(seed: 5)
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      let root = try SearchIndex(folder: folder, reader: SearchReader(user: 0, groups: []))
      #expect(root.documentCount == documents.count)
      #expect(root.segments.allSatisfy { !$0.isTrimmed })
      try makeIndex(documents.filter(Self.isOpen), in: folder + "/open")
      let open = try SearchIndex(folder: folder + "/open", reader: Self.reader)
      #expect(open.segments.allSatisfy { !$0.isTrimmed })
    }
  }

  @Test func `rights survive a merge, and what is not known of is the owner's`() throws {
    var documents = Self.documents(seed: 6)
    for number in documents.indices where number % 10 == 0 { documents[number].access = [] }
    var owner = SearchReader(user: 1000, groups: [1000, 50]) { $0 == "d0" || $0 == "d10" }
    owner.isOwner = true
    let known = documents.filter(Self.isOpen)
    let unknown = documents.filter(\.access.isEmpty)
    try withTemporaryFolder { folder in
      for part in 0..<10 {
        try makeIndex(Array(documents[part * 30..<part * 30 + 30]), in: folder)
      }
      let index = try SearchIndex(folder: folder, reader: owner)
      #expect(index.segments.count < 10)
      // But for the two that the kernel refuses.
      #expect(index.documentCount == known.count + unknown.count - 2)
      #expect(
        try SearchIndex(folder: folder, reader: Self.reader).documentCount == known.count)
    }
  }

  @Test func `what the kernel refuses by now is as if it were not indexed`() throws {
    let documents = Self.documents(seed: 7).filter(Self.isOpen)
    let refused = Set(documents.prefix(5).map(\.id))
    let reader = SearchReader(user: 1000, groups: [1000, 50]) { refused.contains($0) }
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      var request = SearchRequest("*")
      request.limit = 1000
      let results = try SearchIndex(folder: folder, reader: reader).search(request)
      #expect(results.total == documents.count - 5)
      #expect(results.hits.allSatisfy { !refused.contains($0.id) })
    }
  }
}

struct AccessEntryTests {
  @Test func `without any values nobody passes but root and the owner`() {
    let reader = SearchReader(user: 1000, groups: [])
    var owner = reader
    owner.isOwner = true
    #expect(!DocumentAccess.passes([], reader))
    #expect(DocumentAccess.passes([], owner))
    #expect(DocumentAccess.passes([], SearchReader(user: 0, groups: [])))
  }

  @Test(
    arguments: [
      ("u5+g6-o-", 5, [6], true), ("u5-g6+o+", 5, [6], false), ("u5+u7-g6+o+", 7, [6], false),
      ("u5+u7+g6-o-", 7, [6], true), ("u5-g6+o-", 9, [6], true), ("u5-g6-o+", 9, [6], false),
      ("u5-g6-g8+o-", 9, [6, 8], true), ("u5-g6-o+", 9, [8], true), ("u5-g6-o-", 9, [8], false),
      ("u5-g6-o-", 0, [], true),
    ] as [(String, UInt32, [UInt32], Bool)])
  func `an entry decides as POSIX does`(
    text: String, user: UInt32, groups: [UInt32], passes: Bool
  ) throws {
    let entry = try #require(AccessEntry(text))
    #expect(entry.text == text)
    #expect(entry.passes(SearchReader(user: user, groups: groups)) == passes)
  }

  @Test(arguments: ["", "u", "u5", "u5+", "o", "o+o+", "x5+o+", "u5+g6-", "u99999999999+o+", "o+ "])
  func `anything else is no entry`(text: String) {
    #expect(AccessEntry(text) == nil)
  }
}

struct ForgottenTextTests {
  @Test func `the words of a document that is gone are in no file after the commit`() throws {
    try withTemporaryFolder { folder in
      var documents = RandomCorpus(count: 100, seed: 8).documents
      documents[42].text += " Zanzibarium"
      documents[42].title = "Zanzibarium"
      documents[42].facets["deal"] = ["zanzibarium"]
      try makeIndex(documents, in: folder)
      #expect(try Self.files(of: folder, having: "zanzibarium") > 0)
      var writer = try IndexWriter(folder: folder)
      try writer.remove(id: "d42")
      try writer.commit()
      #expect(try Self.files(of: folder, having: "zanzibarium") == 0)
      let index = try SearchIndex(folder: folder)
      #expect(index.documentCount == 99)
      #expect(index.segments.allSatisfy { $0.live == nil && $0.count == 99 })
    }
  }

  @Test(arguments: ["text", "title", "heading", "facet", "tag", "text, in one go"])
  func `words that a new version of a document has not are in no file after the commit`(
    place: String
  ) throws {
    try withTemporaryFolder { folder in
      var documents = RandomCorpus(count: 100, seed: 8).documents
      let plain = documents[42]
      switch place {
      case "title": documents[42].title = "Zanzibarium"
      case "heading": documents[42].headings = ["Zanzibarium"]
      case "facet": documents[42].facets["deal"] = ["Zanzibarium"]
      case "tag": documents[42].tags = ["Zanzibarium"]
      default: documents[42].text += " Zanzibarium"
      }
      if place == "text, in one go" { documents.append(plain) }
      try makeIndex(documents, in: folder)
      if place != "text, in one go" {
        #expect(try Self.files(of: folder, having: "zanzibarium") > 0)
        var writer = try IndexWriter(folder: folder)
        try writer.add(plain)
        try writer.commit()
      }
      #expect(try Self.files(of: folder, having: "zanzibarium") == 0)
      #expect(try SearchIndex(folder: folder).documentCount == 100)
    }
  }

  @Test func `a segment is left as it is where the words of its documents stay the same`() throws {
    try withTemporaryFolder { folder in
      let vocabulary = Self.vocabulary
      let documents = RandomCorpus(count: 100, seed: 8).documents
      try makeIndex(documents, in: folder, vocabulary: vocabulary)
      let before = try SearchIndex(folder: folder).segments.map(\.name)
      let resolver = ConceptResolver(vocabulary, index: try LabelIndex.compile(vocabulary))
      for type in ["violet", "indigo"] {
        var writer = try IndexWriter(folder: folder, resolver: resolver)
        for document in documents.prefix(5) {
          var tagged = document
          tagged.facets["color"] = [type]
          try writer.add(tagged)
        }
        try writer.commit()
      }
      let index = try SearchIndex(folder: folder)
      #expect(index.segments.map(\.name).starts(with: before))
      #expect(index.segments[0].liveCount == 95)
    }
  }

  /// Two colors.
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let colors = builder.entity("urn:color")
    builder.declareScheme(colors, key: "color")
    for name in ["violet", "indigo"] {
      let color = builder.entity("urn:color/\(name)")
      builder.declareConcept(color)
      builder.addRelation(.scheme, from: color, to: colors)
      builder.addLabel(Label(name), to: color)
    }
    return builder.build().vocabulary
  }()

  private static func files(of folder: String, having word: String) throws -> Int {
    try fileContents(below: URL(fileURLWithPath: folder)).values.count { data in
      String(decoding: data, as: UTF8.self).lowercased().contains(word)
    }
  }
}

import Matching
import Model
import RandomNumbers
import Taxonomy
import TestSupport
import Testing

@testable import Searching

/// The engines that are asked.
enum AskedEngine: CaseIterable {
  case openSearch, sphinx

  /// An engine that has what an index holds.
  func engine(_ index: SearchIndex) throws -> any RemoteEngine {
    switch self {
    case .openSearch: OpenSearchEngine(try TinyEngine(index))
    case .sphinx: SphinxEngine(try TinySphinx(index))
    }
  }
}

/// Searches by an engine find and count what a search of the index does.
struct RemoteSearchTests {
  private struct Found: Equatable {
    var hits: Set<String>
    var total: Int
    var facets: [FacetCounts]
    var histogram: DateHistogram?

    init(_ results: SearchResults) {
      hits = Set(results.hits.map(\.id))
      total = results.total
      facets = results.facets
      histogram = results.histogram
    }
  }

  private static func compare(
    _ request: SearchRequest, _ index: SearchIndex, _ remote: RemoteSearch
  ) throws {
    var request = request
    request.limit = 1_000
    request.ordersVersions = false
    request.wantsSuggestions = false
    let here = Result { Found(try index.search(request)) }
    let there = Result { Found(try remote.search(request).results) }
    switch (here, there) {
    case (.success(let here), .success(let there)): #expect(here == there, "\(request.query)")
    case (.failure(let here), .failure(let there)):
      #expect(type(of: here) == type(of: there), "\(request.query): \(here), \(there)")
    default: Issue.record("\(request.query): \(here), \(there)")
    }
  }

  @Test(arguments: [UInt64(51), 52], AskedEngine.allCases)
  func `every tree of operators finds and counts the same`(
    seed: UInt64, asked: AskedEngine
  ) throws {
    let corpus = RandomCorpus(count: 120, seed: seed)
    var generator = SeededGenerator(seed: seed &* 7)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      let remote = RemoteSearch(
        try asked.engine(index), name: "docs", vocabulary: nil, labels: nil,
        reader: SearchReader(user: 0, groups: []))
      for _ in 0..<40 {
        let part = RandomQuery.tree(depth: 3, &generator)
        var request = SearchRequest(part.syntax)
        request.histogram = .month
        if Bool.random(using: &generator) {
          request.filters = [FacetFilter(key: "product", value: "x")]
        }
        if Bool.random(using: &generator) {
          request.filters.append(FacetFilter(key: "type", value: "red", mode: .exclude))
        }
        try Self.compare(request, index, remote)
      }
    }
  }

  @Test(arguments: AskedEngine.allCases)
  func `a document is read from the engine as from an index, but for its headings`(
    asked: AskedEngine
  ) throws {
    let corpus = RandomCorpus(count: 30, seed: 5)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      let remote = RemoteSearch(
        try asked.engine(index), name: "docs", vocabulary: nil, labels: nil,
        reader: SearchReader(user: 0, groups: []))
      for document in corpus.documents {
        var stored = try #require(try index.document(named: document.id))
        stored.headings = []
        let there = try #require(try remote.document(named: document.id))
        #expect(there.id == stored.id && there.path == stored.path && there.title == stored.title)
        #expect(there.text == stored.text && there.date == stored.date)
        #expect(
          Set(there.tags.map { "\($0.key)=\($0.values.map(\.label).sorted())" })
            == Set(stored.tags.map { "\($0.key)=\($0.values.map(\.label).sorted())" }))
      }
      #expect(try remote.document(named: "nowhere") == nil)
    }
  }

  private static let vocabulary: Vocabulary = {
    var world = ProductVocabulary()
    world.add("urn:type:guide", to: world.types, [Label("Administrator guide")])
    world.add("urn:product:family", to: world.products, [Label("Harbor family")])
    world.add("urn:product:archive", to: world.products, [Label("Harbor Archive")])
    world.add("urn:product:vault", to: world.products, [Label("Acme Vault")])
    world.add(
      "urn:product:jetty", to: world.products,
      [
        Label("Jetty 12"),
        Label(
          "Harbor Express", kind: .alternative, role: .formerName,
          validity: Validity(until: CalendarDate("2003"))),
      ])
    world.add(
      "urn:product:express", to: world.products,
      [Label("Harbor Express", validity: Validity(from: CalendarDate("2008")))])
    let archive = world.builder.entity("urn:product:archive")
    world.builder.addRelation(
      .broader, from: archive, to: world.builder.entity("urn:product:family"))
    let vault = world.builder.entity("urn:product:vault")
    world.builder.deprecate(vault, since: CalendarDate("2009"))
    world.builder.addSuccessor(archive, to: vault)
    world.add("urn:product:bundle", to: world.products, [Label("Harbor Bundle"), Label("HB 7")])
    let bundle = world.builder.entity("urn:product:bundle")
    world.builder.makeCompound(bundle)
    world.builder.addSuccessor(archive, to: bundle)
    world.builder.addSuccessor(world.builder.entity("urn:product:jetty"), to: bundle)
    return world.builder.build().vocabulary
  }()

  private static let documents = {
    var documents = [
      IndexDocument(id: "1", text: "Acme Vault keeps mail", language: "en"),
      IndexDocument(id: "2", text: "Harbor Archive keeps mail", language: "en"),
      IndexDocument(
        id: "3", text: "how to run it", language: "en",
        facets: ["type": ["urn:type:guide"], "product": ["urn:product:archive"]]),
      IndexDocument(
        id: "4", text: "Harbor Express holds tapes", date: CalendarDate("2002"), language: "en"),
      IndexDocument(
        id: "5", text: "Harbor Express is an appliance", date: CalendarDate("2010-06"),
        language: "en"),
      IndexDocument(
        id: "6", text: "the Jetty 12 and the price list", language: "en",
        facets: ["product": ["urn:product:jetty"], "deal": ["Big Deal", "b.c"]]),
      IndexDocument(id: "7", text: "Acme moved to Hamburg, list of prices", language: "en"),
      IndexDocument(id: "8", text: "Harbor Archive beside Jetty 12", language: "en"),
      IndexDocument(
        id: "9", text: "both of them", language: "en",
        facets: ["product": ["urn:product:jetty", "urn:product:archive"]]),
      IndexDocument(id: "10", text: "the Harbor Bundle of old", language: "en"),
    ]
    for (number, path) in [
      "sales/2009/offer.pdf", "Sales/Price List.docx", "a.txt", "sales/about, it's.pdf",
    ].enumerated() {
      documents[number].path = path
    }
    documents[0].properties[.author] = ["Jürgen Müller", "Carol Mae Smith"]
    documents[1].properties[.author] = ["Carol", "Max"]
    documents[5].properties[.keyword] = ["price list", "müller"]
    return documents
  }()

  @Test(
    arguments: [
      "acme vault", "harbor archive", "harbor family", "harbor express", "jetty 12", "jetty",
      "administrator guide", "price-list", "hamburg-price", "mail AND acme",
      "product:\"acme vault\"",
      "product:family", "product:\"Harbor family\"", "tag:\"acme vault\"", "-product:\"\"",
      "deal:\"big deal\"", "deal:b.c", "deal:none", "acme vault -mail", "tag:\"\"",
      "date:2010-06-15",
      "(acme vault) OR jetty", "\"acme vault\"", "colour:red", "\"price",
      "path:sales/**", "path:SALES/", "path:*offer*", "path:sales/*.pdf", "path:**/a*r.pdf",
      "path:**/2009/**",
      "path:?.txt", "path:*", "path:sales/2009/offer.pdf", "author:müller", "author:\"carol m*\"",
      "author:muel*",
      "harbor bundle", "HB 7", "product:\"harbor bundle\"", "-product:\"Harbor Bundle\"",
      "tag:\"HB 7\"",
      "harbor bundle OR mail", "product:jetty product:\"harbor bundle\"", "ext:p*", "ext:pdf",
      "lang:german", "\"acme v*\"", "mail NEAR/3 mail", "date:2005..2010",
    ], AskedEngine.allCases)
  func `a product is found by every name, and whatever else`(
    query: String, asked: AskedEngine
  ) throws {
    try withTemporaryFolder { folder in
      try makeIndex(Self.documents, in: folder, vocabulary: Self.vocabulary)
      let labels = try LabelIndex.compile(Self.vocabulary)
      let index = try SearchIndex(
        folder: folder, vocabulary: Self.vocabulary, labels: labels)
      let remote = RemoteSearch(
        try asked.engine(index), name: "docs", vocabulary: Self.vocabulary, labels: labels,
        reader: SearchReader(user: 0, groups: []))
      try Self.compare(SearchRequest(query), index, remote)
      var literal = SearchRequest(query)
      literal.isLiteral = true
      try Self.compare(literal, index, remote)
      var mentions = SearchRequest(query)
      mentions.countsMentions = true
      try Self.compare(mentions, index, remote)
      mentions.filters = [FacetFilter(key: "product", value: "acme vault")]
      try Self.compare(mentions, index, remote)
      mentions.filters.append(FacetFilter(key: "product", value: "HB 7"))
      mentions.filters.append(FacetFilter(key: "type", value: "", mode: .include))
      try Self.compare(mentions, index, remote)
    }
  }

  @Test(arguments: AskedEngine.allCases)
  func `what a reader may not read is as if it were not there`(asked: AskedEngine) throws {
    let reader = SearchReader(user: 1000, groups: [50])
    let lists = [["*"], ["u0+g50+o-"], ["u0+g0+o-"], ["u1000-g50+o+"], [], ["damaged"]]
    let documents = RandomCorpus(count: 60, seed: 5).documents.enumerated().map {
      number, document in
      var document = document
      document.access = lists[number % lists.count]
      if number % lists.count > 1 { document.facets["deal"] = ["secret"] }
      return document
    }
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder + "/all")
      let open = documents.filter { ["*", "u0+g50+o-"].contains($0.access.first) }
      try makeIndex(open, in: folder + "/open")
      let remote = RemoteSearch(
        try asked.engine(try SearchIndex(folder: folder + "/all")), name: "docs", vocabulary: nil,
        labels: nil, reader: reader)
      let index = try SearchIndex(folder: folder + "/open")
      for query in ["*", "vault", "deal:secret", "onyx AND copper", "type:red -vault", "v*"] {
        try Self.compare(SearchRequest(query), index, remote)
      }
    }
  }

  @Test(arguments: AskedEngine.allCases)
  func `a page is filled again however many of its documents are refused by now`(
    asked: AskedEngine
  ) throws {
    let documents = (0..<60).map { number in
      var document = IndexDocument(id: "d\(number)", text: "vault \(number)", language: "en")
      document.access = ["*"]
      return document
    }
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      let index = try SearchIndex(folder: folder)
      func found(refusing refused: Set<String>, limit: Int) throws -> RemoteResults {
        let reader = SearchReader(user: 1000, groups: [50]) { refused.contains($0) }
        var request = SearchRequest("vault")
        request.limit = limit
        return try RemoteSearch(
          asked.engine(index), name: "docs", vocabulary: nil, labels: nil, reader: reader
        ).search(request)
      }
      let first = try found(refusing: [], limit: 20).results.hits.map(\.id)
      #expect(first.count == 20)
      let results = try found(refusing: Set(first), limit: 20).results
      #expect(results.hits.count == 20 && Set(results.hits.map(\.id)).isDisjoint(with: first))
      #expect(results.total == 40)
      // Where page after page is refused, it ends, and shows none of them.
      let all = Set(documents.map(\.id))
      #expect(try found(refusing: all, limit: 1).results.hits.isEmpty)
    }
  }

  @Test func `a part that does not answer is told, and what an engine cannot do refused`() throws {
    try withTemporaryFolder { folder in
      try makeIndex(Self.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      var engine = try TinyEngine(index)
      func remote() -> RemoteSearch {
        RemoteSearch(
          OpenSearchEngine(engine), name: "docs", vocabulary: nil, labels: nil,
          reader: SearchReader(user: 0, groups: []))
      }
      #expect(try remote().search(SearchRequest("mail")).defect == nil)
      engine.failedShards = 1
      #expect(
        try remote().search(SearchRequest("mail")).defect
          == "1 of 2 parts of the index did not answer")
      var request = SearchRequest("mail")
      request.like = "1"
      #expect(throws: RemoteRefusal.option("--like")) { try remote().search(request) }
      request.like = nil
      request.offset = 10_000
      #expect(throws: RemoteRefusal.tooDeep(limit: 10_000)) { try remote().search(request) }
      #expect(throws: RemoteRefusal.newest("latest")) {
        try remote().search(SearchRequest("latest mail"))
      }
    }
  }
}

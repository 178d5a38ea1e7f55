import Cataloging
import Documents
import Model
import System
import Testing

@testable import Retagging

/// A sidecar that cannot be read may hold what people decided: that is told, and nothing of it is lost.
@Suite struct `A sidecar that cannot be read` {
  private let files: CatalogedShare
  private var catalog: Catalog { files.catalog }

  init() throws {
    files = try CatalogedShare()
    try files.write("a.bin", "Nothing that is read.")
  }

  private var reading: ShareReading {
    var reading = files.reading
    reading.concept = { label, facet in "urn:\(facet):\(label)" }
    return reading
  }

  /// A sidecar in which a person's word stands.
  private func sidecar(_ entries: [TagMark.Entry]) throws -> [UInt8] {
    let mark = TagMark(run: "7", account: "ann", entries: entries)
    let values = TagValues(mark)
    return try TagWriting.newSidecar(
      TagRequest(values, previous: TagValues(), overwritesOthers: false, mark: mark)) ?? []
  }

  private static let word = TagMark.Entry(facet: "type", label: "Quote", giver: .person)

  private var number: Int64 {
    get throws { try #require(try files.entry("a.bin")?.id) }
  }

  @Test func `is told at each look, and its decisions hold once it is whole`() throws {
    let whole = try sidecar([Self.word])
    try files.write("a.bin.xmp", whole.prefix(whole.count / 2))
    for round in 1...3 {
      let refresh = try reading.refresh()
      #expect(
        refresh.unreadSidecars["a.bin.xmp"]?.contains("not there to its end") == true,
        "round \(round): \(refresh.unreadSidecars)")
      #expect(refresh.read == (round == 1 ? 1 : 0) || refresh.refused == (round == 1 ? 1 : 0))
      #expect(try catalog.decisions(on: try number).isEmpty)
    }
    try files.write("a.bin.xmp", whole)
    let mended = try reading.refresh()
    #expect(mended.unreadSidecars.isEmpty && mended.adopted == 1)
    #expect(
      try catalog.decisions(on: try number) == [
        StoredDecision(concept: "urn:type:Quote", facet: "type", isAccepted: true)
      ])
    #expect(try reading.refresh().read == 0, "nothing is left to look for")
  }

  @Test func `takes back no word that was said here meanwhile`() throws {
    let words = [Self.word, TagMark.Entry(facet: "product", label: "Vault", giver: .rejected)]
    let whole = try sidecar(words)
    try files.write("a.bin.xmp", whole.prefix(whole.count / 2))
    _ = try reading.refresh()
    let later = StoredDecision(concept: "urn:type:Brochure", facet: "type", isAccepted: true)
    try catalog.record(later, on: try number)
    try files.write("a.bin.xmp", whole)
    _ = try reading.refresh()
    #expect(
      Set(try catalog.decisions(on: try number)) == [
        later, StoredDecision(concept: "urn:product:Vault", facet: "product", isAccepted: false),
      ])
  }

  @Test func `is forgotten when it is gone`() throws {
    let whole = try sidecar([Self.word])
    try files.write("a.bin.xmp", whole.prefix(whole.count / 2))
    _ = try reading.refresh()
    try files.remove("a.bin.xmp")
    #expect(try reading.refresh().unreadSidecars.isEmpty)
    #expect(try reading.refresh().read == 0)
  }

  @Test func `is told of one document as well, and looked for again with it`() throws {
    _ = try reading.refresh()
    let whole = try sidecar([Self.word])
    try files.write("a.bin.xmp", whole.prefix(whole.count / 2))
    try files.write("a.bin", "Nothing that is read, and changed.")
    let entry = try #require(try files.entry("a.bin"))
    #expect(try reading.refresh(entry)?.unreadSidecars.keys.first == "a.bin.xmp")
    try files.write("a.bin.xmp", whole)
    let known = try #require(try files.entry("a.bin"))
    let mended = try #require(try reading.refresh(known))
    #expect(mended.unreadSidecars.isEmpty && mended.adopted == 1)
    #expect(try catalog.decisions(on: entry.id).map { $0.concept } == ["urn:type:Quote"])
  }

  @Test func `another program's sidecar without a mark is no cause for a word`() throws {
    try files.write(
      "a.bin.xmp",
      "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
        + "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></x:xmpmeta>")
    #expect(try reading.refresh().unreadSidecars.isEmpty)
    try files.write("a.bin.xmp", "not XMP at all")
    try files.write("a.bin", "changed")
    #expect(try reading.refresh().unreadSidecars.isEmpty)
  }
}

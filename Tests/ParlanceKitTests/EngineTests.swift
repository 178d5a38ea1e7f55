import Foundation
import ParlanceKit
import TestSupport
import Testing

/// The library as a program that embeds it sees it: nothing but what is public.
@Suite struct `The engine` {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one">
        <title>Types</title>
        <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
        <concept id="type/quote"><name>Quote</name></concept>
      </scheme>
      <scheme id="product">
        <title>Products</title>
        <concept id="product/archive"><name>Harbor Archive</name>
          <former until="2009-06-30">Acme Vault</former><abbreviation>HA</abbreviation></concept>
        <concept id="product/appliance"><name>Harbor Appliance</name>
          <abbreviation>HA</abbreviation></concept>
      </scheme>
    </vocabulary>
    """

  /// A folder with a vocabulary's text in `v.xml` and a share of two documents, and an engine beside them.
  private func withEngine(
    _ vocabulary: String = vocabulary, _ body: (Engine, _ folder: String) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      try write(vocabulary, to: folder + "/v.xml")
      try FileManager.default.createDirectory(
        atPath: folder + "/share", withIntermediateDirectories: false)
      try write("# Acme Vault flyer\n\nAcme Vault keeps it.\n", to: folder + "/share/flyer.md")
      try write("# Lunch\n\nSoup on Monday.\n", to: folder + "/share/lunch.md")
      try body(try Engine(at: folder), folder)
    }
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  @Test func `imports a vocabulary and says which facets it has`() throws {
    try withEngine { engine, folder in
      let result = try engine.vocabularies.importing([folder + "/v.xml"])
      #expect(result.facets.map(\.key) == ["type", "product"])
      #expect(result.facets.map(\.concepts) == [2, 2])
      #expect(result.differences == nil)
      let findings = try engine.vocabularies.check()
      #expect(findings.contains { $0.message.contains("HA") && $0.path.hasSuffix("v.xml") })
    }
  }

  @Test func `leads every name of a concept to it, as of a date`() throws {
    try withEngine { engine, folder in
      try engine.vocabularies.importing([folder + "/v.xml"])
      let archive = ConceptReference(
        uri: "https://id.example/product/archive", label: "Harbor Archive", facet: "product")
      let vocabularies = engine.vocabularies
      #expect(try vocabularies.meaning(of: "acme vault") == .one(archive))
      #expect(try vocabularies.meaning(of: archive.uri, facet: "product") == .one(archive))
      guard case .several(let concepts) = try vocabularies.meaning(of: "HA") else {
        Issue.record("HA is the abbreviation of two products")
        return
      }
      #expect(Set(concepts.map(\.label)) == ["Harbor Archive", "Harbor Appliance"])
      guard case .none(let nearest) = try vocabularies.meaning(of: "Brochur") else {
        Issue.record("Brochur is not a label")
        return
      }
      #expect(nearest.contains("Brochure"))
      #expect(throws: EngineError.unknownFacet("color", known: ["type", "product"])) {
        try vocabularies.meaning(of: "Flyer", facet: "color")
      }
      #expect(throws: EngineError.notADate("yesterday")) {
        try vocabularies.meaning(of: "Flyer", asOf: "yesterday")
      }
    }
  }

  @Test func `normalizes labels in their order`() throws {
    try withEngine { engine, folder in
      try engine.vocabularies.importing([folder + "/v.xml"])
      let matches = try engine.normalizing.matches(
        ["flyers", "Lunch menu", "Quote"], facets: ["type"])
      #expect(matches.map { $0.concept?.label } == ["Brochure", nil, "Quote"])
      #expect(matches[1].outcome == .unknown)
      #expect(matches[2].outcome == .accepted)
    }
  }

  @Test func `tags texts under an old name, with reasons that add up`() throws {
    try withEngine { engine, folder in
      try engine.vocabularies.importing([folder + "/v.xml"])
      let tags = try engine.tagging.tags(of: [
        .init("Acme Vault keeps it.", title: "Acme Vault flyer", date: "2008-03-01"),
        .init("Soup on Monday."),
      ])
      #expect(tags[1].filter(\.isAccepted).isEmpty)
      #expect(tags[0].contains { $0.isAccepted && $0.concept.label == "Brochure" })
      let product = try #require(tags[0].first { $0.concept.facet == "product" })
      #expect(product.concept.label == "Harbor Archive")
      #expect(product.reasons.contains { $0.surface == "Acme Vault" && $0.place == "title" })
      let sum = product.reasons.reduce(0) { $0 + $1.weight }
      #expect(abs(1 / (1 + exp(-sum)) - product.score) < 0.01)
    }
  }

  @Test func `plans, applies, finds, and takes a run back byte for byte`() throws {
    try withEngine { engine, folder in
      try engine.vocabularies.importing([folder + "/v.xml"])
      let file = folder + "/share/flyer.md"
      let before = try Data(contentsOf: URL(fileURLWithPath: file))
      var options = RetagService.Options()
      options.place = .documents
      let plan = try engine.retagging.plan(folder + "/share", options: options)
      #expect(
        plan.documents.filter { $0.outcome == "change" }.map(\.path) == ["flyer.md"])
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
      let run = try #require(try engine.retagging.apply(plan))
      #expect(run.documents.map(\.outcome) == ["changed"])
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)) != before)

      let answer = try engine.searching.search("harbor archive", facets: ["type": ["Flyer"]])
      #expect(answer.hits.map(\.path).allSatisfy { $0.hasSuffix("flyer.md") })
      #expect(answer.total == 1)
      #expect(answer.hits[0].labels(ofFacet: "product") == ["Harbor Archive"])
      #expect(answer.understood.readings.map(\.facet) == ["product"])
      #expect(try engine.searching.search("", limit: 0).total == 2)
      #expect(
        throws: EngineError.outOfRange(name: "limit", value: -1, range: 0...1_000_000_000)
      ) { try engine.searching.search("", limit: -1) }

      let preview = try engine.retagging.undo(run.number, isPreview: true)
      #expect(preview.restored == ["flyer.md"])
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)) != before)
      let undone = try engine.retagging.undo(run.number)
      #expect(undone.restored == ["flyer.md"] && undone.lost.isEmpty && undone.skipped.isEmpty)
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
    }
  }

  @Test func `has nothing to do when nothing changed`() throws {
    try withEngine { engine, folder in
      try engine.vocabularies.importing([folder + "/v.xml"])
      try engine.retagging.apply(try engine.retagging.plan(folder + "/share"))
      let again = try engine.retagging.plan(folder + "/share")
      #expect(again.documents.allSatisfy { $0.outcome == "unchanged" })
      #expect(try engine.retagging.apply(again) == nil)
    }
  }

  @Test func `says in words what is the matter, and with which line`() throws {
    try withEngine("<vocabulary") { engine, folder in
      let error = #expect(throws: (any Error).self) {
        try engine.vocabularies.importing([folder + "/v.xml"])
      }
      let message = "\(try #require(error))"
      #expect(message.contains("v.xml:1:"))
      #expect(throws: (any Error).self) { try engine.tagging.tags(of: [.init("Acme Vault")]) }
    }
  }

  @Test func `is all that the sample program needs`() throws {
    try withEngine { _, folder in
      let process = Process()
      process.executableURL = builtProgram("embed-sample")
      process.arguments = [folder + "/v.xml", folder + "/share", folder, "acme vault"]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(text.contains("“acme vault” is Harbor Archive (product)"))
      #expect(text.contains("Run 1: 1 changed"))
      #expect(text.contains("Acme Vault flyer  "))
      #expect(text.contains("1 as before, 0 lost"))
    }
  }
}

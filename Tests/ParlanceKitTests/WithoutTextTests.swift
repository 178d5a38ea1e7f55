import Foundation
import Model
import Retagging
import TestSupport
import Testing

@testable import ParlanceKit

/// Documents of which nothing but name and folder is known.
@Suite struct `A document without text` {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one"><title>Types</title>
        <concept id="brochure"><name>Brochure</name></concept>
        <concept id="quote"><name>Quote</name></concept></scheme>
      <scheme id="product"><title>Products</title>
        <concept id="vault"><name>Harbor Vault</name></concept></scheme>
    </vocabulary>
    """

  /// The highest score of each facet, accepted or not, by path.
  private func scores(_ session: RetagSession) throws -> [String: [String: Double]] {
    _ = try session.reading.refresh()
    let plan = try #require(try session.planning.plan(RetagOptions()))
    var result: [String: [String: Double]] = [:]
    for line in plan.lines {
      let sure = line.changes.flatMap { change in change.scores.map { (change.facet, $0) } }
      let pending = line.pending.map { ($0.facet, $0.score) }
      result[line.path] = Dictionary(sure + pending, uniquingKeysWith: max)
    }
    return result
  }

  @Test(arguments: [("png", [0x89, 0x50, 0x4E, 0x47] as [UInt8]), ("dwg", Array("AC1015".utf8))])
  func `has its tags at a lower score than one that says the same in its text`(
    fileExtension: String, bytes: [UInt8]
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write("v.xml", Self.vocabulary)
    try folder.write("share/a/Brochure Harbor Vault.\(fileExtension)", bytes)
    try folder.write(
      "share/b/Brochure Harbor Vault.md",
      "# Brochure: Harbor Vault\n\nThis brochure shows Harbor Vault. Harbor Vault keeps tapes.\n")
    let engine = try Engine(at: folder.path)
    try engine.vocabularies.importing([folder.url(of: "v.xml").path])
    let session = try RetagSession(engine.workspace, folder: folder.url(of: "share").path)
    let found = try scores(session)
    let bare = found["a/Brochure Harbor Vault.\(fileExtension)"] ?? [:]
    let whole = found["b/Brochure Harbor Vault.md"] ?? [:]
    for facet in ["type", "product"] {
      let (without, with) = (bare[facet] ?? 0, whole[facet] ?? 0)
      #expect(without > 0 && without < with, "\(facet): \(without), \(with)")
    }
  }
}

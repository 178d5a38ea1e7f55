import Foundation
import Model
import Retagging
import TestSupport
import Testing

@testable import ParlanceKit

/// Files that tags were written into, moved afterwards.
@Suite struct `A document that was written` {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one"><title>Types</title>
        <concept id="flyer"><name>Flyer</name></concept></scheme>
    </vocabulary>
    """

  @Test(arguments: [TagPlace.documents, .sidecar])
  func `is not read again where it is moved to`(place: TagPlace) throws {
    let folder = try TemporaryFolder()
    try folder.write("v.xml", Self.vocabulary)
    try folder.write("share/old/flyer.md", "# Flyer\n\nA flyer.\n")
    let engine = try Engine(at: folder.path)
    try engine.vocabularies.importing([folder.url(of: "v.xml").path])
    let session = try RetagSession(engine.workspace, folder: folder.url(of: "share").path)
    var options = RetagOptions()
    options.place = place
    _ = try session.reading.refresh()
    let plan = try #require(try session.planning.plan(options))
    let applied = try session.writing.apply(try #require(try session.planning.preview(plan)))
    #expect(applied.changedCount == 1)
    #expect(try session.reading.refresh().read == 0)
    try FileManager.default.moveItem(
      at: folder.url(of: "share/old"), to: folder.url(of: "share/new"))
    let refresh = try session.reading.refresh()
    #expect((refresh.moved, refresh.read) == (1, 0))
    let text = try String(contentsOf: folder.url(of: "share/new/flyer.md"), encoding: .utf8)
    #expect(text.contains("Parlance/1") == (place == .documents))
    #expect(try RunUndo(engine.workspace).undo(applied.run).restored == ["new/flyer.md"])
    let restored = try String(contentsOf: folder.url(of: "share/new/flyer.md"), encoding: .utf8)
    #expect(restored == "# Flyer\n\nA flyer.\n")
  }
}

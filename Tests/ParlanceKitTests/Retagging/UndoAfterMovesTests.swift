import Foundation
import Model
import Retagging
import System
import TestSupport
import Testing

@testable import ParlanceKit

/// A run over thousands of files is taken back where they are by then.
@Suite struct `Undo after moves` {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one"><title>Types</title>
        <concept id="flyer"><name>Flyer</name></concept>
        <concept id="offer"><name>Offer</name></concept></scheme>
    </vocabulary>
    """

  private static let count = 2_000

  /// What each file holds, and when it was changed, by its name, which no move changes.
  private func contents(_ root: String) throws -> [String: String] {
    var result: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
      guard let identity = FileIdentity(of: SharePath(root + "/" + path)), identity.isRegular
      else { continue }
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      let text = try String(contentsOfFile: root + "/" + path, encoding: .utf8)
      result[name] = "\(identity.modified) \(identity.mode) \(text)"
    }
    return result
  }

  @Test func `puts back each of thousands of files, byte for byte, none of which was read again`()
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write("v.xml", Self.vocabulary)
    for number in 0..<Self.count {
      let kind = number.isMultiple(of: 2) ? "Flyer" : "Offer"
      try folder.write(
        "share/\(number / 500)/\(number / 50)/\(number).md", "# \(kind)\n\nNumber \(number).\n")
    }
    let root = folder.path + "/share"
    let before = try contents(root)
    let engine = try Engine(at: folder.path)
    try engine.vocabularies.importing([folder.path + "/v.xml"])
    let session = try RetagSession(engine.workspace, folder: root)
    var options = RetagOptions()
    options.place = .documents
    _ = try session.reading.refresh()
    let plan = try #require(try session.planning.plan(options))
    let applied = try session.writing.apply(try #require(try session.planning.preview(plan)))
    #expect(applied.changedCount == Self.count)

    // Folders of hundreds of files, in three nights, and once the share itself.
    func move(_ old: String, _ new: String) throws {
      try FileManager.default.moveItem(at: folder.url(of: old), to: folder.url(of: new))
    }
    try move("share/0", "share/archive")
    try move("share/1", "share/archive/more")
    #expect(try session.reading.refresh().moved == 1_000)
    try move("share/archive", "share/2/archive")
    let again = try session.reading.refresh()
    #expect((again.moved, again.read, again.missing) == (1_000, 0, 0))
    try move("share", "other")
    #expect(
      try engine.workspace.shares.move(from: root, to: folder.path + "/other")
        == SharePath(folder.path + "/other").resolved()?.string)
    let there = try RetagSession(engine.workspace, folder: folder.path + "/other")
    try move("other/3", "other/4")
    #expect(try there.reading.refresh().moved == 500)

    let undone = try RunUndo(engine.workspace).undo(applied.run)
    #expect(undone.restored.count == Self.count && undone.skipped.isEmpty && undone.lost.isEmpty)
    #expect(try contents(folder.path + "/other") == before)
  }
}

import Cataloging
import Foundation
import Model
import Retagging
import TestSupport
import Testing

@testable import ParlanceKit

/// A share of flyers in a workspace with two facets, of which types take one value.
struct EditedShare {
  static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one"><title>Types</title>
        <concept id="type/flyer"><name>Flyer</name><alias>Leaflet</alias></concept>
        <concept id="type/offer"><name>Offer</name></concept></scheme>
      <scheme id="product"><title>Products</title>
        <concept id="product/vault"><name>Harbor Vault</name></concept>
        <concept id="product/jetty"><name>Jetty</name><alias>Pier</alias></concept>
        <concept id="product/quay"><name>Quay</name><alias>Pier</alias></concept></scheme>
    </vocabulary>
    """

  static let base = "https://id.example/"

  let folder: TemporaryFolder
  let session: RetagSession

  init(_ names: [String] = ["a.md"]) throws {
    folder = try TemporaryFolder()
    try folder.write("v.xml", Self.vocabulary)
    for name in names {
      try folder.write(
        "share/\(name)", "# Flyer of Harbor Vault\n\nA flyer. Harbor Vault, \(name).\n")
    }
    let engine = try Engine(at: folder.path)
    try engine.vocabularies.importing([folder.path + "/v.xml"])
    session = try RetagSession(engine.workspace, folder: folder.path + "/share")
    _ = try session.reading.refresh()
  }

  /// Plans and applies, as `parlance retag` does.
  @discardableResult func retag(_ options: RetagOptions = RetagOptions()) throws -> Int {
    let plan = try #require(try session.planning.plan(options))
    let previewed = try #require(try session.planning.preview(plan))
    return try session.writing.apply(previewed).changedCount
  }

  /// The concepts of a document as the catalog has them, without the base.
  func tags(_ path: String = "a.md") throws -> Set<String> {
    let entry = try #require(
      try session.catalog.entries(of: session.share).first { $0.path == path })
    return Set(
      try session.catalog.assignments(of: entry.id).filter(\.isTag).map {
        String($0.concept.dropFirst(Self.base.count))
      })
  }

  /// What people decided on a document: `+concept` and `-concept`.
  func decisions(_ path: String = "a.md") throws -> Set<String> {
    let entry = try #require(
      try session.catalog.entries(of: session.share).first { $0.path == path })
    return Set(
      try session.catalog.decisions(on: entry.id).map {
        ($0.isAccepted ? "+" : "-") + $0.concept.dropFirst(Self.base.count)
      })
  }

  /// Does what `parlance assign` does with edits such as `+type=Offer` and `-product=Jetty`.
  @discardableResult func edit(_ edits: String..., path: String = "a.md") throws -> Int64? {
    let choices = session.choices
    let read = try edits.map {
      try choices.edit(String($0.dropFirst()), isAssigned: $0.hasPrefix("+"))
    }
    return try session.editing.apply(try session.editing.edited(read, path: path))?.run
  }
}

@Suite struct `A person's word on a document` {
  @Test func `takes the place of what a facet of one value had, and joins what others have`() throws
  {
    let share = try EditedShare()
    try share.retag()
    #expect(try share.tags() == ["type/flyer", "product/vault"])
    try share.edit("+type=Offer", "+product=Jetty")
    #expect(try share.tags() == ["type/offer", "product/vault", "product/jetty"])
    // The machine does not take it back.
    try share.retag()
    #expect(try share.tags() == ["type/offer", "product/vault", "product/jetty"])
  }

  @Test func `takes a tag away for good`() throws {
    let share = try EditedShare()
    try share.retag()
    try share.edit("-product=Harbor Vault")
    #expect(try share.tags() == ["type/flyer"])
    #expect(try share.decisions().contains("-product/vault"))
    try share.retag()
    #expect(try share.tags() == ["type/flyer"])
  }

  @Test func `that says the opposite of an earlier one withdraws it`() throws {
    let share = try EditedShare()
    try share.edit("-product=Harbor Vault")
    try share.edit("+product=Harbor Vault")
    #expect(try share.tags().contains("product/vault"))
    #expect(try !share.decisions().contains("-product/vault"))
    try share.edit("+type=Offer")
    try share.edit("+type=Flyer")
    #expect(try share.tags().contains("type/flyer"))
    #expect(try !share.decisions().contains("+type/offer"), "a facet of one value has one word")
  }

  @Test func `that changes nothing is no run, but is kept`() throws {
    let share = try EditedShare()
    try share.retag()
    let before = try share.session.catalog.runs().count
    #expect(try share.edit("-product=Jetty") == nil)
    #expect(try share.session.catalog.runs().count == before)
    #expect(try share.decisions() == ["-product/jetty"])
    #expect(try share.tags() == ["type/flyer", "product/vault"])
  }

  @Test func `of several edits holds as they come, the last of a facet of one value`() throws {
    let share = try EditedShare()
    try share.edit("+type=Flyer", "+type=Offer")
    #expect(try share.tags().filter { $0.hasPrefix("type/") } == ["type/offer"])
    try share.edit("+product=Jetty", "-product=Jetty")
    #expect(try !share.tags().contains("product/jetty"))
  }

  @Test func `also does what is due anyway`() throws {
    let share = try EditedShare()
    // Nothing was retagged yet: the machine's own tags come with the edit.
    try share.edit("+product=Jetty")
    #expect(try share.tags() == ["type/flyer", "product/vault", "product/jetty"])
  }

  @Test func `leaves all other documents as they are`() throws {
    let share = try EditedShare(["a.md", "b.md"])
    try share.edit("+type=Offer", path: "b.md")
    #expect(try share.tags("b.md").contains("type/offer"))
    #expect(try share.tags("a.md").isEmpty)
    let run = try #require(try share.session.catalog.runs().first)
    #expect(try share.session.catalog.documents(changedBy: run.id).map { $0.path } == ["b.md"])
  }

  @Test(arguments: ["none.md", "../v.xml", "", "a.md/x"])
  func `on a document that is not in the share is refused`(path: String) throws {
    let share = try EditedShare()
    #expect(throws: (any Error).self) { try share.edit("+type=Offer", path: path) }
    #expect(try share.session.catalog.runs().isEmpty)
  }

  @Test(
    arguments: [
      ("+type=Leaflet", "type/flyer"), ("+type=\(EditedShare.base)type/offer", "type/offer"),
      ("+TYPE=offer", "type/offer"),
      ("+product=Pier", nil), ("+type=Pier", nil), ("+type=", nil), ("+type", nil),
      ("+colour=red", nil), ("+=x", nil),
    ] as [(String, String?)])
  func `names a facet by its key, and one concept by any label`(edit: String, concept: String?)
    throws
  {
    let share = try EditedShare()
    let read = try? share.session.choices.edit(String(edit.dropFirst()), isAssigned: true)
    #expect(read?.concept == concept.map { EditedShare.base + $0 })
  }

  @Test func `is told before it is done, and nothing is done before`() throws {
    let share = try EditedShare()
    try share.retag()
    let edit = try share.session.choices.edit("type=Offer", isAssigned: true)
    let edited = try share.session.editing.edited([edit], path: "a.md")
    #expect(edited.isChange && edited.warnings.isEmpty && edited.plan.lines.count == 1)
    let told = edited.lines.map(\.plain).joined(separator: "\n")
    #expect(told.contains("a.md") && told.contains("Offer") && told.contains("Flyer"))
    #expect(try share.tags() == ["type/flyer", "product/vault"])
    #expect(try share.decisions().isEmpty)
  }

  // MARK: Names without doubt

  @Test(
    arguments: [
      ("Flyer", "type", "type/flyer"), ("leaflet", "type", "type/flyer"), ("Pier", "product", nil),
      ("Flyer", "product", nil), ("Flyer", "none", nil), ("", "type", nil), ("zzz", "type", nil),
    ] as [(String, String, String?)])
  func `means a concept only beyond doubt`(label: String, facet: String, concept: String?) throws {
    let share = try EditedShare()
    let found = share.session.choices.concept(label, facet: facet)
    #expect(found == concept.map { EditedShare.base + $0 })
    #expect(!share.session.choices.isSingle("none"))
    #expect(share.session.choices.facets == ["type", "product"])
  }
}

/// Tags that move to another place: they stand at one only, and none is lost on the way.
@Suite struct `Tags that move` {
  private func options(_ place: TagPlace) -> RetagOptions {
    var options = RetagOptions()
    options.place = place
    return options
  }

  @Test func `are taken out where they stood, and the next plan writes them at the new place`()
    throws
  {
    let share = try EditedShare(["a.txt", "b.txt"])
    try share.retag(options(.sidecar))
    let sidecars = ["a.txt.xmp", "b.txt.xmp"].map { share.folder.path + "/share/" + $0 }
    #expect(sidecars.allSatisfy(FileManager.default.fileExists))
    let before = try share.tags("a.txt")
    let moving = share.session.moving
    #expect(
      try moving.counts(besides: .xattr).map { "\($0.place.rawValue) \($0.count)" } == ["sidecar 2"]
    )
    #expect(try moving.counts(besides: .sidecar).isEmpty)
    let runs = try #require(try moving.move(to: .xattr) { _, _ in true })
    #expect(runs.map(\.place) == [.sidecar] && runs.map(\.applied.changedCount) == [2])
    #expect(!sidecars.contains(where: FileManager.default.fileExists))
    #expect(try share.session.placing.settled() == .xattr)
    // The catalog has them all the time.
    let tags = try share.tags("a.txt")
    #expect(tags == before)
    #expect(try moving.counts(besides: .xattr).isEmpty)
    #expect(try share.session.moving.move(to: .xattr) { _, _ in true }?.isEmpty == true)
  }

  @Test func `stay where they are if somebody breaks off, and the place is not settled`() throws {
    let share = try EditedShare(["a.txt"])
    try share.retag(options(.sidecar))
    #expect(try share.session.moving.move(to: .xattr) { _, _ in false } == nil)
    #expect(try share.session.placing.settled() != .xattr)
    #expect(FileManager.default.fileExists(atPath: share.folder.path + "/share/a.txt.xmp"))
  }
}

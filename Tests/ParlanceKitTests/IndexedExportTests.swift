import Foundation
import System
import TestSupport
import Testing

@testable import ParlanceKit

/// Exports that were indexed, when the index has to be made anew or its state is lost.
struct IndexedExportTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace
  private var store: IndexStore { workspace.searchIndex }

  init() throws {
    folder = try TemporaryFolder()
    workspace = try Workspace(root: folder.path)
    for name in ["one", "two", "three"] {
      try folder.write("\(name).jsonl", #"{"id":"\#(name)","text":"harbor \#(name)"}"# + "\n")
    }
  }

  private func index(_ name: String, replacing: Bool = false) throws {
    _ = try store.index(
      exports: [folder.url(of: "\(name).jsonl").path], replacing: replacing,
      observer: ExportObserver(refused: { Issue.record($0) }, progress: { _ in }))
  }

  /// The identifiers of all documents in the index, and what was told when it was opened.
  private func found(afterBuildingAnew: Bool = false) throws -> (
    ids: [String], update: IndexUpdate?
  ) {
    var told: IndexUpdate?
    _ =
      try afterBuildingAnew
      ? store.openAnew(updated: { told = $0 }) : store.open(updated: { told = $0 })
    let answer = try SearchSession(workspace).search(.init("harbor"))
    return (answer.hits.map { $0.id }.sorted(), told)
  }

  @Test func `an export that is gone is told, and the rest of the index is made anew`() throws {
    try index("one")
    try index("two")
    try FileManager.default.removeItem(at: folder.url(of: "one.jsonl"))
    let found = try found(afterBuildingAnew: true)
    #expect(found.ids == ["two"])
    let update = try #require(found.update)
    #expect(update.isRebuilt && update.added == 1)
    let path = "\(workspace.root)/one.jsonl"
    #expect(update.missingExports == [path])
    #expect(
      update.warnings == [
        "\(path): cannot be read any more; its documents are not in the search index"
      ])
  }

  @Test(arguments: [nil, "not a state"])
  func `the exports of before are not forgotten with the index's state`(state: String?) throws {
    try index("one")
    if let state {
      try Data(state.utf8).write(to: URL(filePath: store.statePath))
    } else {
      try FileManager.default.removeItem(atPath: store.statePath)
    }
    try index("two")
    #expect(try found().ids == ["one", "two"])
    #expect(try found(afterBuildingAnew: true).ids == ["one", "two"])
    try FileManager.default.removeItem(atPath: workspace.indexFolder)
    #expect(try found(afterBuildingAnew: true).ids == ["one", "two"])
  }

  @Test func `an index that is gone is made anew though its state is there`() throws {
    try index("one")
    try index("two")
    try FileManager.default.removeItem(atPath: workspace.indexFolder + "/manifest")
    #expect(!store.isCurrent)
    let found = try found()
    #expect(found.ids == ["one", "two"])
    #expect(found.update?.isRebuilt == true)
    #expect(store.isCurrent)
  }

  @Test func `what is indexed where the index is gone does not hide what was there`() throws {
    try index("one")
    try FileManager.default.removeItem(atPath: workspace.indexFolder + "/manifest")
    try index("two")
    #expect(try found().ids == ["two"])
    #expect(try found(afterBuildingAnew: true).ids == ["one", "two"])
    #expect(try store.savedExports().count == 2)
  }

  @Test func `exports that take the place of all others are the only ones to be read again`() throws
  {
    try index("one")
    try index("two")
    try index("three", replacing: true)
    #expect(try found().ids == ["three"])
    #expect(try store.savedExports() == ["\(workspace.root)/three.jsonl"])
    #expect(try found(afterBuildingAnew: true).ids == ["three"])
  }

  @Test func `an export that is indexed again is listed once`() throws {
    for name in ["one", "two", "one"] { try index(name) }
    #expect(try store.savedExports().count == 2)
    let found = try found(afterBuildingAnew: true)
    #expect(found.ids == ["one", "two"])
    #expect(found.update?.added == 2)
  }

  @Test func `lines that are not documents stay out when the index is made anew`() throws {
    try folder.write(
      "mixed.jsonl", "{\"id\":\"4\",\"text\":\"harbor\"}\nnot JSON\n{\"text\":\"harbor\"}\n")
    var refused: [String] = []
    let path = folder.url(of: "mixed.jsonl").path
    let indexed = try store.index(
      exports: [path], replacing: false,
      observer: ExportObserver(refused: { refused.append("\($0)") }, progress: { _ in }))
    #expect(indexed == [IndexedExport(file: path, documents: 1, refused: 2)])
    #expect(refused.count == 2 && refused[0].hasPrefix("\(path):2:1: error: "))
    #expect(refused[1].hasPrefix("\(path):3: error: the member \"id\" is missing"))
    #expect(try found(afterBuildingAnew: true).ids == ["4"])
  }
}

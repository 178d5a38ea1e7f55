import Cataloging
import Documents
import Foundation
import Glibc
import Model
import TestSupport
import Testing

@testable import Retagging

@Suite struct `Documents that were moved` {
  private let folder: TemporaryFolder
  private let catalog: Catalog
  private let share: CatalogShare

  init() throws {
    folder = try TemporaryFolder()
    catalog = try Catalog()
    try FileManager.default.createDirectory(
      at: folder.url(of: "share"), withIntermediateDirectories: false)
    share = try catalog.share(root: folder.path + "/share", isFolder: true)
  }

  /// Writes a file that was changed last at a time of its own.
  private func write(_ name: String, _ text: String, time: Double) throws {
    try folder.write("share/" + name, text)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: time)],
      ofItemAtPath: folder.path + "/share/" + name)
  }

  private func move(_ old: String, _ new: String) throws {
    let target = folder.url(of: "share/" + new)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: folder.url(of: "share/" + old), to: target)
  }

  @discardableResult
  private func refresh(stopping: Bool = false) throws -> ShareRefresh {
    try ShareReading(catalog: catalog, share: share).refresh(progress: { _, _ in !stopping })
  }

  /// The numbers of the documents by path.
  private func numbers() throws -> [String: Int64] {
    Dictionary(
      uniqueKeysWithValues: try catalog.entries(of: share).map { ($0.path, $0.id) })
  }

  private static let decision = StoredDecision(concept: "urn:c", facet: "type", isAccepted: true)

  @Test func `keep their number, their decisions, and get what the new path says`() throws {
    try write("2008/a.txt", "One.\n", time: 1_000_000_000)
    try write("2008/b.txt", "Another.\n", time: 1_000_000_001)
    try refresh()
    let before = try numbers()
    let a = try #require(before["2008/a.txt"])
    try catalog.record(Self.decision, on: a)
    try move("2008", "archive/2009")
    let result = try refresh()
    #expect((result.moved, result.missing, result.read) == (2, 0, 0))
    #expect(
      try numbers() == [
        "archive/2009/a.txt": a, "archive/2009/b.txt": try #require(before["2008/b.txt"]),
      ])
    #expect(try catalog.decisions(on: a) == [Self.decision])
    let document = try #require(try catalog.document(a))
    #expect(document.path == "archive/2009/a.txt" && document.text.contains("One"))
    #expect(document.dates.contains { $0.source == .path && $0.date.year == 2009 })
    #expect(try refresh().moved == 0)
  }

  @Test func `are read anew where only size, time and name are the same`() throws {
    try write("2008/a.txt", "One.\n", time: 1_000_000_000)
    try refresh()
    let number = try #require(try numbers()["2008/a.txt"])
    try FileManager.default.removeItem(at: folder.url(of: "share/2008/a.txt"))
    try FileManager.default.createDirectory(
      at: folder.url(of: "share/2009"), withIntermediateDirectories: false)
    try write("2009/a.txt", "Two.\n", time: 1_000_000_000)
    let result = try refresh()
    #expect((result.moved, result.read) == (1, 1))
    #expect(try catalog.document(number)?.text.contains("Two") == true)
  }

  @Test func `are told from a file in their place that has their size and their time`() throws {
    try write("a.txt", "One.\n", time: 1_000_000_000)
    try write("b.txt", "Own.\n", time: 1_000_000_000)
    try refresh()
    let number = try #require(try numbers()["a.txt"])
    try write("aside.txt", "Two.\n", time: 1_000_000_000)
    #expect(unsafe rename(folder.path + "/share/aside.txt", folder.path + "/share/a.txt") == 0)
    // Rights alone make no other file.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: folder.path + "/share/b.txt")
    let result = try refresh()
    #expect((result.read, result.moved, result.missing) == (1, 0, 0))
    #expect(try catalog.document(number)?.text.contains("Two") == true)
    #expect(try refresh().read == 0)
  }

  @Test func `are moved at the next run when this one is interrupted`() throws {
    for index in 0..<300 {
      try write("old/\(index).txt", "Document \(index).\n", time: 1_000_000_000 + Double(index))
    }
    try refresh()
    let before = try numbers()
    try move("old", "new")
    #expect(try refresh(stopping: true).read == 0)
    let result = try refresh()
    #expect((result.moved, result.missing, result.read) == (44, 0, 0))
    for index in 0..<300 {
      let number = try #require(before["old/\(index).txt"])
      #expect(try numbers()["new/\(index).txt"] == number)
      #expect(try catalog.document(number)?.path == "new/\(index).txt")
    }
  }

  @Test func `are found again after they were missing`() throws {
    try write("a.txt", "One.\n", time: 1_000_000_000)
    try write("b.txt", "Two.\n", time: 1_000_000_002)
    try refresh()
    let a = try #require(try numbers()["a.txt"])
    try FileManager.default.moveItem(
      at: folder.url(of: "share/a.txt"), to: folder.url(of: "aside.txt"))
    #expect(try refresh().missing == 1)
    try FileManager.default.moveItem(
      at: folder.url(of: "aside.txt"), to: folder.url(of: "share/c.txt"))
    #expect(try refresh().moved == 1)
    #expect(try numbers()["c.txt"] == a)
  }

  @Test func `are told from copies by their names, or not at all`() throws {
    for name in ["x/a.txt", "y/b.txt"] { try write(name, "Same.\n", time: 1_000_000_000) }
    try refresh()
    let before = try numbers()
    try move("x/a.txt", "z/a.txt")
    try move("y/b.txt", "z/b.txt")
    #expect(try refresh().moved == 2)
    #expect(try numbers()["z/a.txt"] == before["x/a.txt"])
    #expect(try numbers()["z/b.txt"] == before["y/b.txt"])
    try move("z/a.txt", "1.txt")
    try move("z/b.txt", "2.txt")
    let result = try refresh()
    #expect((result.moved, result.missing) == (0, 2))
  }

  @Test func `are not what merely has the same name, or is empty`() throws {
    try write("a.txt", "One.\n", time: 1_000_000_000)
    try write("empty.txt", "", time: 1_000_000_005)
    try write("rest.txt", "Rest.\n", time: 1_000_000_007)
    try refresh()
    try FileManager.default.removeItem(at: folder.url(of: "share/a.txt"))
    try write("x/a.txt", "Two.\n", time: 1_000_000_001)
    try move("empty.txt", "x/empty.txt")
    #expect(try refresh().moved == 0)
  }

  @Test func `are read at the next run when this one is interrupted`() throws {
    for index in 0..<3 {
      try write("\(index).txt", "Document \(index).\n", time: 1_000_000_000 + Double(index))
    }
    try refresh()
    let before = try numbers()
    for index in 0..<3 { try move("\(index).txt", "new/renamed \(index).txt") }
    #expect(try refresh(stopping: true).moved == 3)
    #expect(try refresh().read == 2)
    for index in 0..<3 {
      let number = try #require(before["\(index).txt"])
      #expect(try numbers()["new/renamed \(index).txt"] == number)
      #expect(try catalog.document(number)?.path == "new/renamed \(index).txt")
    }
  }
}

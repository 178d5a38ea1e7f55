import Cataloging
import Documents
import Foundation
import Glibc
import Model
import System
import Testing

@testable import Retagging

@Suite struct `Documents that were moved` {
  private let files: CatalogedShare
  private var catalog: Catalog { files.catalog }

  init() throws { files = try CatalogedShare() }

  @discardableResult
  private func refresh(stopping: Bool = false) throws -> ShareRefresh {
    try files.reading.refresh(progress: { _, _ in !stopping })
  }

  private static let decision = StoredDecision(concept: "urn:c", facet: "type", isAccepted: true)

  @Test func `keep their number, their decisions, and get what the new path says`() throws {
    try files.write("2008/a.txt", "One.\n", time: 1_000_000_000)
    try files.write("2008/b.txt", "Another.\n", time: 1_000_000_001)
    try refresh()
    let before = try files.numbers()
    let a = try #require(before["2008/a.txt"])
    try catalog.record(Self.decision, on: a)
    try files.move("2008", "archive/2009")
    let result = try refresh()
    #expect((result.moved, result.missing, result.read) == (2, 0, 0))
    #expect(
      try files.numbers() == [
        "archive/2009/a.txt": a, "archive/2009/b.txt": try #require(before["2008/b.txt"]),
      ])
    #expect(try catalog.decisions(on: a) == [Self.decision])
    let document = try #require(try catalog.document(a))
    #expect(document.path == "archive/2009/a.txt" && document.text.contains("One"))
    #expect(document.dates.contains { $0.source == .path && $0.date.year == 2009 })
    #expect(try refresh().moved == 0)
  }

  @Test func `are read anew where only size, time and name are the same`() throws {
    try files.write("2008/a.txt", "One.\n", time: 1_000_000_000)
    try refresh()
    let number = try #require(try files.numbers()["2008/a.txt"])
    try files.remove("2008/a.txt")
    try files.write("2009/a.txt", "Two.\n", time: 1_000_000_000)
    let result = try refresh()
    #expect((result.moved, result.read) == (1, 1))
    #expect(try catalog.document(number)?.text.contains("Two") == true)
  }

  @Test func `are told from a file in their place that has their size and their time`() throws {
    try files.write("a.txt", "One.\n", time: 1_000_000_000)
    try files.write("b.txt", "Own.\n", time: 1_000_000_000)
    try refresh()
    let number = try #require(try files.numbers()["a.txt"])
    try files.write("aside.txt", "Two.\n", time: 1_000_000_000)
    #expect(unsafe rename(files.url(of: "aside.txt").path, files.url(of: "a.txt").path) == 0)
    // Rights alone make no other file.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: files.url(of: "b.txt").path)
    let result = try refresh()
    #expect((result.read, result.moved, result.missing) == (1, 0, 0))
    #expect(try catalog.document(number)?.text.contains("Two") == true)
    #expect(try refresh().read == 0)
  }

  @Test func `are moved at the next run when this one is interrupted`() throws {
    for index in 0..<300 {
      try files.write(
        "old/\(index).txt", "Document \(index).\n", time: 1_000_000_000 + Double(index))
    }
    try refresh()
    let before = try files.numbers()
    try files.move("old", "new")
    #expect(try refresh(stopping: true).read == 0)
    let result = try refresh()
    #expect((result.moved, result.missing, result.read) == (44, 0, 0))
    for index in 0..<300 {
      let number = try #require(before["old/\(index).txt"])
      #expect(try files.numbers()["new/\(index).txt"] == number)
      #expect(try catalog.document(number)?.path == "new/\(index).txt")
    }
  }

  @Test func `are found again after they were missing`() throws {
    try files.write("a.txt", "One.\n", time: 1_000_000_000)
    try files.write("b.txt", "Two.\n", time: 1_000_000_002)
    try refresh()
    let a = try #require(try files.numbers()["a.txt"])
    try files.move("a.txt", "../aside.txt")
    #expect(try refresh().missing == 1)
    try files.move("../aside.txt", "c.txt")
    #expect(try refresh().moved == 1)
    #expect(try files.numbers()["c.txt"] == a)
  }

  @Test func `are told from copies by which file they are`() throws {
    for name in ["x/a.txt", "y/b.txt"] { try files.write(name, "Same.\n", time: 1_000_000_000) }
    try refresh()
    let before = try files.numbers()
    try files.move("x/a.txt", "z/a.txt")
    try files.move("y/b.txt", "z/b.txt")
    #expect(try refresh().moved == 2)
    // Each gets the other one's name: the file counts, not what it is called.
    try files.move("z/a.txt", "1/b.txt")
    try files.move("z/b.txt", "2/a.txt")
    #expect(try refresh().moved == 2)
    #expect(try files.numbers()["1/b.txt"] == before["x/a.txt"])
    #expect(try files.numbers()["2/a.txt"] == before["y/b.txt"])
  }

  /// Copies a file as a program does that keeps no times, and deletes the first one.
  private func replaceByCopy(_ old: String, _ new: String, time: Double) throws {
    let text = try String(contentsOf: files.url(of: old), encoding: .utf8)
    try files.remove(old)
    try files.write(new, text, time: time)
  }

  @Test func `are known by their bytes where they were copied and the first one was deleted`()
    throws
  {
    try files.write("a.txt", "One document.\n", time: 1_000_000_000)
    try files.write("b.txt", "Two documents\n", time: 1_000_000_000)
    try refresh()
    let before = try files.numbers()
    try catalog.record(Self.decision, on: try #require(before["a.txt"]))
    try replaceByCopy("a.txt", "other/first.txt", time: 1_100_000_000)
    try replaceByCopy("b.txt", "other/second.txt", time: 1_100_000_001)
    let result = try refresh()
    #expect((result.moved, result.missing, result.read) == (2, 0, 2))
    let first = try #require(try files.numbers()["other/first.txt"])
    #expect(first == before["a.txt"])
    #expect(try files.numbers()["other/second.txt"] == before["b.txt"])
    #expect(try catalog.decisions(on: first) == [Self.decision])
  }

  @Test func `are no copies of each other: where several have the same bytes, the name decides`()
    throws
  {
    for name in ["x/a.txt", "y/b.txt"] { try files.write(name, "Same.\n", time: 1_000_000_000) }
    try refresh()
    let before = try files.numbers()
    try replaceByCopy("x/a.txt", "z/a.txt", time: 1_100_000_000)
    try replaceByCopy("y/b.txt", "z/c.txt", time: 1_100_000_001)
    #expect(try refresh().moved == 2, "what is left when one is known by its name is one alone")
    #expect(try files.numbers()["z/a.txt"] == before["x/a.txt"])
    try replaceByCopy("z/a.txt", "1.txt", time: 1_200_000_000)
    try replaceByCopy("z/c.txt", "2.txt", time: 1_200_000_001)
    let result = try refresh()
    #expect((result.moved, result.missing) == (0, 2), "which is which nobody can tell")
  }

  @Test func `keep what was decided when they are edited before anybody looks`() throws {
    try files.write("a.txt", "One.\n", time: 1_000_000_000)
    try refresh()
    let number = try #require(try files.numbers()["a.txt"])
    try catalog.record(Self.decision, on: number)
    try files.move("a.txt", "archive/b.txt")
    let file = try FileHandle(forWritingTo: files.url(of: "archive/b.txt"))
    try file.seekToEnd()
    try file.write(contentsOf: Data("And more.\n".utf8))
    try file.close()
    let result = try refresh()
    #expect((result.moved, result.missing, result.read) == (1, 0, 1))
    #expect(try files.numbers() == ["archive/b.txt": number])
    #expect(try catalog.document(number)?.text.contains("And more") == true)
    #expect(try catalog.decisions(on: number) == [Self.decision])
  }

  @Test func `stay where a program saved anew and left the old file beside`() throws {
    try files.write("report.txt", "One.\n", time: 1_000_000_000)
    try refresh()
    let number = try #require(try files.numbers()["report.txt"])
    try files.move("report.txt", "report (backup).txt")
    try files.write("report.txt", "Two.\n", time: 1_000_000_001)
    let result = try refresh()
    #expect((result.moved, result.missing, result.read) == (0, 0, 2))
    #expect(try files.numbers()["report.txt"] == number, "the path has its document")
    #expect(try files.numbers()["report (backup).txt"] != number)
  }

  @Test func `a plain move reads no file, and other files only if one has their size`() throws {
    let numbers = try catalog.store(
      (1...3).map {
        DocumentUpdate(
          path: "a/\($0).txt", state: FileStamp(size: 10 * $0, modified: 1), outcome: .refused("x"))
      }, in: files.share)
    let states = try catalog.states(of: files.share)
    let new = [("b/1.txt", 10), ("b/2.txt", 20), ("b/x.txt", 30), ("b/y.txt", 40)].map {
      WalkedFile(
        path: SharePath($0.0), stamp: FileStamp(size: $0.1, modified: $0.0 == "b/x.txt" ? 9 : 1))
    }
    let known = Dictionary(
      uniqueKeysWithValues: numbers.enumerated().map { index, number in
        (number, KnownFile(origin: "file \(index + 1)", digest: "bytes \(index + 1)"))
      })
    var asked: (origins: [String], digests: [String]) = ([], [])
    let moves = MovedFiles(gone: [0, 1, 2], in: states, new: new, known: known) {
      asked.origins.append($0.path.string)
      return ["b/1.txt": "file 1", "b/2.txt": "file 2"][$0.path.string]
    } digest: {
      asked.digests.append($0.path.string)
      return "bytes 3"
    }
    #expect(moves.pairs == [0: 0, 1: 1, 2: 2])
    #expect(moves.same == [0, 1], "what was copied is read")
    #expect(asked.origins.count == 4)
    #expect(asked.digests == ["b/x.txt"])
  }

  @Test func `are not what merely has the same name, or is empty`() throws {
    try files.write("a.txt", "One.\n", time: 1_000_000_000)
    try files.write("empty.txt", "", time: 1_000_000_005)
    try files.write("rest.txt", "Rest.\n", time: 1_000_000_007)
    try refresh()
    try files.remove("a.txt")
    try files.write("x/a.txt", "Two.\n", time: 1_000_000_001)
    try files.move("empty.txt", "x/empty.txt")
    #expect(try refresh().moved == 0)
  }

  @Test func `are read at the next run when this one is interrupted`() throws {
    for index in 0..<3 {
      try files.write("\(index).txt", "Document \(index).\n", time: 1_000_000_000 + Double(index))
    }
    try refresh()
    let before = try files.numbers()
    for index in 0..<3 { try files.move("\(index).txt", "new/renamed \(index).txt") }
    #expect(try refresh(stopping: true).moved == 3)
    #expect(try refresh().read == 2)
    for index in 0..<3 {
      let number = try #require(before["\(index).txt"])
      #expect(try files.numbers()["new/renamed \(index).txt"] == number)
      #expect(try catalog.document(number)?.path == "new/renamed \(index).txt")
    }
  }
}

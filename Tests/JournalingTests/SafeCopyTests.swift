import Documents
import Foundation
import Glibc
import MappedStorage
import System
import TestSupport
import Testing

@testable import Journaling

/// Files that were being overwritten where they stand when something broke that off.
struct SafeCopyTests {
  private let folder: TemporaryFolder
  private static let old = Array("the old bytes of the file, and their end".utf8)
  private static let new = Array("the old words of the file, longer by some, and their end".utf8)

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url(of: "journal"), withIntermediateDirectories: false)
  }

  private var journals: SharePath { SharePath(folder.path + "/journal") }
  private var file: SharePath { SharePath(folder.path + "/a.txt") }

  /// A journal that announced the overwriting of the file, and what is left of it.
  private func leave(
    _ bytes: [UInt8], copy: [UInt8]? = new, of name: String = "a.txt", run: String = "1"
  ) throws {
    let file = SharePath("\(folder.path)/\(name)")
    try folder.write(name, Self.old)
    let journal = try RunJournal(
      folder: journals, header: JournalHeader(run: run, time: 1, purpose: "test"))
    let inverse = try #require(
      ByteEdits(replacing: 0..<Self.old.count, with: Self.new).inverse(of: Self.old))
    journal.append(
      .intent(
        JournalEntry(
          index: 0, id: 0, path: file, kind: .overwrite, temporary: SharePath(bytes: []),
          oldSize: Self.old.count, oldChecksum: Checksum.of(Self.old), newSize: Self.new.count,
          newChecksum: Checksum.of(Self.new), modified: 1_000_000_000_000_000_000, mode: 0o100644,
          inode: try #require(FileIdentity(of: file)).inode, inverse: inverse)))
    try journal.sync()
    if let copy { try folder.write("journal/\(run)-0.copy", copy) }
    let handle = try FileHandle(forWritingTo: folder.url(of: name))
    try handle.write(contentsOf: Data(bytes))
    try handle.truncate(atOffset: UInt64(bytes.count))
    try handle.close()
  }

  private func found() throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.url(of: "a.txt"))) }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: journals.string).sorted()
  }

  /// What a write may leave: each beginning of the new bytes over the old ones, and zeros where it grew.
  static let brokenOff: [[UInt8]] =
    (0...new.count).map { Array(new[..<$0]) + (old.dropFirst($0)) }
    + [old + [UInt8](repeating: 0, count: new.count - old.count)]

  @Test(arguments: brokenOff)
  func `what was half written is put back`(_ left: [UInt8]) throws {
    try leave(left)
    let settlements = try JournalUndo.settle(folder: journals)
    #expect(settlements.map(\.unclear.isEmpty) == [true])
    #expect(try found() == (left == Self.new ? Self.new : Self.old))
    #expect(try names() == ["1.journal"])
    #expect(try JournalUndo.settle(folder: journals).isEmpty)
    if left == Self.new {
      let header = JournalHeader(run: "2", time: 2, purpose: "undo")
      try JournalUndo.undo(run: "1", folder: journals, header: header) { _ in true }
      #expect(try found() == Self.old)
    }
  }

  private static let half = Array(new[..<10]) + old.dropFirst(10)

  /// Takes the right to write the file from everybody, or gives it back.
  private func setClosed(_ isClosed: Bool) throws {
    let path = folder.url(of: "a.txt").path
    guard geteuid() == 0 else {
      return try FileManager.default.setAttributes(
        [.posixPermissions: isClosed ? 0o444 : 0o644], ofItemAtPath: path)
    }
    let chattr = URL(fileURLWithPath: "/usr/bin/chattr")
    guard FileManager.default.isExecutableFile(atPath: chattr.path) else {
      try Test.cancel("what root may not write needs chattr")
    }
    let process = try Process.run(chattr, arguments: [isClosed ? "+i" : "-i", path])
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      try Test.cancel("the file system has no attribute that keeps root from writing")
    }
  }

  @Test func `a half-written file that is closed is told each time, and stops nothing else`()
    throws
  {
    try leave(Self.half)
    try leave(Self.half, of: "b.txt", run: "2")
    try setClosed(true)
    for isFirst in [true, false] {
      let settlements = try JournalUndo.settle(folder: journals)
      #expect(settlements.map(\.run) == (isFirst ? ["1", "2"] : ["1"]))
      #expect(settlements[0].blocked.map(\.path) == [file])
      #expect(settlements[0].blocked[0].reason.contains("half written, and cannot be put back"))
      #expect(try [UInt8](Data(contentsOf: folder.url(of: "b.txt"))) == Self.old)
      #expect(try found() == Self.half)
      #expect(try names() == ["1-0.copy", "1.journal", "2.journal"])
    }
    let size = try Data(contentsOf: folder.url(of: "journal/1.journal")).count
    _ = try JournalUndo.settle(folder: journals)
    #expect(try Data(contentsOf: folder.url(of: "journal/1.journal")).count == size)
    _ = try JournalUndo.prune(folder: journals, keeping: 0)
    #expect(try names() == ["1-0.copy", "1.journal"])

    try setClosed(false)
    #expect(try JournalUndo.settle(folder: journals).map(\.blocked.count) == [0])
    #expect(try found() == Self.old)
    #expect(try JournalUndo.settle(folder: journals).isEmpty)
  }

  @Test func `a folder in the place of a half-written file is others' doing`() throws {
    try leave(Self.half)
    try FileManager.default.removeItem(at: folder.url(of: "a.txt"))
    try FileManager.default.createDirectory(
      at: folder.url(of: "a.txt"), withIntermediateDirectories: false)
    #expect(try JournalUndo.settle(folder: journals).map(\.unclear) == [[file]])
    #expect(try JournalUndo.settle(folder: journals).isEmpty)
  }

  @Test func `a copy that was not whole yet is deleted, and the file stays`() throws {
    try leave(Self.old, copy: Array(Self.new.dropLast(3)))
    #expect(try JournalUndo.settle(folder: journals).map(\.notMade) == [1])
    #expect(try found() == Self.old)
    #expect(try names() == ["1.journal"])
  }

  @Test(arguments: ["deleted", "renamed"])
  func
    `a file that is half written and not there any more is named, and keeps nothing from its turn`(
      how: String
    ) throws
  {
    try leave(Array(Self.new[..<10]) + Self.old.dropFirst(10))
    if how == "deleted" {
      try FileManager.default.removeItem(at: folder.url(of: "a.txt"))
    } else {
      try FileManager.default.moveItem(at: folder.url(of: "a.txt"), to: folder.url(of: "b.txt"))
    }
    #expect(try JournalUndo.settle(folder: journals).map(\.unclear) == [[file]])
    #expect(try JournalUndo.settle(folder: journals).isEmpty)
    #expect(try names() == ["1-0.copy", "1.journal"])
  }

  @Test func `what others made of the file is left alone, and named`() throws {
    let others = Array("something else altogether".utf8)
    try leave(others)
    #expect(try JournalUndo.settle(folder: journals).map(\.unclear) == [[file]])
    #expect(try found() == others)
    #expect(try names() == ["1-0.copy", "1.journal"])
    _ = try JournalUndo.prune(folder: journals, keeping: 0)
    #expect(try names().isEmpty)
  }
}

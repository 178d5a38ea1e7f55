import Foundation
import Glibc
import System
import TestSupport
import Testing

@testable import ParlanceKit

/// Files that are trusted by whose they are and who may read them.
struct OpenedFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url(of: name).path }

  @Test func `what is told of a file, and read, is of what was opened`() throws {
    try folder.write("file", "0123")
    try FileManager.default.createSymbolicLink(
      atPath: path("link"), withDestinationPath: path("file"))
    let opened = try OpenedFile(path("link"))
    // What takes its place later is another file.
    try FileManager.default.removeItem(at: folder.url(of: "file"))
    try folder.write("file", "what others wrote")
    #expect(opened.identity.size == 4)
    #expect(try opened.bytes(atMost: 10) == Array("0123".utf8))
    #expect(try opened.bytes(atMost: 3) == Array("012".utf8))
  }

  @Test func `what is no regular file is not opened, and a pipe not waited for`() throws {
    #expect(unsafe mkfifo(path("pipe"), 0o600) == 0)
    for (name, number) in [("none", ENOENT), ("pipe", EINVAL), ("", EISDIR)] {
      let error = #expect(throws: StorageError.self) { try OpenedFile(path(name)) }
      #expect(error == .unreadable(path: path(name), errno: number))
    }
  }

  @Test(arguments: [(0o600, true), (0o400, true), (0o640, false), (0o602, false), (0o604, false)])
  func `bytes are somebody's own if nobody else may read or write them`(
    mode: Int, isOwn: Bool
  ) throws {
    try folder.write("secret", "s")
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: path("secret"))
    #expect(try OpenedFile.ownBytes(of: path("secret")) == (isOwn ? Array("s".utf8) : nil))
  }
}
